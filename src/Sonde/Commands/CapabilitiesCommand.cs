using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde capabilities</c>: what can be done here.</summary>
internal static class CapabilitiesCommand
{
    public static Command Create(ProgramOptions program)
    {
        var form = new FormOptions();
        var command = new Command("capabilities", "What can be done on this machine, and within which limits.");
        form.AddTo(command);
        command.SetAction(parsed =>
            Interruptible.Run(cancel =>
                Answering.Run(
                    form.Of(parsed),
                    _ => CapabilitiesQuestion.Ask(Engines.ForPerson(program.Sources(parsed))),
                    Show,
                    cancel
                )
            )
        );
        return command;
    }

    private static View Show(CapabilitiesAnswer answer)
    {
        var abilities = new Table(
            "Abilities",
            [
                new Column("name"),
                new Column("available"),
                new Column("path", Wraps: true),
                new Column("note", Wraps: true),
            ],
            [.. answer.Dependencies.Select(one => (object?[])[one.Name, one.Available, one.Path, one.Note])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables =
            [
                Table.OfPairs(
                    "",
                    [
                        ("version", answer.ServerVersion),
                        ("platform", answer.Platform),
                        ("runtime", answer.RuntimeVersion),
                        ("capture formats", string.Join(", ", answer.CaptureFormats)),
                        ("protocols", string.Join(' ', answer.Protocols)),
                        ("fields for filters", answer.FilterFields),
                        ("packets read at most", answer.Pcap.MaxPackets),
                        ("folders open to MCP", string.Join(", ", answer.Pcap.AllowedPaths)),
                        ("octets of a download", answer.Pcap.MaxDownloadBytes),
                        ("seconds of a download", answer.Pcap.DownloadTimeoutSeconds),
                    ]
                ),
                abilities,
            ],
            Rows = abilities,
        };
    }
}
