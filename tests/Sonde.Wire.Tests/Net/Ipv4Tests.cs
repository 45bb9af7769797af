using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class Ipv4Tests : LayerLaws<Ipv4>
{
    protected override byte[] Sample => Make.Ipv4("10.0.0.1", "10.0.0.2", IpProtocols.Udp, [1, 2, 3, 4])[14..];

    [Fact]
    public void EthernetPaddingIsNotData()
    {
        byte[] padded = [.. Sample, 0, 0, 0, 0, 0, 0];
        Assert.Equal(ReadStatus.Ok, Ipv4.TryRead(padded, out Ipv4 ip));
        Assert.Equal(4, ip.PayloadLength);
    }

    [Fact]
    public void ATotalLengthOfZeroMeansAllThatWasCaptured()
    {
        byte[] octets = Sample;
        octets[2] = octets[3] = 0;
        Assert.Equal(ReadStatus.Ok, Ipv4.TryRead(octets, out Ipv4 ip));
        Assert.Equal(4, ip.PayloadLength);
    }

    [Fact]
    public void AFragmentIsHandedToTheReassembly()
    {
        byte[] octets = Sample;
        octets[6] = 0x20;
        Assert.Equal(ReadStatus.Ok, Ipv4.TryRead(octets, out Ipv4 ip));
        Assert.Equal(new NextLayer(NextSpace.Fragment, IpProtocols.Udp), ip.NextLayer);
    }

    [Fact]
    public void AHeaderLengthBelowFiveWordsIsMalformed()
    {
        byte[] octets = Sample;
        octets[0] = 0x44;
        Assert.Equal(ReadStatus.Malformed, Ipv4.TryRead(octets, out _));
    }

    [Fact]
    public void AnIpv6DatagramUnderItsNumberIsHandedOn()
    {
        byte[] octets = new byte[48];
        Ipv6.Write(octets, new byte[16], new byte[16], IpProtocols.Udp, Make.Hex("d431d43200080000"));
        Assert.Equal(["ip", "ipv6", "udp"], Layers.Of(octets, new(NextSpace.EtherType, EtherTypes.Ipv4)));
    }

    [Fact]
    public void TheWrittenChecksumHolds() => Assert.Equal(0, Checksum.Internet(Sample.AsSpan(0, 20)));

    [Fact]
    public void BothAddressesAnswerToTheCommonName() => Assert.Equal(["10.0.0.1", "10.0.0.2"], Values("ip.addr"));
}
