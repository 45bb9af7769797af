using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What errors have in common that say the same.</summary>
/// <param name="IsVersion6">They are ICMPv6.</param>
/// <param name="Type">Type (IANA).</param>
/// <param name="Code">Code, by type.</param>
/// <param name="Reporter">Who says so.</param>
/// <param name="Source">Sender of the quoted datagrams; the receiver of the error where nothing is quoted.</param>
/// <param name="Destination">Destination of the quoted datagrams; no address where nothing is quoted.</param>
/// <param name="Protocol">Protocol of the quoted datagrams; null where nothing is quoted.</param>
/// <param name="Mtu">Next-hop MTU, octets; null unless the error has one.</param>
/// <param name="Gateway">Gateway of a redirect, else null.</param>
public readonly record struct IcmpProblemKey(
    bool IsVersion6,
    byte Type,
    byte Code,
    Address Reporter,
    Address Source,
    Address Destination,
    byte? Protocol,
    long? Mtu,
    Address? Gateway
);

/// <summary>Errors or redirects that say the same about datagrams of the same hosts.</summary>
/// <param name="key">What they have in common.</param>
public sealed class IcmpProblem(IcmpProblemKey key)
{
    /// <summary>Destination ports kept.</summary>
    public const int MostPorts = 20;

    private readonly List<int> _ports = [];

    /// <summary>What they have in common.</summary>
    public IcmpProblemKey Key { get; } = key;

    /// <summary>Frames that say it.</summary>
    public FirstFrames Frames { get; } = new();

    /// <summary>Destination ports of the quoted datagrams, the first ones.</summary>
    public IReadOnlyList<int> Ports => _ports;

    /// <summary>There were more than <see cref="MostPorts"/> ports.</summary>
    public bool HasMorePorts { get; private set; }

    internal void Add(IcmpMessage message)
    {
        Frames.Add(message.Frame);
        if (message.Quoted?.DestinationPort is not { } port || _ports.Contains(port))
            return;
        if (_ports.Count < MostPorts)
            _ports.Add(port);
        else
            HasMorePorts = true;
    }
}
