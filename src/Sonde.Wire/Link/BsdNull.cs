using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// BSD loopback, LINKTYPE_NULL and LINKTYPE_LOOP: | address family 4 | datagram … |, in the byte order of the machine that
/// captured (NULL) or big-endian (LOOP).
/// </summary>
public readonly ref struct BsdNull : ILayer<BsdNull>
{
    private const int Size = 4; // octets, fixed

    private static readonly Field FamilyField = new("null.family", "Family", names: FamilyName);
    private static readonly Field TypeField = new(
        "null.type",
        "Type",
        FieldKind.Unsigned,
        FieldBase.Hex,
        EtherTypes.NameOf
    );
    private static readonly Field[] AllFields = [FamilyField, TypeField];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) family unless IsPpp, then datagram

    private BsdNull(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "null";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => IsPpp ? 0 : Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsPpp ? new(NextSpace.Direct, Direct.Ppp)
        : Family is >= EtherTypes.Smallest and <= 0xffff ? new(NextSpace.EtherType, Family)
        : Family switch
        {
            2 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            24 or 28 or 30 => new(NextSpace.EtherType, EtherTypes.Ipv6), // NetBSD and OpenBSD, FreeBSD, Darwin
            7 => new(NextSpace.Direct, Direct.Osi),
            16 => new(NextSpace.Direct, Direct.AppleTalk),
            23 => new(NextSpace.Direct, Direct.Ipx),
            _ => NextLayer.Data,
        };

    /// <summary>Address family by the numbers of the capturing system, in either byte order; some systems write an EtherType, and something else before it.</summary>
    public uint Family
    {
        get
        {
            uint value = ReadUInt32LittleEndian(_octets);
            if (value <= 0xffff)
                return value;
            value = ReadUInt32BigEndian(_octets);
            return value <= 0xffff ? value : ReadUInt16BigEndian(_octets[2..]);
        }
    }

    /// <summary>The octets are a PPP frame, as some systems capture their PPP interfaces.</summary>
    public bool IsPpp => _octets is [0xff, 0x03, ..];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out BsdNull layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new BsdNull(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (!IsPpp)
            sink.Add(Family is >= EtherTypes.Smallest and <= 0xffff ? TypeField : FamilyField, 0, Size, Family);
    }

    private static string? FamilyName(ulong family) =>
        family switch
        {
            2 => "IP",
            7 => "OSI",
            16 => "Appletalk",
            23 => "IPX",
            24 => "IPv6 (NetBSD, OpenBSD)",
            28 => "IPv6 (FreeBSD)",
            30 => "IPv6 (Darwin)",
            _ => null,
        };
}
