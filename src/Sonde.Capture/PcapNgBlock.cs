namespace Sonde.Capture;

/// <summary>Block types of pcapng that are read (draft-ietf-opsawg-pcapng §10.1).</summary>
internal static class PcapNgBlock
{
    public const uint Interface = 1;
    public const uint ObsoletePacket = 2;
    public const uint SimplePacket = 3;
    public const uint NameResolution = 4;
    public const uint InterfaceStatistics = 5;
    public const uint EnhancedPacket = 6;
    public const uint Journal = 9;
    public const uint DecryptionSecrets = 10;
    public const uint Custom = 0x0000_0bad;
    public const uint CustomNotCopied = 0x4000_0bad;
    public const uint SectionHeader = 0x0a0d_0d0a;

    public const int ShortestSectionHeader = 28;

    /// <summary>Octets that a block which describes something has at least; null for a type that is not read.</summary>
    public static int? ShortestOf(uint type) =>
        type switch
        {
            Interface => 20,
            NameResolution => 16,
            InterfaceStatistics => 24,
            DecryptionSecrets => 20,
            _ => null,
        };
}
