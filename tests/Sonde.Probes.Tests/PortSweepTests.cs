using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Sonde.Probes.Tests;

public sealed class PortSweepTests
{
    private readonly StepClock _clock = new();

    [Fact]
    public void EveryPortGetsItsOwnStateWhoeverAnswersFirst()
    {
        SweepResult swept = Sweep(
            [1, 2, 3, 4],
            port =>
                port switch
                {
                    1 => (SocketError.Success, 90),
                    2 => (SocketError.ConnectionRefused, 10),
                    3 => null,
                    _ => (SocketError.NetworkUnreachable, 0),
                }
        );

        PortState?[] states = [.. swept.Findings.Select(finding => finding?.State)];
        PortState?[] expected = [PortState.Open, PortState.Closed, PortState.Filtered, PortState.Error];
        Assert.Equal(expected, states);
        Assert.Equal(TimeSpan.FromMilliseconds(90), swept.Findings[0]!.Value.Time);
        Assert.Equal("timed_out", swept.Findings[2]!.Value.Code);
        Assert.Equal(4, swept.Sent);
    }

    [Fact]
    public void SilentPortsCostTheTimeoutOnceForAsManyAsMayBeUnderWay()
    {
        using var connector = new FakeConnector(_clock, _ => null);

        Sweep([.. Enumerable.Range(1, 1000)], connector, atOnce: 500);

        Assert.Equal(500, connector.MostAtOnce);
        Assert.Equal(1000, connector.Abandoned);
        Assert.InRange(_clock.GetElapsedTime(0), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.2));
    }

    [Fact]
    public void WhenTheSystemHasNoMoreRoomFewerAreUnderWayAndNoneIsLost()
    {
        using var connector = new FakeConnector(_clock, _ => (SocketError.ConnectionRefused, 5)) { Room = 30 };

        SweepResult swept = Sweep([.. Enumerable.Range(1, 500)], connector, atOnce: 200);

        Assert.All(swept.Findings, finding => Assert.Equal(PortState.Closed, finding?.State));
        Assert.Equal(30, swept.MostAtOnce);
        Assert.Equal(500, connector.Begun);
    }

    [Fact]
    public void WithoutAnyRoomThePortIsAnErrorAndTheSweepEnds()
    {
        using var connector = new FakeConnector(_clock, _ => null) { Room = 0 };

        SweepResult swept = Sweep([80], connector, atOnce: 10);

        Assert.Equal("too_many_open_files", swept.Findings[0]!.Value.Code);
    }

    [Fact]
    public void NoMoreThanTheRateLeaveInASecond()
    {
        using var connector = new FakeConnector(_clock, _ => (SocketError.ConnectionRefused, 1));

        Sweep([.. Enumerable.Range(1, 1000)], connector, atOnce: 1000, perSecond: 100);

        Assert.InRange(_clock.GetElapsedTime(0), TimeSpan.FromSeconds(9.5), TimeSpan.FromSeconds(10.5));
    }

    [Fact]
    public void ABrokenOffSweepKeepsWhatItFound()
    {
        using var stop = new CancellationTokenSource();
        using var connector = new FakeConnector(
            _clock,
            port =>
            {
                if (port == 4)
                    stop.Cancel();
                return port == 4 ? null : (SocketError.ConnectionRefused, 1);
            }
        );

        SweepResult swept = Sweep([1, 2, 3, 4], connector, atOnce: 1, cancel: stop.Token);

        bool[] known = [.. swept.Findings.Select(finding => finding is not null)];
        Assert.Equal((bool[])[true, true, true, false], known);
    }

    [Fact]
    public void TheFirstPortOfEveryHostIsTriedBeforeTheSecondOfAny()
    {
        var plan = new SweepPlan
        {
            Addresses = [IPAddress.Loopback, IPAddress.IPv6Loopback],
            Ports = [80, 443],
            Timeout = TimeSpan.FromSeconds(1),
            AtOnce = 1,
        };

        Assert.Equal(4, plan.Count);
        Assert.Equal((IPAddress.IPv6Loopback, 80), plan.At(1));
        Assert.Equal((IPAddress.Loopback, 443), plan.At(2));
    }

    [Fact]
    public void AResetAfterTheHandshakeIsAnOpenPort() =>
        Assert.Equal(
            (PortState.Open, "reset_after_handshake"),
            (
                PortFinding.Of(SocketError.ConnectionReset, default).State,
                PortFinding.Of(SocketError.ConnectionReset, default).Code
            )
        );

    [Theory]
    [InlineData(false, 3, 3, "icmp_port_unreachable")]
    [InlineData(false, 3, 13, "icmp_admin_prohibited")]
    [InlineData(true, 1, 1, "icmp_admin_prohibited")]
    [InlineData(true, 1, 4, "icmp_port_unreachable")]
    public void AnIcmpErrorMeansAFilterAndSaysWhichKind(bool isVersion6, byte type, byte code, string word)
    {
        var icmp = new Native.ConnectError(isVersion6, type, code, IPAddress.Loopback);

        var finding = PortFinding.Of(new ConnectEnd(0, SocketError.ConnectionRefused, icmp), default);

        Assert.Equal((PortState.Filtered, word), (finding.State, finding.Code));
        Assert.Equal(IPAddress.Loopback, finding.By);
    }

    private SweepResult Sweep(int[] ports, Func<int, (SocketError, int)?> network)
    {
        using var connector = new FakeConnector(_clock, network);
        return Sweep(ports, connector, atOnce: 10);
    }

    private SweepResult Sweep(
        int[] ports,
        FakeConnector connector,
        int atOnce,
        int perSecond = 1_000_000,
        CancellationToken cancel = default
    )
    {
        var plan = new SweepPlan
        {
            Addresses = [IPAddress.Loopback],
            Ports = ports,
            Timeout = TimeSpan.FromSeconds(1),
            AtOnce = atOnce,
        };
        return new PortSweep(plan, connector, new Pace(perSecond, _clock), _clock).Run(null, cancel);
    }
}
