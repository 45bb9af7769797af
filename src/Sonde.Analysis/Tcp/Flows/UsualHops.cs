using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Learns with which TTL or hop limit the segments of each address come, on all connections.</summary>
/// <remarks>Memory: about 60 octets an address, at most <see cref="Limit"/> of them.</remarks>
public sealed class UsualHops : ITcpObserver
{
    /// <summary>Addresses kept.</summary>
    public const int Limit = 100_000;

    private readonly Dictionary<Address, int> _hops = [];

    /// <summary>The limit was reached: of later addresses nothing is known.</summary>
    public bool IsFull { get; private set; }

    /// <summary>TTL or hop limit of the first segment of this address that was no reset; null when none was captured.</summary>
    public int? Of(Address address) => _hops.TryGetValue(address, out int hops) ? hops : null;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        const int enough = 4; // segments in which both ends of nearly every connection have spoken
        if (segment.Connection.Segments > enough || (segment.Flags & TcpFlags.Rst) != 0)
            return;
        FlowKey key = segment.Flow.Key;
        Address source = segment.FromLow ? key.Low.Address : key.High.Address;
        if (_hops.ContainsKey(source))
            return;
        if (_hops.Count < Limit)
            _hops.Add(source, NetworkFacts.Of(packet, segment.Layer).HopsLeft);
        else
            IsFull = true;
    }
}
