using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde follow</c>: what the two ends of a stream sent each other.</summary>
internal static class FollowCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100);
        var capture = new CaptureOptions(endsWithNumber: true);
        var udp = new Option<bool>("--udp") { Description = "The stream is one of UDP." };
        Option<string?> source = Text("--src", "Address of one end, instead of a number.");
        Option<string?> destination = Text("--dst", "Address of the other end.");
        Option<int?> sourcePort = Numbers.Option("--src-port", "Port of that end.", most: 65_535);
        Option<int?> destinationPort = Numbers.Option("--dst-port", "Port of the other end.", most: 65_535);
        var format = new Option<string?>("--format") { Description = "How octets are shown; text if not given." };
        format.AcceptOnlyFromAmong("text", "hex", "both");
        Option<int?> octets = Numbers.Option("--max-bytes", "Octets of content to show; 32768 if not given.");
        return question.Command(
            "follow",
            "What the two ends of a stream sent each other, in order: sonde follow FILE STREAM, or by its ends.",
            [udp, source, sourcePort, destination, destinationPort, format, octets, .. page.All],
            parsed => new FollowArguments
            {
                Stream = capture.Number(parsed) is { } number ? (int)Math.Min(number, int.MaxValue) : null,
                Protocol = parsed.GetValue(udp) ? "udp" : null,
                SrcIp = parsed.GetValue(source),
                SrcPort = parsed.GetValue(sourcePort),
                DstIp = parsed.GetValue(destination),
                DstPort = parsed.GetValue(destinationPort),
                Format = parsed.GetValue(format),
                MaxBytes = parsed.GetValue(octets),
                Limit = page.Limit(parsed),
                Offset = page.Offset(parsed),
            },
            FollowQuestion.Ask,
            Show,
            capture
        );
    }

    private static Option<string?> Text(string name, string description) =>
        new(name) { Description = description, HelpName = "ADDRESS" };

    private static View Show(FollowedStream answer)
    {
        Column[] columns =
        [
            new Column("frame", IsId: true),
            new Column("time", Rank: 2),
            new Column("from", "direction"),
            new Column("offset", Rank: 1, IsId: true),
            new Column("octets", "length"),
            new Column("gap"),
            new Column("text", Wraps: true),
            new Column("hex", Wraps: true),
        ];
        var rows = new Table("", columns, [.. answer.Segments.Select(segment => Row(segment, segment.Direction))]);
        Table shown = rows with { Rows = [.. answer.Segments.Select(segment => Row(segment, End(segment)))] };
        List<string> notes = [.. CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset)];
        if (answer.Segments.Any(segment => segment.Omitted is not null))
            notes.Add("A segment is longer than what is shown of it: --max-bytes.");
        return new View
        {
            Headline = answer.Summary,
            Tables = [shown.WithoutEmptyColumns()],
            Rows = rows,
            Notes = notes,
        };
    }

    private static string End(StreamSegment segment) => segment.Direction == "client_to_server" ? "client" : "server";

    private static object?[] Row(StreamSegment segment, string from) =>
        [
            segment.Frame,
            segment.Time,
            from,
            segment.Offset,
            segment.Length,
            segment.Gap is { } reason ? $"missing ({reason})" : null,
            segment.Text,
            segment.Hex,
        ];
}
