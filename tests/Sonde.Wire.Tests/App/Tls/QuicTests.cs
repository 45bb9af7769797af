using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class QuicTests : LayerLaws<Quic>
{
    // an Initial packet with a token, then a Handshake packet
    protected override byte[] Sample { get; } =
        Make.Hex("c0 00000001 04 01020304 02 0a0b 03 aabbcc 05 0102030405 e0 00000001 04 01020304 02 0a0b 02 0102");

    [Fact]
    public void EveryPacketOfADatagramIsNamed()
    {
        Assert.Equal(["1", "1"], Values("quic.version"));
        Assert.Equal(["0", "2"], Values("quic.long.packet_type"));
        Assert.Equal(["01020304", "01020304"], Values("quic.dcid"));
    }

    [Fact]
    public void Version2HasOtherNumbersForTheKindsOfPackets()
    {
        byte[] octets = Make.Hex("d0 6b3343cf 00 00 00 02 0102");
        Assert.True(QuicLongHeader.TryRead(octets, out QuicLongHeader header));
        Assert.Equal(QuicPacketType.Initial, header.Type);
    }

    [Fact]
    public void AnUnknownVersionIsNotMine() =>
        Assert.Equal(ReadStatus.NotMine, Quic.TryRead(Make.Hex("c0 12345678 00 00 00 02 0102"), out _));
}
