using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Sonde.Host.Tests;

/// <summary>The program in a namespace, beside ip and ss.</summary>
public sealed class NamespaceTests : IClassFixture<Namespace>
{
    private readonly Namespace _space;

    public NamespaceTests(Namespace space)
    {
        Assert.SkipUnless(Namespace.IsPossible, Namespace.Reason);
        _space = space;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void InterfacesAreThoseOfIp(bool asNobody)
    {
        string[] theirs =
        [
            .. Entries(_space.Ip("addr"))
                .Select(link =>
                    $"{link["ifindex"]} {link["ifname"]} {link["mtu"]} {link["address"]} {link["master"]} "
                    + $"{Text(link["operstate"]).ToLowerInvariant()} "
                    + string.Join(
                        ",",
                        Entries(link["addr_info"])
                            .Select(one => $"{one["local"]}/{one["prefixlen"]} {one["scope"]} {one["broadcast"]}")
                    )
                ),
        ];
        JsonObject answer = _space.Ask(asNobody, "interfaces");
        string[] ours =
        [
            .. Entries(answer["interfaces"])
                .Select(link =>
                    $"{link["index"]} {link["name"]} {link["mtu"]} {link["mac_address"]} {link["master"]} {link["operational_state"]} "
                    + string.Join(
                        ",",
                        Entries(link["address_details"])
                            .Select(one => $"{one["address"]}/{one["prefix_length"]} {one["scope"]} {one["broadcast"]}")
                    )
                ),
        ];
        Assert.Equal(theirs, ours);
        Assert.Equal("v0", Text(answer["default_interface"]));
        JsonObject veth = Entries(answer["interfaces"]).Single(link => Text(link["name"]) == "v0");
        Assert.Equal(
            ("veth", "255.255.255.0", "192.0.2.255"),
            (Text(veth["type"]), Text(veth["netmask"]), Text(veth["broadcast"]))
        );
        Assert.Equal(["192.0.2.3", "192.0.2.2", "2001:db8::2"], Texts(veth["gateways"]));
    }

    [Fact]
    public void TheShortListHasTheSameInterfaces()
    {
        JsonObject whole = _space.Ask(false, "interfaces");
        JsonObject names = _space.Ask(false, "call", "list_network_interfaces");
        Assert.Equal(
            Entries(whole["interfaces"]).Select(link => Text(link["name"])),
            Entries(names["interfaces"]).Select(link => Text(link["name"]))
        );
        JsonObject veth = Entries(names["interfaces"]).Single(link => Text(link["name"]) == "v0");
        Assert.Contains("192.0.2.9/28", Texts(veth["addresses"]));
        Assert.True((bool)veth["is_up"]! && (bool)veth["is_default"]!);
    }

    [Fact]
    public void CountersLieBetweenTwoReadingsOfIp()
    {
        long[] before = Counters(_space.Ip("-s link show v0"));
        JsonObject ours = Entries(_space.Ask(false, "interfaces", "v0")["interfaces"]).Single();
        long[] after = Counters(_space.Ip("-s link show v0"));
        string[] names =
        [
            "rx_packets",
            "tx_packets",
            "rx_octets",
            "tx_octets",
            "rx_errors",
            "tx_errors",
            "rx_dropped",
            "tx_dropped",
        ];
        for (int each = 0; each < names.Length; each++)
            Assert.InRange((long)ours["counters"]![names[each]]!, before[each], after[each]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RoutesAreThoseOfIp(bool asNobody)
    {
        string[] theirs =
        [
            .. Entries(_space.Ip("-4 route show table all"))
                .Concat(Entries(_space.Ip("-6 route show table all")))
                .Select(route =>
                    $"{Bare(Text(route["dst"]))} {(string?)route["type"] ?? "unicast"} {(string?)route["table"] ?? "main"} "
                    + $"{route["gateway"]} {(route["type"] is null || route["dev"]?.ToString() != "lo" || Text(route["type"]) == "local" ? route["dev"] : "lo")} "
                    + $"{route["metric"]} {route["prefsrc"]} {Hops(route["nexthops"], "dev")}"
                )
                .Order(StringComparer.Ordinal),
        ];
        string[] ours =
        [
            .. Entries(_space.Ask(asNobody, "routes", "--table", "all", "--limit", "1000")["routes"])
                .Select(route =>
                    $"{Bare(Text(route["destination"]))} {route["type"]} {route["table"]} "
                    + (
                        route["next_hops"] is null
                            ? $"{route["gateway"]} {route["interface"]} {route["metric"]} {route["source"]} "
                            : $"  {route["metric"]} {route["source"]} {Hops(route["next_hops"], "interface")}"
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(theirs, ours);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RulesAreThoseOfIp(bool asNobody)
    {
        JsonObject answer = _space.Ask(asNobody, "routes");
        string[] theirs =
        [
            .. _space.IpLines("-4 rule").Select(line => "4 " + line),
            .. _space.IpLines("-6 rule").Select(line => "6 " + line),
        ];
        Assert.Equal(
            theirs.Select(line => line.Replace("\t", " ", StringComparison.Ordinal).TrimEnd()),
            Entries(answer["rules"]).Select(Rule)
        );
        Assert.Equal(theirs.Length, (int)answer["rules_total"]!);
    }

    [Fact]
    public void OfADestinationOnlyTheRulesAreListedThatCanBeForIt()
    {
        long[] listed =
        [
            .. Entries(_space.Ask(false, "routes", "8.8.8.8")["rules"]).Select(one => (long)one["priority"]!),
        ];
        Assert.Equal([0, 100, 102, 103, 104, 105, 107, 108, 109, 32766, 32767], listed);
    }

    [Theory]
    [InlineData("8.8.8.8", "192.0.2.3", "default", "main")]
    [InlineData("192.0.2.200", null, "192.0.2.0/24", "main")]
    [InlineData("2001:db8:ffff::1", "2001:db8::2", "default", "main")]
    [InlineData("127.0.0.9", null, "127.0.0.0/8", "local")]
    public void ADestinationTakesTheRouteThatTheKernelTakes(
        string destination,
        string? gateway,
        string route,
        string table
    )
    {
        JsonNode decision = _space.Ask(false, "routes", destination)["decision"]!;
        JsonObject theirs = Entries(_space.Ip("route get " + destination)).Single();
        Assert.Equal((string?)theirs["gateway"], (string?)decision["gateway"]);
        Assert.Equal(Text(theirs["dev"]), Text(decision["interface"]));
        Assert.Equal(gateway, (string?)decision["gateway"]);
        Assert.Equal((route, table), (Text(decision["route"]!["destination"]), Text(decision["table"])));
        Assert.True((bool)decision["has_route"]!);
    }

    [Theory]
    [InlineData("203.0.113.1", "blackhole")]
    [InlineData("203.0.113.130", "unreachable")]
    [InlineData("203.0.113.200", "prohibit")]
    [InlineData("2001:db8:dead::1", "unreachable")]
    [InlineData("2001:db8:dead:1::1", "blackhole")]
    public void ARefusingRouteSaysHowItRefuses(string destination, string refused)
    {
        JsonObject answer = _space.Ask(false, "routes", destination);
        JsonNode decision = answer["decision"]!;
        Assert.Equal((false, refused), ((bool)decision["has_route"]!, Text(decision["refused"])));
        Assert.Equal(refused, Text(decision["route"]!["type"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NeighboursAreThoseOfIp(bool asNobody)
    {
        string[] theirs =
        [
            .. Entries(_space.Ip("neigh show nud all"))
                .Select(one =>
                    $"{one["dst"]} {one["dev"]} {one["lladdr"]} {string.Join(",", Texts(one["state"]))} {one.ContainsKey("router")}"
                )
                .Order(StringComparer.Ordinal),
        ];
        string[] ours =
        [
            .. Entries(_space.Ask(asNobody, "neighbours")["entries"])
                .Select(one =>
                    $"{one["ip_address"]} {one["interface"]} {one["mac_address"]} {one["state"]} {one["router"] is not null}"
                )
                .Order(StringComparer.Ordinal),
        ];
        // entries for multicast groups come and go by themselves
        Assert.Equal(theirs.Where(row => !row.Contains("NOARP")), ours.Where(row => !row.Contains("NOARP")));
        Assert.Contains("2001:db8::77 v0 02:00:00:00:00:78 STALE True", ours);
        Assert.Contains("192.0.2.77 v0 02:00:00:00:00:77 PERMANENT False", ours);
        JsonObject one = _space.Ask(asNobody, "neighbours", "02-00-00-00-00-77");
        Assert.Equal(1, (int)one["total"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SocketsAreThoseOfSs(bool asNobody)
    {
        string[] theirs =
        [
            .. _space
                .Ss("-Htna")
                .Select(line => "TCP " + line)
                .Concat(_space.Ss("-Huna").Select(line => "UDP " + line))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(words =>
                    $"{words[0]} {Local(words[4])} {(words[5].EndsWith(":*", StringComparison.Ordinal) ? "" : words[5])} {words[2]} {words[3]}"
                )
                .Order(StringComparer.Ordinal),
        ];
        JsonObject answer = _space.Ask(asNobody, "sockets", "--limit", "1000");
        string[] ours =
        [
            .. Entries(answer["connections"])
                .Select(one =>
                    $"{one["protocol"]} {End(one, "local")} {(one["remote_port"] is null ? "" : End(one, "remote"))} {one["receive_queue"]} {one["send_queue"]}"
                )
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(theirs, ours);
        Assert.Equal(4, (int)answer["listening_count"]!);
        Assert.Equal(_space.Ss("-Htn", "state", "established").Length, (int)answer["established_count"]!);
    }

    [Fact]
    public void FactsOfAConnectionAreThoseOfSs()
    {
        JsonObject ours = Entries(_space.Ask(false, "sockets", "--state", "ESTABLISHED")["connections"])
            .Single(one => (long?)one["tcp"]?["octets_sent"] == 1000);
        string theirs = _space
            .Ss("-HtniO", "state", "established")
            .Single(line => line.Contains("bytes_sent:1000 ", StringComparison.Ordinal));
        JsonNode tcp = ours["tcp"]!;
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $" rtt:{(double)tcp["rtt_ms"]!}/{(double)tcp["rtt_variation_ms"]!} "
            ),
            theirs,
            StringComparison.Ordinal
        );
        foreach (
            (string name, string field) in (ReadOnlySpan<(string, string)>)
                [
                    ("cwnd", "congestion_window"),
                    ("mss", "segment_length"),
                    ("pmtu", "path_mtu"),
                    ("bytes_acked", "octets_acknowledged"),
                    ("bytes_received", "octets_received"),
                    ("rto", "rto_ms"),
                ]
        )
            Assert.Contains($" {name}:{tcp[field]} ", theirs, StringComparison.Ordinal);
        Assert.Contains($" {tcp["congestion_control"]} ", theirs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ESTABLISHED")]
    [InlineData("estab")]
    [InlineData("Established")]
    public void AStateFiltersInAnySpelling(string state)
    {
        JsonObject answer = _space.Ask(false, "sockets", "--state", state);
        Assert.Equal((int)answer["established_count"]!, (int)answer["total"]!);
        Assert.All(Entries(answer["connections"]), one => Assert.Equal("ESTABLISHED", Text(one["state"])));
        Assert.NotEmpty(Entries(answer["connections"]));
    }

    [Fact]
    public void AHalfClosedConnectionHasItsStatesByTheRfc()
    {
        Assert.Single(Entries(_space.Ask(false, "sockets", "--state", "fin_wait_2")["connections"]));
        Assert.Single(Entries(_space.Ask(false, "sockets", "--state", "CLOSE-WAIT")["connections"]));
    }

    [Fact]
    public void EveryOwnerOfASocketIsNamed()
    {
        JsonObject listener = Entries(_space.Ask(false, "sockets", "--port", "7007")["connections"]).Single();
        Assert.Equal("python3", Text(listener["process_name"]));
        Assert.Equal("root", Text(listener["user"]));
        int[] owners = [.. Entries(listener["processes"]).Select(one => (int)one["pid"]!)];
        Assert.Equal(2, owners.Length);
        Assert.Contains(_space.SocketProcess, owners);
        Assert.Equal(1, (int)_space.Ask(false, "sockets", "--process", "python3", "--port", "7007")["total"]!);
    }

    [Fact]
    public void AnOrdinaryUserHearsWhatIsHiddenAndHowToSeeIt()
    {
        JsonObject answer = _space.Ask(asNobody: true, "sockets", "--port", "7007");
        JsonObject listener = Entries(answer["connections"]).Single();
        Assert.Null(listener["pid"]);
        Assert.Equal(0, (int)listener["uid"]!);
        JsonNode coverage = answer["coverage"]!;
        Assert.False((bool)coverage["complete"]!);
        Assert.Contains(
            Texts(coverage["not_available"]),
            text => text.Contains("sudo setcap cap_sys_ptrace,cap_dac_read_search+ep ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ATableOfOnesOwnIsShownAndLocalOnesOnlyOnRequest()
    {
        JsonObject usual = _space.Ask(false, "routes");
        Assert.DoesNotContain(Entries(usual["routes"]), route => Text(route["table"]) == "local");
        Assert.Equal(["77", "local", "main"], Texts(usual["tables"]));
        JsonObject own = Entries(_space.Ask(false, "routes", "--table", "77")["routes"]).Single();
        Assert.Equal(("10.77.0.0/16", 1400), (Text(own["destination"]), (int)own["mtu"]!));
    }

    [Theory]
    [InlineData("v0", "interfaces", "v00")]
    [InlineData("v0", "neighbours", "-i", "v00")]
    [InlineData("main", "routes", "--table", "mian")]
    [InlineData("ESTABLISHED", "sockets", "--state", "establish")]
    [InlineData("STALE", "neighbours", "--state", "stal")]
    [InlineData("udp", "sockets", "--protocol", "udpp")]
    public void AMisspeltNameGetsTheNearest(string nearest, params string[] words)
    {
        JsonObject answer = _space.Ask(false, words);
        Assert.Equal("invalid_argument", Text(answer["error_type"]));
        Assert.Equal(nearest, Texts(answer["nearest"]).First());
    }

    [Theory]
    [InlineData("routes", "example.com")]
    [InlineData("routes", "127.1")]
    [InlineData("sockets", "--address", "0x7f000001")]
    public void ANameIsNoAddressAndIsNotLookedUp(params string[] words)
    {
        JsonObject answer = _space.Ask(false, words);
        Assert.Equal("invalid_argument", Text(answer["error_type"]));
        Assert.Contains("dns_lookup", Text(answer["suggestion"]), StringComparison.Ordinal);
    }

    [Fact]
    public void PagesOfSocketsFollowOneAnotherAndCountAll()
    {
        JsonObject all = _space.Ask(false, "sockets");
        List<string> paged = [];
        int? next = 0;
        while (next is { } offset)
        {
            JsonObject page = _space.Ask(
                false,
                "sockets",
                "--limit",
                "3",
                "--offset",
                offset.ToString(CultureInfo.InvariantCulture)
            );
            Assert.Equal((int)all["total"]!, (int)page["total"]!);
            paged.AddRange(Entries(page["connections"]).Select(one => End(one, "local")));
            next = (int?)page["next_offset"];
        }
        Assert.Equal(Entries(all["connections"]).Select(one => End(one, "local")), paged);
    }

    [Fact]
    public void UdpHasNoStateAndIsFoundByAddress()
    {
        JsonObject udp = _space.Ask(false, "sockets", "--protocol", "UDP");
        Assert.Equal(2, (int)udp["total"]!);
        Assert.All(Entries(udp["connections"]), one => Assert.Null(one["state"]));
        Assert.Equal(1, (int)_space.Ask(false, "sockets", "--protocol", "udp", "--address", "::1")["total"]!);
    }

    private static long[] Counters(JsonArray link)
    {
        JsonNode stats = Entries(link).Single()["stats64"]!;
        (JsonNode rx, JsonNode tx) = (stats["rx"]!, stats["tx"]!);
        string[] names = ["packets", "bytes", "errors", "dropped"];
        return [.. names.SelectMany(name => (long[])[(long)rx[name]!, (long)tx[name]!])];
    }

    private static string Hops(JsonNode? hops, string device) =>
        string.Join(",", Entries(hops).Select(hop => $"{hop["gateway"]} {hop[device]} {hop["weight"]}"));

    // As ip prints a rule.
    private static string Rule(JsonObject rule)
    {
        string?[] words =
        [
            $"{rule["ip_version"]} {rule["priority"]}:",
            (bool?)rule["inverted"] == true ? "not" : null,
            "from " + (rule["from"] is { } from ? Bare(Text(from)) : "all"),
            rule["to"] is { } to ? "to " + Bare(Text(to)) : null,
            .. Texts(rule["conditions"]),
            (string?)rule["action"],
            (string?)rule["table"],
            rule["target"]?.ToString(),
            rule["suppress_prefix_length"] is { } length ? $"suppress_prefixlength {length}" : null,
            rule["suppress_group"] is { } group ? $"suppress_ifgroup {group}" : null,
        ];
        return string.Join(' ', words.OfType<string>());
    }

    // ip leaves out the prefix of a single address
    private static string Bare(string destination) =>
        destination.EndsWith("/32", StringComparison.Ordinal) || destination.EndsWith("/128", StringComparison.Ordinal)
            ? destination[..destination.IndexOf('/')]
            : destination;

    private static string End(JsonObject one, string side)
    {
        string address = Text(one[side + "_address"]);
        return (address.Contains(':') ? $"[{address}]" : address) + ":" + one[side + "_port"];
    }

    // a socket for both families
    private static string Local(string end) => end.StartsWith("*:", StringComparison.Ordinal) ? "[::]" + end[1..] : end;

    private static IEnumerable<JsonObject> Entries(JsonNode? list) => ((JsonArray?)list ?? []).OfType<JsonObject>();

    private static IEnumerable<string> Texts(JsonNode? list) => ((JsonArray?)list ?? []).Select(Text);

    private static string Text(JsonNode? value) => value?.ToString() ?? "";
}
