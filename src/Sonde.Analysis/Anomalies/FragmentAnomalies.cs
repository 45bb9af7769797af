using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Fragments that overlap, are too small, uneven, or end behind the longest datagram.</summary>
/// <remarks>
/// Memory: at most <see cref="DatagramLimit"/> datagrams under way with <see cref="PieceLimit"/> pieces of 24 octets each;
/// further fragments are not compared, and counted. A datagram ends when it is whole, or after a minute.
/// </remarks>
internal sealed class FragmentAnomalies
{
    public const int DatagramLimit = 1024;
    private const int PieceLimit = 256;
    private const int Longest = 65_535;
    private const int SmallestForced = 48; // RFC 791 §3.2: every link carries 68 octets, 20 of them header
    private const long Lifetime = 60 * Timestamp.PerSecond; // RFC 1122 §3.3.2

    private readonly Dictionary<Defragmenter.Key, Datagram> _open = [];
    private readonly Queue<(Defragmenter.Key Key, Datagram Datagram)> _order = [];

    /// <summary>Fragments that were not compared with others of their datagram.</summary>
    public long NotCompared { get; private set; }

    public void See(in Packet packet, int index, AnomalyBook book)
    {
        ref readonly LayerSpan span = ref packet.Layers[index];
        if (span.Following.Space != NextSpace.Fragment)
            return;
        ReadOnlySpan<byte> source = packet.SourceOf(span);
        if (!FragmentFacts.TryRead(span, packet.Layers[..(index + 1)], source, out FragmentFacts fragment))
            return;
        int header = span.Payload - span.Start;
        int length =
            span.Status == ReadStatus.Cut
                ? TcpLength.Claimed(packet.Frame, packet.Layers, index) - header
                : span.End - span.Payload;
        string name = span.Reader.Name;
        int end = fragment.Offset + length;
        int room = name == Ipv4.Name ? Longest - header : Longest;
        if (end > room)
            book.Add(AnomalyKinds.OversizedDatagram, packet, name, end);
        if (fragment.More && length % 8 != 0)
            book.Add(AnomalyKinds.UnevenFragment, packet, name, length, fragment.Offset);
        if (fragment.More && length < SmallestForced)
            book.Add(AnomalyKinds.TinyFragment, packet, name, length, fragment.Offset);
        if (length > 0)
            Compare(packet, name, fragment, end, HashOf(source[span.Payload..span.End]), book);
    }

    private void Compare(
        in Packet packet,
        string name,
        in FragmentFacts fragment,
        int end,
        ulong hash,
        AnomalyBook book
    )
    {
        long now = packet.Frame.At.Nanoseconds;
        if (!_open.TryGetValue(fragment.Key, out Datagram? datagram) || now - datagram.Since > Lifetime)
        {
            datagram = new Datagram(now);
            _open[fragment.Key] = datagram;
            _order.Enqueue((fragment.Key, datagram));
            Trim();
        }
        if (!datagram.TryAdd(fragment.Offset, end, hash, out bool isOverlap))
            NotCompared++;
        if (isOverlap)
            book.Add(AnomalyKinds.OverlappingFragments, packet, name, fragment.Offset, end - 1);
        if (!fragment.More)
            datagram.Total = end;
        if (datagram.IsWhole)
            _open.Remove(fragment.Key);
    }

    private void Trim()
    {
        while (_order.TryPeek(out (Defragmenter.Key Key, Datagram Datagram) oldest))
        {
            bool isOpen = _open.TryGetValue(oldest.Key, out Datagram? open) && open == oldest.Datagram;
            if (isOpen && _open.Count <= DatagramLimit)
                return;
            _order.Dequeue();
            if (!isOpen)
                continue;
            _open.Remove(oldest.Key);
            NotCompared++;
        }
    }

    private static ulong HashOf(ReadOnlySpan<byte> octets)
    {
        ulong hash = (ulong)octets.Length;
        for (; octets.Length >= 8; octets = octets[8..])
            hash = (ulong.RotateLeft(hash, 29) ^ ReadUInt64LittleEndian(octets)) * 0x9e3779b97f4a7c15;
        foreach (byte octet in octets)
            hash = (hash ^ octet) * 0x100000001b3;
        return hash;
    }

    private sealed class Datagram(long since)
    {
        private readonly List<(int Start, int End, ulong Hash)> _pieces = [];
        private int _octets; // of pieces that overlap no other

        public long Since => since;

        public int Total { get; set; } = int.MaxValue;

        public bool IsWhole => _octets >= Total;

        // The same piece again is a copy, not an overlap.
        public bool TryAdd(int start, int end, ulong hash, out bool isOverlap)
        {
            isOverlap = false;
            bool isCopy = false;
            foreach ((int from, int to, ulong content) in _pieces)
            {
                isCopy |= (from, to, content) == (start, end, hash);
                isOverlap |= start < to && from < end && (from, to, content) != (start, end, hash);
            }
            if (isCopy)
                return true;
            if (_pieces.Count >= PieceLimit)
                return false;
            _pieces.Add((start, end, hash));
            if (!isOverlap)
                _octets += end - start;
            return true;
        }
    }
}
