using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class EapPacketTests
{
    [Fact]
    public void AFragmentOfTlsIsReadBehindItsLength()
    {
        Assert.True(EapPacket.TryRead(Make.Hex("01 05 000d 0d c0 00000400 160301"), out EapPacket eap));
        Assert.Equal((EapPacket.Request, 5, true, true), (eap.Code, eap.Identifier, eap.HasTls, eap.HasMore));
        Assert.Equal(Make.Hex("160301"), eap.TlsData);
    }

    [Fact]
    public void TheLastFragmentHasNoLength()
    {
        Assert.True(EapPacket.TryRead(Make.Hex("02 06 0008 19 00 1603"), out EapPacket eap));
        Assert.Equal((true, false), (eap.HasTls, eap.HasMore));
        Assert.Equal(Make.Hex("1603"), eap.TlsData);
    }

    [Theory]
    [InlineData("01 05 0009 01 75736572")] // identity
    [InlineData("03 05 0004")] // success
    public void OtherMethodsCarryNoTls(string octets)
    {
        Assert.True(EapPacket.TryRead(Make.Hex(octets), out EapPacket eap));
        Assert.False(eap.HasTls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01 05 00")]
    [InlineData("01 05 0010 0d 00")]
    [InlineData("09 05 0004")]
    public void WhatIsCutOrNoPacketIsNotRead(string octets) => Assert.False(EapPacket.TryRead(Make.Hex(octets), out _));
}
