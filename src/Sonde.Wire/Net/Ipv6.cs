using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Internet Protocol version 6, RFC 8200 §3: 40 octets of header, then extension headers (layers of their own) and data.</summary>
/// <remarks>
/// | version 4 bits, traffic class 8 bits, flow label 20 bits | payload length 2 | next header 1 | hop limit 1 | source 16 | destination 16 |
/// </remarks>
public readonly ref struct Ipv6 : ILayer<Ipv6>
{
    private const int Size = 40; // octets, fixed

    private static readonly Field VersionField = new("ipv6.version", "Version");
    private static readonly Field ClassField = new("ipv6.tclass", "Traffic Class", @base: FieldBase.Hex);
    private static readonly Field DscpField = new("ipv6.tclass.dscp", "Differentiated Services Codepoint");
    private static readonly Field EcnField = new("ipv6.tclass.ecn", "Explicit Congestion Notification");
    private static readonly Field FlowField = new("ipv6.flow", "Flow Label", @base: FieldBase.Hex);
    private static readonly Field PayloadLengthField = new("ipv6.plen", "Payload Length");
    private static readonly Field NextHeaderField = new("ipv6.nxt", "Next Header", names: IpProtocols.NameOf);
    private static readonly Field HopLimitField = new("ipv6.hlim", "Hop Limit");
    private static readonly Field SourceField = new("ipv6.src", "Source Address", FieldKind.Ipv6);
    private static readonly Field DestinationField = new("ipv6.dst", "Destination Address", FieldKind.Ipv6);
    private static readonly Field AddressField = new("ipv6.addr", "Address", FieldKind.Ipv6) { IsHidden = true };

    private readonly ReadOnlySpan<byte> _octets; // [0..40) header, then data up to the payload length

    private Ipv6(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ipv6";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            VersionField,
            Ipv4.VersionField,
            ClassField,
            DscpField,
            EcnField,
            FlowField,
            PayloadLengthField,
            NextHeaderField,
            HopLimitField,
            SourceField,
            DestinationField,
            AddressField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.IpProtocol, NextHeader);

    /// <summary>Differentiated services codepoint and congestion notification.</summary>
    public byte TrafficClass => (byte)(ReadUInt16BigEndian(_octets) >> 4);

    /// <summary>Flow label, 20 bits.</summary>
    public uint FlowLabel => ReadUInt32BigEndian(_octets) & 0xfffff;

    /// <summary>Octets of extension headers and data as the sender claims; 0 in a jumbogram (RFC 2675 §2).</summary>
    public ushort ClaimedPayload => ReadUInt16BigEndian(_octets[4..]);

    /// <summary>Internet protocol number of the first extension header or of the data.</summary>
    public byte NextHeader => _octets[6];

    /// <summary>Hops left.</summary>
    public byte HopLimit => _octets[7];

    /// <summary>Address of the sender, sixteen octets.</summary>
    public ReadOnlySpan<byte> Source => _octets.Slice(8, 16);

    /// <summary>Address of the receiver, sixteen octets.</summary>
    public ReadOnlySpan<byte> Destination => _octets.Slice(24, 16);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ipv6 layer)
    {
        layer = default;
        if (!octets.IsEmpty && octets[0] >> 4 != 6)
            return ReadStatus.NotMine;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        long claimed = Size + (long)ReadUInt16BigEndian(octets[4..]);
        if (claimed == Size && octets[6] == IpProtocols.HopByHop)
            claimed += Ipv6Options.JumboLength(octets[Size..]);
        layer = new Ipv6(octets[..(int)Math.Min(claimed, octets.Length)]);
        return claimed > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, 6);
        sink.Add(Ipv4.VersionField, 0, 1, 6); // a filter on ip.version finds both
        sink.Add(ClassField, 0, 4, TrafficClass);
        sink.Add(DscpField, 0, 4, (ulong)(TrafficClass >> 2));
        sink.Add(EcnField, 0, 4, (ulong)(TrafficClass & 3));
        sink.Add(FlowField, 1, 3, FlowLabel);
        sink.Add(PayloadLengthField, 4, 2, ClaimedPayload);
        sink.Add(NextHeaderField, 6, 1, NextHeader);
        sink.Add(HopLimitField, 7, 1, HopLimit);
        sink.Add(SourceField, 8, 16, Source);
        sink.Add(AddressField, 8, 16, Source);
        sink.Add(DestinationField, 24, 16, Destination);
        sink.Add(AddressField, 24, 16, Destination);
    }

    /// <summary>Writes a header and what follows it. Returns the octets written.</summary>
    public static int Write(
        Span<byte> target,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination,
        byte nextHeader,
        ReadOnlySpan<byte> data,
        byte hopLimit = 64,
        byte trafficClass = 0,
        uint flowLabel = 0
    )
    {
        WriteUInt32BigEndian(target, (6u << 28) | ((uint)trafficClass << 20) | (flowLabel & 0xfffff));
        WriteUInt16BigEndian(target[4..], checked((ushort)data.Length));
        target[6] = nextHeader;
        target[7] = hopLimit;
        source[..16].CopyTo(target[8..]);
        destination[..16].CopyTo(target[24..]);
        data.CopyTo(target[Size..]);
        return Size + data.Length;
    }
}
