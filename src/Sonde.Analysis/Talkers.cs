using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What one address sent and received.</summary>
public struct TalkerCounters : IEquatable<TalkerCounters>
{
    /// <summary>Packets from the address.</summary>
    public long PacketsSent { get; internal set; }

    /// <summary>Octets on the wire from the address.</summary>
    public long OctetsSent { get; internal set; }

    /// <summary>Packets to the address.</summary>
    public long PacketsReceived { get; internal set; }

    /// <summary>Octets on the wire to the address.</summary>
    public long OctetsReceived { get; internal set; }

    /// <summary>Packets both ways.</summary>
    public readonly long Packets => PacketsSent + PacketsReceived;

    /// <summary>Octets both ways.</summary>
    public readonly long Octets => OctetsSent + OctetsReceived;

    /// <inheritdoc/>
    public readonly bool Equals(TalkerCounters other) =>
        (PacketsSent, OctetsSent, PacketsReceived, OctetsReceived)
        == (other.PacketsSent, other.OctetsSent, other.PacketsReceived, other.OctetsReceived);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is TalkerCounters other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(PacketsSent, OctetsSent);

    /// <summary>Whether all counters are the same.</summary>
    public static bool operator ==(TalkerCounters left, TalkerCounters right) => left.Equals(right);

    /// <summary>Whether a counter differs.</summary>
    public static bool operator !=(TalkerCounters left, TalkerCounters right) => !left.Equals(right);
}

/// <summary>Counts what each address of the outermost Internet header sent and received.</summary>
/// <remarks>Memory: about 80 octets an address, at most <see cref="AddressLimit"/> of them; packets of further ones are counted apart.</remarks>
public sealed class Talkers : IObserver
{
    /// <summary>Most addresses kept.</summary>
    public const int AddressLimit = 500_000;

    private readonly Dictionary<Address, TalkerCounters> _talkers = [];
    private int _sources;
    private int _destinations;

    /// <summary>What each address sent and received.</summary>
    public IReadOnlyDictionary<Address, TalkerCounters> Counters => _talkers;

    /// <summary>Distinct addresses that sent.</summary>
    public int Sources => _sources;

    /// <summary>Distinct addresses that packets went to.</summary>
    public int Destinations => _destinations;

    /// <summary>Packets whose source or destination came after the limit.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (!OuterAddresses.TryRead(packet, out Address source, out Address destination))
            return;
        long octets = packet.Frame.OriginalLength;
        if (_talkers.Count >= AddressLimit && !(_talkers.ContainsKey(source) && _talkers.ContainsKey(destination)))
        {
            NotKept++;
            return;
        }
        ref TalkerCounters from = ref CollectionsMarshal.GetValueRefOrAddDefault(_talkers, source, out _);
        if (from.PacketsSent++ == 0)
            _sources++;
        from.OctetsSent += octets;
        ref TalkerCounters to = ref CollectionsMarshal.GetValueRefOrAddDefault(_talkers, destination, out _);
        if (to.PacketsReceived++ == 0)
            _destinations++;
        to.OctetsReceived += octets;
    }
}
