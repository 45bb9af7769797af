using Xunit;

namespace Sonde.Wire.Tests.App.Dns;

/// <summary>The words of dig 9.18 for the same octets.</summary>
public sealed class DnsZoneTextTests
{
    [Theory]
    [InlineData(1, "01020304", "1.2.3.4")]
    [InlineData(5, "0163c010", "c.example.com.")]
    [InlineData(12, "09612e622063222440280178017800", @"a\.b\032c\""\$\@\(.x.x.")]
    [InlineData(15, "000a046d61696cc010", "10 mail.example.com.")]
    [InlineData(15, "000000", "0 .")]
    [InlineData(16, "05c3a90a203b03712271", @"""\195\169\010 ;"" ""q\""q""")]
    [InlineData(43, "ec450501abcd", "60485 5 1 ABCD")]
    [InlineData(50, "0101000a02aabb01ff0006400000000003", "1 1 10 AABB VS A RRSIG NSEC")]
    [InlineData(64, "000100" + "0001000302683200030002" + "01bb", "1 . alpn=\"h2\" port=443")]
    [InlineData(65, "000100" + "029b0006" + "68656c206c6f", "1 . key667=\"hel lo\"")]
    [InlineData(108, "00aabbccddee", "00-aa-bb-cc-dd-ee")]
    [InlineData(65280, "deadbeef", @"\# 4 DEADBEEF")]
    public void ValuesAreThoseThatDigPrints(int type, string data, string text) =>
        Assert.Equal(text, Written((ushort)type, Convert.FromHexString(data)));

    [Theory]
    [InlineData("00", ".")]
    [InlineData("03777777076578616d706c6503636f6d00", "www.example.com.")]
    [InlineData("03612e62c010", @"a\.b.example.com.")]
    [InlineData("02c3a900", @"\195\169.")]
    public void AbsoluteNamesEndInADot(string wire, string text)
    {
        byte[] message = Message(Convert.FromHexString(wire));
        char[] name = new char[DnsName.LongestText];
        Assert.Equal(text, new string(name, 0, DnsName.Decode(message, 29, name, DnsNameStyle.Absolute)));
    }

    private static string Written(ushort type, byte[] data)
    {
        byte[] octets = Message(data);
        Assert.Equal(ReadStatus.Ok, DnsMessage.TryRead(octets, out DnsMessage message));
        var record = new DnsRecord(DnsSection.Answer, 12, 12, type, 1, 0, 29, data.Length);
        char[] text = new char[1000];
        return new string(text, 0, DnsText.WriteValue(message, record, text, DnsTextStyle.ZoneFile));
    }

    // example.com stands 16 octets into the message, the data 29
    private static byte[] Message(byte[] data) =>
        [.. new byte[12], 3, .. "www"u8, 7, .. "example"u8, 3, .. "com"u8, 0, .. data];
}
