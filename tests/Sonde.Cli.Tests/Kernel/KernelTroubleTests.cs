using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary><c>sonde kernel</c> about what goes wrong: lost segments, resets, drops, delay, and questions asked wrongly.</summary>
public sealed class KernelTroubleTests : IDisposable
{
    private readonly TwoHosts _hosts = new();

    public void Dispose() => _hosts.Dispose();

    [Fact]
    public void ASynThatIsLostIsSentAgain()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        _hosts.Net.Filter("s", "input", "tcp dport 82 drop");
        using var watch = new Watch(_hosts.Net, "c", "retransmits", "--own-namespace", "--count", "2");
        using var curl = _hosts.Net.StartAt("c", "curl", "-s", "-m", "60", "http://10.99.1.2:82/");
        JsonNode answer = watch.Result();
        curl.Kill();
        Assert.All(
            Watch.Of(answer, "curl"),
            one =>
                Assert.Equal(
                    ("SYN-SENT", "10.99.1.2", 82),
                    ((string)one["state"]!, (string)one["dst_ip"]!, (int)one["dst_port"]!)
                )
        );
        Assert.Equal(2, Watch.Of(answer, "curl").Length);
    }

    [Fact]
    public void BothSidesOfAResetAreSeen()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using var watch = new Watch(_hosts.Net, "c", "resets", "--port", "81");
        _hosts.Curl("http://10.99.1.2:81/");
        JsonNode answer = watch.End();
        JsonNode received = Assert.Single(Watch.Of(answer, "curl"));
        Assert.Equal(
            ("reset received", "SYN-SENT", 81),
            ((string)received["event"]!, (string)received["state"]!, (int)received["dst_port"]!)
        );
        JsonNode[] sent = [.. answer["events"]!.AsArray().Where(one => (string)one!["event"]! == "reset sent")!];
        Assert.SkipWhen(sent.Length == 0, "this kernel does not tell of resets without a socket (6.9 does)");
        Assert.Equal(
            ("10.99.1.2", 81, "10.99.1.1", "NO_SOCKET"),
            (
                (string)sent[0]["src_ip"]!,
                (int)sent[0]["src_port"]!,
                (string)sent[0]["dst_ip"]!,
                (string)sent[0]["reason"]!
            )
        );
    }

    [Fact]
    public void DroppedPacketsHaveTheReasonOfTheKernel()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        _hosts.Net.Filter("s", "input", "udp dport 83 drop");
        using var watch = new Watch(_hosts.Net, "s", "drops", "--own-namespace", "--port", "83", "--count", "50");
        const string Send =
            "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nfor i in range(50): s.sendto(b'x', ('10.99.1.2', 83))";
        Assert.Equal(0, _hosts.Net.Run("c", "python3", "-c", Send).Code);
        JsonNode answer = watch.Result();
        JsonNode row = Assert.Single(answer["drops"]!.AsArray())!;
        Assert.Equal((50, "UDP"), ((int)row["packets"]!, (string)row["protocol"]!));
        Assert.SkipWhen(row["reason"] is null, "this kernel gives no reasons (5.17 does)");
        Assert.Equal("NETFILTER_DROP", (string)row["reason"]!);
    }

    [Fact]
    public void WhatIsLostIsCounted()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        _hosts.Net.Filter("s", "input", "udp dport 83 drop");
        using var watch = new Watch(_hosts.Net, "s", "drops", "--own-namespace", "--port", "83");
        // while it stands still the ring has room for some twenty thousand
        _hosts.Net.Run("s", "kill", "-STOP", $"{watch.Id}");
        const string Send =
            "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nfor i in range(40000): s.sendto(b'x', ('10.99.1.2', 83))";
        Assert.Equal(0, _hosts.Net.Run("c", "python3", "-c", Send).Code);
        _hosts.Net.Run("s", "kill", "-CONT", $"{watch.Id}");
        JsonNode answer = watch.End();
        JsonNode coverage = answer["coverage"]!;
        Assert.Equal(40_000, answer["drops"]!.AsArray().Sum(row => (long)row!["packets"]!));
        Assert.Equal(40_000, (long)coverage["events_seen"]!);
        Assert.InRange((long)coverage["events_lost"]!, 1, 40_000);
        Assert.Equal(40_000 - (long)coverage["events_lost"]!, (long)answer["total"]!);
        Assert.False((bool)coverage["complete"]!);
    }

    [Fact]
    public void RoundTripsAreAsLongAsTheDelay()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        bool isDelayed =
            _hosts.Net.Run("s", "tc", "qdisc", "add", "dev", "to-c", "root", "netem", "delay", "40ms").Code == 0;
        using var watch = new Watch(_hosts.Net, "c", "rtt", "--own-namespace");
        _hosts.Curl("http://10.99.1.2/");
        JsonNode answer = watch.End();
        JsonNode row = Assert.Single(answer["connections"]!.AsArray())!;
        Assert.Equal(("curl", 80), ((string)row["comm"]!, (int)row["dst_port"]!));
        Assert.InRange((double)row["smoothed_ms"]!, isDelayed ? 40 : 0, 5000);
    }

    [Theory]
    [InlineData("rate", "-i", "nosuch0", "not_found", 1)]
    [InlineData("rate", "--duration", "-1", "invalid_argument", 2)]
    [InlineData("rate", "--duration", "NaN", "invalid_argument", 2)]
    [InlineData("connections", "--duration", "1e9", "invalid_argument", 2)]
    [InlineData("connections", "--method", "ebfp", "invalid_argument", 2)]
    public void WhatCannotBeAskedIsSaidAtOnce(string operation, string option, string value, string fault, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux");
        string[] link = operation == "rate" && option != "-i" ? ["-i", "lo"] : [];
        Ran ran = BuiltProgram.Run(["kernel", operation, option, value, .. link, "--json"]);
        Assert.Equal((code, fault), (ran.Code, (string)JsonNode.Parse(ran.Output)!["error_type"]!));
    }

    [Fact]
    public void AnUnknownOperationHasNearestNames()
    {
        Ran ran = BuiltProgram.Run(
            "call",
            "network-monitor",
            "--operation",
            "ougoing",
            "--interface",
            "lo",
            "--duration",
            "5"
        );
        Assert.NotEqual(0, ran.Code);
        Assert.Contains("Did you mean outgoing", ran.Output + ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OneWhoInsistsOnEbpfIsToldWhichRightIsMissing()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        Ran ran = BuiltProgram.RunAsAnybody("kernel", "life", "--method", "ebpf", "--json");
        JsonNode fault = JsonNode.Parse(ran.Output)!;
        Assert.Equal((1, "missing_capability"), (ran.Code, (string)fault["error_type"]!));
        Assert.Contains("sudo setcap", fault.ToJsonString(), StringComparison.Ordinal);
    }
}
