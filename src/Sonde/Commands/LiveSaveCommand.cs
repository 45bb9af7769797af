using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde capture save</c>: looks back into a live capture.</summary>
internal static class LiveSaveCommand
{
    public static Command Create(ProgramOptions program)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "Name of the capture; last for the newest; the only one that runs if not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var seconds = new Option<double?>("--seconds")
        {
            Description = "The last so many seconds; everything there if not given.",
            HelpName = "N",
        };
        Option<string?> from = Text("--from", "TIME", "Only from this time on: ISO 8601, or seconds since 1970.");
        Option<string?> to = Text("--to", "TIME", "Only before this time.");
        Option<string?> output = Text("--output", "NAME", "Name of the file, ending in .pcapng or .pcap.");
        output.Aliases.Add("-w");
        Option<string?> comment = Text("--comment", "TEXT", "A remark that is written into the file.");
        Option<int?> octets = Numbers.Option("--max-octets", "Octets that the file may have.", 4096);
        return Probing.Command(
            program,
            "save",
            "Looks back: writes a past window of a capture into a file of its own; the capture goes on.",
            [id, seconds, from, to, output, comment, octets],
            (parsed, engine, context) =>
                Task.FromResult(
                    SaveRecentQuestion.Ask(
                        engine,
                        new SaveRecentArguments
                        {
                            CaptureId = parsed.GetValue(id),
                            Seconds = parsed.GetValue(seconds),
                            TimeFrom = parsed.GetValue(from),
                            TimeTo = parsed.GetValue(to),
                            OutputFile = parsed.GetValue(output),
                            Comment = parsed.GetValue(comment),
                            MaxOctets = parsed.GetValue(octets),
                        },
                        context
                    )
                ),
            Show
        );
    }

    private static View Show(SavedPackets answer)
    {
        (string, object?)[] facts =
        [
            ("capture", answer.CaptureId),
            ("file", answer.OutputFile),
            ("octets of file", answer.FileSizeBytes),
            ("packets", answer.PacketsSaved),
            ("octets on the wire", answer.BytesSaved),
            ("first", answer.FirstTime),
            ("last", answer.LastTime),
            ("window is whole", answer.WindowComplete),
            ("packets left out", answer.PacketsLeftOut),
            ("dropped by the system", answer.PacketsDropped),
            ("dropped by the interface", answer.InterfaceDrops),
        ];
        return new View
        {
            Headline = answer.Summary,
            Tables = [Table.OfPairs("", facts)],
            Rows = Table.OfOneRow(facts),
        };
    }

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };
}
