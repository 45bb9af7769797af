using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class IcmpTests : LayerLaws<Icmp>
{
    private static readonly byte[] Quoted = Make.Udp("10.0.0.1:5000", "10.0.0.2:33434", [1, 2])[14..];

    protected override byte[] Sample => Message(Icmp.TimeExceeded, 0, 0x00200000, WithLabels());

    [Fact]
    public void LabelsBehindTheQuotedDatagramAreDescribed()
    {
        Assert.Equal(["24"], Values("icmp.mpls.label"));
        Assert.Equal(["64"], Values("icmp.mpls.ttl"));
    }

    [Fact]
    public void LabelsAreFoundWhenTheLengthFieldIsNotUsed()
    {
        Icmp.TryRead(Message(Icmp.TimeExceeded, 0, 0, WithLabels()), out Icmp icmp);
        Assert.Equal(128, icmp.PayloadLength);
    }

    [Fact]
    public void TheQuotedDatagramIsWalkedOn() =>
        Assert.Equal(
            ["icmp", "ip", "udp", "data"],
            Layers.Of(Message(Icmp.Unreachable, 3, 0, Quoted), new(NextSpace.IpProtocol, IpProtocols.Icmp))
        );

    [Fact]
    public void EchoDataIsData() =>
        Assert.Equal(
            ["icmp", "data"],
            Layers.Of(Message(Icmp.EchoRequest, 0, 1, [1, 2]), new(NextSpace.IpProtocol, IpProtocols.Icmp))
        );

    [Fact]
    public void TheMtuOfAPathIsRead()
    {
        Icmp.TryRead(Message(Icmp.Unreachable, 4, 1400, Quoted), out Icmp icmp);
        Assert.Equal(1400, icmp.NextHopMtu);
        Assert.Equal("Fragmentation needed", IcmpNames.CodeName(icmp.Type, icmp.Code));
    }

    [Fact]
    public void TheWrittenChecksumHolds() => Assert.Equal(0, Checksum.Internet(Sample));

    private static byte[] WithLabels()
    {
        byte[] rest = new byte[140];
        Quoted.CopyTo(rest, 0);
        Make.Hex("20000000 0008 01 01 00018140").CopyTo(rest, 128);
        return rest;
    }

    private static byte[] Message(byte type, byte code, uint word, byte[] data)
    {
        byte[] octets = new byte[8 + data.Length];
        Icmp.Write(octets, type, code, word, data);
        return octets;
    }
}
