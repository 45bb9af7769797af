using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde myip</c>: under which addresses this machine is seen.</summary>
internal static class MyIpCommand
{
    public static Command Create(ProgramOptions program)
    {
        var options = new ProbeOptions("For everything, 10.");
        return Probing.Command(
            program,
            "myip",
            "The addresses under which this machine is seen on the internet.",
            [.. options.All],
            (parsed, engine, context) =>
                PublicIpQuestion.AskAsync(
                    engine,
                    new PublicIpArguments
                    {
                        Timeout = parsed.GetValue(options.Timeout),
                        IpVersion = options.Version(parsed),
                    },
                    context
                ),
            Show
        );
    }

    private static View Show(PublicIp answer)
    {
        var attempts = new Table(
            "",
            [
                new Column("service"),
                new Column("ip version", "ip_version", IsId: true),
                new Column("address"),
                new Column("problem", Wraps: true),
            ],
            [.. answer.Attempts.Select(one => (object?[])[one.Service, one.IpVersion, one.Address, one.Problem])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [attempts.WithoutEmptyColumns()],
            Rows = attempts,
            Notes = ProbeNotes.Of(answer.Coverage),
        };
    }
}
