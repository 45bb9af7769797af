using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary><c>sonde kernel</c> about TCP connections of real programs.</summary>
public sealed class KernelConnectionTests : IDisposable
{
    private readonly TwoHosts _hosts = new();

    public void Dispose() => _hosts.Dispose();

    [Fact]
    public void ConnectionsHaveProcessAndResult()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using var watch = new Watch(_hosts.Net, "c", "connections", "--own-namespace", "--count", "6");
        Assert.Equal(0, _hosts.Curl("http://10.99.1.2/").Code);
        Assert.Equal(0, _hosts.Curl("http://[fd99:1::2]/").Code);
        Assert.Equal(7, _hosts.Curl("http://10.99.1.2:81/").Code);
        Assert.Equal(7, _hosts.Curl("http://[fd99:1::2]:81/").Code);
        // nobody has this address, which the link says after some seconds; to the last there is no way at all
        Assert.Equal(7, _hosts.Curl("http://10.99.1.99/").Code);
        Assert.Equal(7, _hosts.Curl("http://203.0.113.1/").Code);
        JsonNode answer = watch.Result();
        Assert.Equal(
            [
                "10.99.1.2 80 established ",
                "fd99:1::2 80 established ",
                "10.99.1.2 81 refused ECONNREFUSED",
                "fd99:1::2 81 refused ECONNREFUSED",
                "10.99.1.99 80 host unreachable EHOSTUNREACH",
                "203.0.113.1 80 network unreachable ENETUNREACH",
            ],
            Watch.Of(answer, "curl").Select(one => $"{one["dst_ip"]} {one["dst_port"]} {one["result"]} {one["error"]}")
        );
        JsonNode first = Watch.Of(answer, "curl")[0];
        Assert.Equal(
            ("10.99.1.1", "IPv4", "root", 0),
            ((string)first["src_ip"]!, (string)first["family"]!, (string)first["user"]!, (int)first["uid"]!)
        );
        Assert.True((int)first["pid"]! > 0);
        Assert.True((int)first["src_port"]! > 0);
        Assert.Equal(("max_events", false), ((string)answer["coverage"]!["ended"]!, (bool)answer["timed_out"]!));
        Assert.Equal(0, (long)answer["coverage"]!["events_lost"]!);
    }

    [Fact]
    public void ALifeHasTheOctetsThatCurlCounts()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using var watch = new Watch(_hosts.Net, "c", "life", "--own-namespace", "--count", "2");
        (_, long sent, long received) = _hosts.Curl("http://10.99.1.2/");
        _hosts.Curl("http://[fd99:1::2]/");
        JsonNode[] lives = Watch.Of(watch.Result(), "curl");
        Assert.Equal(2, lives.Length);
        Assert.Equal((sent, received), ((long)lives[0]["bytes_sent"]!, (long)lives[0]["bytes_received"]!));
        Assert.Equal("outgoing", (string)lives[0]["direction"]!);
        Assert.True((double)lives[0]["duration_ms"]! > 0);
    }

    [Fact]
    public void AnAcceptedConnectionBelongsToTheServer()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using var watch = new Watch(_hosts.Net, "s", "life", "--own-namespace", "--count", "1");
        (_, long sent, long received) = _hosts.Curl("http://10.99.1.2/");
        JsonNode life = Assert.Single(Watch.Of(watch.Result(), "python3"));
        Assert.Equal((received, sent), ((long)life["bytes_sent"]!, (long)life["bytes_received"]!));
        Assert.Equal(("incoming", 80), ((string)life["direction"]!, (int)life["src_port"]!));
    }

    [Fact]
    public void AProcessHasTheOctetsThatItCounts()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using var watch = new Watch(_hosts.Net, "c", "bandwidth", "--own-namespace");
        (_, long sent, long received) = _hosts.Curl("http://10.99.1.2/");
        JsonNode row = Assert.Single(watch.End()["processes"]!.AsArray(), one => (string?)one!["comm"] == "curl")!;
        Assert.Equal((sent, received), ((long)row["bytes_sent"]!, (long)row["bytes_received"]!));
        Assert.Equal(("TCP", "IPv4"), ((string)row["protocol"]!, (string)row["family"]!));
    }

    [Fact]
    public void OnlyFailuresAreTold()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        using var watch = new Watch(_hosts.Net, "c", "failures", "--own-namespace", "--count", "1");
        _hosts.Curl("http://10.99.1.2/");
        _hosts.Curl("http://10.99.1.2:81/");
        JsonNode answer = watch.Result();
        Assert.Equal("refused", (string)Assert.Single(answer["events"]!.AsArray())!["result"]!);
        Assert.Equal(1, (long)answer["total"]!);
    }

    [Fact]
    public void AnAttemptWithoutAnAnswerIsPending()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        _hosts.Net.Filter("s", "input", "tcp dport 82 drop");
        using var watch = new Watch(_hosts.Net, "c", "connections", "--own-namespace");
        using var curl = _hosts.Net.StartAt("c", "curl", "-s", "http://10.99.1.2:82/");
        Watch.Until(
            () =>
                _hosts.Net.Run("c", "ss", "-tnH", "state", "syn-sent").Output.Contains(":82", StringComparison.Ordinal),
            "no attempt"
        );
        JsonNode answer = watch.End();
        curl.Kill();
        JsonNode one = Assert.Single(Watch.Of(answer, "curl"));
        Assert.Equal(("pending", 82), ((string)one["result"]!, (int)one["dst_port"]!));
        Assert.Equal("cancelled", (string)answer["coverage"]!["ended"]!);
    }

    [Fact]
    public void WithoutEbpfTheTablesTellWhatLastsLongEnough()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        _hosts.Net.Filter("s", "input", "tcp dport 82 drop");
        // one that is there already says nothing, but the next one does
        using var curl = _hosts.Net.StartAt("c", "sh", "-c", "while :; do curl -s -m 1 http://10.99.1.2:82/; done");
        Ran ran = _hosts.Net.SondeAsAnybody("c", "kernel", "connections", "--duration", "8", "--json");
        curl.Kill(entireProcessTree: true);
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        Assert.Equal("socket tables", (string)answer["method"]!);
        Assert.Contains(answer["events"]!.AsArray(), one => (int)one!["dst_port"]! == 82);
        Assert.False((bool)answer["coverage"]!["complete"]!);
    }

    [Fact]
    public void NobodyConnectsAndTheWatchEndsAllTheSame()
    {
        Assert.SkipUnless(Watch.WhyNot.Length == 0, Watch.WhyNot);
        Ran ran = _hosts.Net.Sonde("c", "kernel", "connections", "--own-namespace", "--duration", "0.3", "--json");
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        Assert.Equal((0, 0L, true), (ran.Code, (long)answer["total"]!, (bool)answer["timed_out"]!));
        Assert.True((bool)answer["coverage"]!["complete"]!);
    }
}
