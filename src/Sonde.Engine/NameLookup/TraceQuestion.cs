using System.Diagnostics;
using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Asks the authorities for a name from the root down.</summary>
internal static class TraceQuestion
{
    private const int MostServers = 30; // of a zone that are shown: the root has 13

    public static async Task<DnsLookup> AskAsync(
        ProbeGate gate,
        NameClient client,
        DnsLookupQuestion.Asked asked,
        CancellationToken cancel
    )
    {
        asked = asked with { Query = asked.Query with { RecursionDesired = false } };
        IReadOnlyList<DnsAuthority> roots = await RootsAsync(gate, cancel);
        var trace = new DnsTrace(
            client.Exchange,
            address => Refusal(gate, address),
            asked.Patience with
            {
                Retries = Math.Min(asked.Patience.Retries, 1), // the zone's next server is the retry
            }
        );
        var watch = Stopwatch.StartNew();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(gate.Budget.MaxDuration);
        DnsTraced traced;
        try
        {
            traced = await trace.TraceAsync(asked.Query, roots, limited.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new EngineException(
                EngineFault.Timeout,
                $"The trace took longer than {gate.Budget.MaxDuration.TotalSeconds:0} seconds ({ProbeSettings.MaxSeconds.Key}).",
                "Give a shorter timeout for each server."
            );
        }
        DnsLookup answer = DnsLookupQuestion.AnswerOf(asked, traced.Final ?? new DnsReply(), client, watch.Elapsed);
        answer = answer with
        {
            Trace = [.. traced.Steps.Select(RowOf)],
            Notes = Notes(answer, traced),
            Coverage = answer.Coverage with { Limits = LimitsOf(answer, traced) },
        };
        if (traced.Ended is not null)
            return WithoutEnd(answer, asked, traced);
        return answer is { Success: false, Rcode: "NOERROR", CnameChain: [.., var alias] }
            ? answer with
            {
                Summary = $"{Quote.Text(asked.Typed)} is another name for {Quote.Text(alias)}; a trace ends there.",
                Suggestion = "Trace that name.",
            }
            : answer;
    }

    private static List<LimitReached>? LimitsOf(DnsLookup answer, DnsTraced traced)
    {
        List<LimitReached> limits = [.. answer.Coverage.Limits ?? []];
        if (traced.LimitWasReached)
            limits.Add(new LimitReached("questions_of_a_trace", DnsTrace.MostQuestions));
        if (traced.Steps.Any(step => step.Servers.Count > MostServers))
            limits.Add(new LimitReached("servers_of_a_zone_shown", MostServers));
        return limits.Count > 0 ? limits : null;
    }

    private static DnsLookup WithoutEnd(DnsLookup answer, DnsLookupQuestion.Asked asked, DnsTraced traced) =>
        answer with
        {
            Success = false,
            Summary = $"The trace for {Quote.Text(asked.Typed)} ends early: {traced.Ended}.",
            ErrorType = EngineFault.LookupFailed.Name(),
            Suggestion = "The steps say which servers were asked and what came of it.",
            Coverage = answer.Coverage with { Complete = false },
        };

    private static List<string>? Notes(DnsLookup answer, DnsTraced traced)
    {
        List<string> notes = [.. answer.Notes ?? []];
        string[] lame = [.. traced.Steps.Where(step => step.Outcome == "lame").Select(Place).Distinct()];
        if (lame.Length > 0)
            notes.Add($"No authority for the zone that was delegated to them: {string.Join(", ", lame)}.");
        return notes.Count > 0 ? notes : null;
    }

    private static string Place(DnsTraceStep step) => $"{step.Authority.EndPoint.Address} for {Quote.Text(step.Zone)}";

    private static TraceStepRow RowOf(DnsTraceStep step) =>
        new()
        {
            Zone = step.Zone,
            Server = step.Authority.Name.Length > 0 ? step.Authority.Name : null,
            Address = new DnsServer(step.Authority.EndPoint).ToString(),
            Outcome = step.Outcome,
            ResponseTimeMs = step.Reply?.Octets is null ? null : LookupRows.Milliseconds(step.Reply.Elapsed),
            Referral = step.Referral,
            Servers = step.Servers.Count > 0 ? [.. step.Servers.Take(MostServers)] : null,
            For = step.For,
        };

    private static async Task<IReadOnlyList<DnsAuthority>> RootsAsync(ProbeGate gate, CancellationToken cancel)
    {
        if (gate.Budget.RootServers.Count == 0)
            return
            [
                .. DnsRoots
                    .All.OrderBy(root => root.Address.GetAddressBytes().Length) // IPv4 first
                    .Select(root => new DnsAuthority(root.Name, new IPEndPoint(root.Address, 53))),
            ];
        List<DnsAuthority> roots = [];
        foreach (string text in gate.Budget.RootServers)
        {
            foreach (DnsServer server in await Nameserver.Parse(text).ServersAsync(gate, cancel))
                roots.Add(new DnsAuthority("", server.EndPoint));
        }
        return roots;
    }

    // A delegation may name any address, so each passes the policy like one that was typed.
    private static string? Refusal(ProbeGate gate, IPAddress address)
    {
        try
        {
            gate.Policy.CheckName(address.ToString());
            return null;
        }
        catch (EngineException refused)
        {
            return $"not asked: {refused.Message}";
        }
    }
}
