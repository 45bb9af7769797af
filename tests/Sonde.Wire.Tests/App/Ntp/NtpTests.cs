using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Ntp;

public sealed class NtpTests : LayerLaws<Wire.Ntp>
{
    // a server's answer with an extension field, a key id and a MAC
    protected override byte[] Sample { get; } =
        Make.Hex(
            """
            24 02 06 e9 00000203 0000ffff 0a000001
            e800000080000000 0000000000000000 e800000100000000 e8000001ffffffff
            0104 0010 000000000000000000000000
            00000001 000102030405060708090a0b0c0d0e0f
            """
        );

    [Fact]
    public void ReadsTheHeaderOfRfc5905()
    {
        Assert.Equal(ReadStatus.Ok, Wire.Ntp.TryRead(Sample, out Wire.Ntp ntp));
        Assert.Equal((4, 4, 0, 2), (ntp.Version, ntp.Mode, ntp.Leap, ntp.Stratum));
        Assert.Null(ntp.Origin);
        Assert.Equal("2023-05-05T22:21:53.000000000Z", ntp.Receive.ToString());
        Assert.Equal("2023-05-05T22:21:53.999999999Z", ntp.Transmit.ToString());
        Assert.Equal(["16"], Values("ntp.ext.length"));
        Assert.Equal(["0a000001"], Values("ntp.refid"));
        Assert.Equal(["00000001"], Values("ntp.keyid"));
        Assert.Equal(["000102030405060708090a0b0c0d0e0f"], Values("ntp.mac"));
    }

    [Theory]
    [InlineData("0000000100000000", "2036-02-07T06:28:17.000000000Z")]
    [InlineData("8000000000000000", "1968-01-20T03:14:08.000000000Z")]
    [InlineData("7fffffff00000000", "2104-02-26T09:42:23.000000000Z")]
    public void SecondsGoOnBehindTheEndOfTheFirstEra(string octets, string expected) =>
        Assert.Equal(expected, Wire.Ntp.ReadTimestamp(Make.Hex(octets)).ToString());

    [Fact]
    public void ControlAndPrivatePacketsHaveHeadersOfTheirOwn()
    {
        var sink = new RecordingSink();
        var reader = new LayerReader<Wire.Ntp>();
        reader.Describe(Make.Hex("26 82 0001 0615 0002 0000 0000"), sink);
        reader.Describe(Make.Hex("97 81 03 2a 0001 0048"), sink);
        Assert.Equal(["2"], sink.Values("ntp.ctrl.flags2.opcode"));
        Assert.Equal(["42"], sink.Values("ntp.priv.reqcode"));
        Assert.Equal(["72"], sink.Values("ntp.priv.itemsize"));
        Assert.Empty(sink.Values("ntp.stratum"));
    }

    [Theory]
    [InlineData("23 02 06 e9")]
    [InlineData("26 82 0001")]
    [InlineData("17 00 03")]
    public void AHeaderThatDoesNotFitIsTooShort(string octets) =>
        Assert.Equal(ReadStatus.TooShort, Wire.Ntp.TryRead(Make.Hex(octets), out _));
}
