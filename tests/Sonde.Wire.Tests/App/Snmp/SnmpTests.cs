using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Snmp;

public sealed class SnmpTests : LayerLaws<Wire.Snmp>
{
    // a version 2c response with values of several types
    protected override byte[] Sample { get; } =
        Make.Hex(
            "30818102010104067075626c6963a2740201fb0201020201013069301106082b0601020101010004054c696e7578301306082b0601020101020006072b06010401bf08300f06082b06010201010300430301e2403013060a2b060102010202010a01410500ee6b2800300c06072b0601020105010201f9300b06072b0601020105048000"
        );

    [Fact]
    public void DescribesPduAndValues()
    {
        Assert.Equal(["1"], Values("snmp.version"));
        Assert.Equal(["public"], Values("snmp.community"));
        Assert.Equal(["2"], Values("snmp.data"));
        Assert.Equal(["-5"], Values("snmp.request_id"));
        Assert.Equal(["6"], Values("snmp.variable_bindings"));
        Assert.Equal("1.3.6.1.2.1.1.1.0", Values("snmp.name")[0]);
        Assert.Equal(["4c696e7578"], Values("snmp.value.octets"));
        Assert.Equal(["1.3.6.1.4.1.8072"], Values("snmp.value.oid"));
        Assert.Equal(["123456"], Values("snmp.value.timeticks"));
        Assert.Equal(["4000000000"], Values("snmp.value.counter"));
        Assert.Equal(["-7"], Values("snmp.value.int"));
    }

    [Fact]
    public void Version3ShowsItsHeadersAndHidesWhatIsEncrypted()
    {
        var sink = new RecordingSink();
        new LayerReader<Wire.Snmp>().Describe(
            Make.Hex(
                "304b020103300e020163020300ffe30401070201030431302f0408800000000102030402010502020258040475736572040c000000000000000000000000040800000000000000000403010203"
            ),
            sink
        );
        Assert.Equal(["3"], sink.Values("snmp.msgVersion"));
        Assert.Equal(["user"], sink.Values("snmp.msgUserName"));
        Assert.Equal(["1"], sink.Values("snmp.v3.flags.crypt"));
        Assert.Equal(["010203"], sink.Values("snmp.encryptedPDU"));
        Assert.Empty(sink.Values("snmp.request_id"));
    }

    [Fact]
    public void Version3InTheClearIsReadToItsPdu()
    {
        var sink = new RecordingSink();
        new LayerReader<Wire.Snmp>().Describe(
            Make.Hex(
                "3072020103300e020163020300ffe30401040201030431302f0408800000000102030402010502020258040475736572040c00000000000000000000000004080000000000000000302a040880000000010203040403637478a019020107020100020100300e300c06082b060102010101000500"
            ),
            sink
        );
        Assert.Equal(["ctx"], sink.Values("snmp.contextName"));
        Assert.Equal(["7"], sink.Values("snmp.request_id"));
    }

    [Fact]
    public void ATrapOfVersion1HasAFormOfItsOwn()
    {
        var sink = new RecordingSink();
        new LayerReader<Wire.Snmp>().Describe(
            Make.Hex("302602010004067075626c6963a41906062b060104010940040a00000102010602012a4301643000"),
            sink
        );
        Assert.Equal(["1.3.6.1.4.1.9"], sink.Values("snmp.enterprise"));
        Assert.Equal(["10.0.0.1"], sink.Values("snmp.agent_addr"));
        Assert.Equal(["42"], sink.Values("snmp.specific_trap"));
        Assert.Equal(["100"], sink.Values("snmp.time_stamp"));
    }

    [Theory]
    [InlineData("68656c6c6f")]
    [InlineData("020100")]
    [InlineData("30056162636465")]
    [InlineData("3085 0100000001 020100")]
    public void WhatIsNoSequenceWithAnIntegerIsNotSnmp(string octets) =>
        Assert.Equal(ReadStatus.NotMine, Wire.Snmp.TryRead(Make.Hex(octets), out _));

    [Fact]
    public void ALengthMayHaveZerosInFront() =>
        Assert.Equal(ReadStatus.Ok, Wire.Snmp.TryRead(Make.Hex("3086 000000000003 020100"), out _));

    [Fact]
    public void ALengthBeyondTheEndIsCutAndOctetsBehindTheMessageAreData()
    {
        Assert.Equal(ReadStatus.Cut, Wire.Snmp.TryRead(Sample.AsSpan(0, 40), out _));
        Assert.Equal(ReadStatus.Ok, Wire.Snmp.TryRead([.. Sample, 1, 2], out Wire.Snmp snmp));
        Assert.Equal((2, NextLayer.Data), (snmp.PayloadLength, snmp.NextLayer));
    }
}
