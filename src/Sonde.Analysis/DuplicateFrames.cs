using System.Numerics;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>A packet that was captured twice.</summary>
/// <param name="Frame">The second copy.</param>
/// <param name="Original">The first copy.</param>
/// <param name="Apart">Nanoseconds between them.</param>
/// <param name="IsRouted">Fewer hops are left or the link header differs: the capture saw it at two places on its way.</param>
public readonly record struct DuplicateFrame(long Frame, long Original, long Apart, bool IsRouted);

/// <summary>Finds Internet packets that the capture has twice: mirrored ports, several interfaces, loops.</summary>
/// <remarks>
/// Compared is the datagram without what routers change (TTL, checksum, hop limit), within <see cref="Window"/> packets. A
/// datagram with an identification is the same within 50 ms; one without (IPv6, or 0 in IPv4) only within 2 ms, and not
/// when it is a bare TCP acknowledgment, which hosts repeat. Memory: 40 octets for each packet of the window, and the page.
/// </remarks>
/// <param name="offset">Copies to leave out before the page.</param>
/// <param name="limit">Copies in the page at most.</param>
public sealed class DuplicateFrames(int offset, int limit) : IObserver
{
    /// <summary>Packets looked back.</summary>
    public const int Window = 256;

    private const long Longest = 50_000_000;
    private const long LongestUnnumbered = 2_000_000;

    private readonly List<DuplicateFrame> _page = [];
    private readonly Seen[] _ring = new Seen[Window];
    private readonly Dictionary<ulong, int> _places = new(Window);
    private int _at;

    /// <summary>The page.</summary>
    public IReadOnlyList<DuplicateFrame> Page => _page;

    /// <summary>The copies.</summary>
    public FirstFrames Frames { get; } = new();

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (packet.Frame.IsTimeless || !TryHash(packet, out Seen now, out bool isNumbered))
            return;
        bool isKnown = _places.TryGetValue(now.Hash, out int place);
        if (isKnown)
        {
            Seen before = _ring[place];
            long apart = now.At - before.At;
            if (apart >= 0 && apart <= (isNumbered ? Longest : LongestUnnumbered))
                Add(new DuplicateFrame(now.Frame, before.Frame, apart, now.Way != before.Way));
        }
        if (_ring[_at].Frame != 0 && _places.TryGetValue(_ring[_at].Hash, out int old) && old == _at)
            _places.Remove(_ring[_at].Hash);
        _ring[_at] = now;
        _places[now.Hash] = _at;
        _at = (_at + 1) % Window;
    }

    private void Add(in DuplicateFrame copy)
    {
        Frames.Add(copy.Frame);
        if (Frames.Count > offset && _page.Count < limit)
            _page.Add(copy);
    }

    private static bool TryHash(in Packet packet, out Seen seen, out bool isNumbered)
    {
        (seen, isNumbered) = (default, false);
        for (int i = 0; i < packet.Layers.Length; i++)
        {
            ref readonly LayerSpan layer = ref packet.Layers[i];
            if (layer.Source != 0)
                return false;
            Span<byte> header = stackalloc byte[40];
            ReadOnlySpan<byte> octets = packet.OctetsOf(layer);
            int length;
            byte hops;
            if (packet.TryRead(i, out Ipv4 old) && !old.IsMislabelled)
            {
                isNumbered = old.Identification != 0;
                (length, hops) = (20, old.TimeToLive);
                octets[..length].CopyTo(header);
                header[8] = header[10] = header[11] = 0;
            }
            else if (packet.TryRead(i, out Ipv6 ipv6))
            {
                (length, hops) = (40, ipv6.HopLimit);
                octets[..length].CopyTo(header);
                header[7] = 0;
            }
            else
            {
                continue;
            }
            if (!isNumbered && IsBareSegment(packet))
                return false;
            ulong hash = Mix(Mix((ulong)octets.Length, header[..length]), octets[length..]);
            ulong way = Mix(hops, packet.Frame.Octets[..layer.Start]);
            seen = new Seen(hash, packet.Frame.Number, packet.Frame.At.Nanoseconds, way);
            return true;
        }
        return false;
    }

    private static bool IsBareSegment(in Packet packet)
    {
        foreach (FlowMark mark in packet.Flows)
        {
            if (mark is { IsOutermost: true, Flow.Key.Protocol: IpProtocols.Tcp })
                return packet.TryRead(mark.Layer, out Tcp tcp) && tcp.PayloadLength == 0;
        }
        return false;
    }

    private static ulong Mix(ulong hash, ReadOnlySpan<byte> octets)
    {
        for (; octets.Length >= 8; octets = octets[8..])
            hash = BitOperations.RotateLeft((hash ^ ReadUInt64LittleEndian(octets)) * 0x9e3779b97f4a7c15, 29);
        foreach (byte octet in octets)
            hash = (hash ^ octet) * 0x100000001b3;
        return hash ^ hash >> 31;
    }

    private readonly record struct Seen(ulong Hash, long Frame, long At, ulong Way);
}
