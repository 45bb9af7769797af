using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>ICMP for IPv6, RFC 4443, with neighbor discovery (RFC 4861) and multicast listener discovery (RFC 2710, RFC 3810).</summary>
/// <remarks>| type 1 | code 1 | checksum 2 | by type … |; the datagram quoted by an error or a redirect is the next layer.</remarks>
public readonly ref struct Icmpv6 : IPartialLayer<Icmpv6>
{
    /// <summary>Type of an error: the destination cannot be reached; the code says why.</summary>
    public const byte Unreachable = 1;

    /// <summary>Type of an error: the datagram does not fit the next link.</summary>
    public const byte PacketTooBig = 2;

    /// <summary>Type of an error: hops or reassembly time ran out.</summary>
    public const byte TimeExceeded = 3;

    /// <summary>Type of an error: the header could not be understood.</summary>
    public const byte ParameterProblem = 4;

    /// <summary>Type of an echo request.</summary>
    public const byte EchoRequest = 128;

    /// <summary>Type of a reply to an echo request.</summary>
    public const byte EchoReply = 129;

    /// <summary>Type of a host's question for routers (RFC 4861 §4.1).</summary>
    public const byte RouterSolicitation = 133;

    /// <summary>Type of what a router says of the link (RFC 4861 §4.2).</summary>
    public const byte RouterAdvertisement = 134;

    /// <summary>Type of the question for a neighbor's link-layer address (RFC 4861 §4.3).</summary>
    public const byte NeighborSolicitation = 135;

    /// <summary>Type of the answer to it (RFC 4861 §4.4).</summary>
    public const byte NeighborAdvertisement = 136;

    /// <summary>Type of a router's advice to use another first hop (RFC 4861 §4.5).</summary>
    public const byte Redirect = 137;

    private const int Size = 4; // octets that every message has
    private const int BodyAt = 8; // where echo data and quoted datagrams begin

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, then the message
    private readonly int _payload; // where the quoted datagram or the echo data begins; the end when there is none
    private readonly int _end; // where it ends

    private Icmpv6(ReadOnlySpan<byte> octets)
    {
        _octets = octets;
        (_payload, _end) = octets[0] switch
        {
            >= Unreachable and <= ParameterProblem when octets.Length > BodyAt => (
                BodyAt,
                BodyAt + IcmpExtensions.QuotedLength(octets[BodyAt..], octets[4] * 8)
            ),
            EchoRequest or EchoReply when octets.Length > BodyAt => (BodyAt, octets.Length),
            Redirect => NeighborOptions.FindRedirected(octets),
            _ => (octets.Length, octets.Length),
        };
    }

    /// <inheritdoc/>
    public static string Name => "icmpv6";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => Icmpv6Fields.All;

    /// <summary>Where the quoted datagram or the echo data begins; in a redirect that is inside an option.</summary>
    public int HeaderLength => _payload;

    /// <inheritdoc/>
    public int PayloadLength => _end - _payload;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None
        : Type is EchoRequest or EchoReply ? NextLayer.Data
        : new(NextSpace.IpVersion, 6);

    /// <summary>What the message is (IANA).</summary>
    public byte Type => _octets[0];

    /// <summary>What it says, by type.</summary>
    public byte Code => _octets[1];

    /// <summary>Checksum over pseudo-header and message.</summary>
    public ushort ChecksumValue => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>The message quotes the datagram it is about.</summary>
    public bool IsError => Type is >= Unreachable and <= ParameterProblem;

    /// <summary>The whole message.</summary>
    internal ReadOnlySpan<byte> Message => _octets;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Icmpv6 layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Icmpv6(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => Icmpv6Fields.Describe(this, sink);

    /// <inheritdoc/>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink) =>
        Icmpv6Fields.DescribePart(octets, sink);

    /// <summary>
    /// Writes a message with its checksum; <paramref name="word"/> is what stands in octets 4 to 7. Returns the octets written.
    /// </summary>
    public static int Write(
        Span<byte> target,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination,
        byte type,
        byte code,
        uint word,
        ReadOnlySpan<byte> data
    )
    {
        target[0] = type;
        target[1] = code;
        WriteUInt16BigEndian(target[2..], 0);
        WriteUInt32BigEndian(target[4..], word);
        data.CopyTo(target[BodyAt..]);
        int length = BodyAt + data.Length;
        uint sum = Checksum.PseudoHeader(source, destination, IpProtocols.Icmpv6, length);
        WriteUInt16BigEndian(target[2..], Checksum.Internet(target[..length], sum));
        return length;
    }
}
