using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class ArpTests : LayerLaws<Arp>
{
    protected override byte[] Sample =>
        Make.Hex("0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002 0000");

    [Fact]
    public void ReadsARequest()
    {
        Assert.Equal(["1"], Values("arp.opcode"));
        Assert.Equal(["10.0.0.1"], Values("arp.src.proto_ipv4"));
        Assert.Equal(["020000000001"], Values("arp.src.hw_mac"));
        Assert.Empty(Values("arp.isgratuitous"));
    }

    [Fact]
    public void PaddingIsLeftOut()
    {
        Arp.TryRead(Sample, out Arp arp);
        Assert.Equal(28, arp.HeaderLength);
    }

    [Fact]
    public void AddressesThatAreNotThereAreCut()
    {
        Assert.Equal(ReadStatus.Cut, Arp.TryRead(Sample.AsSpan(0, 27), out Arp arp));
        Assert.Equal(4, arp.SenderProtocol.Length);
        Assert.True(arp.TargetProtocol.IsEmpty);
    }

    [Fact]
    public void SevenOctetsAreTooShort() => Assert.Equal(ReadStatus.TooShort, Arp.TryRead(Sample.AsSpan(0, 7), out _));

    [Fact]
    public void AnAnnouncementIsGratuitous()
    {
        byte[] octets = new byte[28];
        Arp.Write(octets, 1, Make.MacA, [10, 0, 0, 1], new byte[6], [10, 0, 0, 1]);
        Arp.TryRead(octets, out Arp arp);
        Assert.True(arp.IsGratuitous);
    }
}
