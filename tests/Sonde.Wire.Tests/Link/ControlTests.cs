using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class StpTests : LayerLaws<Stp>
{
    protected override byte[] Sample =>
        Make.Hex(
            "0000 02 02 3c 8001 001122334455 00000004 9002 00aabbccddee 8003 0100 1400 0200 0f00 00 0000 0002 0007"
        );

    [Fact]
    public void ReadsRootPortAndTimes()
    {
        Assert.Equal(["32768"], Values("stp.root.prio"));
        Assert.Equal(["1"], Values("stp.root.ext"));
        Assert.Equal(["00aabbccddee"], Values("stp.bridge.hw"));
        Assert.Equal(["20"], Values("stp.max_age"));
        Assert.Equal(["7"], Values("stp.pvst.origvlan"));
    }

    [Fact]
    public void GarpSharesTheAccessPoint() => Assert.Equal("eth:llc:stp:gvrp", LinkFrames.Logical("424203 0001 01 00"));
}

public sealed class LldpTests : LayerLaws<Lldp>
{
    protected override byte[] Sample =>
        Make.Hex("0207 04 001122334455 0403 07 4142 0602 0078 0a04 73773031 0e04 0014 0004 0000");

    [Fact]
    public void ReadsWhoIsAtTheOtherEnd()
    {
        Assert.Equal(["001122334455"], Values("lldp.chassis.id.mac"));
        Assert.Equal(["AB"], Values("lldp.port.id"));
        Assert.Equal(["120"], Values("lldp.time_to_live"));
        Assert.Equal(["sw01"], Values("lldp.tlv.system.name"));
        Assert.Equal("eth:lldp", LinkFrames.Typed(0x88cc, "", Sample));
    }
}

public sealed class CdpTests : LayerLaws<Cdp>
{
    protected override byte[] Sample => Make.Hex("02b4 1234 0001 0006 5231 0003 0007 466130 000a 0006 0001");

    [Fact]
    public void ReadsDeviceAndPort()
    {
        Assert.Equal(["R1"], Values("cdp.deviceid"));
        Assert.Equal(["Fa0"], Values("cdp.portid"));
        Assert.Equal(["1"], Values("cdp.native_vlan"));
    }
}

public sealed class SlowProtocolTests : LayerLaws<SlowProtocol>
{
    protected override byte[] Sample => Make.Hex("01 01");

    [Theory]
    [InlineData("01 01", "lacp")]
    [InlineData("03 00", "oampdu")]
    [InlineData("09 00", "data")]
    public void TheSubtypeTellsTheProtocol(string octets, string expected) =>
        Assert.Equal("eth:slow:" + expected, LinkFrames.Typed(0x8809, octets));
}

public sealed class LacpTests : LayerLaws<Lacp>
{
    protected override byte[] Sample =>
        Make.Hex(
            "01 0114 8000 001122334455 0001 8000 0002 3d 000000 0214 8000 001122334466 0003 8000 0004 3d 000000 0310"
        );

    [Fact]
    public void ReadsBothParties()
    {
        Assert.Equal(["001122334455"], Values("lacp.actor.sysid"));
        Assert.Equal(["4"], Values("lacp.partner.port"));
    }
}

public sealed class EapolTests : LayerLaws<Eapol>
{
    protected override byte[] Sample => Make.Hex("01 00 0008 02 07 0008 01 626f62");

    [Fact]
    public void ReadsTheIdentityOfEap()
    {
        Assert.Equal(["2"], Values("eap.code"));
        Assert.Equal(["bob"], Values("eap.identity"));
        Assert.Equal("eth:eapol", LinkFrames.Typed(0x888e, "", Sample));
    }

    [Fact]
    public void PaddingIsNotPartOfIt()
    {
        Eapol.TryRead([.. Sample, 0, 0, 0], out Eapol eapol);
        Assert.Equal(12, eapol.HeaderLength);
    }
}

public sealed class ConfigurationTestTests : LayerLaws<ConfigurationTest>
{
    protected override byte[] Sample => Make.Hex("0000 0200 001122334455 0100 0700 01 02");

    [Fact]
    public void ReadsForwardingAndAnswer()
    {
        Assert.Equal(["2", "1"], Values("loop.function"));
        Assert.Equal(["2"], Values("loop.relevant_function"));
        Assert.Equal(["001122334455"], Values("loop.forwarding_address"));
        Assert.Equal(["7"], Values("loop.receipt_number"));
        Assert.Equal("eth:loop:data", LinkFrames.Typed(0x9000, "", Sample));
    }
}

public sealed class WakeOnLanTests : LayerLaws<WakeOnLan>
{
    protected override byte[] Sample =>
        [.. Make.Hex("ffffffffffff"), .. Enumerable.Repeat(Make.Hex("001122334455"), 16).SelectMany(copy => copy)];

    [Fact]
    public void ReadsTheMachine() => Assert.Equal(["001122334455"], Values("wol.mac"));

    [Fact]
    public void FillerIsNotMine()
    {
        byte[] ones = new byte[200];
        Array.Fill(ones, (byte)0xff);
        Assert.Equal(ReadStatus.NotMine, WakeOnLan.TryRead(ones, out _));
    }
}
