using System.Net;
using System.Net.Sockets;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>The names of addresses, as this machine's resolver says. Nobody but the resolver is contacted.</summary>
/// <param name="Names">The names that were found in time, cleaned.</param>
/// <param name="IsComplete">Whether every address was answered for in time.</param>
internal sealed record ReverseNames(IReadOnlyDictionary<IPAddress, string> Names, bool IsComplete)
{
    private const int AtOnce = 8; // each holds a thread until the system's resolver gives up
    private const int LongestName = 253; // RFC 1035 §2.3.4

    /// <summary>How long the resolver is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>No names.</summary>
    public static ReverseNames None { get; } = new(new Dictionary<IPAddress, string>(), true);

    /// <summary>The name of an address; null without one.</summary>
    public string? Of(IPAddress? address) =>
        address is not null && Names.TryGetValue(address, out string? name) ? name : null;

    /// <summary>Asks for the names of these addresses.</summary>
    public static async Task<ReverseNames> FindAsync(IReadOnlyList<IPAddress> addresses, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        string?[] found = await Batch.RunAsync(addresses, AtOnce, NameAsync, null, patience.Token);
        var names = new Dictionary<IPAddress, string>();
        for (int i = 0; i < addresses.Count; i++)
        {
            if (found[i] is { Length: > 0 } name)
                names[addresses[i]] = name;
        }
        return new ReverseNames(names, !Array.Exists(found, name => name is null));
    }

    private static async Task<string> NameAsync(IPAddress address, CancellationToken cancel)
    {
        try
        {
            // The system's call cannot be stopped; waiting for it can.
            IPHostEntry entry = await Dns.GetHostEntryAsync(address).WaitAsync(cancel);
            return IPAddress.TryParse(entry.HostName, out _) ? "" : Quote.Clean(entry.HostName, LongestName)!;
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
