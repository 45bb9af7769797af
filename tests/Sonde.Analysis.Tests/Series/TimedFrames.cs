using Sonde.Wire;

namespace Sonde.Analysis.Tests;

/// <summary>Feeds frames of given times to an observer.</summary>
internal static class TimedFrames
{
    public static T See<T>(this T observer, params IEnumerable<(long At, long Octets)> frames)
        where T : IObserver
    {
        var pass = new Pass(StandardProtocols.Create(), observer);
        foreach ((long at, long octets) in frames)
            pass.Feed(
                new Frame
                {
                    Octets = [],
                    At = new Timestamp(at),
                    OriginalLength = octets,
                    LinkType = LinkTypes.Ethernet,
                    Number = pass.Totals.Packets + 1,
                }
            );
        return observer;
    }
}
