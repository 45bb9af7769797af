using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class ChaCha20Tests
{
    [Fact]
    public void TheBlockOfTheRfcIsMade()
    {
        // RFC 8439 §2.3.2
        byte[] key = [.. Enumerable.Range(0, 32).Select(octet => (byte)octet)];
        byte[] block = new byte[64];
        ChaCha20.Block(key, 1, Make.Hex("000000090000004a00000000"), block);
        Assert.Equal(
            "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
                + "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e",
            Convert.ToHexStringLower(block)
        );
    }
}
