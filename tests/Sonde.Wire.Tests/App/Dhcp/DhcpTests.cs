using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dhcp;

public sealed class DhcpTests : LayerLaws<Wire.Dhcp>
{
    // an offer with a name of odd octets, a full name, a relay's option, domains and routes
    protected override byte[] Sample { get; } =
        Message(
            "35010236040a000001330400000e100104ffffff0003080a0000010a0000020c0268ff37040103060f3d070102000000000a511404000003666f6f076578616d706c6503636f6d00520c01046574683005040a00010077070161000162c000790d18c0a8020a000001000a000002ff"
        );

    [Fact]
    public void ReadsTheFixedPartOfRfc2131()
    {
        Assert.Equal(ReadStatus.Ok, Wire.Dhcp.TryRead(Sample, out Wire.Dhcp dhcp));
        Assert.Equal(
            (2, 1, 6, 0x12345678u),
            (dhcp.Operation, dhcp.HardwareType, dhcp.HardwareLength, dhcp.TransactionId)
        );
        Assert.Equal((3, true, true), (dhcp.Seconds, dhcp.IsBroadcast, dhcp.HasOptions));
        Assert.Equal([10, 0, 0, 5], dhcp.YourAddress.ToArray());
        Assert.Equal([2, 0, 0, 0, 0, 1], dhcp.HardwareAddress.ToArray());
        Assert.Equal("srv"u8.ToArray(), dhcp.ServerName.ToArray());
        Assert.Equal("boot.img"u8.ToArray(), dhcp.BootFile.ToArray());
        Assert.Equal(DhcpMessageTypes.Offer, dhcp.MessageType);
    }

    [Fact]
    public void DescribesOptionsByWiresharksNames()
    {
        Assert.Equal(["2"], Values("dhcp.option.dhcp"));
        Assert.Equal(["h\ufffd"], Values("dhcp.option.hostname"));
        Assert.Equal(["10.0.0.1", "10.0.0.2"], Values("dhcp.option.router"));
        Assert.Equal(["1", "3", "6", "15"], Values("dhcp.option.request_list_item"));
        Assert.Equal(["foo.example.com"], Values("dhcp.fqdn.name"));
        Assert.Equal(["65746830"], Values("dhcp.option.agent_information_option.agent_circuit_id"));
        Assert.Equal(["a", "b.a"], Values("dhcp.option.dhcp_dns_domain_search_list_fqdn"));
        Assert.Equal(["18c0a8020a000001", "000a000002"], Values("dhcp.option.classless_static_route"));
        Assert.Equal(["020000000001", "02000000000a"], Values("dhcp.hw.mac_addr"));
        Assert.Equal("0", Values("dhcp.option.type")[^1]);
        Assert.Equal(["255"], Values("dhcp.option.end"));
    }

    [Fact]
    public void OptionsAreReadInTheirOrder()
    {
        Wire.Dhcp.TryRead(Sample, out Wire.Dhcp dhcp);
        DhcpOptionReader reader = dhcp.ReadOptions();
        var codes = new List<int>();
        while (reader.TryRead(out DhcpOption option))
            codes.Add(option.Code);
        Assert.Equal([53, 54, 51, 1, 3, 12, 55, 61, 81, 82, 119, 121], codes);
        Assert.Equal(ReadStatus.Ok, reader.Status);
    }

    [Fact]
    public void OverloadedFieldsHoldOptionsFileFirst()
    {
        byte[] octets = Message("34 01 03 ff");
        Make.Hex("35 01 05 0c 01 61 ff").CopyTo(octets, 108);
        Make.Hex("0c 02 62 63 0f 01 64 ff").CopyTo(octets, 44);
        Wire.Dhcp.TryRead(octets, out Wire.Dhcp dhcp);
        Assert.Equal((3, DhcpMessageTypes.Ack), (dhcp.OverloadValue, dhcp.MessageType));
        byte[] name = new byte[8];
        Assert.Equal(3, dhcp.Gather(DhcpOptions.HostName, name));
        Assert.Equal("abc"u8.ToArray(), name[..3]);
        var sink = new RecordingSink();
        new LayerReader<Wire.Dhcp>().Describe(octets, sink);
        Assert.Equal(["bc", "a"], sink.Values("dhcp.option.hostname"));
        Assert.Empty(sink.Values("dhcp.server"));
        Assert.Empty(sink.Values("dhcp.file"));
    }

    [Fact]
    public void PiecesOfALongOptionArePutTogetherEvenWhenTheyDoNotFit()
    {
        Wire.Dhcp.TryRead(Message("3c 02 6162 0c 01 78 3c 02 6364 ff"), out Wire.Dhcp dhcp);
        byte[] whole = new byte[4];
        Assert.Equal(4, dhcp.Gather(DhcpOptions.VendorClass, whole));
        Assert.Equal("abcd"u8.ToArray(), whole);
        byte[] small = new byte[3];
        Assert.Equal(4, dhcp.Gather(DhcpOptions.VendorClass, small));
        Assert.Equal("abc"u8.ToArray(), small);
        Assert.Equal(-1, dhcp.Gather(DhcpOptions.Message, small));
    }

    [Fact]
    public void AnOptionBeyondTheEndIsTooShort()
    {
        Wire.Dhcp.TryRead(Message("35 01 01 0c 08 6162"), out Wire.Dhcp dhcp);
        DhcpOptionReader reader = dhcp.ReadOptions();
        int count = 0;
        while (reader.TryRead(out _))
            count++;
        Assert.Equal((1, ReadStatus.TooShort), (count, reader.Status));
    }

    [Fact]
    public void WithoutTheCookieItIsBootp()
    {
        byte[] octets = new byte[300];
        octets[0] = 1;
        Wire.Dhcp.TryRead(octets, out Wire.Dhcp dhcp);
        Assert.Equal((false, 0), (dhcp.HasOptions, dhcp.MessageType));
        var sink = new RecordingSink();
        new LayerReader<Wire.Dhcp>().Describe(octets, sink);
        Assert.Equal(["1"], sink.Values("dhcp.bootp"));
        Assert.Empty(sink.Values("dhcp.option.type"));
    }

    [Fact]
    public void SecondsInTheWrongOctetOrderAreTurned()
    {
        byte[] octets = Message("ff");
        (octets[8], octets[9]) = (4, 0);
        var sink = new RecordingSink();
        new LayerReader<Wire.Dhcp>().Describe(octets, sink);
        Assert.Equal(["4"], sink.Values("dhcp.secs"));
    }

    [Theory]
    [InlineData(53, "01", "DISCOVER (1)")]
    [InlineData(53, "63", "99")]
    [InlineData(1, "ffffff00", "255.255.255.0")]
    [InlineData(6, "0a0000010a000002", "10.0.0.1, 10.0.0.2")]
    [InlineData(6, "0a0000", "0a0000")]
    [InlineData(51, "00000e10", "3600")]
    [InlineData(2, "fffffffe", "-2")]
    [InlineData(55, "0103060f", "1, 3, 6, 15")]
    [InlineData(12, "68ff0a", "h\\255\\010")]
    [InlineData(61, "0102000000000a", "01:02:00:00:00:00:0a")]
    [InlineData(81, "04000003666f6f0378797a00", "foo.xyz")]
    [InlineData(81, "000000666f6f", "foo")]
    [InlineData(82, "0104657468300504 0a000100", "Agent Circuit ID eth0, Link selection 10.0.1.0")]
    [InlineData(119, "01610001 62c000", "a, b.a")]
    [InlineData(121, "18c0a8020a000001000a000002", "192.168.2.0/24 via 10.0.0.1, 0.0.0.0/0 via 10.0.0.2")]
    [InlineData(200, "abcd", "abcd")]
    public void ValuesAreWrittenForPeople(int code, string data, string expected)
    {
        char[] text = new char[256];
        Assert.Equal(expected, new string(text, 0, DhcpText.WriteValue(code, Make.Hex(data), text)));
    }

    private static byte[] Message(string options) =>
        [
            .. Make.Hex(
                "02010600 12345678 0003 8000 00000000 0a000005 0a000001 00000000 020000000001 00000000000000000000"
            ),
            .. "srv"u8,
            .. new byte[61],
            .. "boot.img"u8,
            .. new byte[120],
            .. Make.Hex("63825363"),
            .. Make.Hex(options),
        ];
}
