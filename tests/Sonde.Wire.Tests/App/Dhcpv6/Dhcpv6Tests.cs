using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dhcpv6;

public sealed class Dhcpv6Tests : LayerLaws<Wire.Dhcpv6>
{
    // a relay agent passes a solicit on: DUID, addresses with a status, option request, full name
    protected override byte[] Sample { get; } =
        Make.Hex(
            """
            0c 01 20010db8000000000000000000000001 fe800000000000000000000000000001
            0012 0004 65746830
            0009 0069
              01 123456
              0001 000e 0001 0001 12345678 02000000000a
              0003 0032 00000001 00000e10 00001518
                0005 0018 20010db8000000000000000000000005 00001c20 00003840
                000d 0006 0002 6e6f7065
              0006 0004 0017 0018
              0008 0002 0064
              0027 000b 00 04686f73740365787800
            """
        );

    [Fact]
    public void ReadsWhatARelayAgentWrote()
    {
        Assert.Equal(ReadStatus.Ok, Wire.Dhcpv6.TryRead(Sample, out Wire.Dhcpv6 message));
        Assert.Equal((Dhcpv6MessageTypes.RelayForward, true, 1), (message.MessageType, message.IsRelay, message.Hops));
        Assert.Equal("2001:db8::1", Address.From(message.LinkAddress).ToString());
        Assert.Equal("fe80::1", Address.From(message.PeerAddress).ToString());
    }

    [Fact]
    public void TheInnermostMessageIsTheClients()
    {
        Wire.Dhcpv6.TryRead(Sample, out Wire.Dhcpv6 message);
        Wire.Dhcpv6 inner = message.Innermost();
        Assert.Equal((Dhcpv6MessageTypes.Solicit, 0x123456u), (inner.MessageType, inner.TransactionId));
        Assert.True(inner.TryGet(Dhcpv6Options.ClientIdentifier, out ReadOnlySpan<byte> identifier));
        Assert.Equal(14, identifier.Length);
    }

    [Fact]
    public void DescribesEveryMessageAndTheOptionsInside()
    {
        Assert.Equal(["12", "1"], Values("dhcpv6.msgtype"));
        Assert.Equal(["18", "9", "1", "3", "5", "13", "6", "8", "39"], Values("dhcpv6.option.type"));
        Assert.Equal(["00000001"], Values("dhcpv6.iaid"));
        Assert.Equal(["2001:db8::5"], Values("dhcpv6.iaaddr.ip"));
        Assert.Equal(["nope"], Values("dhcpv6.status_msg"));
        Assert.Equal(["23", "24"], Values("dhcpv6.requested_option_code"));
        Assert.Equal(["1000"], Values("dhcpv6.elapsed_time"));
        Assert.Equal(["host.exx."], Values("dhcpv6.client_domain"));
        Assert.Equal(["02:00:00:00:00:0a"], Values("dhcpv6.duidllt.link_layer_addr"));
    }

    [Fact]
    public void AnOptionBeyondTheEndIsTooShort()
    {
        Wire.Dhcpv6.TryRead(Make.Hex("01 123456 000e 0000 0001 0010 ab"), out Wire.Dhcpv6 message);
        Dhcpv6OptionReader reader = message.ReadOptions();
        Assert.True(reader.TryRead(out Dhcpv6Option option));
        Assert.Equal(14, option.Code);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(ReadStatus.TooShort, reader.Status);
    }

    [Fact]
    public void WrappingsWithoutEndAreLeftAlone()
    {
        byte[] octets = [];
        for (int depth = 0; depth < 1000; depth++)
        {
            byte[] header = new byte[38];
            header[0] = Dhcpv6MessageTypes.RelayForward;
            header[35] = Dhcpv6Options.RelayMessage;
            (header[36], header[37]) = ((byte)(octets.Length >> 8), (byte)octets.Length);
            octets = [.. header, .. octets];
        }
        var sink = new RecordingSink();
        new LayerReader<Wire.Dhcpv6>().Describe(octets, sink);
        Assert.Equal(33, sink.Values("dhcpv6.msgtype").Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("011234")]
    [InlineData("0c01 20010db8000000000000000000000001")]
    public void AHeaderThatDoesNotFitIsTooShort(string octets) =>
        Assert.Equal(ReadStatus.TooShort, Wire.Dhcpv6.TryRead(Make.Hex(octets), out _));
}
