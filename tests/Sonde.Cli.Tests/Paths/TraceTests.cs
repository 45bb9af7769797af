using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Sonde.Cli.Tests.Paths;

public sealed partial class TraceTests(ChainOfRouters chain) : IClassFixture<ChainOfRouters>
{
    private static readonly string[] Chain = ["10.99.1.2", "10.99.2.2", "10.99.3.2", ChainOfRouters.Server];
    private static readonly string[] Chain6 = ["fd99:1::2", "fd99:2::2", "fd99:3::2", ChainOfRouters.Server6];

    [Theory]
    [InlineData("icmp", "-I")]
    [InlineData("udp", "-U")]
    [InlineData("tcp", "-T")]
    public void TheHopsEqualThoseOfTraceroute(string method, string option)
    {
        JsonObject answer = chain.Ask("trace", ChainOfRouters.Server, "-n", "--method", method);
        Assert.True((bool)answer["reached_destination"]!);
        Assert.Equal(Chain, Addresses(answer));
        Assert.All(answer["hops"]!.AsArray(), hop => Assert.Equal(3, hop!["latency_ms"]!.AsArray().Count));
        Assert.Equal(
            [false, false, false, true],
            answer["hops"]!.AsArray().Select(hop => (bool)hop!["is_destination"]!)
        );
        Assert.Empty(answer["issues_detected"]!.AsArray());
        ChainOfRouters.Needs("traceroute");
        Assert.Equal(Addresses(answer), Traceroute(option, ChainOfRouters.Server));
    }

    [Fact]
    public void ProbesThatGoTooFarDoNotUseUpWhatAHostAnswersOfUdp()
    {
        // as every Linux host has it: six answers at once, then one a second
        chain.Net.Sysctl("d", "net.ipv4.icmp_ratelimit=1000");
        Thread.Sleep(TimeSpan.FromSeconds(7)); // until the six are saved up: without a limit the kernel saves none
        JsonObject answer = chain.Ask("trace", "10.99.100.12", "-n", "--method", "udp");
        chain.Net.Sysctl("d", "net.ipv4.icmp_ratelimit=0");
        // ten probes too far would leave nothing for the second round
        Assert.InRange(answer["hops"]![3]!["latency_ms"]!.AsArray().Count, 2, 3);
    }

    [Theory]
    [InlineData("icmp")]
    [InlineData("udp")]
    [InlineData("tcp")]
    public void APathOfIpv6IsTracedByEveryMethod(string method)
    {
        JsonObject answer = chain.Ask("trace", ChainOfRouters.Server6, "-n", "--method", method);
        Assert.Equal(Chain6, Addresses(answer));
        Assert.True((bool)answer["reached_destination"]!);
    }

    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    public void AUserWithoutRightsTracesByOrdinarySockets(string method)
    {
        JsonObject answer = ChainOfRouters.Json(
            chain.Net.SondeAsAnybody("c", "trace", ChainOfRouters.Server, "-n", "--method", method, "--json")
        );
        Assert.Equal(Chain, Addresses(answer));
        Assert.DoesNotContain("raw", (string)answer["coverage"]!["means"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void AUserWithoutRightsIsToldWhatGrantsThem()
    {
        JsonObject ping = ChainOfRouters.Json(
            chain.Net.SondeAsAnybody("c", "ping", ChainOfRouters.Server, "-c", "1", "--json")
        );
        Assert.Equal("missing_capability", (string)ping["error_type"]!);
        Assert.Contains(
            "net.ipv4.ping_group_range=\"0 2147483647\"",
            (string)ping["suggestion"]!,
            StringComparison.Ordinal
        );
        // a trace takes another way and says so
        JsonObject trace = ChainOfRouters.Json(
            chain.Net.SondeAsAnybody("c", "trace", ChainOfRouters.Server, "-n", "--json")
        );
        Assert.Equal(Chain, Addresses(trace));
        Assert.Equal("udp", (string)trace["method"]!);
        Assert.Contains("ping_group_range", (string)trace["coverage"]!["means"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasSaidToGrantTheRightsDoes()
    {
        chain.Net.Sysctl("c", "net.ipv4.ping_group_range=0 2147483647");
        JsonObject[] answers =
        [
            .. new string[] { ChainOfRouters.Server, ChainOfRouters.Server6 }.SelectMany(server =>
                (JsonObject[])
                    [
                        ChainOfRouters.Json(
                            chain.Net.SondeAsAnybody("c", "ping", server, "-c", "2", "-i", "10", "--json")
                        ),
                        ChainOfRouters.Json(chain.Net.SondeAsAnybody("c", "trace", server, "-n", "--json")),
                        ChainOfRouters.Json(
                            chain.Net.SondeAsAnybody("c", "mtr", server, "-n", "-c", "3", "-i", "20", "--json")
                        ),
                    ]
            ),
        ];
        chain.Net.Sysctl("c", "net.ipv4.ping_group_range=1 0");
        Assert.All(
            answers,
            answer =>
                Assert.Contains(
                    "unprivileged datagram",
                    (string)answer["coverage"]!["means"]!,
                    StringComparison.Ordinal
                )
        );
        Assert.Equal([2, 2], answers.Select(answer => (int?)answer["packets_received"]).OfType<int>());
        Assert.Equal(Chain, Addresses(answers[1]));
        Assert.Equal(Chain6, Addresses(answers[4]));
        Assert.Equal(Chain, Addresses(answers[2]));
    }

    [Theory]
    [InlineData("host-unreachable", "!H")]
    [InlineData("admin-prohibited", "!X")]
    public void RefusalsAreAnnotatedAsTracerouteDoes(string refusal, string mark)
    {
        chain.Net.Filter("r2", "forward", $"ip daddr 10.99.100.13 reject with icmp type {refusal}");
        JsonObject answer = chain.Ask("trace", "10.99.100.13", "-n");
        string theirs = chain.Net.Run("c", "traceroute", "-n", "-I", "10.99.100.13").Output;
        chain.Net.Filter("r2", "forward");
        JsonNode last = answer["hops"]!.AsArray()[^1]!;
        Assert.Equal("10.99.2.2", (string)last["ip_address"]!);
        Assert.Equal(mark, (string)last["annotations"]![0]!);
        Assert.False((bool)answer["reached_destination"]!);
        Assert.Single(answer["issues_detected"]!.AsArray());
        if (theirs.Length > 0)
            Assert.Contains(mark, theirs, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeadDestinationIsNotReachedAndSilentHopsAreListed()
    {
        JsonObject answer = chain.Ask("trace", "10.99.101.9", "-n", "-m", "8", "-W", "1");
        Assert.False((bool)answer["reached_destination"]!);
        Assert.Equal(8, (int)answer["total_hops"]!);
        Assert.True((bool)answer["success"]!);
        Assert.Contains("last hop that did is", (string)answer["issues_detected"]![0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ThePathMtuIsFoundWhetherRoutersSpeakOfItOrNot(bool isBlackHole)
    {
        chain.Net.Ip("r2", "link set to-r3 mtu 1300");
        chain.Net.Ip("r3", "link set to-r2 mtu 1300");
        if (isBlackHole)
            chain.Net.Filter("r2", "output", "icmp type destination-unreachable drop");
        JsonObject answer = chain.Ask("trace", ChainOfRouters.Server, "-n", "--pmtu", "-W", "1");
        chain.Net.Filter("r2", "output");
        chain.Net.Ip("r2", "link set to-r3 mtu 1500");
        chain.Net.Ip("r3", "link set to-r2 mtu 1500");
        JsonNode pmtu = answer["pmtu"]!;
        Assert.Equal((1300, isBlackHole), ((int)pmtu["mtu"]!, (bool)pmtu["black_hole"]!));
        Assert.Equal(isBlackHole ? null : "10.99.2.2", (string?)pmtu["limited_by"]);
    }

    [Fact]
    public void LabelsThatARouterAddsAreShownWhateverTheSocket()
    {
        ChainOfRouters.Needs("python3");
        // the kernel has no MPLS: a program answers for r2, whose own answers (without the length of RFC 4884) are dropped
        chain.Net.Filter("r2", "output", "icmp type time-exceeded @th,40,8 0 drop");
        using Process router = chain.Net.StartAt("r2", "python3", "-c", RouterWithLabels);
        Assert.Equal("ready", router.StandardOutput.ReadLine());
        JsonObject[] answers =
        [
            chain.Ask("trace", ChainOfRouters.Server, "-n", "--method", "icmp"),
            chain.Ask("trace", ChainOfRouters.Server, "-n", "--method", "udp"),
            chain.Ask("trace", ChainOfRouters.Server, "-n", "--method", "tcp"),
            ChainOfRouters.Json(
                chain.Net.SondeAsAnybody("c", "trace", ChainOfRouters.Server, "-n", "--method", "udp", "--json")
            ),
        ];
        router.Kill();
        chain.Net.Filter("r2", "output");
        Assert.All(
            answers,
            answer =>
            {
                JsonNode hop = answer["hops"]![1]!;
                Assert.Equal("10.99.2.2", (string)hop["ip_address"]!);
                JsonNode label = Assert.Single(hop["mpls"]!.AsArray())!;
                Assert.Equal(
                    (16004, 3, true, 1),
                    ((int)label["label"]!, (int)label["exp"]!, (bool)label["s"]!, (int)label["ttl"]!)
                );
                Assert.Null(answer["hops"]![0]!["mpls"]);
            }
        );
    }

    [Fact]
    public void APathThatCarriesAllThatItsLinksDoIsNoBlackHole()
    {
        JsonNode pmtu = chain.Ask("trace", ChainOfRouters.Server6, "-n", "--pmtu")["pmtu"]!;
        Assert.Equal((1500, false), ((int)pmtu["mtu"]!, (bool)pmtu["black_hole"]!));
    }

    [Fact]
    public void NamesAreThoseOfTheSystemsResolver()
    {
        chain.Net.File("c", "hosts", $"10.99.2.2 traceroute-gw.example\n{ChainOfRouters.Server} far.example\n");
        chain.Net.File("c", "resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
        JsonObject answer = chain.Ask("trace", "far.example");
        Assert.Equal(ChainOfRouters.Server, (string)answer["resolved_ip"]!);
        Assert.True((bool)answer["reached_destination"]!);
        Assert.Equal("traceroute-gw.example", (string)answer["hops"]![1]!["hostname"]!);
        Assert.Equal(Chain, Addresses(answer));
    }

    // Answers IPv4 packets that come with a time to live of 1 as a router does that adds a label stack (RFC 4950).
    private const string RouterWithLabels = """
        import socket, struct
        def checksum(octets):
            total = sum(struct.unpack("!%dH" % (len(octets) // 2), octets))
            while total >> 16:
                total = (total & 0xffff) + (total >> 16)
            return ~total & 0xffff
        label = struct.pack("!I", 16004 << 12 | 3 << 9 | 1 << 8 | 1)
        extension = struct.pack("!BBHHBB", 0x20, 0, 0, 8, 1, 1) + label
        extension = extension[:2] + struct.pack("!H", checksum(extension)) + extension[4:]
        come = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
        come.bind(("to-r1", 0x0800))
        go = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
        print("ready", flush=True)
        while True:
            packet, address = come.recvfrom(65536)
            if address[2] == 4 or packet[8] != 1 or packet[16:19] != bytes([10, 99, 100]):
                continue
            quote = (packet[:128] + bytes(128))[:128]
            head = struct.pack("!BBHBBH", 11, 0, 0, 0, 32, 0)
            message = head + quote + extension
            message = message[:2] + struct.pack("!H", checksum(message)) + message[4:]
            go.sendto(message, (socket.inet_ntoa(packet[12:16]), 0))
        """;

    private static IEnumerable<string> Addresses(JsonObject answer) =>
        answer["hops"]!.AsArray().Select(hop => (string?)hop!["ip_address"] ?? "*");

    private IEnumerable<string> Traceroute(string option, string server) =>
        HopLine()
            .Matches(chain.Net.Run("c", "traceroute", "-n", option, server).Output)
            .Select(one => one.Groups[1].Value);

    [GeneratedRegex(@"(?m)^ *\d+ +([\d.]+) ")]
    private static partial Regex HopLine();
}
