using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>What the detectors make of recordings of real programs, attacks and others.</summary>
public sealed class ThreatSampleTests : IDisposable
{
    private const string Attacker = "192.0.2.66";
    private const string Victim = "192.0.2.80";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> AllSamples =>
        [
            .. Directory
                .GetFiles(Repo.Path("samples"), "*.pcap*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repo.Path("samples"), path))
                .Order(StringComparer.Ordinal),
        ];

    public static TheoryData<string> CalmSamples =>
        [
            .. AllSamples
                .Select(row => row.Data)
                .Where(sample =>
                    !sample.StartsWith("threats", StringComparison.Ordinal)
                    || sample.Contains("calm", StringComparison.Ordinal)
                ),
        ];

    [Theory]
    [InlineData("scan-syn", "port_scan", Attacker, Victim, 100, 100)]
    [InlineData("scan-connect", "port_scan", Attacker, Victim, 42, 42)]
    [InlineData("scan-ipv6", "port_scan", "2001:db8:2::66", "2001:db8:2::80", 41, 41)]
    [InlineData("scan-fin", "port_scan", Attacker, Victim, 41, 41)]
    [InlineData("scan-null", "port_scan", Attacker, Victim, 41, 41)]
    [InlineData("scan-xmas", "port_scan", Attacker, Victim, 41, 41)]
    [InlineData("scan-ack", "port_scan", Attacker, Victim, 41, 41)]
    [InlineData("scan-udp", "port_scan", Attacker, Victim, 16, null)]
    [InlineData("sweep-port", "address_sweep", Attacker, null, 30, 30)]
    [InlineData("sweep-ping", "address_sweep", Attacker, null, 30, 30)]
    [InlineData("sweep-arp", "address_sweep", Attacker, null, 63, null)]
    [InlineData("flood-syn", "syn_flood", Attacker, Victim, 350, 350)]
    [InlineData("flood-icmp", "icmp_flood", Attacker, Victim, 350, 350)]
    [InlineData("amplification", "reflection_amplification", null, Victim, 60, 60)]
    [InlineData("guess-ftp", "brute_force", Attacker, Victim, 13, 13)]
    [InlineData("guess-pop3", "brute_force", Attacker, Victim, 13, 13)]
    [InlineData("guess-smtp", "brute_force", Attacker, Victim, 13, 13)]
    [InlineData("guess-telnet", "brute_force", Attacker, Victim, 13, 13)]
    [InlineData("guess-http", "brute_force", Attacker, Victim, 13, 13)]
    [InlineData("guess-shell", "brute_force", Attacker, Victim, 34, 34)]
    [InlineData("guess-ftp", "cleartext_credentials", Attacker, Victim, 14, 14)]
    [InlineData("guess-pop3", "cleartext_credentials", Attacker, Victim, 14, 14)]
    [InlineData("guess-smtp", "cleartext_credentials", Attacker, Victim, 14, 14)]
    [InlineData("guess-telnet", "cleartext_credentials", Attacker, Victim, 14, 14)]
    [InlineData("guess-http", "cleartext_credentials", Attacker, Victim, 14, 14)]
    [InlineData("password-ldap", "cleartext_credentials", Attacker, Victim, 1, 1)]
    [InlineData("password-imap", "cleartext_credentials", Attacker, Victim, 1, 1)]
    [InlineData("dns-tunnel", "dns_tunnel", Attacker, null, 90, 180)]
    [InlineData("dns-generated", "dga_domain", Attacker, null, 23, 46)]
    [InlineData("beacon", "beacon", Attacker, Victim, 34, 68)]
    [InlineData("arp-forged", "arp_spoofing", "02:00:00:00:00:05", "198.51.100.1", 12, 12)]
    [InlineData("dhcp-rogue", "rogue_dhcp", "198.51.100.66", "198.51.100.1", 4, 4)]
    [InlineData("dhcp-flood", "dhcp_flood", null, null, 130, 130)]
    [InlineData("router-rogue", "rogue_router", "fe80::200:ff:fe00:5", "fe80::200:ff:fe00:3", 4, 4)]
    [InlineData("icmp-tunnel", "icmp_tunnel", Attacker, Victim, 80, 80)]
    [InlineData("web-attack", "web_attack", Attacker, Victim, 4, 4)]
    [InlineData("odd-ports", "unusual_protocol", Attacker, Victim, 1, 2)]
    [InlineData("odd-ports", "suspicious_port", Attacker, Victim, 1, 2)]
    [InlineData("tls-old", "weak_tls", Victim, Attacker, 3, 3)]
    [InlineData("tls-old", "bad_certificate", Victim, Attacker, 3, 3)]
    [InlineData("instructions-web", "ai_instruction", Victim, Attacker, 1, 1)]
    [InlineData("instructions-dns", "ai_instruction", Victim, Attacker, 1, 1)]
    public void AnAttackIsFoundWithWhoDoesItToWhomAndHowOften(
        string sample,
        string type,
        string? actor,
        string? victim,
        int count,
        int? frames
    )
    {
        SecurityThreats answer = Ask($"threats/{sample}.pcapng", new() { ThreatType = type });

        Assert.NotEmpty(answer.Threats);
        ThreatRow row = answer.Threats[0];
        Assert.Equal((type, actor, victim), (row.ThreatType, row.Actor, row.Victim));
        Assert.Equal(count, row.Count);
        if (frames is { } shown)
            Assert.Equal(shown, row.Evidence.FramesTotal);
        Assert.NotEmpty(row.Reasons);
        Assert.NotEmpty(row.InnocentExplanations);
        Assert.InRange(row.Confidence, 0.01, 1);
        Assert.NotNull(row.FirstSeen);
    }

    [Theory]
    [MemberData(nameof(CalmSamples))]
    public void OrdinaryTrafficIsNoAttack(string sample)
    {
        SecurityThreats answer = Ask(sample, new() { MinSeverity = "high" });

        Assert.Empty(answer.Threats);
    }

    [Theory]
    [InlineData("threats/calm-browser.pcapng")]
    [InlineData("threats/calm-busy.pcapng")]
    [InlineData("threats/calm-visits.pcapng")]
    [InlineData("threats/calm-names.pcapng")]
    [InlineData("threats/calm-web.pcapng")]
    [InlineData("threats/calm-arp.pcapng")]
    [InlineData("threats/calm-dhcp.pcapng")]
    [InlineData("dns.pcapng")]
    [InlineData("traceroute.pcapng")]
    [InlineData("icmp.pcapng")]
    [InlineData("dhcp.pcapng")]
    [InlineData("dhcpv6.pcapng")]
    [InlineData("http.pcapng")]
    [InlineData("names.pcapng")]
    public void TheNeighboursOfAttacksAreQuiet(string sample)
    {
        SecurityThreats answer = Ask(sample, new());

        Assert.Empty(answer.Threats);
        Assert.StartsWith("No threats", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAnonymousLoginIsNoSecret()
    {
        ThreatRow row = Assert.Single(Ask("threats/calm-anonymous.pcapng", new()).Threats);

        Assert.Equal(("cleartext_credentials", "info"), (row.ThreatType, row.Severity));
    }

    [Fact]
    public void AGuessThatFitsIsCritical()
    {
        foreach (string protocol in (string[])["ftp", "pop3", "smtp", "telnet", "http"])
        {
            ThreatRow row = Ask($"threats/guess-{protocol}.pcapng", new() { ThreatType = "brute_force" }).Threats[0];
            Assert.Equal((protocol, "critical"), (protocol, row.Severity));
        }
    }

    [Fact]
    public void APasswordIsNeverShown()
    {
        foreach (
            string sample in (string[])
                [
                    "guess-ftp",
                    "guess-pop3",
                    "guess-smtp",
                    "guess-telnet",
                    "guess-http",
                    "password-ldap",
                    "password-imap",
                ]
        )
        {
            SecurityThreats answer = Ask($"threats/{sample}.pcapng", new());
            string text = System.Text.Json.JsonSerializer.Serialize(answer, AnswerSerializer.TypeOf<SecurityThreats>());
            Assert.DoesNotContain("ceep-Trove", text, StringComparison.Ordinal);
            Assert.Contains("[redacted]", text, StringComparison.Ordinal);
            Assert.Contains(
                "alice",
                sample == "guess-http" || sample.Contains("ldap", StringComparison.Ordinal) ? "alice" : text,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [MemberData(nameof(AllSamples))]
    public void TheFilterOfAFindingSelectsItsFramesHereAndInTshark(string sample)
    {
        string path = Repo.Path("samples", sample);
        CaptureEngine engine = SampleEngine.Over(_folder.Path);
        foreach (ThreatRow row in Ask(sample, new()).Threats)
        {
            Assert.NotNull(row.Filter);
            FilteredPackets selected = FilterPacketsQuestion.Ask(
                engine,
                new()
                {
                    FilePath = path,
                    DisplayFilter = row.Filter,
                    MaxResults = Evidence.MostFrames,
                },
                new AskContext()
            );
            Assert.Equal((row.ThreatType, row.Evidence.FramesTotal), (row.ThreatType, selected.MatchingPackets));
            if (!TsharkProgram.IsThere)
                continue;
            long[] frames = TsharkProgram.Frames(path, row.Filter);
            Assert.Equal((row.ThreatType, row.Evidence.FramesTotal), (row.ThreatType, frames.LongLength));
            Assert.Equal(row.Evidence.Frames, frames.Take(Evidence.MostFrames));
        }
    }

    private SecurityThreats Ask(string sample, ThreatArguments arguments) =>
        SecurityThreatsQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            arguments with
            {
                FilePath = Repo.Path("samples", sample),
            },
            new AskContext()
        );
}
