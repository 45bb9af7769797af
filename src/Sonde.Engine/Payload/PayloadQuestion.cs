using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What the conversations of a capture carry: their first payloads, texts in them, what is encrypted, what was asked of databases.</summary>
public static class PayloadQuestion
{
    private const int DefaultLimit = 20;
    private const int DefaultPayloads = 5;
    private const int MostQueries = 10;

    /// <summary>Reads the capture; the page holds only the conversations asked for, the counts all of them.</summary>
    /// <exception cref="EngineException">The capture cannot be read, the protocol is unknown, or the page lies beyond the end.</exception>
    public static PayloadAnalysis Ask(CaptureEngine engine, PayloadArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        string? protocol = PayloadProtocols.Of(arguments.Protocol, engine.Protocols);
        var survey = new ConversationSurvey(arguments.Port);
        var sampler = new PayloadSampler(arguments.PayloadsPerConnection ?? DefaultPayloads);
        var databases = new DatabaseReport();
        Dictionary<Flow, TlsConnection> tls = new(ReferenceEqualityComparer.Instance);
        var sinks = new ApplicationSinks
        {
            Databases = databases,
            Tls = connection => tls[connection.Flow] = connection,
        };
        CaptureReading reading = engine.ReadApplications(
            arguments,
            survey.AddTo(sinks),
            context,
            before: [survey.Shown, sampler]
        );
        var rows = new PayloadRows(arguments, tls);
        PayloadRows.Conversation[] all =
        [
            .. survey
                .Found()
                .Select(one => (one.Flow, one.Row, Sample: sampler.Of(one.Flow)))
                .Where(one => one.Sample is not null)
                .Select(one => rows.Of(one.Flow, one.Row, one.Sample!))
                .Where(one => protocol is null || one.Protocol == protocol)
                .OrderBy(one => one.Detected.FirstFrame)
                .ThenBy(one => one.Detected.Stream),
        ];
        Page<PayloadRows.Conversation> page = Page.Of(all, limit, offset);
        ILookup<Flow, DatabaseQuery> queries = databases.Queries.ToLookup(
            query => query.Session.Stream.Flow,
            (IEqualityComparer<Flow>)ReferenceEqualityComparer.Instance
        );
        PayloadSummary summary = SummaryOf(all, reading);
        return new PayloadAnalysis
        {
            Overview = Say(all, summary, arguments, reading),
            File = reading.Name,
            AnalysisTimestamp = AnswerTime.Now,
            Summary = summary,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Connections =
            [
                .. page.Items.Select(one => rows.Shown(one) with { ExtractedData = DataOf(queries[one.Flow]) }),
            ],
            Recommendations = PayloadAdvice.For(all),
            Coverage = reading.Coverage.With(
                (survey.IsFull, "conversations_in_memory", ConversationSurvey.MostKept),
                (sampler.FlowsLeftOut > 0, "conversations_with_payloads_in_memory", PayloadSampler.MostFlows)
            ),
        };
    }

    private static PayloadData? DataOf(IEnumerable<DatabaseQuery> queries)
    {
        DatabaseQuery[] all = [.. queries.OrderBy(query => query.Asked.Frame)];
        return all.Length == 0
            ? null
            : new PayloadData([.. all.Take(MostQueries).Select(DatabaseRows.Query)], all.Length);
    }

    private static PayloadSummary SummaryOf(PayloadRows.Conversation[] all, CaptureReading reading)
    {
        long packets = all.Sum(one => one.Sample.Packets);
        long encrypted = all.Sum(one => one.EncryptedPackets);
        return new PayloadSummary(
            reading.Pass.Totals.Packets,
            packets,
            all.Sum(one => one.Sample.Octets),
            encrypted,
            packets - encrypted
        );
    }

    private static string Say(
        PayloadRows.Conversation[] all,
        PayloadSummary summary,
        PayloadArguments arguments,
        CaptureReading reading
    )
    {
        if (all.Length == 0)
        {
            string what = arguments.Port is { } port ? $" at port {port}" : "";
            string which = arguments.Protocol is { } name and not "auto" ? $" of {Quote.Text(name)}" : "";
            return $"No conversation{which}{what} with payload in {summary.TotalPackets} packets.{reading.Shortfall}";
        }
        string most = string.Join(
            ", ",
            all.CountBy(one => one.Protocol, StringComparer.Ordinal)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(5)
                .Select(pair => $"{pair.Value} {pair.Key}")
        );
        return $"{all.Length} conversations with payload: {most}. {summary.EncryptedPackets} of {summary.PacketsWithPayload} packets with payload are encrypted.{reading.Shortfall}";
    }
}
