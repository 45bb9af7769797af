using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde asn</c>: which autonomous systems announce addresses.</summary>
internal static class AsnCommand
{
    public static Command Create(ProgramOptions program)
    {
        Argument<string[]> addresses = Calculation.Words(
            "IP",
            "IPv4 or IPv6 addresses, or - for lines of standard input."
        );
        Option<double?> timeout = ResolveCommand.Seconds("Seconds for each address (5).");
        return ProbeChoice.Command(
            program,
            "asn",
            "Which autonomous systems announce addresses.",
            [addresses, timeout],
            (parsed, choice) =>
                parsed.GetValue(addresses) is [not "-" and var one]
                    ? choice.Answer(
                        (engine, context) =>
                            AsnLookupQuestion.AskAsync(
                                engine,
                                new AsnLookupArguments { Ip = one, Timeout = parsed.GetValue(timeout) },
                                context
                            ),
                        answer => Show(answer.Summary, [answer], answer.Coverage)
                    )
                    : choice.Answer(
                        (engine, context) =>
                            AsnLookupQuestion.AskAllAsync(
                                engine,
                                Calculation.Lines(parsed.GetValue(addresses)!),
                                parsed.GetValue(timeout),
                                context
                            ),
                        answer => Show(answer.Summary, answer.Results, answer.Coverage)
                    )
        );
    }

    private static View Show(string headline, IReadOnlyList<AsnLookup> results, ProbeCoverage coverage)
    {
        var rows = new Table(
            "",
            [
                new Column("ip"),
                new Column("asn"),
                new Column("name", "as_name", Wraps: true),
                new Column("prefix"),
                new Column("country", Rank: 1),
                new Column("registry", Rank: 2),
                new Column("allocated", Rank: 3),
                new Column("error", "error_type", Wraps: true),
            ],
            [
                .. results.Select(row =>
                    (object?[])
                        [
                            row.Ip,
                            row.Origins is { } origins
                                ? string.Join(' ', origins.Select(origin => origin.Asn))
                                : row.Asn,
                            row.AsName,
                            row.Prefix,
                            row.Country,
                            row.Registry,
                            row.Allocated,
                            row.ErrorType,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = headline,
            Tables = [rows.WithoutEmptyColumns()],
            Rows = rows,
            Notes =
            [
                .. results.Where(row => !row.Success && results.Count > 1).Select(row => row.Summary),
                .. results.Select(row => row.Suggestion).OfType<string>().Distinct(),
                .. ProbeNotes.Of(coverage),
            ],
        };
    }
}
