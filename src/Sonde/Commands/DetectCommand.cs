using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde detect</c>: what runs over each conversation, and what its ends say of themselves.</summary>
internal static class DetectCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        Option<int?> port = Numbers.Option("--port", "Only conversations with this port at either end.", most: 65_535);
        return question.Command(
            "detect",
            "What runs over each conversation by its content, and what its ends say: software, users, commands, results.",
            [port, .. page.All],
            parsed => new DetectArguments
            {
                Port = parsed.GetValue(port),
                Limit = page.Limit(parsed),
                Offset = page.Offset(parsed),
            },
            DetectQuestion.Ask,
            Show
        );
    }

    private static View Show(DetectedProtocols answer)
    {
        var table = new Table(
            "",
            [
                new Column("stream"),
                new Column("client", Rank: 1),
                new Column("server"),
                new Column("protocol", "protocol_detected"),
                new Column("found by", "found_by", Rank: 2),
                new Column("packets", Rank: 3),
                new Column("what it says", "facts", Wraps: true),
                new Column("disagreement", Rank: 1, Wraps: true),
            ],
            [
                .. answer.Connections.Select(row =>
                    (object?[])
                        [
                            string.Create(CultureInfo.InvariantCulture, $"{row.Transport} {row.Stream}"),
                            row.Client,
                            row.Server,
                            row.Inside is null ? row.ProtocolDetected : $"{row.ProtocolDetected} ({row.Inside})",
                            row.FoundBy,
                            row.Packets,
                            Facts(row.Facts),
                            row.Disagreement,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    private static string? Facts(DetectedFacts? facts)
    {
        if (facts is null)
            return null;
        IEnumerable<string> said = facts.Said.Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value)}");
        IEnumerable<string> counted = facts.Counts.Select(pair =>
            $"{pair.Key}: {string.Join(", ", pair.Value.Select(one => Counted(one.Key, one.Value)))}"
        );
        return string.Join("; ", said.Concat(counted));
    }

    private static string Counted(string word, long count) =>
        count == 1 ? word : string.Create(CultureInfo.InvariantCulture, $"{word} ×{count}");
}
