using Xunit;

namespace Sonde.Wire.Tests;

/// <summary>Laws of layers that carry several payloads, besides those of every layer.</summary>
public abstract class BundleLaws<T> : LayerLaws<T>
    where T : struct, IBundleLayer<T>, allows ref struct
{
    [Fact]
    public void PartsLieInsideAndComeToAnEndWhateverTheOctets()
    {
        byte[] octets = [.. Sample];
        for (int at = 0; at < octets.Length; at++)
        {
            byte kept = octets[at];
            foreach (byte value in new byte[] { 0, 1, 3, 4, 127, 128, 255 })
            {
                octets[at] = value;
                CheckParts(octets);
                CheckParts(octets.AsSpan(0, at));
            }
            octets[at] = kept;
        }
    }

    private static void CheckParts(ReadOnlySpan<byte> octets)
    {
        if (T.TryRead(octets, out _) > ReadStatus.Cut)
            return;
        var cursor = new PartCursor();
        int parts = 0;
        while (T.TryNextPart(octets, ref cursor, out LayerPart part))
        {
            Assert.InRange(part.End, part.Start, octets.Length);
            Assert.True(++parts <= octets.Length);
        }
    }
}
