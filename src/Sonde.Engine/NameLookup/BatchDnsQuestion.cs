using System.Diagnostics;
using System.Globalization;
using Sonde.Probes;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Asks name servers about many names at once.</summary>
public static class BatchDnsQuestion
{
    private const string TimeLimit = "time limit";
    private const int UsualAtOnce = 100;
    private const int MostAtOnce = 1000;
    private const int MostRecords = 100; // of one name: a hostile server must not fill the memory with thousands of names
    private const int NamesPerSocket = 50; // under way at once

    /// <summary>Asks.</summary>
    /// <exception cref="EngineException">A wrong argument, too many names, or a server that is refused.</exception>
    public static async Task<BatchDns> AskAsync(CaptureEngine engine, BatchDnsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        ProbeGate gate = engine.Probes;
        DnsPatience patience = NameClient.Patience(gate, arguments.Timeout, arguments.Retries);
        ushort type = RecordTypes.Parse(arguments.RecordType ?? "A");
        int atOnce = AtOnce(arguments.MaxConcurrent);
        IReadOnlyList<string> names = arguments.Queries ?? [];
        gate.RefuseTooMany(names.Count, "names");
        IReadOnlyList<DnsServer> servers = await NameClient.ServersAsync(gate, arguments.Nameserver, context.Cancel);
        using var client = new NameClient(gate, Math.Clamp(atOnce / NamesPerSocket, 1, 8));
        string[] unique = [.. names.Select(name => name ?? "").Distinct(StringComparer.Ordinal)];
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        limited.CancelAfter(gate.Budget.MaxDuration);
        var watch = Stopwatch.StartNew();
        BatchDnsRow?[] rows = await Batch.RunAsync(
            unique,
            atOnce,
            (name, cancel) => OneAsync(gate.Policy, client, servers, name, type, patience, cancel),
            ProgressOf(context, unique.Length),
            limited.Token
        );
        TimeSpan elapsed = watch.Elapsed;
        string? ended =
            context.Cancel.IsCancellationRequested ? "cancelled"
            : limited.IsCancellationRequested ? TimeLimit
            : null;
        return AnswerOf(names, unique, rows, type, servers, client, elapsed, ended, gate.Budget.MaxDuration);
    }

    private static int AtOnce(int? wanted) =>
        wanted is null or (>= 1 and <= MostAtOnce)
            ? wanted ?? UsualAtOnce
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"max_concurrent is {wanted}, but is from 1 to {MostAtOnce}.",
                $"Leave it out for {UsualAtOnce}."
            );

    private static Progress? ProgressOf(AskContext context, int total) =>
        context.Progress is { } listener ? new Progress(listener, total) : null;

    private static async Task<BatchDnsRow> OneAsync(
        TargetPolicy policy,
        NameClient client,
        IReadOnlyList<DnsServer> servers,
        string typed,
        ushort type,
        DnsPatience patience,
        CancellationToken cancel
    )
    {
        QuestionName name;
        try
        {
            name = QuestionName.Check(typed, policy);
        }
        catch (EngineException refused)
        {
            return new BatchDnsRow
            {
                Query = Quote.Clean(typed)!,
                Success = false,
                Records = [],
                Error = refused.Message,
                ErrorType = refused.Fault.Name(),
            };
        }
        ushort asked = name.Address is null ? type : DnsTypes.Ptr;
        DnsReply reply = await client.Exchange.AskAsync(servers, new DnsQuery(name.Wire, asked), patience, cancel);
        DnsContents? contents = reply.Octets is null ? null : DnsContents.Read(reply.Octets);
        LookupVerdict verdict = LookupVerdict.Of(reply, contents, name.Wire, asked);
        List<LookupRecord> records = LookupRows.Of(contents, DnsSection.Answer);
        int more = Math.Max(0, records.Count - MostRecords) + (contents?.LeftOut ?? 0);
        return new BatchDnsRow
        {
            Query = Quote.Clean(typed)!,
            Success = verdict.IsFound,
            Records = more > 0 ? [.. records.Take(MostRecords)] : records,
            MoreRecords = more > 0 ? more : null,
            Error = verdict.IsFound ? null : verdict.Sentence,
            ErrorType = verdict.Fault?.Name(),
            Rcode = verdict.Rcode,
            ResponseTimeMs = reply.Octets is null ? null : LookupRows.Milliseconds(reply.Elapsed),
        };
    }

    private static BatchDns AnswerOf(
        IReadOnlyList<string> names,
        string[] unique,
        BatchDnsRow?[] rows,
        ushort type,
        IReadOnlyList<DnsServer> servers,
        NameClient client,
        TimeSpan elapsed,
        string? ended,
        TimeSpan longest
    )
    {
        var byName = new Dictionary<string, BatchDnsRow>(unique.Length, StringComparer.Ordinal);
        for (int index = 0; index < unique.Length; index++)
            byName.Add(unique[index], rows[index] ?? NotDone(unique[index], ended));
        BatchDnsRow[] results = [.. names.Select(name => byName[name ?? ""])];
        int successful = results.Count(row => row.Success);
        bool isComplete = !rows.Contains(null);
        return new BatchDns
        {
            Success = true,
            Summary = Summary(results, successful, type, elapsed, isComplete ? null : ended),
            RecordType = RecordTypes.NameOf(type),
            TotalQueries = results.Length,
            UniqueQueries = unique.Length,
            Successful = successful,
            Failed = results.Length - successful,
            Results = results,
            DurationMs = LookupRows.Milliseconds(elapsed),
            Nameservers = [.. servers.Select(server => server.ToString())],
            Ignored = client.Ignored,
            Coverage = new ProbeCoverage
            {
                Complete = isComplete,
                Ended = isComplete ? null : ended,
                ProbesSent = client.Sent,
                Limits = LimitsOf(results, !isComplete && ended == TimeLimit ? longest : null),
            },
        };
    }

    private static List<LimitReached>? LimitsOf(BatchDnsRow[] results, TimeSpan? longest)
    {
        List<LimitReached> limits = [];
        if (longest is { } time)
            limits.Add(new LimitReached(ProbeSettings.MaxSeconds.Key, (long)time.TotalSeconds));
        if (Array.Exists(results, row => row.MoreRecords is not null))
            limits.Add(new LimitReached("records_of_a_name", MostRecords));
        return limits.Count > 0 ? limits : null;
    }

    private static BatchDnsRow NotDone(string typed, string? ended) =>
        new()
        {
            Query = Quote.Clean(typed)!,
            Success = false,
            Records = [],
            Error = ended == "cancelled" ? "Not finished when the question was broken off." : "Not finished in time.",
            ErrorType = (ended == "cancelled" ? EngineFault.Cancelled : EngineFault.Timeout).Name(),
        };

    private static string Summary(BatchDnsRow[] results, int successful, ushort type, TimeSpan elapsed, string? ended)
    {
        const int named = 5;
        string start = string.Create(
            CultureInfo.InvariantCulture,
            $"{successful} of {results.Length} names have {RecordTypes.NameOf(type)} records, found in {elapsed.TotalSeconds:0.###} s"
        );
        string[] reasons =
        [
            .. results
                .Where(row => !row.Success)
                .GroupBy(row => row.Rcode is null or "NOERROR" ? row.ErrorType! : row.Rcode)
                .OrderByDescending(group => group.Count())
                .Select(group => $"{group.Count()} {group.Key}"),
        ];
        string[] failed = [.. results.Where(row => !row.Success).Select(row => Quote.Text(row.Query)).Distinct()];
        string failures =
            reasons.Length == 0 ? ""
            : failed.Length <= named ? $"; not found: {string.Join(", ", failed)} ({string.Join(", ", reasons)})"
            : $"; not found: {string.Join(", ", reasons)}";
        return $"{start}{failures}{(ended is null ? "" : $"; ended early: {ended}")}.";
    }

    private sealed class Progress(IProgress<AskProgress> listener, int total) : IProgress<int>
    {
        private readonly Lock _lock = new();

        public void Report(int value)
        {
            lock (_lock) // the listener hears of one at a time
                listener.Report(new AskProgress(value, total, $"{value} of {total} names"));
        }
    }
}
