using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class DceRpcTests : LayerLaws<DceRpc>
{
    protected override byte[] Sample =>
        [5, 0, 0, 3, 0x10, 0, 0, 0, 28, 0, 0, 0, 7, 0, 0, 0, 4, 0, 0, 0, 1, 0, 9, 0, 1, 2, 3, 4];

    [Fact]
    public void ARequestTellsItsOperation() => Assert.Equal("9", Assert.Single(Values("dcerpc.opnum")));

    [Fact]
    public void ABigEndianFragmentIsAsLongAsItSays()
    {
        byte[] octets = [5, 0, 2, 3, 0, 0, 0, 0, 0, 20, 0, 0, 0, 0, 0, 1, 9, 9, 9, 9, 5];

        Assert.Equal(new MessageExtent(0, 20), DceRpc.Measure(octets));
    }

    [Theory]
    [InlineData(0, 4)] // version
    [InlineData(1, 2)] // minor version
    [InlineData(2, 21)] // type
    [InlineData(4, 0x20)] // integers
    [InlineData(5, 4)] // floats
    [InlineData(8, 15)] // shorter than the header
    public void AValueThatDoesNotExistIsOfAnotherProtocol(int at, byte value)
    {
        byte[] octets = Sample;
        octets[at] = value;

        Assert.Equal(ReadStatus.NotMine, DceRpc.TryRead(octets, out _));
    }
}

public sealed class DceRpcDatagramTests : LayerLaws<DceRpcDatagram>
{
    protected override byte[] Sample
    {
        get
        {
            byte[] octets = new byte[100];
            (octets[0], octets[2], octets[4], octets[68], octets[74]) = (4, 0x20, 0x10, 3, 20);
            return octets;
        }
    }

    [Fact]
    public void TheOperationIsReadInTheOrderOfTheRepresentation() =>
        Assert.Equal("3", Assert.Single(Values("dcerpc.opnum")));

    [Theory]
    [InlineData(1, 11)] // type
    [InlineData(3, 4)] // a flag that is kept for the future
    public void AValueThatDoesNotExistIsOfAnotherProtocol(int at, byte value)
    {
        byte[] octets = Sample;
        octets[at] = value;

        Assert.Equal(ReadStatus.NotMine, DceRpcDatagram.TryRead(octets, out _));
    }
}
