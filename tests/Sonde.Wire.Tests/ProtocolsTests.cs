using Xunit;

namespace Sonde.Wire.Tests;

public sealed class ProtocolsTests
{
    [Fact]
    public void EverySpaceHasRoomForNumbersAndGuesses()
    {
        var table = new Protocols();
        foreach (NextSpace space in Enum.GetValues<NextSpace>())
        {
            table.Add<Udp>(space, 1, 70_000).AddGuess<Udp>(space);
            Assert.Equal("udp", table.Find(space, 1)?.Name);
            Assert.Equal("udp", table.Find(space, 70_000)?.Name);
            Assert.Null(table.Find(space, 2));
        }
    }

    [Fact]
    public void ALayerUnderSeveralNumbersHasOneReader()
    {
        Protocols table = new Protocols().Add<Udp>(NextSpace.IpProtocol, 17).Add<Udp>(NextSpace.IpProtocol, 18);
        Assert.Same(table.Find(NextSpace.IpProtocol, 17), table.Find(NextSpace.IpProtocol, 18));
    }

    [Fact]
    public void FormsOfOneProtocolHaveReadersOfTheirOwnAndCountAsOne()
    {
        Protocols table = StandardProtocols.Create();
        LayerReader[] forms =
        [
            table.Find(NextSpace.LinkType, LinkTypes.LinuxSll)!,
            table.Find(NextSpace.LinkType, LinkTypes.LinuxSll2)!,
        ];
        Assert.Equal(forms[0].Id, forms[1].Id);
        Assert.NotSame(forms[0], forms[1]);
        Assert.Same(forms[1], table.Add<CookedV2>(NextSpace.LinkType, 999).Find(NextSpace.LinkType, 999));
    }
}
