using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary><c>sonde kernel rate</c> beside the interface's own counters.</summary>
public sealed class KernelRateTests : IDisposable
{
    private const string Send = """
        import socket
        for family, address, count in [(socket.AF_INET, '10.99.1.1', 1000), (socket.AF_INET6, 'fd99:1::1', 500)]:
            s = socket.socket(family, socket.SOCK_DGRAM)
            for i in range(count): s.sendto(bytes(100), (address, 9))
        """;

    private readonly TwoHosts _hosts = new();

    public void Dispose() => _hosts.Dispose();

    [Theory]
    [InlineData("xdp-native", "xdp native")]
    [InlineData("xdp-generic", "xdp generic")]
    [InlineData("auto", "xdp native")]
    public void TheCountsAreThoseOfTheInterface(string method, string expected)
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        (long Packets, long Octets) before = _hosts.Received("to-s");
        using var watch = new Watch(_hosts.Net, "c", "rate", "-i", "to-s", "--method", method);
        (long Packets, long Octets) begun = _hosts.Received("to-s");
        Assert.Equal(0, _hosts.Net.Run("s", "python3", "-c", Send).Code);
        Watch.Until(() => _hosts.Received("to-s").Packets - begun.Packets >= 1500, "packets did not arrive");
        (long Packets, long Octets) sent = _hosts.Received("to-s");
        JsonNode answer = watch.End();
        (long Packets, long Octets) after = _hosts.Received("to-s");
        Assert.Equal(expected, (string)answer["method"]!);
        // whatever came while the watch began or ended may be in it or not; in between nothing is missing
        Assert.InRange((long)answer["packets"]!, sent.Packets - begun.Packets, after.Packets - before.Packets);
        // veth's own counter leaves the link layer's header out while a program is in the driver
        long headers = method == "xdp-generic" ? 0 : 14;
        Assert.InRange(
            (long)answer["bytes"]!,
            sent.Octets - begun.Octets + headers * (sent.Packets - begun.Packets),
            after.Octets - before.Octets + headers * (after.Packets - before.Packets)
        );
        Dictionary<string, long> kinds = answer["kinds"]!
            .AsArray()
            .ToDictionary(one => (string)one!["kind"]!, one => (long)one!["packets"]!);
        Assert.Equal(1500, kinds["udp"]);
        Assert.InRange(kinds["ipv4"], 1000, long.MaxValue);
        Assert.InRange(kinds["ipv6"], 500, long.MaxValue);
        Assert.Equal((long)answer["packets"]!, kinds["ipv4"] + kinds["ipv6"] + kinds["not_ip"]);
        Assert.Equal(kinds["ipv4"] + kinds["ipv6"], kinds["tcp"] + kinds["udp"] + kinds["other_ip"]);
        Assert.Equal((long)answer["packets"]!, answer["series"]!.AsArray().Sum(step => (long)step!["packets"]!));
    }

    [Fact]
    public void NothingIsLeftWhenTheProcessIsKilled()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using var watch = new Watch(_hosts.Net, "c", "rate", "-i", "to-s");
        Assert.Contains("xdp", _hosts.Net.Run("c", "ip", "link", "show", "to-s").Output, StringComparison.Ordinal);
        watch.Kill();
        Watch.Until(
            () => !_hosts.Net.Run("c", "ip", "link", "show", "to-s").Output.Contains("xdp", StringComparison.Ordinal),
            "the program is still attached"
        );
    }

    [Fact]
    public void SomebodyElsesProgramIsNotReplaced()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using var first = new Watch(_hosts.Net, "c", "rate", "-i", "to-s");
        foreach (string method in (string[])["auto", "ebpf", "xdp-generic"])
        {
            Ran second = _hosts.Net.Sonde("c", "kernel", "rate", "-i", "to-s", "--method", method, "--json");
            JsonNode fault = JsonNode.Parse(second.Output)!;
            Assert.Equal((1, "access_denied"), (second.Code, (string)fault["error_type"]!));
            Assert.Contains("XDP program with id", (string)fault["error"]!, StringComparison.Ordinal);
        }
        Assert.True((bool)first.End()["success"]!);
    }

    [Fact]
    public void WithoutEbpfTheInterfaceCountsItself()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        (long Packets, long Octets) before = _hosts.Received("to-s");
        using Process sender = _hosts.Net.StartAt("s", "ping", "-i", "0.01", "10.99.1.1");
        Ran ran = _hosts.Net.SondeAsAnybody("c", "kernel", "rate", "-i", "to-s", "--duration", "2", "--json");
        sender.Kill();
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        (long Packets, long Octets) after = _hosts.Received("to-s");
        Assert.Equal("interface counters", (string)answer["method"]!);
        Assert.InRange((long)answer["packets"]!, 1, after.Packets - before.Packets);
        string missing = string.Join(' ', answer["coverage"]!["not_available"]!.AsArray());
        Assert.Contains("CAP_BPF", missing, StringComparison.Ordinal);
        Assert.Contains("sudo setcap cap_bpf,cap_perfmon,cap_net_admin+ep", missing, StringComparison.Ordinal);
    }

    [Fact]
    public void OneWhoMayOnlyCaptureHasTheKindsAllTheSame()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using Process sender = _hosts.Net.StartAt("s", "ping", "-i", "0.01", "10.99.1.1");
        Ran ran = _hosts.Net.Run(
            "c",
            "setpriv",
            "--bounding-set=-sys_admin,-bpf,-perfmon,-net_admin",
            BuiltProgram.Path,
            "kernel",
            "rate",
            "-i",
            "to-s",
            "--duration",
            "2",
            "--json"
        );
        sender.Kill();
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        Assert.Equal("packet socket", (string)answer["method"]!);
        JsonNode[] kinds = [.. answer["kinds"]!.AsArray()!];
        Assert.True((long)kinds.Single(one => (string)one["kind"]! == "other_ip")["packets"]! > 0);
        Assert.Equal((long)answer["packets"]!, kinds.Take(3).Sum(one => (long)one["packets"]!));
    }
}
