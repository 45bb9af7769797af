using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Lightweight User Datagram Protocol, RFC 3828 §3.1: | source 2 | destination 2 | checksum coverage 2 | checksum 2 | data … |.</summary>
public readonly ref struct UdpLite : ILayer<UdpLite>
{
    private const int Size = 8; // octets, fixed

    private static readonly Field SourceField = new("udp.srcport", "Source Port");
    private static readonly Field DestinationField = new("udp.dstport", "Destination Port");
    private static readonly Field PortField = new("udp.port", "Source or Destination Port") { IsHidden = true };
    private static readonly Field CoverageField = new("udp.checksum_coverage", "Checksum coverage");
    private static readonly Field ChecksumField = new("udp.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field PayloadField = new("udp.payload", "UDP payload", FieldKind.Octets);

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, [8..) data

    private UdpLite(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "udplite";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [SourceField, DestinationField, PortField, CoverageField, ChecksumField, PayloadField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <summary>The lower port is asked for first, as over UDP.</summary>
    public NextLayer NextLayer =>
        _octets.Length == Size
            ? NextLayer.None
            : new(NextSpace.UdpPort, Math.Min(SourcePort, DestinationPort), Math.Max(SourcePort, DestinationPort));

    /// <summary>Port of the sender.</summary>
    public ushort SourcePort => ReadUInt16BigEndian(_octets);

    /// <summary>Port of the receiver.</summary>
    public ushort DestinationPort => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Octets, from the header on, that the checksum is over; 0 means all.</summary>
    public ushort Coverage => ReadUInt16BigEndian(_octets[4..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out UdpLite layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new UdpLite(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(SourceField, 0, 2, SourcePort);
        sink.Add(PortField, 0, 2, SourcePort);
        sink.Add(DestinationField, 2, 2, DestinationPort);
        sink.Add(PortField, 2, 2, DestinationPort);
        sink.Add(CoverageField, 4, 2, Coverage);
        sink.Add(ChecksumField, 6, 2, ReadUInt16BigEndian(_octets[6..]));
        if (PayloadLength > 0)
            sink.Add(PayloadField, Size, PayloadLength, _octets[Size..]);
    }
}
