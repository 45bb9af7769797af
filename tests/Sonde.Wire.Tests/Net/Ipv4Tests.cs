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
    public void TheLengthOfAnOffloadedSegmentIsWhatWasCaptured()
    {
        byte[] octets = Sample;
        octets[2] = octets[3] = 0;
        var sink = new RecordingSink();
        new LayerReader<Ipv4>().Describe(octets, sink);
        Assert.Equal(["24"], sink.Values("ip.len"));
    }

    [Theory]
    [InlineData("830b04 05060708 0d0e0f10 00", "13.14.15.16")] // loose, nothing of it gone
    [InlineData("890b08 05060708 0d0e0f10 00", "13.14.15.16")] // strict, one router passed
    [InlineData("830b0c 05060708 0d0e0f10 00", "10.0.0.2")] // gone to its end
    [InlineData("070b04 05060708 0d0e0f10 00", "10.0.0.2")] // a recorded route is no source route
    [InlineData("830604 05060708 0d0e0f10 00", "10.0.0.2")] // of a wrong length
    public void TheReceiverIsTheEndOfARouteThatTheSenderChose(string options, string receiver)
    {
        byte[] octets = [.. Sample.AsSpan(0, 20), .. Make.Hex(options)];
        octets[0] = 0x48;
        octets[3] = 32;
        Assert.Equal(ReadStatus.Ok, Ipv4.TryRead(octets, out Ipv4 ip));
        Assert.Equal(Make.Octets(receiver), ip.Destination.ToArray());
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
