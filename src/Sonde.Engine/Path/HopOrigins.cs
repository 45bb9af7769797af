using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>The autonomous systems that announce the addresses of hops, as the directory of asn_lookup says.</summary>
/// <param name="Facts">What is known of each address that was asked about.</param>
/// <param name="Notes">What could not be looked up, and why; a sentence each.</param>
/// <param name="IsComplete">Whether every question came to an end in time, with an answer or without.</param>
internal sealed record HopOrigins(
    IReadOnlyDictionary<IPAddress, AsnFacts> Facts,
    IReadOnlyList<string> Notes,
    bool IsComplete
)
{
    private const int AtOnce = 50;
    private const int MostNamed = 3;

    /// <summary>How long the directory is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Nothing was asked.</summary>
    public static HopOrigins None { get; } = new(new Dictionary<IPAddress, AsnFacts>(), [], true);

    /// <summary>The number of the system that announces the address, without "AS"; null when none is known to.</summary>
    public string? Asn(IPAddress? address) => Best(address)?.Asns[0];

    /// <summary>The name of that system.</summary>
    public string? AsName(IPAddress? address) =>
        Best(address) is { } best ? Facts[address!].Names.GetValueOrDefault(best.Asns[0]) : null;

    /// <summary>Asks about addresses; those that no system can announce, and those that the policy refuses, are not sent out.</summary>
    public static async Task<HopOrigins> FindAsync(
        ProbeGate gate,
        IReadOnlyList<IPAddress> addresses,
        CancellationToken cancel
    )
    {
        List<string> notes = [];
        IPAddress[] wanted = Allowed(gate, [.. addresses.Where(AsnDirectory.IsAnnounceable)], notes);
        if (wanted.Length == 0)
            return None with { Notes = notes };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        AsnFacts?[] found;
        try
        {
            using var client = new NameClient(gate);
            // the question for the number and the one for the name share the time
            var each = new DnsPatience(Patience / 2, 1);
            AsnDirectory directory = await AsnDirectory.OpenAsync(gate, client, each, patience.Token);
            found = await Batch.RunAsync(wanted, AtOnce, directory.FindAsync, null, patience.Token);
        }
        catch (EngineException refused)
        {
            return None with { Notes = [.. notes, $"No AS was looked up: {refused.Message}"] };
        }
        catch (OperationCanceledException)
        {
            found = new AsnFacts?[wanted.Length];
        }
        var facts = new Dictionary<IPAddress, AsnFacts>();
        for (int i = 0; i < wanted.Length; i++)
        {
            if (found[i] is { } known)
                facts[wanted[i]] = known;
        }
        Say(notes, [.. wanted.Where(address => !facts.ContainsKey(address))], "the directory did not answer in time");
        foreach (
            IGrouping<string, IPAddress> group in facts.Where(Failed).GroupBy(one => one.Value.Problem, one => one.Key)
        )
            Say(notes, [.. group], group.Key.TrimEnd('.'));
        return new HopOrigins(facts, notes, facts.Count == wanted.Length);

        static bool Failed(KeyValuePair<IPAddress, AsnFacts> one) => one.Value.Fault is not null;
    }

    private OriginRecord? Best(IPAddress? address) =>
        address is not null && Facts.TryGetValue(address, out AsnFacts? facts) && facts.Records is [var best, ..]
            ? best
            : null;

    private static IPAddress[] Allowed(ProbeGate gate, IPAddress[] addresses, List<string> notes)
    {
        var refused = new HashSet<IPAddress>();
        foreach (IPAddress address in addresses)
        {
            try
            {
                gate.Policy.CheckName(address.ToString());
            }
            catch (EngineException)
            {
                refused.Add(address);
            }
        }
        Say(notes, [.. refused], "the policy on targets keeps them from being sent out");
        return [.. addresses.Where(address => !refused.Contains(address))];
    }

    private static void Say(List<string> notes, IPAddress[] addresses, string why)
    {
        if (addresses.Length == 0)
            return;
        string some = string.Join(", ", addresses.Take(MostNamed).Select(address => address.ToString()));
        string more = addresses.Length > MostNamed ? $" and {addresses.Length - MostNamed} more" : "";
        notes.Add($"The AS of {some}{more} was not found out: {why}.");
    }
}
