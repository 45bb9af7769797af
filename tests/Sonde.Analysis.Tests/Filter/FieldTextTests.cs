using System.Buffers;
using System.Net;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Filter;

public sealed class FieldTextTests
{
    [Theory]
    [InlineData(0x0800, 2, "0x0800")]
    [InlineData(2, 1, "0x02")]
    [InlineData(2, 3, "0x000002")]
    [InlineData(0x12345, 2, "0x12345")]
    [InlineData(0, 0, "0x0")]
    [InlineData(1, 8, "0x0000000000000001")]
    public void AHexadecimalNumberIsAsWideAsItsField(ulong value, int length, string text) =>
        Assert.Equal(text, Print(new Field("a.b", "", FieldKind.Unsigned, FieldBase.Hex), length, value));

    [Fact]
    public void AHexadecimalNumberIsAtLeastAsWideAsTheFieldSays() =>
        Assert.Equal("0x00000005", Print(new Field("a.b", "", FieldKind.Unsigned, FieldBase.Hex) { Width = 4 }, 1, 5));

    [Theory]
    [InlineData(FieldKind.Unsigned, ulong.MaxValue, "18446744073709551615")]
    [InlineData(FieldKind.Signed, ulong.MaxValue, "-1")]
    [InlineData(FieldKind.Boolean, 5UL, "1")]
    [InlineData(FieldKind.Boolean, 0UL, "0")]
    [InlineData(FieldKind.Duration, 1_500_000_000UL, "1.500000000")]
    [InlineData(FieldKind.Duration, ulong.MaxValue, "-0.000000001")]
    [InlineData(FieldKind.Duration, 1UL << 63, "-9223372036.854775808")]
    [InlineData(FieldKind.Time, 1_699_000_000_000_000_001UL, "Nov  3, 2023 08:26:40.000000001 UTC")]
    [InlineData(FieldKind.Time, ulong.MaxValue, "Dec 31, 1969 23:59:59.999999999 UTC")]
    public void NumbersAndTimesArePrintedByTheirKind(FieldKind kind, ulong value, string text) =>
        Assert.Equal(text, Print(new Field("a.b", "", kind), 8, value));

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1::1")]
    [InlineData("1::")]
    [InlineData("fe80::1:0:0:1")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("1:2:3:4:5:6:7:8")]
    public void Ipv6AddressesAreWrittenShort(string text)
    {
        var target = new ArrayBufferWriter<char>();
        FieldText.Append(target, new Field("a.b", "", FieldKind.Ipv6), IPAddress.Parse(text).GetAddressBytes());
        Assert.Equal(text, target.WrittenSpan.ToString());
    }

    [Fact]
    public void OctetsHaveNoSeparatorsAndHardwareAddressesColons()
    {
        Assert.Equal("00ff10", Print(FieldKind.Octets, [0, 255, 16]));
        Assert.Equal("00:ff:10:01:02:03", Print(FieldKind.Ether, [0, 255, 16, 1, 2, 3]));
        Assert.Equal("192.0.2.1", Print(FieldKind.Ipv4, [192, 0, 2, 1]));
        Assert.Equal("c000", Print(FieldKind.Ipv4, [192, 0]));
    }

    [Theory]
    [InlineData("plain \\ \"text\" é", "plain \\ \"text\" é")]
    [InlineData("a\r\n\tb\0\x1b[31m\x7f\x85", "a\\r\\n\\tb\\000\\033[31m\\177\\u0085")]
    [InlineData("\u2028", "\\u2028")]
    public void ControlCharactersNeverGetOut(string value, string text)
    {
        var target = new ArrayBufferWriter<char>();
        FieldText.Append(target, value);
        Assert.Equal(text, target.WrittenSpan.ToString());
    }

    private static string Print(Field field, int length, ulong value)
    {
        var target = new ArrayBufferWriter<char>();
        FieldText.Append(target, field, length, value);
        return target.WrittenSpan.ToString();
    }

    private static string Print(FieldKind kind, byte[] octets)
    {
        var target = new ArrayBufferWriter<char>();
        FieldText.Append(target, new Field("a.b", "", kind), octets);
        return target.WrittenSpan.ToString();
    }
}
