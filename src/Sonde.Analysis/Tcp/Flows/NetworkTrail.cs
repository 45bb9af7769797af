using System.Runtime.CompilerServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What the Internet header of a segment says of the way it came.</summary>
internal readonly record struct NetworkFacts(byte HopsLeft, ushort? Identification, bool IsCongested)
{
    /// <summary>The header that carries the layer at this position.</summary>
    public static NetworkFacts Of(in Packet packet, int layer)
    {
        for (int at = layer - 1; at >= 0; at--)
        {
            if (packet.TryRead(at, out Ipv4 old))
                return new(old.TimeToLive, old.Identification, (packet.OctetsOf(packet.Layers[at])[1] & 3) == 3);
            if (packet.TryRead(at, out Ipv6 ipv6))
                return new(ipv6.HopLimit, null, (ipv6.TrafficClass & 3) == 3);
        }
        return default;
    }
}

/// <summary>Hops and identifications of what one end sent, to tell a segment that somebody else sent in its name.</summary>
internal struct NetworkTrail
{
    private const int Steps = 3; // in small steps so often: the sender counts
    private const int SmallStep = 256;
    private const int LargeStep = 2048;
    private const int OtherWay = 3; // hops

    private const int Kept = 8;
    private const long SoonAfter = 2_000_000; // nanoseconds

    private Copies _copies;
    private int _at;
    private int _steps;

    public byte HopsLeft { get; private set; }

    public ushort? Identification { get; private set; }

    public bool IsKnown { get; private set; }

    public void See(in NetworkFacts network)
    {
        if (IsKnown && network.Identification is { } now && Identification is { } before && now != before)
            _steps = (ushort)(now - before) <= SmallStep ? _steps + 1 : 0;
        (HopsLeft, Identification, IsKnown) = (network.HopsLeft, network.Identification, true);
    }

    /// <summary>Whether it came a way of another length than what the end sent before.</summary>
    public readonly bool CameAnotherWay(in NetworkFacts network) =>
        IsKnown && Math.Abs(HopsLeft - network.HopsLeft) >= OtherWay;

    /// <summary>Whether its identification breaks the sender's counting; 0 is what systems put where nothing is cut.</summary>
    public readonly bool BreaksCounting(in NetworkFacts network) =>
        _steps >= Steps
        && network.Identification is { } now and not 0
        && Identification is { } before
        && (ushort)(now - before) > LargeStep;

    /// <summary>
    /// Whether the same datagram was captured just before. A retransmission has an identification of its own; without one
    /// it has at least a later time by the sender's clock (RFC 7323 §3), and does not come at once.
    /// </summary>
    /// <remarks>Not the rule of <see cref="DuplicateFrames"/>, which compares whole datagrams: here a cut capture or a rewritten header matters not.</remarks>
    public bool IsCopy(in TcpSegment segment, in NetworkFacts network, in TcpOptionFacts options, long at)
    {
        ushort identification = network.Identification ?? 0;
        if (identification == 0 && (segment.Length == 0 || !options.HasTimestamp))
            return false;
        uint stamp = identification == 0 ? options.TimestampValue : 0;
        var now = new Datagram(identification, segment.Sequence, segment.Acknowledgment, segment.Length, stamp);
        for (int i = 0; i < Kept; i++)
        {
            if (_copies[i].Datagram == now && (identification != 0 || at - _copies[i].At < SoonAfter))
                return true;
        }
        _copies[_at] = (now, at);
        _at = (_at + 1) % Kept;
        return false;
    }

    private readonly record struct Datagram(
        ushort Identification,
        uint Sequence,
        uint Acknowledgment,
        int Length,
        uint Stamp
    );

    [InlineArray(Kept)]
    private struct Copies
    {
        private (Datagram Datagram, long At) _first;
    }
}
