using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class MqttTests : LayerLaws<Mqtt>
{
    // version 3.1.1, clean session, user and password
    protected override byte[] Sample =>
        [0x10, 0x1a, 0, 4, .. "MQTT"u8, 4, 0xc2, 0, 60, 0, 3, .. "dev"u8, 0, 3, .. "bob"u8, 0, 4, .. "hush"u8];

    [Fact]
    public void AConnectNamesClientAndUserAndNoPassword()
    {
        Assert.Equal(["dev"], Values("mqtt.clientid"));
        Assert.Equal(["bob"], Values("mqtt.username"));
        Assert.DoesNotContain(Mqtt.Fields, field => field.Name.Contains("passwd", StringComparison.Ordinal));
    }

    [Fact]
    public void ALengthOfFiveOctetsIsNone() => Assert.Equal(-1, Mqtt.Measure([0x30, 0xff, 0xff, 0xff, 0xff, 1]).Length);
}

public sealed class BgpTests : LayerLaws<Bgp>
{
    protected override byte[] Sample =>
        [
            .. Enumerable.Repeat((byte)0xff, 16),
            0,
            37,
            1,
            4,
            0x5b,
            0xa0,
            0,
            180,
            10,
            0,
            0,
            1,
            8,
            2,
            6,
            65,
            4,
            0,
            1,
            0,
            2,
        ];

    [Fact]
    public void AnOpenSaysBothNumbersOfItsSystem()
    {
        Assert.Equal(["23456"], Values("bgp.open.myas"));
        Assert.Equal(["65538"], Values("bgp.cap.4as"));
    }

    [Fact]
    public void PrefixesOfAnUpdateAreCounted()
    {
        byte[] update = [.. Enumerable.Repeat((byte)0xff, 16), 0, 30, 2, 0, 2, 8, 10, 0, 0, 24, 192, 0, 2, 0];
        Assert.Equal(ReadStatus.Ok, Bgp.TryRead(update, out Bgp bgp));
        Assert.Equal((1, 2), bgp.Prefixes);
    }
}

public sealed class LdapTests : LayerLaws<Ldap>
{
    protected override byte[] Sample => [0x30, 0x12, 2, 1, 1, 0x60, 13, 2, 1, 3, 4, 4, .. "cn=a"u8, 0x80, 2, .. "pw"u8];

    [Fact]
    public void ABindNamesWhoAndNotThePassword()
    {
        Assert.Equal(["cn=a"], Values("ldap.name"));
        Assert.DoesNotContain(Ldap.Fields, field => field.Name == "ldap.simple");
    }
}

public sealed class KerberosTests : LayerLaws<Kerberos>
{
    // KRB-ERROR with error-code 25 and the name of the service
    protected override byte[] Sample =>
        [
            0x7e,
            0x2d,
            0x30,
            0x2b,
            0xa0,
            3,
            2,
            1,
            5,
            0xa1,
            3,
            2,
            1,
            30,
            0xa6,
            3,
            2,
            1,
            25,
            0xa9,
            5,
            0x1b,
            3,
            .. "LAN"u8,
            0xaa,
            0x13,
            0x30,
            0x11,
            0xa0,
            3,
            2,
            1,
            2,
            0xa1,
            10,
            0x30,
            8,
            0x1b,
            6,
            .. "krbtgt"u8,
        ];

    [Fact]
    public void AnErrorSaysItsCodeAndTheService()
    {
        Assert.Equal(["25"], Values("kerberos.error_code"));
        Assert.Equal(["krbtgt"], Values("kerberos.SNameString"));
        Assert.Equal(["LAN"], Values("kerberos.realm"));
    }
}

public sealed class KafkaTests : LayerLaws<Kafka>
{
    protected override byte[] Sample => [0, 0, 0, 14, 0, 18, 0, 3, 0, 0, 0, 7, 0, 4, .. "rdkf"u8];

    [Fact]
    public void ARequestSaysItsKeyAndClient()
    {
        Assert.Equal(["18"], Values("kafka.api_key"));
        Assert.Equal(["rdkf"], Values("kafka.client_id"));
    }
}

public sealed class AmqpTests : LayerLaws<Amqp>
{
    protected override byte[] Sample => [1, 0, 1, 0, 0, 0, 5, 0, 20, 0, 10, 0, 0xce];

    [Fact]
    public void AMethodHasTwoNumbers()
    {
        Assert.Equal(["20"], Values("amqp.method.class"));
        Assert.Equal(["10"], Values("amqp.method.method"));
    }

    [Fact]
    public void AFrameWithoutItsEndIsNone() => Assert.Equal(-1, Amqp.Measure([1, 0, 1, 0, 0, 0, 1, 5, 0]).Length);
}

public sealed class TelnetTests : LayerLaws<Telnet>
{
    protected override byte[] Sample =>
        [255, 253, 24, 255, 250, 24, 0, .. "vt100"u8, 255, 240, .. "login: "u8, 255, 255];

    [Fact]
    public void CommandsAreThoseBehindAnEscape() => Assert.Equal(["253", "250", "240"], Values("telnet.cmd"));
}

public sealed class Smb2Tests : LayerLaws<Smb2>
{
    protected override byte[] Sample => [.. Header(5, next: 72), .. new byte[8], .. Header(6, next: 0), .. new byte[8]];

    [Fact]
    public void EveryMessageOfACompoundIsDescribed() => Assert.Equal(["5", "6"], Values("smb2.cmd"));

    private static byte[] Header(byte command, byte next)
    {
        byte[] header = [0xfe, .. "SMB"u8, 64, 0, .. new byte[58]];
        (header[12], header[20]) = (command, next);
        return header;
    }
}
