using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Tunnel;

public sealed class StunTests : LayerLaws<Stun>
{
    protected override byte[] Sample => Make.Hex("0001 0004 2112a442 0102030405060708090a0b0c 80220000");

    [Fact]
    public void IsFoundOnAnyPort() => Assert.Equal(["stun"], Layers.Of(Sample, new(NextSpace.UdpPort, 40000, 50000)));

    [Fact]
    public void AnotherLengthIsNotMine() => Assert.Equal(ReadStatus.NotMine, Stun.TryRead([.. Sample, 0], out _));
}

public sealed class ClassicStunTests : LayerLaws<ClassicStun>
{
    protected override byte[] Sample => Make.Hex("0101 0004 00000001 0102030405060708090a0b0c 80220000");

    [Fact]
    public void AMessageWithTheCookieIsNotMine() =>
        Assert.Equal(
            ReadStatus.NotMine,
            ClassicStun.TryRead(Make.Hex("0001 0000 2112a442 0102030405060708090a0b0c"), out _)
        );

    [Fact]
    public void AnUnknownMethodIsNotMine() =>
        Assert.Equal(
            ReadStatus.NotMine,
            ClassicStun.TryRead(Make.Hex("0005 0000 00000001 0102030405060708090a0b0c"), out _)
        );
}

public sealed class TurnChannelTests : LayerLaws<TurnChannel>
{
    protected override byte[] Sample => Make.Hex("4000 0004 01020304");

    [Fact]
    public void IsFoundOnTheServersPortOnly()
    {
        Assert.Equal(["stun", "data"], Layers.Of(Sample, new(NextSpace.UdpPort, 3478, 50000)));
        Assert.Equal(["data"], Layers.Of(Sample, new(NextSpace.UdpPort, 40000, 50000)));
    }
}

public sealed class WireGuardTests : LayerLaws<WireGuard>
{
    protected override byte[] Sample => [.. Make.Hex("04000000 2a000000 0700000000000000"), .. new byte[16]];

    [Fact]
    public void NumbersAreLittleEndian()
    {
        Assert.Equal(["42"], Values("wg.receiver"));
        Assert.Equal(["7"], Values("wg.counter"));
    }

    [Fact]
    public void AHandshakeHasOneLength()
    {
        Assert.Equal(ReadStatus.Ok, WireGuard.TryRead([1, 0, 0, 0, .. new byte[144]], out _));
        Assert.Equal(ReadStatus.NotMine, WireGuard.TryRead([1, 0, 0, 0, .. new byte[145]], out _));
    }
}
