using static Sonde.Capture.Tests.PcapOctets;

namespace Sonde.Capture.Tests;

/// <summary>pcapng files that several tests use.</summary>
public static class PcapNgSamples
{
    /// <summary>A section and an Ethernet interface.</summary>
    public static PcapNgOctets Begin(bool big = false) => new PcapNgOctets(big).Section().Interface();

    /// <summary>One block of each kind, in two sections of both byte orders.</summary>
    public static byte[] Everything()
    {
        var file = new PcapNgOctets();
        file.Section([.. file.Option(2, "machine"), .. file.Option(1, "a file"), 0, 0, 0, 0])
            .Interface(1, 0, [.. file.Option(2, "eth0"), .. file.Option(9, [9]), 0, 0, 0, 0])
            .Packet(Data(60), options: [.. file.Option(1, "a frame"), 0, 0, 0, 0])
            .SimplePacket(Data(20))
            .ObsoletePacket(Data(33))
            .Statistics(0, [.. file.Option(4, 10), .. file.Option(5, 3)])
            .Names([.. file.Name(1, [1, 2, 3, 4, (byte)'a', 0]), 0, 0, 0, 0])
            .Block(10, [.. file.U32(0x544c534b), .. file.U32(4), 1, 2, 3, 4])
            .Block(0xbad, [.. file.U32(32473), 1, 2, 3, 4])
            .Block(0x777, [1, 2, 3, 4])
            .InOrder(big: true);
        return file.Section().Interface(101).Packet(Data(40)).ToArray();
    }
}
