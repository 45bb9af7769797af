namespace Sonde.Wire;

/// <summary>Routing header of IPv6, RFC 8200 §4.4, with the addresses of types 0, 2 (RFC 6275) and 4 (RFC 8754).</summary>
/// <remarks>| next header 1 | length in 8 octets, less one 1 | routing type 1 | segments left 1 | data … |</remarks>
public readonly ref struct Ipv6Routing : ILayer<Ipv6Routing>
{
    private const int Size = 8; // octets; the smallest header
    private const byte Source = 0;
    private const byte Mobile = 2;
    private const byte Segments = 4;

    private static readonly Field NextHeaderField = new("ipv6.routing.nxt", "Next Header", names: IpProtocols.NameOf);
    private static readonly Field LengthField = new("ipv6.routing.len", "Length");
    private static readonly Field LengthInOctetsField = new("ipv6.routing.len_oct", "Length in octets");
    private static readonly Field TypeField = new("ipv6.routing.type", "Type", names: TypeName);
    private static readonly Field LeftField = new("ipv6.routing.segleft", "Segments Left");
    private static readonly Field SourceAddressField = new("ipv6.routing.src.addr", "Address", FieldKind.Ipv6);
    private static readonly Field HomeAddressField = new(
        "ipv6.routing.mipv6.home_address",
        "Home Address",
        FieldKind.Ipv6
    );
    private static readonly Field LastEntryField = new("ipv6.routing.srh.last_entry", "Last Entry");
    private static readonly Field FlagsField = new("ipv6.routing.srh.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field TagField = new("ipv6.routing.srh.tag", "Tag", FieldKind.Octets);
    private static readonly Field SegmentField = new("ipv6.routing.srh.addr", "Address", FieldKind.Ipv6);

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then data

    private Ipv6Routing(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ipv6.routing";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            NextHeaderField,
            LengthField,
            LengthInOctetsField,
            TypeField,
            LeftField,
            SourceAddressField,
            HomeAddressField,
            LastEntryField,
            FlagsField,
            TagField,
            SegmentField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => (_octets[1] + 1) * 8;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.IpProtocol, NextHeader);

    /// <summary>Internet protocol number of the next header or of the data.</summary>
    public byte NextHeader => _octets[0];

    /// <summary>What the data of this header is.</summary>
    public byte RoutingType => _octets[2];

    /// <summary>Nodes still to be visited before the destination.</summary>
    public byte SegmentsLeft => _octets[3];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ipv6Routing layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int header = (octets[1] + 1) * 8;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        int needed = octets[2] switch
        {
            Mobile => Size + 16, // RFC 6275 §6.4.1: one home address
            Segments => Size + (octets[4] + 1) * 16, // RFC 8754 §2: the segment list is inside the header
            _ => Size,
        };
        if (needed > header)
            return ReadStatus.Malformed;
        layer = new Ipv6Routing(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(NextHeaderField, 0, 1, NextHeader);
        sink.Add(LengthField, 1, 1, _octets[1]);
        sink.Add(LengthInOctetsField, 1, 1, (ulong)HeaderLength);
        sink.Add(TypeField, 2, 1, RoutingType);
        sink.Add(LeftField, 3, 1, SegmentsLeft);
        switch (RoutingType)
        {
            case Source:
                DescribeAddresses(SourceAddressField, HeaderLength / 16, sink);
                break;
            case Mobile:
                DescribeAddresses(HomeAddressField, 1, sink);
                break;
            case Segments:
                sink.Add(LastEntryField, 4, 1, _octets[4]);
                sink.Add(FlagsField, 5, 1, _octets[5]);
                sink.Add(TagField, 6, 2, _octets.Slice(6, 2));
                DescribeAddresses(SegmentField, _octets[4] + 1, sink);
                break;
        }
    }

    private static string? TypeName(ulong value) =>
        value switch
        {
            Source => "Source Route",
            1 => "Nimrod",
            Mobile => "MIPv6",
            3 => "RPL Source Routing",
            Segments => "Segment Routing",
            5 => "Compact Routing Header, 16 bit",
            6 => "Compact Routing Header, 32 bit",
            253 or 254 => "Experiment",
            _ => null,
        };

    private void DescribeAddresses(Field field, int count, FieldSink sink)
    {
        for (int at = Size; count > 0 && at + 16 <= HeaderLength; at += 16, count--)
            sink.Add(field, at, 16, _octets.Slice(at, 16));
    }
}
