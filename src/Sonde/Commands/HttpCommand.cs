using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde http</c>: HTTP requests with their responses.</summary>
internal static class HttpCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var method = new Option<string?>("--method")
        {
            Description = "Only requests with this method.",
            HelpName = "NAME",
        };
        var host = new Option<string?>("--host")
        {
            Description = "Only requests whose host contains this text.",
            HelpName = "TEXT",
        };
        var status = new Option<int?>("--status")
        {
            Description = "Only exchanges with this status code; 0 for those without an answer.",
            HelpName = "CODE",
        };
        return question.Command(
            "http",
            "HTTP requests with their responses, sizes and times, on any port.",
            [method, host, status, .. page.All],
            parsed => new HttpRequestsArguments
            {
                Method = parsed.GetValue(method),
                Host = parsed.GetValue(host),
                Status = parsed.GetValue(status),
                Limit = page.Limit(parsed),
                Offset = page.Offset(parsed),
            },
            HttpRequestsQuestion.Ask,
            Show
        );
    }

    private static View Show(HttpRequests answer)
    {
        var table = new Table(
            "",
            [
                new Column("frame"),
                new Column("method"),
                new Column("host"),
                new Column("uri", Wraps: true),
                new Column("status"),
                new Column("bytes", "response_bytes", Rank: 1),
                new Column("first byte ms", "first_byte_ms", Rank: 1),
                new Column("total ms", "total_ms", Rank: 2),
                new Column("type", "content_type", Rank: 2),
                new Column("client", Rank: 3),
                new Column("server", Rank: 3),
                new Column("stream", Rank: 3),
            ],
            [
                .. answer.HttpRequestList.Select(row =>
                    (object?[])
                        [
                            row.Frame,
                            row.Method,
                            row.Host,
                            row.Uri,
                            row.Status,
                            row.ResponseBytes,
                            row.FirstByteMs,
                            row.TotalMs,
                            row.ContentType,
                            $"{row.SrcIp}:{row.SrcPort}",
                            $"{row.DstIp}:{row.DstPort}",
                            row.Stream,
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
}
