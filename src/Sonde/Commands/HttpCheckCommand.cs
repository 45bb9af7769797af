using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde http-check</c>: how a URL answers, and where the time goes.</summary>
internal static class HttpCheckCommand
{
    public static Command Create(ProgramOptions program)
    {
        Argument<string> url = Calculation.Word("URL", "URL; https unless it says http.");
        var head = new Option<bool>("--head") { Description = "Ask for the headers only." };
        Option<int?> redirects = Numbers.Option("--max-redirects", "Most redirects to follow (5).", 0, 20);
        var options = new ProbeOptions("For everything, 10.");
        return Probing.Command(
            program,
            "http-check",
            "How a URL answers: status, times of each step, redirects, certificate.",
            [url, head, redirects, .. options.All],
            (parsed, engine, context) =>
                HttpCheckQuestion.AskAsync(
                    engine,
                    new HttpCheckArguments
                    {
                        Url = parsed.GetValue(url)!,
                        Method = parsed.GetValue(head) ? "HEAD" : "GET",
                        MaxRedirects = parsed.GetValue(redirects),
                        Timeout = parsed.GetValue(options.Timeout),
                        IpVersion = options.Version(parsed),
                    },
                    context
                ),
            Show
        );
    }

    private static View Show(HttpCheck answer)
    {
        var steps = new Table(
            "",
            [
                new Column("url", Wraps: true),
                new Column("status", IsId: true),
                new Column("address", Rank: 1),
                new Column("name", "name_ms"),
                new Column("connect", "connect_ms"),
                new Column("tls", "tls_ms"),
                new Column("first byte", "first_byte_ms"),
                new Column("transfer", "transfer_ms"),
            ],
            [
                .. answer.Redirects.Select(one => Row(one.Url, one.Status, one.Address, one.Timings)),
                Row(answer.FinalUrl, answer.Status, answer.Address, answer.Timings),
            ]
        );
        var headers = new Table(
            "Headers",
            [new Column("name"), new Column("value", Wraps: true)],
            [.. answer.Headers.Select(line => (object?[])[line.Name, line.Value])]
        );
        var tls = Table.OfPairs("TLS", PortViews.TlsPairs(answer.Tls));
        return new View
        {
            Headline = answer.Summary,
            Tables =
            [
                steps,
                .. answer.Tls is null ? (Table[])[] : [tls],
                .. answer.Headers.Count > 0 ? (Table[])[headers] : [],
            ],
            Rows = steps,
            Notes = ProbeNotes.Of(answer.Coverage),
        };
    }

    private static object?[] Row(string url, int? status, string? address, HttpTimes times) =>
        [url, status, address, times.NameMs, times.ConnectMs, times.TlsMs, times.FirstByteMs, times.TransferMs];
}
