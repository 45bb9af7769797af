using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

public sealed class RecentFlowsTests
{
    private const long Second = 1_700_000_000;

    private readonly RecentFlows _recent = new();
    private readonly Pass _pass;

    public RecentFlowsTests() => _pass = new Pass(StandardProtocols.Create(), _recent);

    [Fact]
    public void TheConversationsOfASecondAreOrderedByOctets()
    {
        Feed(0.1, "10.0.0.1:1000", "10.0.0.2:53", 100);
        Feed(0.2, "10.0.0.3:1000", "10.0.0.2:53", 900);
        Feed(0.3, "10.0.0.2:53", "10.0.0.1:1000", 200);
        Assert.Equal([(1L, 942L), (2, 384)], Top(Second));
        Feed(1.0, "10.0.0.1:1000", "10.0.0.2:53", 10);
        Assert.Equal([(1L, 52L)], Top(Second + 1));
        Assert.Equal([(1L, 942L), (2, 384)], Top(Second));
        Feed(5.0, "10.0.0.1:1000", "10.0.0.2:53", 10);
        Assert.Empty(Top(Second + 1));
        Assert.Empty(Top(Second + 4));
        Assert.Equal([(1L, 52L)], Top(Second + 5));
    }

    [Fact]
    public void BeyondTheLimitPacketsAreCountedApart()
    {
        for (int number = 0; number < RecentFlows.Limit + 500; number++)
            Feed(0.5, $"10.1.{number >> 8}.{number & 255}:1000", "10.0.0.2:53", 10);
        Feed(1.5, "10.0.0.1:1000", "10.0.0.2:53", 10);
        Assert.Equal(500, _recent.NotCounted);
        Assert.Equal(RecentFlows.Limit, Top(Second).Count);
    }

    private List<(long Packets, long Octets)> Top(long second) =>
        [.. _recent.Top(second, int.MaxValue).Select(flow => (flow.Packets, flow.Octets))];

    private void Feed(double seconds, string from, string to, int octets)
    {
        byte[] frame = Make.Udp(from, to, new byte[octets]);
        _pass.Feed(
            new Frame
            {
                Octets = frame,
                At = new Timestamp(Second * Timestamp.PerSecond + (long)(seconds * 1e9)),
                OriginalLength = frame.Length,
                LinkType = LinkTypes.Ethernet,
                Number = _pass.Totals.Packets + 1,
            }
        );
    }
}
