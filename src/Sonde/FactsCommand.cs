using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde facts PATH…</c>: one JSON object a capture file, one a line.</summary>
internal static class FactsCommand
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(IEnumerable<string> paths, Stream output)
    {
        int code = 0;
        foreach (string path in paths.SelectMany(Files))
        {
            var line = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(line, Options))
                code = Math.Max(code, FactsFile.Write(json, path));
            output.Write(line.WrittenSpan);
            output.WriteByte((byte)'\n');
        }
        output.Flush();
        return code;
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [path];
}
