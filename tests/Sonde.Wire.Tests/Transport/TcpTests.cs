using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Transport;

public sealed class TcpTests : LayerLaws<Tcp>
{
    protected override byte[] Sample =>
        Make.Hex("c001 0050 00000001 00000000 a002 ffff 0000 0000 020405b4 0402080a00000001000000000103 0307 68690000");

    [Fact]
    public void ReadsTheOptionsOfASyn()
    {
        Assert.Equal(["1460"], Values("tcp.options.mss_val"));
        Assert.Equal(["7"], Values("tcp.options.wscale.shift"));
        Assert.Equal(["1"], Values("tcp.options.timestamp.tsval"));
    }

    [Fact]
    public void PortsAreDescribedOfTheEightOctetsThatAnIcmpErrorQuotes()
    {
        var sink = new RecordingSink();
        StandardProtocols.Create().Find("tcp")!.Describe(Make.Hex("c001 0050 00000001"), sink);
        Assert.Equal(["49153", "80"], sink.Values("tcp.port"));
    }

    [Fact]
    public void TheFixedPartIsDescribedWhenOptionsAreCut()
    {
        var sink = new RecordingSink();
        StandardProtocols.Create().Find("tcp")!.Describe(Sample.AsSpan(0, 22), sink);
        Assert.Equal(["2"], sink.Values("tcp.flags"));
        Assert.Equal(["40"], sink.Values("tcp.hdr_len"));
    }

    [Fact]
    public void AnOffsetBelowFiveWordsIsMalformed() =>
        Assert.Equal(
            ReadStatus.Malformed,
            Tcp.TryRead(Make.Hex("c001 0050 00000001 00000000 4002 ffff 0000 0000"), out _)
        );

    [Fact]
    public void OptionsThatAreNotThereAreTooShort() =>
        Assert.Equal(
            ReadStatus.TooShort,
            Tcp.TryRead(Make.Hex("c001 0050 00000001 00000000 8002 ffff 0000 0000"), out _)
        );
}
