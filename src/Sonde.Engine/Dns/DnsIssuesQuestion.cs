using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What goes wrong in this capture's name resolution.</summary>
public static class DnsIssuesQuestion
{
    private const int DefaultLimit = 100;
    private const int ServersShown = 100;
    private const double ManyUnanswered = 0.05; // of the queries

    /// <summary>Reads the capture and lists its DNS trouble.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static DnsIssues Ask(CaptureEngine engine, DnsIssuesArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.RowOffset ?? 0);
        var tracker = new DnsTracker(engine.Protocols, arguments.Services());
        var messages = new DnsMessageRows(tracker, limit, offset);
        CaptureReading reading = engine.Read(arguments, [tracker, messages], context);
        tracker.Complete();
        int most = Math.Max(messages.QueriesSeen, messages.ResponsesSeen);
        Page.ThrowIfBeyond(most, limit, offset);
        Page<DnsQueryRow> page = Page.Of(Incidents(tracker, arguments.IssueType), limit, arguments.Offset ?? 0);
        DnsIssue[] issues = Issues(tracker);
        return new DnsIssues
        {
            Summary = Say(reading, tracker, issues),
            File = reading.Name,
            PcapFile = reading.Name,
            TotalQueries = messages.QueriesSeen,
            TotalResponses = messages.ResponsesSeen,
            HasIssues = issues.Length > 0,
            Issues = issues,
            Incidents = page.Items,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Servers = [.. DnsRowMaker.Busiest(tracker).Take(ServersShown).Select(DnsRowMaker.Row)],
            ServersTotal = tracker.Servers.Count,
            DnsQueries = messages.Queries,
            DnsResponses = messages.Responses,
            NextRowOffset = (long)offset + limit < most ? offset + limit : null,
            Coverage = DnsRowMaker
                .Coverage(reading, tracker)
                .With((tracker.Servers.Count > ServersShown, "servers_listed", ServersShown)),
        };
    }

    private static DnsQueryRow[] Incidents(DnsTracker tracker, string? type) =>
        [
            .. Kinds(tracker)
                .Where(kind => type is null || kind.Type == type)
                .SelectMany(kind =>
                    kind.Incidents.Rows.Select(one => DnsRowMaker.Row(one) with { IssueType = kind.Type })
                )
                .OrderBy(row => row.Frame),
        ];

    private static (string Type, DnsIncidents Incidents)[] Kinds(DnsTracker tracker) =>
        [
            ("failure", tracker.Failed),
            ("unanswered", tracker.Unanswered),
            ("slow", tracker.Slow),
            ("truncated", tracker.Truncated),
            ("mismatched", tracker.Mismatched),
            ("retransmitted", tracker.Retransmitted),
        ];

    private static DnsIssue[] Issues(DnsTracker tracker)
    {
        List<DnsIssue> issues =
        [
            .. tracker.FailuresByCode.Select(failure => Failure(tracker, failure.Key, failure.Value)),
        ];
        Add(
            "unanswered",
            tracker.Unanswered,
            tracker.Unanswered.Count > ManyUnanswered * tracker.Queries ? "high" : "medium",
            "Queries without a response in the capture: lost, dropped by a firewall, or sent to a server that is down.",
            DnsRowMaker.ByNumber(tracker.Unanswered, "dns.flags.response == 0 && !dns.response_in")
        );
        Add("slow", tracker.Slow, "medium", "Answers that took more than 100 ms.", "dns.time > 0.1");
        Add(
            "truncated",
            tracker.Truncated,
            "low",
            "Answers that did not fit: clients ask again over TCP, which must not be blocked.",
            "dns.flags.truncated == 1 && dns.flags.response == 1"
        );
        Add(
            "mismatched",
            tracker.Mismatched,
            "medium",
            "Responses without their query: it was not captured, the response came to a wrong port, or it is forged.",
            DnsRowMaker.ByNumber(tracker.Mismatched, "dns.flags.response == 1 && !dns.response_to")
        );
        Add(
            "retransmitted",
            tracker.Retransmitted,
            "medium",
            "Queries sent again before an answer came: packets are lost or the server is slow.",
            DnsRowMaker.ByNumber(tracker.Retransmitted, "dns.retransmit_request")
        );
        return [.. issues.OrderBy(issue => Rank(issue.Severity)).ThenByDescending(issue => issue.Count)];

        void Add(string type, DnsIncidents incidents, string severity, string text, string? filter)
        {
            if (incidents.Count > 0)
                issues.Add(new(type, null, severity, incidents.Count, text, DnsRowMaker.Evidence(incidents, filter)));
        }
    }

    private static int Rank(string severity) =>
        severity == "high" ? 0
        : severity == "medium" ? 1
        : 2;

    private static DnsIssue Failure(DnsTracker tracker, int code, long count)
    {
        (string severity, string text) = code switch
        {
            DnsResponseCodes.NoSuchName => (
                "low",
                "Names that do not exist: typing errors, search lists, or generated names."
            ),
            DnsResponseCodes.ServerFailure => (
                "high",
                "The server could not find an answer: broken delegation or signatures, or servers it cannot reach."
            ),
            DnsResponseCodes.Refused => ("medium", "The server does not answer this client, or not for this name."),
            DnsResponseCodes.FormatError => ("medium", "The server could not read the question."),
            _ => ("medium", DnsResponseCodes.DescriptionOf((ulong)code) ?? "A code that is not assigned."),
        };
        return new DnsIssue(
            "failure",
            DnsRowMaker.Code(code),
            severity,
            count,
            text,
            new Evidence(
                [
                    .. tracker
                        .Failed.Rows.Where(one => one.ResponseCode == code)
                        .Select(one => one.Frame)
                        .Distinct()
                        .Take(Evidence.MostFrames),
                ],
                count,
                code < 16 ? $"dns.flags.rcode == {code}" : null
            )
        );
    }

    private static string Say(CaptureReading reading, DnsTracker tracker, DnsIssue[] issues)
    {
        string counts = $"{tracker.Queries} queries and {tracker.Responses} responses";
        if (tracker.Queries + tracker.Responses == 0)
            return $"No DNS packets found.{reading.Shortfall}";
        if (issues.Length == 0)
            return $"{counts}, no trouble found.{reading.Shortfall}";
        string found = string.Join(
            ", ",
            issues.Select(issue => $"{issue.Count} {issue.ResponseCode ?? issue.IssueType}")
        );
        return $"{counts}: {found}.{reading.Shortfall}";
    }
}
