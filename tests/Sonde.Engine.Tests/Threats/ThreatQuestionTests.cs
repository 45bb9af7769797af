using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>The questions about threats: what they take and refuse, and the shapes of their answers.</summary>
public sealed class ThreatQuestionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Sample(string name) => Repo.Path("samples", "threats", name + ".pcapng");

    [Fact]
    public void AnUnknownTypeIsRefusedWithThoseThereAre()
    {
        EngineException fault = Assert.Throws<EngineException>(() =>
            Ask(new() { FilePath = Sample("scan-syn"), ThreatType = "port_skan" })
        );

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Contains("port_scan", fault.Nearest);
        Assert.Contains("data_exfil", fault.Allowed);
        Assert.Contains("beacon", fault.Allowed);
    }

    [Fact]
    public void WithoutAFileAndALiveCaptureTheRefusalSaysSo()
    {
        foreach (
            Action ask in (Action[])
                [
                    () => SuspiciousQuestion.Ask(Engine(), new(), new AskContext()),
                    () => TrafficOverviewQuestion.Ask(Engine(), new(), new AskContext()),
                ]
        )
        {
            EngineException fault = Assert.Throws<EngineException>(ask);
            Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
            Assert.Contains("live capture", fault.Message, StringComparison.Ordinal);
            Assert.Contains("file_path", fault.Suggestion, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFamilyOfTypesIsAFilterToo()
    {
        SecurityThreats answer = Ask(new() { FilePath = Sample("dns-tunnel"), ThreatType = "malicious_dns" });

        Assert.Equal("dns_tunnel", Assert.Single(answer.Threats).ThreatType);
        Assert.Empty(Ask(new() { FilePath = Sample("dns-tunnel"), ThreatType = "port_scan" }).Threats);
    }

    [Theory]
    [InlineData("hosts", "# comment\n127.0.0.1 localhost\n0.0.0.0 example.test other.test # why\n")]
    [InlineData("plain", "! title\n*.example.test\n198.51.100.0/24\n")]
    [InlineData("csv", "first_seen,indicator,type\n2024-01-01,\"example.test\",domain\n2024-01-02,192.0.2.1,ip\n")]
    public void ANameOnAListOrBelowOneIsFound(string form, string text)
    {
        string list = _folder.Write(form + ".txt", text);

        SecurityThreats answer = Ask(
            new()
            {
                FilePath = Sample("dns-tunnel"),
                ThreatType = "malicious_dns",
                BlockLists = [list],
            }
        );

        ThreatRow row = answer.Threats.Single(one => one.Title == "Name on a block list");
        Assert.Equal(90, row.Count);
        Assert.Equal("192.0.2.66", row.Actor);
        Assert.Contains(row.Reasons, reason => reason.Contains(form + ".txt:", StringComparison.Ordinal));
    }

    [Fact]
    public void APartOfANameIsNoMatch()
    {
        string list = _folder.Write("list.txt", "ample.test\ntest.example\n");

        SecurityThreats answer = Ask(new() { FilePath = Sample("dns-tunnel"), BlockLists = [list] });

        Assert.DoesNotContain(answer.Threats, row => row.Title == "Name on a block list");
    }

    [Fact]
    public void AnAddressInAListedNetworkIsFound()
    {
        string list = _folder.Write("list.txt", "192.0.2.64/28\n2001:db8::/32\n");

        ThreatRow row = Ask(
            new()
            {
                FilePath = Sample("beacon"),
                ThreatType = "malicious_address",
                BlockLists = [list],
            }
        ).Threats[0];

        Assert.Equal("critical", row.Severity);
        Assert.Contains(row.Reasons, reason => reason.Contains("192.0.2.64/28", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("good.test\nnot a name at all\n", "Line 2")]
    [InlineData("good.test\n192.0.2.0/40\n", "Line 2")]
    [InlineData("example.test\nhttp://\n", "Line 2")]
    [InlineData("a.test\n\n..\n", "Line 3")]
    public void ALineThatIsNoEntryIsNamed(string text, string line)
    {
        string list = _folder.Write("list.txt", text);

        EngineException fault = Assert.Throws<EngineException>(() =>
            Ask(new() { FilePath = Sample("beacon"), BlockLists = [list] })
        );

        Assert.Equal(EngineFault.ParseError, fault.Fault);
        Assert.Contains(line, fault.Message, StringComparison.Ordinal);
        Assert.Contains("list.txt", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AListThatIsNotThereOrMayNotBeReadIsRefused()
    {
        EngineException missing = Assert.Throws<EngineException>(() =>
            Ask(new() { FilePath = Sample("beacon"), BlockLists = [_folder.At("absent.txt")] })
        );
        EngineException outside = Assert.Throws<EngineException>(() =>
            Ask(new() { FilePath = Sample("beacon"), BlockLists = ["/etc/hosts"] })
        );

        Assert.Equal(EngineFault.NotFound, missing.Fault);
        Assert.Equal(EngineFault.AccessDenied, outside.Fault);
    }

    [Theory]
    [InlineData("scan_ports", "0")]
    [InlineData("scan_ports", "70000")]
    [InlineData("beacon_score", "101")]
    [InlineData("exfiltration_octets", "much")]
    [InlineData("suspicious_ports", "70000")]
    [InlineData("long_connection_seconds", "-1")]
    public void AThresholdOutOfRangeIsRefused(string key, string value)
    {
        var sources = new ConfigSources
        {
            WorkingDirectory = _folder.Path,
            TemporaryDirectory = _folder.Path,
            Environment = new Dictionary<string, string> { ["SONDE_DETECTION_" + key.ToUpperInvariant()] = value },
        };

        EngineException fault = Assert.Throws<EngineException>(() => ConfigLoader.Load(sources));

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Contains("detection." + key, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThresholdsDecideWhatIsReported()
    {
        Dictionary<string, string> low = new()
        {
            ["SONDE_DETECTION_EXFILTRATION_OCTETS"] = "20kB",
            ["SONDE_DETECTION_DATAGRAMS_PER_SECOND"] = "300",
        };

        ThreatRow sent = Ask(new() { FilePath = Sample("upload"), ThreatType = "data_exfil" }, low).Threats[0];
        ThreatRow flood = Ask(new() { FilePath = Sample("flood-udp"), ThreatType = "udp_flood" }, low).Threats[0];

        Assert.Equal(("data_exfiltration", "10.0.0.5", "203.0.113.9"), (sent.ThreatType, sent.Actor, sent.Victim));
        Assert.InRange(sent.Count, 50_000, 52_000);
        Assert.Equal(("192.0.2.66", "192.0.2.80", 700), (flood.Actor, flood.Victim, flood.Count));
        Assert.Empty(Ask(new() { FilePath = Sample("upload"), ThreatType = "data_exfil" }).Threats);
    }

    [Fact]
    public void TheFindingsAreTheSameEachTime()
    {
        var arguments = new ThreatArguments { FilePath = Repo.Path("samples", "threats") };

        SecurityThreats one = Ask(arguments);
        SecurityThreats other = Ask(arguments);

        Assert.Equal(one.Threats.Select(row => row.Description), other.Threats.Select(row => row.Description));
        Assert.True(one.Total > 20);
    }

    [Fact]
    public void PagesTakeTheListApart()
    {
        var arguments = new ThreatArguments { FilePath = Repo.Path("samples", "threats"), Limit = 5 };

        SecurityThreats first = Ask(arguments);
        SecurityThreats second = Ask(arguments with { Offset = first.NextOffset });

        Assert.Equal((5, 5), (first.Returned, first.NextOffset));
        Assert.Equal(first.Total, second.Total);
        Assert.NotEqual(first.Threats[0].Description, second.Threats[0].Description);
    }

    [Fact]
    public void TheShortAnswerHasScansWithPortsAndHosts()
    {
        SuspiciousActivity answer = SuspiciousQuestion.Ask(
            Engine(),
            new() { FilePath = Sample("scan-syn"), ThreatType = "port_scan" },
            new AskContext()
        );

        SuspiciousScan scan = Assert.Single(answer.PortScans);
        Assert.Equal(("192.0.2.66", "SYN", 100), (scan.SourceIp, scan.ScanType, scan.PacketCount));
        Assert.Equal(100, scan.TargetPorts.Count);
        Assert.Equal("192.0.2.80", Assert.Single(scan.TargetIps).Key);
        Assert.Equal(1, answer.Summary["port_scan"]);
        Assert.Equal("192.0.2.66", answer.Threats[0].Ip);
    }

    [Fact]
    public void TheOverviewNamesConnectionsByTheirEnds()
    {
        TrafficOverview answer = TrafficOverviewQuestion.Ask(
            Engine(),
            new() { FilePath = Sample("scan-ipv6"), Limit = 1_000 },
            new AskContext()
        );

        Assert.Equal(answer.Total, answer.Stats.Connections.Count);
        Assert.All(
            answer.Stats.Connections.Keys,
            key => Assert.Matches(@"^\[2001:db8:2::(66|80)\]:\d+-\[2001:db8:2::(66|80)\]:\d+$", key)
        );
        Assert.Equal(1, answer.ActiveScanners);
        Assert.Equal(answer.Stats.TotalPackets, answer.Stats.Connections.Values.Sum(one => one.PacketCount));
        Assert.Equal(answer.Total, answer.SuspiciousConnections);
    }

    [Fact]
    public void PrivateAndGroupAddressesAreNotExternal()
    {
        TrafficOverview answer = TrafficOverviewQuestion.Ask(
            Engine(),
            new() { FilePath = Sample("upload") },
            new AskContext()
        );

        Assert.Equal(1, answer.ExternalConnections);
        Assert.Equal(["80"], answer.Stats.TopPorts.Keys);
    }

    [Fact]
    public void TheSecurityAnalysisOfAFileHonoursTheFilter()
    {
        PcapFileAnalysis all = File(null);
        PcapFileAnalysis none = File("tcp.dstport < 25");

        Assert.Equal("Port scan", Assert.Single(all.SecurityFindings!).Check);
        Assert.Equal(100, all.SecurityFindings![0].Count);
        Assert.Empty(none.SecurityFindings!);

        PcapFileAnalysis File(string? filter) =>
            PcapFileQuestion.Ask(
                Engine(),
                new()
                {
                    FilePath = Sample("scan-syn"),
                    AnalysisType = "security",
                    DisplayFilter = filter,
                },
                new AskContext()
            );
    }

    private CaptureEngine Engine(Dictionary<string, string>? settings = null)
    {
        var pcap = new PcapConfig { AllowedPaths = [Repo.Path("samples"), _folder.Path] };
        SondeConfig config = ConfigLoader.Load(
            new ConfigSources
            {
                WorkingDirectory = _folder.Path,
                TemporaryDirectory = _folder.Path,
                Environment = settings ?? [],
            }
        );
        return new CaptureEngine(config with { Pcap = pcap }, PathPolicy.Restricted(pcap, _folder.Path, null));
    }

    private SecurityThreats Ask(ThreatArguments arguments, Dictionary<string, string>? settings = null) =>
        SecurityThreatsQuestion.Ask(Engine(settings), arguments, new AskContext());
}
