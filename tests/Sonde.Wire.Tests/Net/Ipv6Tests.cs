using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class Ipv6Tests : LayerLaws<Ipv6>
{
    protected override byte[] Sample => Datagram(IpProtocols.Udp, [1, 2, 3, 4]);

    [Fact]
    public void ReadsTheFieldsOfRfc8200()
    {
        Assert.Equal(["0"], Values("ipv6.tclass"));
        Assert.Equal(["74565"], Values("ipv6.flow"));
        Assert.Equal(["2001:db8::1", "2001:db8::2"], Values("ipv6.addr"));
    }

    [Fact]
    public void WhatIsBehindThePayloadLengthIsNotData()
    {
        byte[] padded = [.. Sample, 0, 0];
        Assert.Equal(ReadStatus.Ok, Ipv6.TryRead(padded, out Ipv6 ip));
        Assert.Equal(4, ip.PayloadLength);
    }

    [Fact]
    public void AnotherVersionIsNotMine()
    {
        byte[] octets = Sample;
        octets[0] = 0x45;
        Assert.Equal(ReadStatus.NotMine, Ipv6.TryRead(octets, out _));
    }

    [Fact]
    public void APayloadThatWasNotCapturedIsCut() =>
        Assert.Equal(ReadStatus.Cut, Ipv6.TryRead(Sample.AsSpan(0, 42), out _));

    [Fact]
    public void AJumboPayloadOptionGivesTheLength()
    {
        byte[] data = new byte[8 + 70_000];
        Make.Hex("1100c20400011178").CopyTo(data, 0);
        byte[] octets = [.. Datagram(IpProtocols.HopByHop, []), .. data, 9, 9, 9];
        Assert.Equal(ReadStatus.Ok, Ipv6.TryRead(octets, out Ipv6 ip));
        Assert.Equal(70_008, ip.PayloadLength);
    }

    [Fact]
    public void ExtensionHeadersAreLayersOfTheirOwn()
    {
        byte[] datagram = Datagram(
            IpProtocols.HopByHop,
            Make.Hex("3c00050200000100 2b00010400000000 2c00000000000000 1100000000000007 d431d432000a0000 0102")
        );
        Assert.Equal(
            ["ipv6", "ipv6.hopopts", "ipv6.dstopts", "ipv6.routing", "ipv6.fraghdr", "udp", "data"],
            Layers.Of(datagram, new(NextSpace.IpVersion, 6))
        );
    }

    [Fact]
    public void ARealFragmentEndsTheWalk() =>
        Assert.Equal(
            ["ipv6", "ipv6.fraghdr"],
            Layers.Of(
                Datagram(IpProtocols.Fragment, Make.Hex("1100000100000007 d4310035000a0000")),
                new(NextSpace.IpVersion, 6)
            )
        );

    private static byte[] Datagram(byte next, byte[] data)
    {
        byte[] octets = new byte[40 + data.Length];
        Ipv6.Write(octets, Make.Octets("2001:db8::1"), Make.Octets("2001:db8::2"), next, data, flowLabel: 0x12345);
        return octets;
    }
}
