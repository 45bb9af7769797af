using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde capture</c>: live packets into files.</summary>
internal static class LiveCommand
{
    public static Command Create(ProgramOptions program) =>
        new("capture", "Capture live packets into files: start, stop, status, list, save.")
        {
            Start(program),
            Stop(program),
            Status(program),
            Files(program),
            LiveSaveCommand.Create(program),
        };

    private static Command Start(ProgramOptions program)
    {
        Option<string?> link = Text(
            "--interface",
            "NAME",
            "Interface, or any; that of the default route if not given.",
            "-i"
        );
        Option<string?> filter = Text("--filter", "FILTER", "Capture filter in libpcap's language.", "-f");
        Option<string?> output = Text("--output", "NAME", "Name of the file, ending in .pcapng or .pcap.", "-w");
        Option<string?> comment = Text("--comment", "TEXT", "A remark that is written into the file.");
        Option<int?> duration = Numbers.Option(
            "--duration",
            "Seconds after which it ends; 60 if not given.",
            1,
            86_400
        );
        Option<int?> packets = Numbers.Option("--count", "Packets after which it ends.", 1, aliases: "-c");
        Option<int?> octets = Numbers.Option("--max-octets", "Octets that a file may have.", 4096);
        Option<int?> ring = Numbers.Option("--ring-files", "Write a ring of so many files.", 2, 1000);
        Option<int?> snap = Numbers.Option("--snap-length", "Octets kept of each packet.", 64, 262_144, "-s");
        var modest = new Option<bool>("--no-promiscuous", "-p") { Description = "Only packets for this machine." };
        var analyze = new Option<bool>("--analyze") { Description = "Look for threats while it runs." };
        var triggers = new TriggerOptions();
        return Probing.Command(
            program,
            "start",
            "Captures until a limit is reached or Ctrl-C; another terminal may look with status and end it with stop.",
            [link, filter, output, comment, duration, packets, octets, ring, snap, modest, analyze, .. triggers.All],
            (parsed, engine, context) =>
            {
                StartedCapture started = StartCaptureQuestion.Ask(
                    engine,
                    new StartCaptureArguments
                    {
                        Interface = parsed.GetValue(link),
                        CaptureFilter = parsed.GetValue(filter),
                        OutputFile = parsed.GetValue(output),
                        Comment = parsed.GetValue(comment),
                        Duration = parsed.GetValue(duration),
                        MaxPackets = parsed.GetValue(packets),
                        MaxOctets = parsed.GetValue(octets),
                        RingFiles = parsed.GetValue(ring),
                        SnapLength = parsed.GetValue(snap),
                        Promiscuous = !parsed.GetValue(modest),
                        Analyze = parsed.GetValue(analyze),
                        Trigger = triggers.Of(parsed),
                    },
                    context
                );
                Console.Error.WriteLine(Clean.Text(started.Summary));
                return Task.FromResult(StopCaptureQuestion.Wait(engine, started.CaptureId, context));
            },
            Show
        );
    }

    private static Command Stop(ProgramOptions program)
    {
        Argument<string> id = Calculation.Word("ID", "Name of the capture; last for the newest.");
        return Probing.Command(
            program,
            "stop",
            "Ends a capture.",
            [id],
            (parsed, engine, context) =>
                Task.FromResult(
                    StopCaptureQuestion.Ask(
                        engine,
                        new StopCaptureArguments { CaptureId = parsed.GetValue(id)! },
                        context
                    )
                ),
            Show
        );
    }

    private static Command Status(ProgramOptions program)
    {
        var id = new Argument<string?>("ID") { Description = "Only this capture.", Arity = ArgumentArity.ZeroOrOne };
        var page = new PageOptions(100);
        return Probing.Command(
            program,
            "status",
            "How captures stand.",
            [id, .. page.All],
            (parsed, engine, _) =>
                Task.FromResult(
                    CaptureStatusQuestion.Ask(
                        engine,
                        new CaptureStatusArguments
                        {
                            CaptureId = parsed.GetValue(id),
                            Limit = page.Limit(parsed),
                            Offset = page.Offset(parsed),
                        }
                    )
                ),
            Show
        );
    }

    private static Command Files(ProgramOptions program)
    {
        var details = new Option<bool>("--details") { Description = "Read the files to count their packets." };
        var page = new PageOptions(100);
        return Probing.Command(
            program,
            "list",
            "Files that captures wrote, newest first.",
            [details, .. page.All],
            (parsed, engine, context) =>
                Task.FromResult(
                    CapturedFilesQuestion.Ask(
                        engine,
                        new CapturedFilesArguments
                        {
                            Details = parsed.GetValue(details),
                            Limit = page.Limit(parsed),
                            Offset = page.Offset(parsed),
                        },
                        context
                    )
                ),
            Show
        );
    }

    private static View Show(StoppedCapture answer)
    {
        (string, object?)[] facts =
        [
            ("capture", answer.CaptureId),
            ("file", answer.OutputFile),
            ("octets of files", answer.FileSizeBytes),
            ("packets", answer.PacketsCaptured),
            ("octets on the wire", answer.BytesCaptured),
            ("dropped by the system", answer.PacketsDropped),
            ("dropped by the interface", answer.InterfaceDrops),
            ("seconds", answer.DurationSeconds),
            ("ended by", answer.Capture.EndedBy),
            ("packets analyzed", answer.Capture.Analysis?.PacketsAnalyzed),
            ("left out by the analysis", answer.Capture.Analysis?.PacketsSkipped),
            ("threats", answer.Capture.Analysis?.Threats),
        ];
        return new View
        {
            Headline = answer.Summary,
            Tables = [Table.OfPairs("", facts), Fired(answer.Capture.Triggers ?? [])],
            Rows = Table.OfOneRow(facts),
        };
    }

    private static Table Fired(IReadOnlyList<FiredTrigger> triggers) =>
        new(
            "What fired",
            [
                new Column("time"),
                new Column("frame", IsId: true),
                new Column("cause"),
                new Column("what", "detail", Wraps: true),
                new Column("action"),
                new Column("packets", "packets_saved"),
                new Column("file", "output_file", Wraps: true),
                new Column("error", Wraps: true),
            ],
            [
                .. triggers.Select(one =>
                    (object?[])
                        [
                            one.Time,
                            one.Frame,
                            one.Cause,
                            one.Detail,
                            one.Action,
                            one.PacketsSaved,
                            one.OutputFile,
                            one.Error,
                        ]
                ),
            ]
        );

    private static View Show(CaptureStatus answer)
    {
        var table = new Table(
            "",
            [
                new Column("capture", "capture_id"),
                new Column("status"),
                new Column("interface", Rank: 1),
                new Column("filter", Wraps: true, Rank: 5),
                new Column("seconds", "elapsed_seconds", Rank: 3),
                new Column("packets", "packets_captured"),
                new Column("dropped", "packets_dropped"),
                new Column("interface drops", "interface_drops", Rank: 6),
                new Column("octets", "file_size_bytes", Rank: 4),
                new Column("ended by", "ended_by", Rank: 2),
                new Column("threats", Rank: 3),
                new Column("fired", Rank: 3),
                new Column("file", "output_file", Wraps: true, Rank: 7),
            ],
            [
                .. answer.Captures.Select(one =>
                    (object?[])
                        [
                            one.CaptureId,
                            one.Status,
                            one.Interface,
                            one.Filter,
                            one.ElapsedSeconds,
                            one.PacketsCaptured,
                            one.PacketsDropped,
                            one.InterfaceDrops,
                            one.FileSizeBytes,
                            one.EndedBy,
                            one.Analysis?.Threats,
                            one.Triggers?.Count,
                            one.OutputFile,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = answer.NextOffset is { } next ? [$"The next page: --offset {next}."] : [],
        };
    }

    private static View Show(CapturedFiles answer)
    {
        var table = new Table(
            "",
            [
                new Column("file", "filename"),
                new Column("octets", "size_bytes"),
                new Column("modified", "modified_time", Rank: 1),
                new Column("packets"),
                new Column("capture", "capture_id", Rank: 2),
                new Column("problem", Wraps: true),
            ],
            [
                .. answer.Files.Select(file =>
                    (object?[])
                        [file.Filename, file.SizeBytes, file.ModifiedTime, file.Packets, file.CaptureId, file.Problem]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = answer.NextOffset is { } next ? [$"The next page: --offset {next}."] : [],
        };
    }

    private static Option<string?> Text(string name, string help, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = help };
}
