using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dns;

public sealed class MdnsTests : LayerLaws<Mdns>
{
    protected override byte[] Sample { get; } =
        Make.Hex(
            """
            0000 8400 0001 0001 0000 0000
            055f68747470 045f746370 056c6f63616c 00 000c 8001
            0141 c00c 0021 8001 00000078 000a 0000 0000 0050 02706300
            """
        );

    [Fact]
    public void TheTopBitOfAClassStandsApart()
    {
        Assert.Equal(["1"], Values("dns.qry.class"));
        Assert.Equal(["1"], Values("dns.qry.qu"));
        Assert.Equal(["1"], Values("dns.resp.class"));
        Assert.Equal(["1"], Values("dns.resp.cache_flush"));
    }

    [Fact]
    public void TheNameOfAServiceIsTakenApart()
    {
        Assert.Equal(["A"], Values("dns.srv.service"));
        Assert.Equal(["_http"], Values("dns.srv.proto"));
        Assert.Equal(["_tcp.local"], Values("dns.srv.name"));
        Assert.Equal(["80"], Values("dns.srv.port"));
        Assert.Equal(["pc"], Values("dns.srv.target"));
        Assert.Empty(Values("dns.resp.name"));
    }
}
