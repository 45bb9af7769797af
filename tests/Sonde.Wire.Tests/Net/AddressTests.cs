using System.Net;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class AddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.20.130.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::")]
    [InlineData("2001:db8::8:800:200c:417a")]
    [InlineData("2001:0:0:1::1")]
    [InlineData("2001:db8:0:1:1:1:1:1")] // one group of zeros is not shortened, RFC 5952 §4.2.2
    [InlineData("2001:db8::1:0:0:1")] // the first of two equal runs, §4.2.3
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("::192.0.2.1")]
    [InlineData("::ffff:0:c000:201")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void AnAddressIsWrittenInItsUsualForm(string text) =>
        Assert.Equal(text, Address.From(IPAddress.Parse(text)).ToString());

    [Fact]
    public void NoAddressIsNoText() => Assert.Equal("", default(Address).ToString());

    [Fact]
    public void EveryAddressIsReadBackAsItself()
    {
        var random = new Random(5);
        byte[] octets = new byte[16];
        for (int round = 0; round < 2000; round++)
        {
            random.NextBytes(octets);
            for (int at = 0; at < 16; at += 2)
            {
                if (random.Next(2) == 0)
                    octets[at] = octets[at + 1] = 0;
            }
            var address = Address.From(octets);
            Assert.Equal(address, Address.From(IPAddress.Parse(address.ToString())));
        }
    }
}
