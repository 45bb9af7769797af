using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class Icmpv6Tests : LayerLaws<Icmpv6>
{
    private static readonly byte[] A = Make.Octets("2001:db8::1");
    private static readonly byte[] B = Make.Octets("2001:db8::2");

    protected override byte[] Sample =>
        Make.Hex(
            "8600 0000 40 c8 0708 00000000 00000000"
                + "0101 020000000001 0501 0000 000005dc"
                + "0304 40c0 00278d00 00093a80 00000000 20010db8000000000000000000000000"
                + "1903 0000 00000e10 20010db8000000000000000000000053"
                + "1f03 0000 00000e10 076578616d706c65 03636f6d00000000"
                + "1802 3018 00000e10 20010db800010000"
                + "2502 68747470733a2f2f612e622f6300"
        );

    [Fact]
    public void ReadsARouterAdvertisementWithItsOptions()
    {
        Assert.Equal(["1800"], Values("icmpv6.nd.ra.router_lifetime"));
        Assert.Equal(["1"], Values("icmpv6.nd.ra.flag.m"));
        Assert.Equal(["1500"], Values("icmpv6.opt.mtu"));
        Assert.Equal(["020000000001"], Values("icmpv6.opt.src_linkaddr"));
        Assert.Equal(["2001:db8::", "2001:db8:1::"], Values("icmpv6.opt.prefix"));
        Assert.Equal(["2001:db8::53"], Values("icmpv6.opt.rdnss"));
        Assert.Equal(["example.com"], Values("icmpv6.opt.dnssl"));
        Assert.Equal(["https://a.b/c"], Values("icmpv6.opt.captive_portal"));
    }

    [Fact]
    public void TheQuotedDatagramIsWalkedOn() =>
        Assert.Equal(["icmpv6", "ipv6", "udp", "data"], Walk(Message(Icmpv6.Unreachable, 4, 0, Quoted())));

    [Fact]
    public void TheDatagramInARedirectIsWalkedOn() =>
        Assert.Equal(
            ["icmpv6", "ipv6", "udp", "data"],
            Walk(
                Message(
                    Icmpv6.Redirect,
                    0,
                    0,
                    [.. A, .. B, 2, 1, 2, 0, 0, 0, 0, 1, 4, 8, 0, 0, 0, 0, 0, 0, .. Quoted()]
                )
            )
        );

    [Fact]
    public void ANeighborIsAskedForByItsAddress() =>
        Assert.Equal(
            ["2001:db8::2"],
            ValuesOf(Message(Icmpv6.NeighborSolicitation, 0, 0, B), "icmpv6.nd.ns.target_address")
        );

    [Fact]
    public void AListenerReportNamesItsGroups() =>
        Assert.Equal(
            ["2001:db8::1", "2001:db8::2"],
            ValuesOf(
                Message(143, 0, 2, [4, 0, 0, 0, .. A, 3, 0, 0, 1, .. B, .. A]),
                "icmpv6.mldr.mar.multicast_address"
            )
        );

    [Fact]
    public void TheWrittenChecksumHolds()
    {
        byte[] octets = Message(Icmpv6.EchoRequest, 0, 1, [1, 2, 3]);
        Assert.Equal(0, Checksum.Internet(octets, Checksum.PseudoHeader(A, B, IpProtocols.Icmpv6, octets.Length)));
    }

    private static string[] Walk(byte[] message) => Layers.Of(message, new(NextSpace.IpProtocol, IpProtocols.Icmpv6));

    private static byte[] Quoted()
    {
        byte[] octets = new byte[56];
        Ipv6.Write(octets, A, B, IpProtocols.Udp, Make.Hex("1388 829a 0010 0000 0102030405060708"));
        return octets;
    }

    private static string[] ValuesOf(byte[] message, string field)
    {
        var sink = new RecordingSink();
        new LayerReader<Icmpv6>().Describe(message, sink);
        return [.. sink.Values(field)];
    }

    private static byte[] Message(byte type, byte code, uint word, byte[] data)
    {
        byte[] octets = new byte[8 + data.Length];
        Icmpv6.Write(octets, A, B, type, code, word, data);
        return octets;
    }
}
