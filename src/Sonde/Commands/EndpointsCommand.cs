using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde endpoints</c>: the addresses of a capture.</summary>
internal static class EndpointsCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var sort = new Option<string?>("--sort") { Description = "The order, largest first." };
        sort.AcceptOnlyFromAmong(
            "bytes",
            "packets",
            "bytes_sent",
            "packets_sent",
            "bytes_received",
            "packets_received"
        );
        return question.Command(
            "endpoints",
            "Which addresses there are, what each sent and received, and what the capture calls it.",
            [.. page.All, sort],
            parsed => new EndpointsArguments
            {
                Limit = page.Limit(parsed),
                Offset = page.Offset(parsed),
                SortBy = parsed.GetValue(sort),
            },
            EndpointsQuestion.Ask,
            Show
        );
    }

    private static View Show(EndpointList answer)
    {
        Table table = EndpointTable.Of("", answer.Endpoints);
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes =
            [
                .. CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
                .. answer.PacketsNotCounted is { } left
                    ?
                    [
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{left} packets of further addresses are not counted here."
                        ),
                    ]
                    : (string[])[],
            ],
        };
    }
}
