using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Broker.Tests;

/// <summary><c>sonde daemon</c> started by root in a network of its own, asked by users without any right.</summary>
public sealed class DaemonProgramTests : DaemonInNamespaces
{
    [Fact]
    public void TheDaemonKeepsFourRightsAndCanGetNoOther()
    {
        Process daemon = StartDaemon("--user", DaemonUser);
        string[] status = File.ReadAllLines($"/proc/{daemon.Id}/status");
        foreach (string set in (string[])["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"])
            Assert.Contains(set + ":\t000000c000003000", status);
        Assert.Contains("NoNewPrivs:\t1", status);
        Assert.Contains($"Uid:\t{DaemonUser}\t{DaemonUser}\t{DaemonUser}\t{DaemonUser}", status);
        // every thread has the same
        foreach (string thread in Directory.GetDirectories($"/proc/{daemon.Id}/task"))
            Assert.Contains("CapPrm:\t000000c000003000", File.ReadAllLines(thread + "/status"));
        Assert.Equal("660 root " + Anybody, Net.Run("c", "stat", "-c", "%a %U %g", Socket).Output.Trim());
    }

    [Fact]
    public void ADaemonThatOnlyCapturesKeepsOneRight()
    {
        Process daemon = StartDaemon("--allow", "capture");
        Assert.Contains("CapBnd:\t0000000000002000", File.ReadAllLines($"/proc/{daemon.Id}/status"));
        Ran ping = Sonde(Anybody, "ping", "10.99.1.2", "-c", "1");
        Assert.NotEqual(0, ping.Code);
    }

    [Fact]
    public void AnOrdinaryUserPingsAndTracesAsRootDoes()
    {
        _ = Net;
        Ran without = Sonde(Anybody, "ping", "10.99.2.2", "--json");
        Assert.Equal("missing_capability", (string)JsonNode.Parse(without.Output)!["error_type"]!);
        Assert.Contains("daemon --group $(id -gn)", without.Output, StringComparison.Ordinal);
        StartDaemon();
        foreach (string target in (string[])["10.99.2.2", "fd99:2::2"])
        {
            JsonNode ping = Json(Sonde(Anybody, "ping", target, "-c", "3", "--json"));
            Assert.Equal((3, 3), ((int)ping["packets_sent"]!, (int)ping["packets_received"]!));
            Assert.Contains("raw socket", (string)ping["coverage"]!["means"]!, StringComparison.Ordinal);
            foreach (string method in (string[])["icmp", "udp", "tcp"])
            {
                JsonNode trace = Json(Sonde(Anybody, "trace", target, "--method", method, "--json"));
                Assert.True((bool)trace["reached_destination"]!, method + " " + trace);
                Assert.Equal(2, (int)trace["total_hops"]!);
                Assert.Contains("raw socket", (string)trace["coverage"]!["means"]!, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("to-r1", null, 80)]
    [InlineData("to-r1", "icmp6 or (icmp and host 10.99.2.2)", 80)]
    [InlineData("any", "icmp or icmp6", 80)]
    [InlineData("lo", "udp port 9", 200)]
    public void AnOrdinaryUserCapturesWhatTcpdumpCaptures(string device, string? filter, int packets)
    {
        SameAsTcpdump(
            device,
            filter,
            packets,
            () =>
            {
                Net.Run("c", "ping", "-c", "20", "-i", "0.01", "10.99.2.2");
                Net.Run("c", "ping", "-6", "-c", "20", "-i", "0.01", "-s", "1400", "fd99:2::2");
                Net.Run("c", "python3", "-c", TcpdumpPeer.Datagrams);
            }
        );
    }

    [Theory]
    [InlineData("vlan 7 and icmp", 50)]
    [InlineData("icmp", 100)]
    public void FramesWithVlanTagsAreCapturedAsTcpdumpCapturesThem(string filter, int packets)
    {
        // the kernel takes the tags out when the frames arrive
        SameAsTcpdump("to-r1", filter, packets, () => Net.Run("r1", "python3", "-c", TcpdumpPeer.Tagged));
    }

    [Fact]
    public void AKilledClientLeavesNothingBehind()
    {
        Process daemon = StartDaemon();
        var log = new Lines(daemon.StandardError);
        Process client = Capture("to-r1", null);
        log.WaitFor("granted,");
        Assert.Contains(" 0003 ", PacketSockets(), StringComparison.Ordinal);
        client.Kill(entireProcessTree: true);
        log.WaitFor("ended after");
        Assert.Equal("", PacketSockets());
    }

    [Fact]
    public void ACaptureSaysThatItsInterfaceIsGone()
    {
        StartDaemon();
        Net.Ip("c", "link add gone type veth peer name other");
        Net.Ip("c", "link set gone up");
        Process client = Capture("gone", null);
        WaitUntil(() => File.Exists(Path.Combine(Folder, "live", "ours.pcapng")));
        Net.Ip("c", "link del gone");
        JsonNode ended = JsonNode.Parse(client.StandardOutput.ReadToEnd())!;
        Assert.Equal("interface_lost", (string)ended["capture"]!["ended_by"]!);
    }

    [Fact]
    public void AStrangerIsToldThatItIsNotInTheGroup()
    {
        Process daemon = StartDaemon();
        Ran shut = Sonde(Stranger, "capabilities", "--json");
        Assert.Equal((false, "One listens, and this user is not in its group."), Ability(shut));
        // where the socket lies open, the daemon itself looks
        Net.Run("c", "chmod", "666", Socket);
        Assert.Equal(
            (false, "One listens, and this user is not in its group."),
            Ability(Sonde(Stranger, "capabilities", "--json"))
        );
        Assert.Equal(
            (true, "Sonde 0.1.0 gives capture, icmp, udp, tcp, kernel."),
            Ability(Sonde(Anybody, "capabilities", "--json"))
        );
        new Lines(daemon.StandardError).WaitFor($"uid={Stranger} pid=");
    }

    [Fact]
    public void AModelIsToldThatTheDaemonCaptures()
    {
        _ = Net;
        JsonNode without = Json(Call("list_network_interfaces"));
        Assert.False((bool)without["can_capture"]!);
        Assert.Contains("sudo setcap cap_net_raw+ep", (string)without["capture_problem"]!, StringComparison.Ordinal);
        Assert.Contains("daemon --group $(id -gn)", (string)without["capture_problem"]!, StringComparison.Ordinal);
        StartDaemon();
        JsonNode with = Json(Call("list_network_interfaces"));
        Assert.True((bool)with["can_capture"]!);
        Assert.Equal("Sonde 0.1.0 gives capture, icmp, udp, tcp, kernel.", (string)with["daemon"]!);
        JsonNode started = Json(Call("capture_start", "--args", """{"interface":"to-r1","filter":"icmp"}"""));
        Assert.Equal(("started", 1), ((string)started["status"]!, (int)started["link_type"]!));
    }

    [Fact]
    public void AWrongFilterIsExplainedInLibpcapsWords()
    {
        StartDaemon();
        Ran wrong = Sonde(Anybody, "capture", "start", "-i", "to-r1", "-f", "port http-nonsense", "--json");
        JsonNode fault = JsonNode.Parse(wrong.Output)!;
        Assert.Equal("invalid_argument", (string)fault["error_type"]!);
        Assert.Contains("http-nonsense", (string)fault["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void ADaemonThatRunsIsNotReplacedAndTheSocketOfOneThatWasKilledIs()
    {
        Process first = StartDaemon();
        Ran second = Net.Sonde("c", "daemon", "--socket", Socket, "--group", Anybody);
        Assert.Contains("listens at this path already", second.Error, StringComparison.Ordinal);
        first.Kill();
        first.WaitForExit();
        StartDaemon();
        Assert.True(Ability(Sonde(Anybody, "capabilities", "--json")).IsThere);
        Ran file = Net.Sonde("c", "daemon", "--socket", "/etc/hostname", "--group", Anybody);
        Assert.Contains("no socket", file.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutRightsADaemonDoesNotBegin()
    {
        _ = Net;
        Ran anybody = Sonde(Anybody, "daemon", "--socket", Path.Combine(Folder, "mine.sock"), "--group", Anybody);
        Assert.Equal(1, anybody.Code);
        Assert.Contains("Start it as root", anybody.Error, StringComparison.Ordinal);
    }

    private void SameAsTcpdump(string device, string? filter, int packets, Action send)
    {
        StartDaemon();
        string theirs = Path.Combine(Folder, "theirs");
        Start("tcpdump", TcpdumpPeer.Words(device, theirs, filter));
        Process ours = Capture(device, filter);
        string file = Path.Combine(Folder, "live", "ours.pcapng");
        WaitUntil(() => TcpdumpPeer.HasBegun(theirs) && File.Exists(file));
        send();
        WaitUntil(() => TcpdumpPeer.CountOf(Shown(theirs)) == packets);
        Ran stopped = Sonde(Anybody, "capture", "stop", "last");
        Assert.Equal(0, stopped.Code);
        ours.WaitForExit();
        Assert.Equal(Shown(theirs), Shown(file));

        string Shown(string shown) => TcpdumpPeer.Shown(Net, "c", shown, device);
    }

    private Process Capture(string device, string? filter) =>
        Start(
            "setpriv",
            [
                .. As(Anybody),
                "capture",
                "start",
                "-i",
                device,
                .. filter is null ? (string[])[] : ["-f", filter],
                "-w",
                "ours.pcapng",
                "--duration",
                "120",
                "--json",
                .. Settings,
            ]
        );

    private string PacketSockets() =>
        string.Join(
            '\n',
            Net.Run("c", "cat", "/proc/net/packet").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        );
}
