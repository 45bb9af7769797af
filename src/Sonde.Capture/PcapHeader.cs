using System.Buffers.Binary;

namespace Sonde.Capture;

/// <summary>
/// The file header of pcap: | magic 4 | major 2 | minor 2 | zone 4 | accuracy 4 | snap length 4 | network 4 |.
/// </summary>
/// <remarks>
/// The network field has the link type in its low 16 bits; bit 26 says that the top four bits count the octets of frame
/// check sequence (in units of 16 bits); the bits between are reserved.
/// </remarks>
internal readonly record struct PcapHeader(
    PcapVariant Variant,
    bool BigEndian,
    int Major,
    int Minor,
    uint SnapLength,
    uint Network
)
{
    public const int Length = 24;

    /// <summary>Fractions of a second are nanoseconds.</summary>
    public bool Nanoseconds => Variant == PcapVariant.Nanosecond;

    /// <summary>LINKTYPE_ value as written.</summary>
    public int LinkType => (int)(Network & 0xffff);

    /// <summary>Bits that must be zero and are not.</summary>
    public uint Reserved => Network & 0x03ff_0000;

    /// <summary>Octets of frame check sequence; null when the writer did not say.</summary>
    public int? FrameCheckOctets => (Network & 0x0400_0000) != 0 ? (int)(Network >> 28) * 2 : null;

    /// <summary>The first four octets are a pcap magic number in either byte order.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> octets) =>
        VariantOf(U32(octets, false)) is not null || VariantOf(U32(octets, true)) is not null;

    /// <summary>Reads a header of <see cref="Length"/> octets that <see cref="HasMagic"/> accepted.</summary>
    public static PcapHeader Read(ReadOnlySpan<byte> octets)
    {
        bool big = VariantOf(U32(octets, false)) is null;
        return new PcapHeader(
            VariantOf(U32(octets, big)) ?? PcapVariant.Microsecond,
            big,
            U16(octets[4..], big),
            U16(octets[6..], big),
            U32(octets[16..], big),
            U32(octets[20..], big)
        );
    }

    private static PcapVariant? VariantOf(uint magic) =>
        magic switch
        {
            0xa1b2_c3d4 => PcapVariant.Microsecond,
            0xa1b2_3c4d => PcapVariant.Nanosecond,
            0xa1b2_cd34 => PcapVariant.Modified,
            _ => null,
        };

    private static ushort U16(ReadOnlySpan<byte> octets, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(octets) : BinaryPrimitives.ReadUInt16LittleEndian(octets);

    private static uint U32(ReadOnlySpan<byte> octets, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);
}

/// <summary>The kinds of pcap, by magic number and record header.</summary>
internal enum PcapVariant
{
    /// <summary>0xa1b2c3d4, microseconds.</summary>
    Microsecond,

    /// <summary>0xa1b23c4d, nanoseconds.</summary>
    Nanosecond,

    /// <summary>0xa1b2cd34: record headers have eight octets more (Kuznetzov's libpcap patch).</summary>
    Modified,
}
