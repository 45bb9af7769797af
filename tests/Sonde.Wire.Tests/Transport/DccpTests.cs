using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Transport;

public sealed class DccpTests : LayerLaws<Dccp>
{
    protected override byte[] Sample => Make.Hex("9c40 9c41 05 00 0000 05 00 000000000007 00000000 01020304");

    [Fact]
    public void ReadsALongSequenceNumber()
    {
        Assert.Equal(["7"], Values("dccp.seq_raw"));
        Assert.Equal(["2"], Values("dccp.type"));
    }

    [Fact]
    public void ReadsAShortSequenceNumber()
    {
        Assert.Equal(ReadStatus.Ok, Dccp.TryRead(Make.Hex("9c409c410300000004000007ff"), out Dccp dccp));
        Assert.Equal((7ul, 1), (dccp.SequenceNumber, dccp.PayloadLength));
    }

    [Fact]
    public void AnOffsetInsideTheHeaderIsMalformed()
    {
        byte[] octets = Sample;
        octets[4] = 3;
        Assert.Equal(ReadStatus.Malformed, Dccp.TryRead(octets, out _));
    }
}
