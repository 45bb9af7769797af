namespace Sonde.Capture;

/// <summary>Which format a capture file has.</summary>
/// <param name="Name">For people, as capinfos prints it: <c>Wireshark/... - pcapng</c>.</param>
/// <param name="ShortName">For machines, as capinfos has it: <c>pcapng</c>.</param>
/// <param name="Version">Version of the format, such as <c>2.4</c>.</param>
/// <param name="IsBigEndian">Byte order of the numbers in the (first) header.</param>
public sealed record CaptureFileType(string Name, string ShortName, string Version, bool IsBigEndian)
{
    internal static CaptureFileType Of(PcapHeader header)
    {
        (string name, string shortName) = header.Variant switch
        {
            PcapVariant.Nanosecond or PcapVariant.IxiaNanosecond => (
                "Wireshark/tcpdump/... - nanosecond pcap",
                "nsecpcap"
            ),
            PcapVariant.Modified => ("Modified tcpdump - pcap", "modpcap"),
            PcapVariant.RedHat => ("RedHat 6.1 tcpdump - pcap", "rh6_1pcap"),
            PcapVariant.Suse => ("SuSE 6.3 tcpdump - pcap", "suse6_3pcap"),
            PcapVariant.Nokia => ("Nokia tcpdump - pcap", "nokiapcap"),
            _ => ("Wireshark/tcpdump/... - pcap", "pcap"),
        };
        return new CaptureFileType(name, shortName, $"{header.Major}.{header.Minor}", header.Order.IsBigEndian);
    }

    internal static CaptureFileType OfPcapNg(int major, int minor, ByteOrder order) =>
        new("Wireshark/... - pcapng", "pcapng", $"{major}.{minor}", order.IsBigEndian);
}
