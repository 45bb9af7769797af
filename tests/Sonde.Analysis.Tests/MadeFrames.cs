using Sonde.Wire;

namespace Sonde.Analysis.Tests;

/// <summary>Feeds made Ethernet frames to a pass.</summary>
internal static class MadeFrames
{
    /// <summary>Feeds frames that come at equal distances.</summary>
    /// <param name="pass">Who reads them.</param>
    /// <param name="frames">Their octets.</param>
    /// <param name="apart">Nanoseconds from one to the next; a millisecond if not given.</param>
    /// <param name="snapLength">Octets that the capture keeps of each.</param>
    public static Pass Feed(
        Pass pass,
        IEnumerable<byte[]> frames,
        long apart = 1_000_000,
        int snapLength = int.MaxValue
    )
    {
        foreach (byte[] octets in frames)
        {
            long number = pass.Totals.Packets + 1;
            pass.Feed(
                new Frame
                {
                    Octets = octets.AsSpan(0, Math.Min(octets.Length, snapLength)),
                    At = new Timestamp(1_700_000_000 * Timestamp.PerSecond + number * apart),
                    OriginalLength = octets.Length,
                    LinkType = LinkTypes.Ethernet,
                    Number = number,
                }
            );
        }
        return pass;
    }
}
