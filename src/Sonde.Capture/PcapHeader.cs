namespace Sonde.Capture;

/// <summary>
/// The file header of pcap: | magic 4 | major 2 | minor 2 | zone 4 | accuracy 4 | snap length 4 | network 4 |.
/// </summary>
/// <remarks>
/// The network field has the link type in its low 16 bits; bit 26 says that the top four bits count the frame check
/// sequence in units of 16 bits; the ten bits from 16 on are reserved.
/// </remarks>
internal readonly record struct PcapHeader(
    PcapVariant Variant,
    ByteOrder Order,
    int Major,
    int Minor,
    uint SnapLength,
    uint Network
)
{
    /// <summary>Octets of the header that all variants share.</summary>
    public const int CommonLength = 24;

    /// <summary>Octets of the header.</summary>
    public int Length => Variant is PcapVariant.Ixia or PcapVariant.IxiaNanosecond ? CommonLength + 4 : CommonLength;

    /// <summary>Octets of the header of each record.</summary>
    public int RecordHeaderLength =>
        Variant switch
        {
            PcapVariant.Nokia => 20,
            PcapVariant.Modified or PcapVariant.RedHat => 24,
            PcapVariant.Suse => 28,
            _ => 16,
        };

    /// <summary>Fractions of a second are nanoseconds.</summary>
    public bool Nanoseconds => Variant is PcapVariant.Nanosecond or PcapVariant.IxiaNanosecond;

    /// <summary>LINKTYPE_ value as written.</summary>
    public int LinkType => (int)(Network & 0xffff);

    /// <summary>Bits that must be zero and are not.</summary>
    public uint Reserved => Network & 0x03ff_0000;

    /// <summary>Octets of frame check sequence; null when the writer did not say.</summary>
    public int? FrameCheckOctets => (Network & 0x0400_0000) != 0 ? (int)(Network >> 28) * 2 : null;

    /// <summary>The two lengths of a record always stand the other way round: before version 2.3, and on DG/UX (543).</summary>
    public bool SwapsLengths => (Major == 2 && Minor < 3) || Major == 543;

    /// <summary>The two lengths may stand the other way round: version 2.3 was written both ways.</summary>
    public bool MaySwapLengths => Major == 2 && Minor == 3;

    /// <summary>The first four octets are a pcap magic number in either byte order.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> octets) =>
        VariantOf(new ByteOrder(false).U32(octets)) is not null
        || VariantOf(new ByteOrder(true).U32(octets)) is not null;

    /// <summary>Reads a header of <see cref="CommonLength"/> octets that <see cref="HasMagic"/> accepted.</summary>
    public static PcapHeader Read(ReadOnlySpan<byte> octets)
    {
        var order = new ByteOrder(VariantOf(new ByteOrder(false).U32(octets)) is null);
        return new PcapHeader(
            VariantOf(order.U32(octets)) ?? PcapVariant.Microsecond,
            order,
            order.U16(octets[4..]),
            order.U16(octets[6..]),
            order.U32(octets[16..]),
            order.U32(octets[20..])
        );
    }

    private static PcapVariant? VariantOf(uint magic) =>
        magic switch
        {
            0xa1b2_c3d4 => PcapVariant.Microsecond,
            0xa1b2_3c4d => PcapVariant.Nanosecond,
            0xa1b2_cd34 => PcapVariant.Modified,
            0x1c00_01ab => PcapVariant.Ixia,
            0x1c00_01ac => PcapVariant.IxiaNanosecond,
            _ => null,
        };
}
