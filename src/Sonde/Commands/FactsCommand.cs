using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde facts PATH…</c>: one JSON object a capture file, one a line.</summary>
internal static class FactsCommand
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Capture files, and folders whose files are all read.",
            Arity = ArgumentArity.OneOrMore,
        };
        CaptureOptions.RefuseOptions(paths);
        var frames = new Option<bool>("--frames")
        {
            Description = "After each file, one object for every frame with a tcp.analysis verdict.",
        };
        var bare = new Option<bool>("--no-applications")
        {
            Description =
                "Leave out what applications said, a good part of the work: http, tls, databases, detected, and what is encrypted in protos.",
        };
        var command = new Command("facts", "What one pass counts in each file, one JSON object a line.")
        {
            paths,
            frames,
            bare,
        };
        command.SetAction(parsed =>
            Interruptible.Run(cancel =>
                Answering.Guarded(
                    asJson: true,
                    () =>
                        Run(
                            new FactsFile(!parsed.GetValue(bare)),
                            parsed.GetValue(paths)!,
                            parsed.GetValue(frames),
                            cancel
                        )
                )
            )
        );
        return command;
    }

    private static int Run(FactsFile facts, IEnumerable<string> paths, bool frames, CancellationToken cancel)
    {
        int code = 0;
        using StreamWriter output = Answering.StandardOutput();
        foreach (string path in paths.SelectMany(Files))
        {
            cancel.ThrowIfCancellationRequested();
            var line = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(line, Options))
                code = Math.Max(code, facts.Write(json, path));
            output.WriteLine(Clean.Json(Encoding.UTF8.GetString(line.WrittenSpan)));
            foreach (byte[] frame in frames ? facts.Frames(path) : [])
            {
                cancel.ThrowIfCancellationRequested();
                output.WriteLine(Clean.Json(Encoding.UTF8.GetString(frame)));
            }
            output.Flush();
        }
        return code;
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [path];
}
