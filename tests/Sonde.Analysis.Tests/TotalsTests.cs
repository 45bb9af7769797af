using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

public sealed class TotalsTests
{
    [Fact]
    public void FramesWithoutATimeAreCountedAndLeaveTheTimesAlone()
    {
        var pass = new Pass(StandardProtocols.Create());
        Feed(pass, 1, seconds: null);
        Assert.Null(pass.Totals.Earliest);
        Feed(pass, 2, seconds: 20);
        Feed(pass, 3, seconds: null);
        Feed(pass, 4, seconds: 10);

        Assert.Equal(4, pass.Totals.Packets);
        Assert.Equal(1, pass.Totals.OutOfOrder);
        Assert.Equal((10.0, 20.0), (pass.Totals.Earliest?.Seconds, pass.Totals.Latest?.Seconds));
    }

    private static void Feed(Pass pass, long number, long? seconds) =>
        pass.Feed(
            new Frame
            {
                Octets = [],
                At = new Timestamp((seconds ?? 0) * Timestamp.PerSecond),
                OriginalLength = 0,
                LinkType = LinkTypes.Ethernet,
                Number = number,
                IsTimeless = seconds is null,
            }
        );
}
