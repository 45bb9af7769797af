using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>User Datagram Protocol, RFC 768: | source 2 | destination 2 | length 2 | checksum 2 | data … |, big-endian.</summary>
public readonly ref struct Udp : IPartialLayer<Udp>
{
    private const int Size = 8; // octets, fixed

    private static readonly Field SourceField = new("udp.srcport", "Source Port");
    private static readonly Field DestinationField = new("udp.dstport", "Destination Port");
    private static readonly Field PortField = new("udp.port", "Source or Destination Port") { IsHidden = true };
    private static readonly Field LengthField = new("udp.length", "Length");
    private static readonly Field ChecksumField = new("udp.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field PayloadField = new("udp.payload", "UDP payload", FieldKind.Octets);

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, [8..) data; never shorter than Size

    private Udp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "udp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [SourceField, DestinationField, PortField, LengthField, ChecksumField, PayloadField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <summary>The lower port is asked for first: servers live there, whoever sends.</summary>
    public NextLayer NextLayer =>
        _octets.Length == Size
            ? NextLayer.None
            : new(NextSpace.UdpPort, Math.Min(SourcePort, DestinationPort), Math.Max(SourcePort, DestinationPort));

    /// <summary>Port of the sender; 0 when no answer is wanted.</summary>
    public ushort SourcePort => ReadUInt16BigEndian(_octets);

    /// <summary>Port of the receiver.</summary>
    public ushort DestinationPort => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Octets of header and data as the sender claims; 0 in a jumbogram (RFC 2675 §4).</summary>
    public ushort Length => ReadUInt16BigEndian(_octets[4..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Udp layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int claimed = ReadUInt16BigEndian(octets[4..]);
        if (claimed < Size && (claimed > 0 || octets.Length <= ushort.MaxValue))
            return ReadStatus.Malformed; // RFC 2675 §4: only a jumbogram may leave its length out
        int kept = claimed == 0 ? octets.Length : Math.Min(claimed, octets.Length);
        layer = new Udp(octets[..kept]);
        return claimed > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(SourceField, 0, 2, SourcePort);
        sink.Add(PortField, 0, 2, SourcePort);
        sink.Add(DestinationField, 2, 2, DestinationPort);
        sink.Add(PortField, 2, 2, DestinationPort);
        sink.Add(LengthField, 4, 2, Length);
        sink.Add(ChecksumField, 6, 2, ReadUInt16BigEndian(_octets[6..]));
        if (PayloadLength > 0)
            sink.Add(PayloadField, Size, PayloadLength, _octets[Size..]);
    }

    /// <inheritdoc/>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        if (octets.Length < 4)
            return;
        sink.Add(SourceField, 0, 2, ReadUInt16BigEndian(octets));
        sink.Add(PortField, 0, 2, ReadUInt16BigEndian(octets));
        sink.Add(DestinationField, 2, 2, ReadUInt16BigEndian(octets[2..]));
        sink.Add(PortField, 2, 2, ReadUInt16BigEndian(octets[2..]));
        if (octets.Length >= 6)
            sink.Add(LengthField, 4, 2, ReadUInt16BigEndian(octets[4..]));
    }

    /// <summary>Writes header and data, with a checksum when a pseudo-header sum is given. Returns the octets written.</summary>
    public static int Write(
        Span<byte> target,
        ushort source,
        ushort destination,
        ReadOnlySpan<byte> data,
        uint? pseudoHeader = null
    )
    {
        int length = Size + data.Length;
        WriteUInt16BigEndian(target, source);
        WriteUInt16BigEndian(target[2..], destination);
        WriteUInt16BigEndian(target[4..], checked((ushort)length));
        WriteUInt16BigEndian(target[6..], 0);
        data.CopyTo(target[Size..]);
        if (pseudoHeader is { } sum)
        {
            ushort checksum = Checksum.Internet(target[..length], sum);
            WriteUInt16BigEndian(target[6..], checksum == 0 ? (ushort)0xffff : checksum); // RFC 768: 0 means none
        }
        return length;
    }
}
