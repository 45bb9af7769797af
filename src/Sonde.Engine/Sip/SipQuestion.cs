using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What SIP said: messages, calls with their outcome and media, registrations.</summary>
public static class SipQuestion
{
    private const int DefaultLimit = 100;
    private const int MostRows = 100;
    private const string Quality =
        "mos is an estimate by the E-model (G.107, G.113): random loss, no concealment, packets of 20 ms, a jitter buffer of twice the jitter "
        + "(at least 40 ms) and no delay on the way, so an upper bound; for PCMU, PCMA, G729 and G723 only.";

    /// <summary>Reads the capture and the SIP in it.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static SipPackets Ask(CaptureEngine engine, SipArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var report = new SipReport(offset, limit);
        var rtp = new RtpStreams();
        int hidden = 0;
        var sinks = new ApplicationSinks { Sip = report.Add, Streams = stream => hidden += IsHidden(stream) ? 1 : 0 };
        CaptureReading reading = engine.ReadApplications(arguments, sinks, context, before: [rtp]);
        Page.ThrowIfBeyond(report.Messages, limit, offset);
        var streams = new SipStreams(report.Calls, rtp.Streams);
        int end = (int)Math.Min((long)offset + limit, report.Messages);
        var frames = new FirstFrames();
        foreach (SipMessage message in report.Page)
            frames.AddOnce(message.Place.Frame);
        return new SipPackets
        {
            Summary = Say(report, streams, hidden) + reading.Shortfall,
            File = reading.Name,
            AnalysisTimestamp = AnswerTime.Now,
            TotalPacketsInFile = reading.Pass.Totals.Packets,
            SipPacketsFound = report.Messages,
            SipPacketsAnalyzed = report.Messages,
            Message = report.Messages == 0 ? "No SIP packets found in this capture." : null,
            Note = Note(hidden, streams.Joined),
            Statistics = Statistics(report),
            Total = report.Messages,
            Returned = report.Page.Count,
            NextOffset = end < report.Messages ? end : null,
            Packets = [.. report.Page.Select(SipRowMaker.Message)],
            Calls =
            [
                .. report
                    .Calls.OrderBy(call => call.Outcome is SipOutcome.Answered or SipOutcome.Earlier)
                    .ThenBy(call => call.Started.Frame)
                    .Take(MostRows)
                    .Select(call => SipRowMaker.Call(call, streams.Of(call))),
            ],
            CallsTotal = report.Calls.Count,
            CallOutcomes = Outcomes(report),
            Registrations =
            [
                .. report
                    .Registrations.OrderBy(one => SipRowMaker.OutcomeOf(one) is "registered" or "withdrawn")
                    .ThenBy(one => one.Started.Frame)
                    .Take(MostRows)
                    .Select(SipRowMaker.Registration),
            ],
            RegistrationsTotal = report.Registrations.Count,
            Transactions = Transactions(report),
            Evidence = Evidence.Of(frames, frames.Count > 0 && report.Page.Count == report.Messages ? "sip" : null),
            Coverage = reading.Coverage.With(
                (report.PageIsCut, "characters_in_memory", SipReport.MostText),
                (report.CallsAreCut, "calls_in_memory", SipReport.MostCalls),
                (report.TransactionsAreCut, "transactions_in_memory", SipReport.MostTransactions),
                (report.NamesAreCut, "names_in_memory", SipReport.MostNames),
                (report.Calls.Any(call => call.MediaAreCut), "media_of_a_call", SipCall.MostMedia),
                (report.Page.Any(message => message.IsCut), "characters_of_headers", SipMessage.MostText),
                (report.Calls.Count > MostRows, "calls", MostRows),
                (report.Registrations.Count > MostRows, "registrations", MostRows),
                (report.CallIds.Count > MostRows, "call_ids", MostRows),
                (report.Agents.Count > MostRows, "user_agents", MostRows),
                (rtp.NotKept > 0, "rtp_streams_in_memory", RtpStreams.Limit)
            ),
        };
    }

    // TLS at the port of SIP over TLS of which nothing was decrypted.
    private static bool IsHidden(ApplicationStream stream) =>
        stream is { Outer: null, IsDecrypted: false }
        && stream.Application?.Name == "tls"
        && stream.Server.Port == 5061;

    private static string? Note(int hidden, int joined)
    {
        string encrypted =
            hidden > 0
                ? $"{hidden} TLS conversations at port 5061 may hold SIP; without their keys it cannot be read. "
                : "";
        string note = (encrypted + (joined > 0 ? Quality : "")).Trim();
        return note.Length > 0 ? note : null;
    }

    private static SipStatistics Statistics(SipReport report) =>
        new(
            report.Requests,
            report.Responses,
            Cleaned(report.Methods),
            Cleaned(report.Classes),
            report.CallIds.Count,
            [.. report.CallIds.Take(MostRows).Select(id => Quote.Clean(id)!)],
            Cleaned(report.Transports),
            [.. report.Agents.Take(MostRows).Select(name => Quote.Clean(name)!)],
            report.Retransmissions
        );

    private static Dictionary<string, int> Cleaned(SortedDictionary<string, int> counts)
    {
        var cleaned = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string name, int count) in counts)
            cleaned[Quote.Clean(name)!] = count;
        return cleaned;
    }

    private static Dictionary<string, int> Outcomes(SipReport report) =>
        report
            .Calls.CountBy(call => SipRowMaker.Name(call.Outcome), StringComparer.Ordinal)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static SipTransactionRow[] Transactions(SipReport report) =>
        [
            .. report
                .Transactions.GroupBy(one => one.Method, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(MostRows)
                .Select(Row),
        ];

    private static SipTransactionRow Row(IGrouping<string, SipTransaction> group)
    {
        double[] times =
        [
            .. group.Select(one => SipRowMaker.Milliseconds(one.Asked, one.FinalAnswer)).OfType<double>(),
        ];
        return new SipTransactionRow(
            Quote.Clean(group.Key)!,
            group.Count(),
            group.Count(one => one.FinalAnswer is not null),
            group.Count(one => one.FirstAnswer is null),
            group.Sum(one => one.Retransmissions),
            times.Length > 0 ? Math.Round(times.Average(), 3) : null,
            times.Length > 0 ? times.Max() : null
        );
    }

    private static string Say(SipReport report, SipStreams streams, int hidden)
    {
        string encrypted = hidden > 0 ? $" {hidden} TLS conversations at port 5061 could not be read." : "";
        if (report.Messages == 0)
            return "There is no SIP in this capture: no message over UDP or TCP, at whatever port." + encrypted;
        string outcomes = string.Join(", ", Outcomes(report).Select(pair => $"{pair.Value} {pair.Key}"));
        int failed = report.Registrations.Count(one => SipRowMaker.OutcomeOf(one) is "failed" or "unanswered");
        SipCall? bad = report.Calls.FirstOrDefault(call => call.Outcome is SipOutcome.Failed);
        string first = bad is null
            ? ""
            : $" The first that failed: {bad.Status} {Quote.Text(bad.Reason ?? "")} (frame {bad.Refused?.Frame}).";
        return $"{report.Messages} messages of SIP ({report.Requests} requests, {report.Responses} responses, {report.Retransmissions} sent again). "
            + $"{report.Calls.Count} calls{(outcomes.Length > 0 ? ": " + outcomes : "")}; {streams.Joined} streams of RTP belong to them. "
            + $"{report.Registrations.Count} registrations, {failed} without success.{first}{encrypted}";
    }
}
