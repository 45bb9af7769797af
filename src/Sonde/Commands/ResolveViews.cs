using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How people see the answers of name servers.</summary>
internal static class ResolveViews
{
    public static View Show(DnsLookup answer)
    {
        Table records = Records("", answer.Records);
        return new View
        {
            Headline = answer.Summary,
            Tables =
            [
                records,
                Records("Authority", answer.Success ? [] : answer.Authority ?? []),
                Trace(answer.Trace ?? []),
                Table.OfPairs("", Facts(answer)),
            ],
            Rows = records,
            Notes = [.. Notes(answer), .. ProbeNotes.Of(answer.Coverage)],
        };
    }

    public static View Show(BatchDns answer)
    {
        var rows = new Table(
            "",
            [
                new Column("name", "query", Wraps: true),
                new Column("values", Wraps: true),
                new Column("ms", "response_time_ms", Rank: 1),
                new Column("rcode", Rank: 2),
                new Column("error", "error_type", Wraps: true),
            ],
            [
                .. answer.Results.Select(row =>
                    (object?[])
                        [
                            row.Query,
                            string.Join(", ", row.Records.Select(record => record.Value)),
                            row.ResponseTimeMs,
                            row.Rcode,
                            row.Success ? null : row.ErrorType,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [rows],
            Rows = rows,
            Notes = [.. Ignored(answer.Ignored), .. ProbeNotes.Of(answer.Coverage)],
        };
    }

    private static Table Records(string title, IReadOnlyList<LookupRecord> records) =>
        new(
            title,
            [
                new Column("name", Wraps: true),
                new Column("ttl"),
                new Column("type", "record_type"),
                new Column("value", Wraps: true),
            ],
            [.. records.Select(record => (object?[])[record.Name, record.Ttl, record.RecordType, record.Value])]
        );

    private static Table Trace(IReadOnlyList<TraceStepRow> steps) =>
        new(
            "From the root",
            [
                new Column("zone", Wraps: true),
                new Column("server", Wraps: true),
                new Column("address"),
                new Column("ms", "response_time_ms"),
                new Column("outcome", Wraps: true),
                new Column("next zone", "referral", Wraps: true),
                new Column("for", Rank: 1, Wraps: true),
            ],
            [
                .. steps.Select(step =>
                    (object?[])
                        [
                            step.Zone,
                            step.Server,
                            step.Address,
                            step.ResponseTimeMs,
                            step.Outcome,
                            step.Referral,
                            step.For,
                        ]
                ),
            ]
        );

    private static (string, object?)[] Facts(DnsLookup answer) =>
        [
            ("server", answer.Nameserver),
            ("transport", answer.Transport),
            ("rcode", answer.Rcode),
            ("flags", answer.Flags is { } flags ? string.Join(' ', flags) : null),
            ("CNAME chain", answer.CnameChain is { } chain ? string.Join(" > ", chain) : null),
            ("server id", answer.Edns?.Nsid),
            ("connect ms", answer.Timings?.ConnectMs),
            ("TLS ms", answer.Timings?.TlsMs),
            ("hosts file", List(answer.System?.HostsFile)),
            ("programs here get", List(answer.System?.Answers)),
            ("names tried here", List(answer.System?.NamesTried)),
        ];

    private static IEnumerable<string> Notes(DnsLookup answer)
    {
        if (answer.Suggestion is { } suggestion)
            yield return suggestion;
        foreach (string note in answer.Notes ?? [])
            yield return note;
        foreach (ExtendedErrorRow error in answer.ExtendedErrors ?? [])
            yield return $"The server adds: {error.Name ?? error.Code.ToString(CultureInfo.InvariantCulture)}{(error.Text is null ? "" : $" ({error.Text})")}.";
        if (answer.Truncated == true)
            yield return "The answer over UDP was truncated and asked for again over TCP.";
        foreach (LookupAttempt attempt in (answer.Attempts ?? []).Where(one => one.Outcome != "answered"))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{attempt.Nameserver} over {attempt.Transport}: {attempt.Outcome} after {attempt.ElapsedMs:0.#} ms."
            );
        foreach (string note in Ignored(answer.Ignored))
            yield return note;
    }

    private static IEnumerable<string> Ignored(IgnoredAnswers? ignored)
    {
        if (ignored is null)
            yield break;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Ignored: {ignored.OtherSource} messages from elsewhere, {ignored.OtherId} under another id, {ignored.OtherQuestion} to another question, {ignored.Malformed} malformed, {ignored.Late} late or double."
        );
    }

    private static string? List(IReadOnlyList<string>? items) =>
        items is { Count: > 0 } ? string.Join(", ", items) : null;
}
