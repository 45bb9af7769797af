using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Transport;

public sealed class UdpTests : LayerLaws<Udp>
{
    protected override byte[] Sample => Make.Hex("d431 0035 000c 0000 01020304");

    [Fact]
    public void ReadsTheFieldsOfRfc768()
    {
        Assert.Equal(ReadStatus.Ok, Udp.TryRead(Sample, out Udp udp));
        Assert.Equal((54321, 53, 12), (udp.SourcePort, udp.DestinationPort, udp.Length));
        Assert.Equal(["54321"], Values("udp.srcport"));
        Assert.Equal(["01020304"], Values("udp.payload"));
    }

    [Fact]
    public void TheLowerPortIsAskedForFirst()
    {
        Udp.TryRead(Sample, out Udp udp);
        Assert.Equal(new NextLayer(NextSpace.UdpPort, 53, 54321), udp.NextLayer);
    }

    [Fact]
    public void ALengthBelowTheHeaderIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, Udp.TryRead(Make.Hex("d431 0035 0007 0000 01020304"), out _));

    [Fact]
    public void PortsAreDescribedOfAHeaderThatIsCut()
    {
        var sink = new RecordingSink();
        StandardProtocols.Create().Find("udp")!.Describe(Make.Hex("d431 0035 00"), sink);
        Assert.Equal(["54321", "53"], sink.Values("udp.port"));
    }

    [Fact]
    public void OnlyAJumbogramMayLeaveItsLengthOut()
    {
        Assert.Equal(ReadStatus.Malformed, Udp.TryRead(Make.Hex("d431 0035 0000 0000 01020304"), out _));
        byte[] jumbo = new byte[70_000];
        Assert.Equal(ReadStatus.Ok, Udp.TryRead(jumbo, out Udp udp));
        Assert.Equal(69_992, udp.PayloadLength);
    }

    [Fact]
    public void ALengthBeyondTheCaptureIsCut()
    {
        Assert.Equal(ReadStatus.Cut, Udp.TryRead(Make.Hex("d431 0035 0100 0000 01020304"), out Udp udp));
        Assert.Equal(4, udp.PayloadLength);
    }

    [Fact]
    public void WhatIsWrittenIsReadBackAndItsChecksumHolds()
    {
        byte[] frame = Make.Udp("10.0.0.1:5000", "10.0.0.2:53", [1, 2, 3]);
        ReadOnlySpan<byte> datagram = frame.AsSpan(34);
        Assert.Equal(ReadStatus.Ok, Udp.TryRead(datagram, out Udp udp));
        Assert.Equal(3, udp.PayloadLength);
        uint sum = Checksum.PseudoHeader([10, 0, 0, 1], [10, 0, 0, 2], IpProtocols.Udp, datagram.Length);
        Assert.Equal(0, Checksum.Internet(datagram, sum));
    }
}
