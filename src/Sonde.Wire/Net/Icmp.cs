using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Internet Control Message Protocol, RFC 792; the datagram quoted by an error is the next layer.</summary>
/// <remarks>| type 1 | code 1 | checksum 2 | by type: identifier and sequence, gateway, MTU, pointer 4 | data or quoted datagram … |</remarks>
public readonly ref struct Icmp : IPartialLayer<Icmp>
{
    /// <summary>Type of a reply to an echo request.</summary>
    public const byte EchoReply = 0;

    /// <summary>Type of an error: the destination cannot be reached; the code says why.</summary>
    public const byte Unreachable = 3;

    /// <summary>Type of an error: too many datagrams come (RFC 6633: obsolete).</summary>
    public const byte SourceQuench = 4;

    /// <summary>Type of a router's advice to use another gateway.</summary>
    public const byte Redirect = 5;

    /// <summary>Type of an echo request.</summary>
    public const byte EchoRequest = 8;

    /// <summary>Type of an error: hops or reassembly time ran out.</summary>
    public const byte TimeExceeded = 11;

    /// <summary>Type of an error: the header could not be understood.</summary>
    public const byte ParameterProblem = 12;

    private const int Size = 8; // octets, fixed

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, [8..) data, quoted datagram and extensions

    private Icmp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "icmp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => IcmpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <summary>Octets of echo data, or of the quoted datagram without the extensions behind it (RFC 4884 §5).</summary>
    public int PayloadLength => IsError ? IcmpExtensions.QuotedLength(Rest, _octets[5] * 4) : Rest.Length;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        Rest.IsEmpty ? NextLayer.None
        : IsError ? new(NextSpace.IpProtocol, IpProtocols.Ipv4)
        : Type is EchoReply or EchoRequest ? NextLayer.Data
        : NextLayer.None;

    /// <summary>What the message is (IANA).</summary>
    public byte Type => _octets[0];

    /// <summary>What it says, by type.</summary>
    public byte Code => _octets[1];

    /// <summary>Checksum over the whole message.</summary>
    public ushort ChecksumValue => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Ties replies to requests; of echo, timestamp, information and mask messages.</summary>
    public ushort Identifier => ReadUInt16BigEndian(_octets[4..]);

    /// <summary>Counts requests.</summary>
    public ushort SequenceNumber => ReadUInt16BigEndian(_octets[6..]);

    /// <summary>Largest datagram that fits the next hop, in octets (RFC 1191 §4); of "fragmentation needed", else meaningless.</summary>
    public ushort NextHopMtu => ReadUInt16BigEndian(_octets[6..]);

    /// <summary>The gateway to use instead, four octets; of a redirect, else meaningless.</summary>
    public ReadOnlySpan<byte> Gateway => _octets.Slice(4, 4);

    /// <summary>The message quotes the datagram it is about.</summary>
    public bool IsError => Type is Unreachable or SourceQuench or Redirect or TimeExceeded or ParameterProblem;

    /// <summary>Everything behind the first eight octets.</summary>
    internal ReadOnlySpan<byte> Rest => _octets[Size..];

    /// <summary>The second four octets, whose meaning the type decides.</summary>
    internal ReadOnlySpan<byte> Word => _octets.Slice(4, 4);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Icmp layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Icmp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => IcmpFields.Describe(this, sink);

    /// <inheritdoc/>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink) => IcmpFields.DescribePart(octets, sink);

    /// <summary>Writes a message with its checksum; <paramref name="word"/> is what stands in octets 4 to 7. Returns the octets written.</summary>
    public static int Write(Span<byte> target, byte type, byte code, uint word, ReadOnlySpan<byte> data)
    {
        target[0] = type;
        target[1] = code;
        WriteUInt16BigEndian(target[2..], 0);
        WriteUInt32BigEndian(target[4..], word);
        data.CopyTo(target[Size..]);
        int length = Size + data.Length;
        WriteUInt16BigEndian(target[2..], Checksum.Internet(target[..length]));
        return length;
    }
}
