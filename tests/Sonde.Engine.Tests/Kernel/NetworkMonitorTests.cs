using System.Net;
using Sonde.Capture;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>What is said of what somebody else's kernel session hands over.</summary>
public sealed class NetworkMonitorTests
{
    [Fact]
    public void WhatWasLostStandsInTheCoverage()
    {
        NetworkMonitor answer = Ask(
            new Told { Records = [Failed("curl", 111)], Counts = new KernelCounts(6, 5, 2) },
            "failures"
        );
        Assert.Equal((1, 1), (answer.Total, answer.Returned));
        Assert.Equal(
            (6, 5, 2),
            (answer.Coverage.EventsSeen, answer.Coverage.EventsLost, answer.Coverage.TableOverflows)
        );
        Assert.False(answer.Coverage.Complete);
    }

    [Fact]
    public void AProcessThatCallsItselfOddlyIsShownSafely()
    {
        NetworkMonitor answer = Ask(new Told { Records = [Failed("a\u001b[2J\nb", 111)] }, "failures");
        Assert.DoesNotContain(answer.Events![0].Comm!, char.IsControl);
        Assert.DoesNotContain(answer.Summary, char.IsControl);
    }

    [Fact]
    public void MoreEventsThanAskedForAreNotTold()
    {
        NetworkMonitor answer = Ask(
            new Told { Records = [.. Enumerable.Repeat(Failed("curl", 113), 50)] },
            "failures",
            events: 3
        );
        Assert.Equal((3, 3, "max_events"), (answer.Total, answer.Returned, answer.Coverage.Ended));
        Assert.Equal("host unreachable", answer.Events![2].Result);
    }

    [Fact]
    public void OneWhoGivesUpGetsWhatWasSeen()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        NetworkMonitor answer = Ask(new Told { Records = [Failed("curl", 110)] }, "failures", 60, cancel: stop.Token);
        Assert.Equal((1, "cancelled"), (answer.Total, answer.Coverage.Ended));
    }

    [Theory]
    [InlineData(KernelFault.NotInstalled, "libbpf1")]
    [InlineData(KernelFault.NotSupported, "eBPF cannot do this here")]
    public void WithoutEbpfTheTablesAreAskedAndTheReasonIsSaid(KernelFault fault, string reason)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux");
        NetworkMonitor answer = Ask(new Refused(fault), "failures");
        Assert.Equal("socket tables", answer.Method);
        Assert.Contains(reason, answer.Coverage.NotAvailable![0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ougoing", "outgoing")]
    [InlineData("retransmit", "retransmits")]
    [InlineData("bandwith", "bandwidth")]
    public void AnUnknownOperationHasNearestNames(string typed, string nearest)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux");
        var fault = Assert.Throws<EngineException>(() => Ask(new Told(), typed));
        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Contains(nearest, fault.Nearest);
    }

    private static KernelRecord Failed(string command, int error) =>
        new()
        {
            Event = KernelEvent.Failed,
            At = DateTimeOffset.UnixEpoch,
            Error = error,
            Party = new KernelParty
            {
                ProcessId = int.MaxValue,
                Command = command,
                UserId = 0,
                Cgroup = 0,
                Inode = 0,
                Namespace = 0,
                Protocol = 6,
                Local = IPAddress.Loopback,
                LocalPort = 40_000,
                Remote = IPAddress.Loopback,
                RemotePort = 80,
                Direction = KernelDirection.Outgoing,
                State = "SYN-SENT",
            },
        };

    private static NetworkMonitor Ask(
        IKernelSource source,
        string operation,
        double duration = 0.1,
        int? events = null,
        CancellationToken cancel = default
    )
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux");
        var engine = new CaptureEngine(new SondeConfig(), PathPolicy.Unrestricted("/", null)) { Kernel = source };
        return NetworkMonitorQuestion.Ask(
            engine,
            new NetworkMonitorArguments
            {
                Operation = operation,
                Duration = duration,
                MaxEvents = events,
            },
            new AskContext(null, cancel)
        );
    }

    private sealed class Refused(KernelFault fault) : IKernelSource
    {
        public IKernelSession Open(KernelRequest request) => throw new KernelException(fault, "it cannot");
    }

    private sealed class Told : IKernelSource, IKernelSession
    {
        private bool _isTold;

        public IReadOnlyList<KernelRecord> Records { get; init; } = [];
        public KernelCounts Counts { get; init; }
        public string Method => "tracepoints";
        public IReadOnlyList<string> Places => [];
        public IReadOnlyList<string> Missing => [];

        public IKernelSession Open(KernelRequest request) => this;

        public void Poll(TimeSpan longest, Action<KernelRecord> take)
        {
            foreach (KernelRecord record in _isTold ? [] : Records)
                take(record);
            _isTold = true;
            Thread.Sleep(longest);
        }

        public KernelTables Read() => new() { Counts = Counts };

        public void Dispose() { }
    }
}
