using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class Ipv6HopByHopTests : LayerLaws<Ipv6HopByHop>
{
    protected override byte[] Sample => Make.Hex("1100050200000100 01020304");

    [Fact]
    public void ReadsARouterAlert()
    {
        Assert.Equal(["0"], Values("ipv6.opt.router_alert"));
        Assert.Equal(["5", "1"], Values("ipv6.opt.type"));
    }

    [Fact]
    public void AnOptionBeyondAllOctetsIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, Ipv6HopByHop.TryRead(Make.Hex("1100052000000100"), out _));

    [Theory]
    [InlineData("1100 0500 80ff ffff 0102", ReadStatus.Malformed)] // the alert takes 80ff, so ffff is an option
    [InlineData("1100 0500 80ff ff00 0102", ReadStatus.Ok)]
    public void AnOptionOfKnownFormHasAtLeastTheOctetsOfItsForm(string octets, ReadStatus expected) =>
        Assert.Equal(expected, Ipv6HopByHop.TryRead(Make.Hex(octets), out _));

    [Fact]
    public void AnOptionBeyondItsHeaderOnlyDoesNotStopTheReading()
    {
        Assert.Equal(ReadStatus.Ok, Ipv6HopByHop.TryRead(Make.Hex("1100050500000100 0102"), out Ipv6HopByHop header));
        Assert.Equal(8, header.HeaderLength);
    }
}

public sealed class Ipv6DestinationOptionsTests : LayerLaws<Ipv6DestinationOptions>
{
    protected override byte[] Sample => Make.Hex("1102010200 00 c910 20010db8000000000000000000000009 ff");

    [Fact]
    public void ReadsAHomeAddress() => Assert.Equal(["2001:db8::9"], Values("ipv6.opt.mipv6.home_address"));
}

public sealed class Ipv6RoutingTests : LayerLaws<Ipv6Routing>
{
    protected override byte[] Sample => Make.Hex("1102040000000000 20010db8000000000000000000000009 ff");

    [Fact]
    public void ReadsTheSegments() => Assert.Equal(["2001:db8::9"], Values("ipv6.routing.srh.addr"));

    [Fact]
    public void SegmentsBeyondTheHeaderAreMalformed() =>
        Assert.Equal(ReadStatus.Malformed, Ipv6Routing.TryRead(Make.Hex("1100040001000000"), out _));
}

public sealed class Ipv6FragmentTests : LayerLaws<Ipv6Fragment>
{
    protected override byte[] Sample => Make.Hex("1100012900000001 01020304");

    [Fact]
    public void ReadsOffsetAndIdentification()
    {
        Assert.Equal(ReadStatus.Ok, Ipv6Fragment.TryRead(Sample, out Ipv6Fragment fragment));
        Assert.Equal((296, true, 1u), (fragment.Offset, fragment.MoreFragments, fragment.Identification));
        Assert.Equal(["37"], Values("ipv6.fraghdr.offset"));
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        byte[] octets = new byte[12];
        Ipv6Fragment.Write(octets, IpProtocols.Udp, 296, true, 1, [1, 2, 3, 4]);
        Assert.Equal(Sample, octets);
    }
}

public sealed class AhTests : LayerLaws<Ah>
{
    protected override byte[] Sample => Make.Hex("11040000 00000001 00000002 0102030405060708090a0b0c ff");

    [Fact]
    public void ReadsTheCheckValue() => Assert.Equal(["0102030405060708090a0b0c"], Values("ah.icv"));
}

public sealed class EspTests : LayerLaws<Esp>
{
    protected override byte[] Sample => Make.Hex("00000001 00000002 01020304");

    [Fact]
    public void WhatIsEncryptedHasNoLayers() =>
        Assert.Equal(["esp"], Layers.Of(Sample, new(NextSpace.IpProtocol, IpProtocols.Esp)));
}
