using System.Buffers.Text;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// What a proxy says of the connection for which it speaks, in front of the first octets of a stream: HAProxy's PROXY protocol. Version 1 is
/// one line, <c>PROXY TCP4 source destination port port</c>; version 2 is | signature 12 | version and command 1 | family and
/// protocol 1 | length 2 | addresses and more … |.
/// </summary>
public readonly ref struct ProxyHeader : ILayer<ProxyHeader>
{
    private const int LongestLine = 107; // octets, section 2.1 of the specification
    private const int FixedSize = 16; // octets of version 2 in front of the addresses

    private static readonly Field VersionField = new("proxy.version", "Version");
    private static readonly Field SourceV4 = new("proxy.src.ipv4", "Source Address", FieldKind.Ipv4);
    private static readonly Field DestinationV4 = new("proxy.dst.ipv4", "Destination Address", FieldKind.Ipv4);
    private static readonly Field SourceV6 = new("proxy.src.ipv6", "Source Address", FieldKind.Ipv6);
    private static readonly Field DestinationV6 = new("proxy.dst.ipv6", "Destination Address", FieldKind.Ipv6);
    private static readonly Field SourcePort = new("proxy.srcport", "Source Port");
    private static readonly Field DestinationPort = new("proxy.dstport", "Destination Port");

    private readonly ReadOnlySpan<byte> _octets;

    private ProxyHeader(ReadOnlySpan<byte> octets) => _octets = octets;

    private static ReadOnlySpan<byte> Signature =>
        [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

    /// <inheritdoc/>
    public static string Name => "proxy";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [VersionField, SourceV4, DestinationV4, SourceV6, DestinationV6, SourcePort, DestinationPort];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    private bool IsLine => _octets[0] == 'P';

    /// <summary>Whether a stream that begins so may begin with this header.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> octets) => Agrees(octets, "PROXY "u8) || Agrees(octets, Signature);

    /// <summary>Octets of the header; 0 when more are needed to know, -1 when there is none.</summary>
    public static int Measure(ReadOnlySpan<byte> octets)
    {
        if (!MayBegin(octets))
            return -1;
        if (!octets.IsEmpty && octets[0] == 'P')
        {
            int end = octets[..Math.Min(octets.Length, LongestLine)].IndexOf("\r\n"u8);
            return end >= 0 ? end + 2
                : octets.Length < LongestLine ? 0
                : -1;
        }
        if (octets.Length < FixedSize)
            return 0;
        bool isKnown = octets[12] >> 4 == 2 && (octets[12] & 15) <= 1;
        int length = FixedSize + ReadUInt16BigEndian(octets[14..]);
        return !isKnown ? -1
            : length <= octets.Length ? length
            : 0;
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out ProxyHeader layer)
    {
        layer = default;
        int length = Measure(octets);
        if (length <= 0)
            return length == 0 ? ReadStatus.TooShort : ReadStatus.NotMine;
        layer = new ProxyHeader(octets[..length]);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (IsLine)
        {
            sink.Add(VersionField, 0, 5, 1);
            DescribeLine(sink);
            return;
        }
        sink.Add(VersionField, 12, 1, (ulong)_octets[12] >> 4);
        int family = _octets[13] >> 4; // 1 IPv4, 2 IPv6
        int size = family == 1 ? 4 : 16;
        if (family is not (1 or 2) || _octets.Length < FixedSize + size * 2 + 4)
            return;
        int at = FixedSize;
        sink.Add(family == 1 ? SourceV4 : SourceV6, at, size, _octets.Slice(at, size));
        sink.Add(family == 1 ? DestinationV4 : DestinationV6, at + size, size, _octets.Slice(at + size, size));
        sink.Add(SourcePort, at + size * 2, 2, ReadUInt16BigEndian(_octets[(at + size * 2)..]));
        sink.Add(DestinationPort, at + size * 2 + 2, 2, ReadUInt16BigEndian(_octets[(at + size * 2 + 2)..]));
    }

    private void DescribeLine(FieldSink sink)
    {
        ReadOnlySpan<byte> line = _octets[..^2];
        Span<Range> words = stackalloc Range[7];
        int count = 0;
        foreach (Range word in line.Split((byte)' '))
        {
            if (count == words.Length)
                return;
            words[count++] = word;
        }
        if (count != 6)
            return;
        Address(sink, line, words[2], SourceV4, SourceV6);
        Address(sink, line, words[3], DestinationV4, DestinationV6);
        Port(sink, line, words[4], SourcePort);
        Port(sink, line, words[5], DestinationPort);
    }

    private static void Address(FieldSink sink, ReadOnlySpan<byte> line, Range word, Field v4, Field v6)
    {
        (int at, int length) = word.GetOffsetAndLength(line.Length);
        Span<byte> octets = stackalloc byte[16];
        if (
            System.Net.IPAddress.TryParse(
                Encoding.ASCII.GetString(line.Slice(at, length)),
                out System.Net.IPAddress? ip
            ) && ip.TryWriteBytes(octets, out int size)
        )
            sink.Add(size == 4 ? v4 : v6, at, length, octets[..size]);
    }

    private static void Port(FieldSink sink, ReadOnlySpan<byte> line, Range word, Field field)
    {
        (int at, int length) = word.GetOffsetAndLength(line.Length);
        if (Utf8Parser.TryParse(line.Slice(at, length), out ushort port, out int used) && used == length)
            sink.Add(field, at, length, port);
    }

    private static bool Agrees(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> pattern)
    {
        int length = Math.Min(octets.Length, pattern.Length);
        return octets[..length].SequenceEqual(pattern[..length]);
    }
}
