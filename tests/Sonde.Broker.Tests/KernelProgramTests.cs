using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Broker.Tests;

/// <summary><c>sonde kernel</c> by users without any right, with a daemon and without.</summary>
public sealed class KernelProgramTests : DaemonInNamespaces
{
    private const string Datagrams = """
        import socket
        for family, address, count in [(socket.AF_INET, '10.99.1.1', 1000), (socket.AF_INET6, 'fd99:1::1', 500)]:
            s = socket.socket(family, socket.SOCK_DGRAM)
            for i in range(count): s.sendto(bytes(100), (address, 9))
        """;

    private const string Link = "to-r1";

    private static readonly string WhyNot =
        Namespaces.WhyNot is { Length: > 0 } why ? why
        : !File.Exists("/usr/bin/curl") || !File.Exists("/usr/bin/python3") ? "needs curl and python3"
        : BuiltProgram.Run("kernel", "drops", "--duration", "0.1", "--method", "ebpf", "--json") is { Code: not 0 } ran
            ? "this system does not load programs into its kernel: " + ran.Output
        : "";

    [Fact]
    public void AnOrdinaryUserCountsWhatTheInterfaceCounts()
    {
        Assert.SkipUnless(WhyNot.Length == 0, WhyNot);
        var log = new Lines(StartDaemon("--user", DaemonUser).StandardError);
        long before = Received();
        (Process watch, Task<string> output) = Watch("rate", "-i", Link);
        log.WaitFor("granted, xdp generic");
        long begun = Received();
        Assert.Equal(0, Net.Run("r1", "python3", "-c", Datagrams).Code);
        WaitUntil(() => Received() - begun >= 1500);
        long sent = Received();
        JsonNode answer = Interrupted(watch, output);
        // what came while the watch began or ended may be in it or not; in between nothing is missing
        Assert.InRange((long)answer["packets"]!, sent - begun, Received() - before);
        JsonNode udp = answer["kinds"]!.AsArray().Single(one => (string)one!["kind"]! == "udp")!;
        Assert.Equal(1500, (long)udp["packets"]!);
        Assert.Equal(("xdp generic", "daemon"), ((string)answer["method"]!, (string)answer["coverage"]!["served_by"]!));
        Assert.Null(answer["coverage"]!["not_available"]);
        log.WaitFor("ended after");
        Assert.DoesNotContain("xdp", Net.Run("c", "ip", "link", "show", Link).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOrdinaryUserSeesWhoConnectsAndWhatComesOfIt()
    {
        Assert.SkipUnless(WhyNot.Length == 0, WhyNot);
        var log = new Lines(StartDaemon("--user", DaemonUser).StandardError);
        Process server = Start("python3", ["-u", "-m", "http.server", "80", "--bind", "10.99.1.1"]);
        WaitUntil(() => Curl("http://10.99.1.1/") == 0);
        (Process watch, Task<string> output) = Watch("connections", "--own-namespace", "--count", "2");
        log.WaitFor("granted, tracepoints");
        Assert.Equal(0, Curl("http://10.99.1.1/"));
        Assert.Equal(7, Curl("http://10.99.1.1:81/"));
        JsonNode answer = Ended(watch, output);
        server.Kill();
        Assert.Equal(
            ["curl 0 10.99.1.1 80 established ", "curl 0 10.99.1.1 81 refused ECONNREFUSED"],
            answer["events"]!
                .AsArray()
                .Select(one =>
                    $"{one!["comm"]} {one["uid"]} {one["dst_ip"]} {one["dst_port"]} {one["result"]} {one["error"]}"
                )
        );
        Assert.All(answer["events"]!.AsArray(), one => Assert.True((int)one!["pid"]! > 0));
        Assert.Equal("daemon", (string)answer["coverage"]!["served_by"]!);
        Assert.Equal(0, (long)answer["coverage"]!["events_lost"]!);
        log.WaitFor("records=2 lost=0");
    }

    [Theory]
    [InlineData("rate", "-i", Link)]
    [InlineData("connections")]
    public void AKilledClientLeavesNothingAttached(params string[] words)
    {
        Assert.SkipUnless(WhyNot.Length == 0, WhyNot);
        Process daemon = StartDaemon();
        var log = new Lines(daemon.StandardError);
        Assert.Equal(0, Programs(daemon));
        (Process watch, _) = Watch(words);
        log.WaitFor("granted,");
        Assert.True(Programs(daemon) > 0);
        watch.Kill();
        log.WaitFor("records="); // "the client left", or "gone" when it had not heard yet that it was granted
        WaitUntil(() => Programs(daemon) == 0);
        Assert.DoesNotContain("xdp", Net.Run("c", "ip", "link", "show", Link).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWatchWhoseDaemonIsKilledSaysSoAndNothingStaysAttached()
    {
        Assert.SkipUnless(WhyNot.Length == 0, WhyNot);
        Process daemon = StartDaemon();
        Process watch = Start(
            "setpriv",
            [.. As(Anybody), "kernel", "rate", "-i", Link, "--duration", "20", .. Settings]
        );
        Task<string> output = watch.StandardOutput.ReadToEndAsync();
        Task<string> error = watch.StandardError.ReadToEndAsync();
        new Lines(daemon.StandardError).WaitFor("granted,");
        daemon.Kill();
        // it may not have been told yet that it was granted
        string said = await output + await error;
        Assert.Matches("the daemon ended the watch|the daemon did not answer", said);
        WaitUntil(() => !Net.Run("c", "ip", "link", "show", Link).Output.Contains("xdp", StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutADaemonTheAnswerNamesTheRightsAndBothWaysToThem()
    {
        Assert.SkipUnless(WhyNot.Length == 0, WhyNot);
        Ran insists = Sonde(Anybody, "kernel", "drops", "--method", "ebpf", "--duration", "0.2", "--json");
        JsonNode fault = JsonNode.Parse(insists.Output)!;
        Assert.Equal("missing_capability", (string)fault["error_type"]!);
        JsonNode poorer = Json(Sonde(Anybody, "kernel", "drops", "--duration", "0.2", "--json"));
        Assert.Equal("kernel counters", (string)poorer["method"]!);
        foreach (string said in (string[])[fault.ToJsonString(), poorer["coverage"]!["not_available"]!.ToJsonString()])
        {
            Assert.Contains("CAP_BPF, CAP_PERFMON", said, StringComparison.Ordinal);
            Assert.Contains("sudo setcap cap_bpf,cap_perfmon,cap_net_admin", said, StringComparison.Ordinal);
            Assert.Contains("daemon --group $(id -gn)", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ADaemonThatDoesNotWatchSaysSoAndTheTablesAnswer()
    {
        Assert.SkipUnless(WhyNot.Length == 0, WhyNot);
        StartDaemon("--allow", "capture,icmp");
        JsonNode answer = Json(Sonde(Anybody, "kernel", "connections", "--duration", "0.3", "--json"));
        Assert.Equal("socket tables", (string)answer["method"]!);
        Assert.Null(answer["coverage"]!["served_by"]);
        Assert.Contains(
            "The daemon that listens: this daemon does not watch the kernel.",
            (string)answer["coverage"]!["not_available"]![0]!,
            StringComparison.Ordinal
        );
        JsonNode stranger = Json(Sonde(Stranger, "kernel", "connections", "--duration", "0.3", "--json"));
        Assert.Contains(
            "A daemon listens, and this user is not in its group.",
            (string)stranger["coverage"]!["not_available"]![0]!,
            StringComparison.Ordinal
        );
    }

    private int Curl(string url) => Net.Run("c", "curl", "-s", "-m", "60", "-o", "/dev/null", url).Code;

    private long Received() =>
        long.Parse(
            Net.Run("c", "cat", $"/sys/class/net/{Link}/statistics/rx_packets").Output,
            System.Globalization.CultureInfo.InvariantCulture
        );

    // setpriv and ip netns exec become the program that they run.
    private (Process Process, Task<string> Output) Watch(params string[] words)
    {
        Process watch = Start(
            "setpriv",
            [.. As(Anybody), "kernel", .. words, "--duration", "300", "--json", .. Settings]
        );
        return (watch, watch.StandardOutput.ReadToEndAsync());
    }

    private static JsonNode Interrupted(Process watch, Task<string> output)
    {
        Process.Start("kill", ["-INT", $"{watch.Id}"]).WaitForExit();
        return Ended(watch, output);
    }

    private static JsonNode Ended(Process watch, Task<string> output)
    {
        Assert.True(watch.WaitForExit(TimeSpan.FromMinutes(2)), "it did not end");
        return JsonNode.Parse(output.Result)!;
    }

    // Programs, tables and links of the kernel's that a process has.
    private static int Programs(Process process) =>
        Directory
            .GetFiles($"/proc/{process.Id}/fd")
            .Count(file => new FileInfo(file).LinkTarget?.Contains("bpf", StringComparison.Ordinal) == true);
}
