using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary><c>sonde threats</c>, <c>diagnose</c> and <c>verify</c>: tables for people, JSON for programs, exit codes, and wrong input.</summary>
public sealed class ThreatCommandTests
{
    private const string Scan = "samples/threats/scan-syn.pcapng";

    [Fact]
    public void ThreatsAreATableForPeople()
    {
        Ran ran = Run($"threats {Scan} --why");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.StartsWith("1 threats in ", ran.Output, StringComparison.Ordinal);
        Assert.Contains(
            "192.0.2.66 tried 100 ports of 192.0.2.80 with SYN segments",
            ran.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("T1046", ran.Output, StringComparison.Ordinal);
        Assert.Contains("a scanner of your own", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ThreatsInJsonHaveAllThatAnAnalystChecks()
    {
        JsonNode threat = Json($"threats {Scan}")["security_threats"]![0]!;

        Assert.Equal("port_scan", (string)threat["threat_type"]!);
        Assert.Equal("192.0.2.66", (string)threat["actor"]!);
        Assert.Equal("192.0.2.80", (string)threat["victim"]!);
        Assert.Equal("high", (string)threat["severity"]!);
        Assert.Equal("client", (string)threat["accountable_side"]!);
        Assert.Equal("T1046", (string)threat["attack_id"]!);
        Assert.InRange((double)threat["confidence"]!, 0.9, 1);
        Assert.NotEmpty(threat["reasons"]!.AsArray());
        Assert.NotEmpty(threat["innocent_explanations"]!.AsArray());
        Assert.Equal(100, (long)threat["evidence"]!["frames_total"]!);
        Assert.Equal(20, threat["evidence"]!["frames"]!.AsArray().Count);
        Assert.NotNull(threat["evidence"]!["display_filter"]);
    }

    [Fact]
    public void ThreatsInCsvHaveOneRowForEach()
    {
        Ran ran = Run("threats samples/threats/guess-ftp.pcapng --csv");

        string[] lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, ran.Code);
        Assert.StartsWith(
            "severity,confidence,threat_type,description,actor,victim,count",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void ASeverityAndATypeSelect()
    {
        Assert.Equal(1, (int)Json("threats samples/threats/guess-ftp.pcapng --severity high")["total"]!);
        Assert.Equal(1, (int)Json("threats samples/threats/guess-ftp.pcapng --type cleartext_credentials")["total"]!);
        Assert.Equal(0, (int)Json("threats samples/threats/guess-ftp.pcapng --type port_scan")["total"]!);
        Assert.Equal(2, (int)Json("threats samples/threats/guess-ftp.pcapng --type unusual_pattern")["total"]!);
    }

    [Fact]
    public void NoThreatsIsAnAnswer()
    {
        Ran ran = Run("threats samples/http.pcapng");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.StartsWith("No threats were found in ", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFindingsAreTheSameWhateverTheNumberOfCores()
    {
        string[] words = ["threats", "samples/threats", "--json", "--top", "1000"];
        string one = BuiltProgram.Run(words, environment: Cores("1")).Output;

        Assert.NotEmpty(one);
        Assert.Equal(one, BuiltProgram.Run(words, environment: Cores("4")).Output);

        static Dictionary<string, string> Cores(string count) =>
            new() { ["DOTNET_PROCESSOR_COUNT"] = count, ["DOTNET_gcServer"] = count == "1" ? "0" : "1" };
    }

    [Fact]
    public void AnUnknownTypeNamesThoseThereAre()
    {
        Ran ran = Run($"threats {Scan} --type port_skan");

        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.Contains("no threat type named 'port_skan'", ran.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean port_scan?", ran.Error, StringComparison.Ordinal);
        foreach (string type in (string[])["data_exfil", "dns_tunnel", "beacon", "arp_spoofing", "web_attack"])
            Assert.Contains(type, ran.Error, StringComparison.Ordinal);
        JsonNode fault = Fault($"threats {Scan} --type nonsense", 2);
        Assert.Equal("invalid_argument", (string)fault["error_type"]!);
        Assert.Contains("dns_tunnel", fault["allowed"]!.AsArray().Select(one => (string)one!));
    }

    [Fact]
    public void AListThatCannotBeReadOrUnderstoodIsNamedWithTheLine()
    {
        using var folder = new Folder();
        string list = folder.Write("bad.txt", "# mine\ngood.test\nnot a name at all\n"u8);
        string binary = folder.Write("octets.txt", [0, 1, 2, 255, 10]);

        JsonNode broken = Fault($"threats {Scan} --block-list {list}", 1, 2);
        Assert.Equal("parse_error", (string)broken["error_type"]!);
        Assert.Contains("Line 3", (string)broken["error"]!, StringComparison.Ordinal);
        Assert.Contains("bad.txt", (string)broken["error"]!, StringComparison.Ordinal);
        Assert.Contains(
            "Line 1",
            (string)Fault($"threats {Scan} --block-list {binary}", 1, 2)["error"]!,
            StringComparison.Ordinal
        );
        JsonNode absent = Fault($"threats {Scan} --block-list {folder.Path}/absent.txt", 1, 2);
        Assert.Equal("not_found", (string)absent["error_type"]!);
        Assert.Contains("absent.txt", (string)absent["error"]!, StringComparison.Ordinal);
        Ran ran = Run($"threats {Scan} --block-list {list}");
        Assert.Equal("", ran.Output);
        Assert.Contains("Line 3 of the block list", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detection.scan_ports=0", "from 1 to 65535")]
    [InlineData("detection.beacon_score=101", "from 1 to 100")]
    [InlineData("detection.tunnel_score=-1", "from 1 to 100")]
    [InlineData("detection.suspicious_ports=70000", "65535")]
    [InlineData("detection.exfiltration_octets=much", "exfiltration_octets")]
    [InlineData("detection.nonsense=1", "nonsense")]
    public void AThresholdOutOfItsRangeIsRefusedWithTheRange(string setting, string says)
    {
        Ran ran = Run($"threats {Scan} --set {setting}");

        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.Contains(says, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("threats samples/no-such.pcapng", 1)]
    [InlineData("threats", 2)]
    [InlineData("threats samples/http.pcapng --severity awful", 2)]
    [InlineData("threats samples/threats --offset 10000", 2)]
    [InlineData("diagnose samples/no-such.pcapng", 1)]
    [InlineData("diagnose", 2)]
    [InlineData("diagnose samples/dns.pcapng --offset 99", 2)]
    [InlineData("diagnose samples/dns.pcapng --top -1", 2)]
    [InlineData("verify samples/no-such.pcapng --claim retransmissions", 1)]
    [InlineData("verify samples/http.pcapng", 2)]
    [InlineData("verify samples/http.pcapng --claim resett", 2)]
    [InlineData("verify samples/http.pcapng --claim reset", 2)]
    [InlineData("verify samples/http.pcapng --claim rtt --most-ms -1", 2)]
    [InlineData("verify samples/http.pcapng --claim rtt --most-ms 1 --least-ms 2", 2)]
    [InlineData("verify samples/http.pcapng --claim reset --by 192.0.2.1:70000", 2)]
    [InlineData("verify samples/http.pcapng --claim http_status --status teapot", 2)]
    [InlineData("verify samples/http.pcapng --claim http_status --status 404 --rcode NXDOMAIN", 2)]
    public void WhatCannotBeAskedIsSaidInTwoLines(string typed, int code)
    {
        Ran ran = Run(typed);

        Assert.Equal((code, ""), (ran.Code, ran.Output));
        Assert.StartsWith("sonde: ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CausesAreATableAndSayWhatWasLookedAt()
    {
        Ran ran = Run("diagnose samples/threats/scan-connect.pcapng");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Contains("refused_by_server", ran.Output, StringComparison.Ordinal);
        Assert.Contains("port_scan", ran.Output, StringComparison.Ordinal);
        Assert.Contains("Looked at security: ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("Not observable: ", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void CausesInJsonHaveWhatSpeaksAgainstAndTheNextQuestion()
    {
        JsonNode answer = Json("diagnose samples/dns.pcapng");

        Assert.Equal(5, (int)answer["total"]!);
        foreach (JsonNode? cause in answer["causes"]!.AsArray())
        {
            Assert.NotEmpty(cause!["supports"]!.AsArray());
            Assert.NotNull(cause["speaks_against"]);
            Assert.NotNull(cause["not_observable"]);
            Assert.NotEmpty(cause["evidence"]!["frames"]!.AsArray());
            Assert.Equal("analyze_dns_resolution_issues", (string)cause["next"]!["tool"]!);
        }
    }

    [Theory]
    [InlineData("--claim http_status --status 404", "supported")]
    [InlineData("--claim http_status --status 503", "contradicted")]
    [InlineData("--claim tls_version --tls-version 1.3", "not_observable")]
    public void AClaimIsJudgedForPeopleAndPrograms(string claim, string verdict)
    {
        Ran ran = Run($"verify samples/http.pcapng {claim}");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.StartsWith(verdict.Replace('_', ' '), ran.Output.Replace('_', ' '), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(verdict, (string)Json($"verify samples/http.pcapng {claim}")["verdict"]!);
    }

    [Fact]
    public void AnUnknownKindOfClaimNamesThoseThereAre()
    {
        JsonNode fault = Fault("verify samples/http.pcapng --claim resett", 2);

        Assert.Contains("reset", fault["allowed"]!.AsArray().Select(one => (string)one!));
        Assert.Contains("dns_answer_time", fault["allowed"]!.AsArray().Select(one => (string)one!));
        Assert.Equal("reset", (string)fault["nearest"]![0]!);
    }

    private static Ran Run(string typed) => BuiltProgram.Run(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static JsonNode Json(string typed)
    {
        Ran ran = Run(typed + " --json");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        return JsonNode.Parse(ran.Output)!;
    }

    private static JsonNode Fault(string typed, params int[] codes)
    {
        Ran ran = Run(typed + " --json");
        Assert.Contains(ran.Code, codes);
        JsonNode fault = JsonNode.Parse(ran.Output)!;
        Assert.False((bool)fault["success"]!);
        return fault;
    }
}
