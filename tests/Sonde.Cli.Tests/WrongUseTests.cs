using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

public sealed class WrongUseTests
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("summary")]
    [InlineData("summary --nonsense samples/dns.pcapng")]
    [InlineData("summary samples/dns.pcapng --max-packets many")]
    [InlineData("summary samples/dns.pcapng --max-packets 0")]
    [InlineData("summary samples/dns.pcapng --json --csv")]
    [InlineData("summary samples/dns.pcapng --set nonsense=1")]
    [InlineData("summary samples/dns.pcapng --set pcap.max_packets")]
    [InlineData("conversations samples/dns.pcapng --sort size")]
    [InlineData("conversations samples/dns.pcapng --offset 1000")]
    [InlineData("conversations samples/dns.pcapng --limit -1")]
    [InlineData("packet samples/dns.pcapng")]
    [InlineData("packet samples/dns.pcapng 0")]
    [InlineData("packet samples/dns.pcapng 5 --context -1")]
    [InlineData("packet samples/dns.pcapng 5 --hex-limit 100000")]
    [InlineData("packets samples/dns.pcapng --filter dns.qry.nam")]
    [InlineData("packets samples/dns.pcapng --filter ((")]
    [InlineData("packets samples/dns.pcapng --fields dns.qry.nam")]
    [InlineData("packets samples/dns.pcapng --count-by nonsense")]
    [InlineData("packets samples/dns.pcapng --protocol nonsense")]
    [InlineData("packets samples/dns.pcapng --src nonsense")]
    [InlineData("packets samples/dns.pcapng --port 70000")]
    [InlineData("packets samples/dns.pcapng --offset 1000")]
    [InlineData("dns samples/dns.pcapng --protocol smtp")]
    [InlineData("dns samples/dns.pcapng --view nonsense")]
    [InlineData("dns samples/dns.pcapng --offset 3")]
    [InlineData("dns samples/dns.pcapng --view issues --offset 1000")]
    [InlineData("dns samples/dns.pcapng --view packets --offset 1000")]
    [InlineData("dhcp samples/dhcp.pcapng --offset 1000")]
    [InlineData("icmp samples/icmp.pcapng --offset 1000")]
    [InlineData("endpoints samples/dns.pcapng --offset 1000")]
    [InlineData("throughput samples/dns.pcapng --sort size")]
    [InlineData("throughput samples/dns.pcapng --min-duration -1")]
    [InlineData("timeline samples/dns.pcapng --interval 0")]
    [InlineData("timeline samples/dns.pcapng --interval -5")]
    [InlineData("timeline samples/dns.pcapng --interval often")]
    [InlineData("timeline samples/dns.pcapng --offset 1000")]
    [InlineData("timeline samples/dns.pcapng --link-mbps 100")]
    [InlineData("timeline samples/dns.pcapng --view bandwidth --link-mbps 0")]
    [InlineData("topology samples/dns.pcapng --offset 1000")]
    [InlineData("facts")]
    [InlineData("call")]
    [InlineData("call nonsense")]
    [InlineData("call pcap_summary --nonsense 1")]
    [InlineData("call pcap_summary --max-packets many --file-path samples/dns.pcapng")]
    [InlineData("call pcap_summary samples/dns.pcapng")]
    [InlineData("call pcap_summary --file-path")]
    [InlineData("call pcap_summary --args [1]")]
    [InlineData("call pcap_summary --args {")]
    [InlineData("cidr")]
    [InlineData("cidr info")]
    [InlineData("cidr split 10.0.0.0/24 --prefix 26 --offset 4")]
    [InlineData("cidr split 10.0.0.0/24 --prefix 26 --limit 5000")]
    [InlineData("cidr overlaps --nonsense")]
    [InlineData("vlan check [1]")]
    [InlineData("vlan check {")]
    [InlineData("vlan plan 10.0.0.0/24 10:Users")]
    [InlineData("vlan plan 10.0.0.0/24 10:Users:many")]
    [InlineData("call ip_in_vlan --ip 10.0.0.1 --vlan-id 10 --vlan-map 7")]
    [InlineData("config")]
    public void WrongUseEndsWithTwo(string typed)
    {
        Ran ran = BuiltProgram.Run(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, ran.Code);
        if (typed.StartsWith("call ", StringComparison.Ordinal))
            AssertFault(ran, "invalid_argument");
        else
            AssertLines(ran);
    }

    [Theory]
    [InlineData("samples/no-such.pcapng", "not_found")]
    [InlineData("no-such-folder/x.pcap", "not_found")]
    [InlineData("samples/README.md", "unsupported_format")]
    [InlineData("samples/*.nothing", "not_found")]
    public void WhatCannotBeReadEndsWithOne(string path, string type)
    {
        AssertLines(BuiltProgram.Run("summary", path), 1);
        AssertFault(BuiltProgram.Run("summary", path, "--json"), type, 1);
        AssertFault(BuiltProgram.Run("call", "pcap_summary", "--file-path", path), type, 1);
    }

    [Fact]
    public void AnEmptyFileIsNoCapture()
    {
        using var folder = new Folder();
        string path = folder.Write("empty.pcap", []);
        AssertFault(BuiltProgram.Run("summary", path, "--json"), "unsupported_format", 1);
        AssertLines(BuiltProgram.Run("summary", path), 1);
    }

    [Fact]
    public void AFolderWithoutCapturesIsSaidToBeOne()
    {
        using var folder = new Folder();
        folder.Write("notes.txt", "no capture"u8);
        Ran ran = BuiltProgram.Run("summary", folder.Path);
        AssertLines(ran, 1);
    }

    [Fact]
    public void ALinkTypeThatIsNotReadIsNamed()
    {
        using var folder = new Folder();
        Ran ran = BuiltProgram.Run("summary", UserCapture(folder), "--json");
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        Assert.Equal(1, ran.Code);
        Assert.Equal("unsupported_format", (string)answer["error_type"]!);
        Assert.Contains("147 (USER 0)", (string)answer["error"]!, StringComparison.Ordinal);
        Assert.Contains("1 (Ethernet)", answer["allowed"]!.AsArray().Select(one => (string)one!));
    }

    [Fact]
    public void AFileOfALinkTypeThatIsNotReadIsStillDescribed()
    {
        using var folder = new Folder();
        Ran ran = BuiltProgram.Run("capinfos", UserCapture(folder), "--json");
        Assert.Equal(0, ran.Code);
        Assert.Equal(1, (int)JsonNode.Parse(ran.Output)!["packet_count"]!);
    }

    [Fact]
    public void WhatIsNotReadBesideOtherPacketsStandsInTheCoverage()
    {
        using var folder = new Folder();
        string other = Repo.Path("samples", "raw.pcap");
        Ran ran = BuiltProgram.Run("summary", UserCapture(folder), other, "--json");
        Assert.Equal(0, ran.Code);
        Assert.Equal(
            ["147 (USER 0): 1 packet"],
            JsonNode.Parse(ran.Output)!["coverage"]!["link_types_not_read"]!.AsArray().Select(one => (string)one!)
        );
    }

    [Fact]
    public void AFileWithoutPermissionIsDenied()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the permissions of Linux");
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new Folder();
        string path = folder.Write("closed.pcap", File.ReadAllBytes(Repo.Path("samples", "raw.pcap")));
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(path, UnixFileMode.None);
        AssertFault(BuiltProgram.RunAsAnybody("summary", path, "--json"), "access_denied", 1);
    }

    [Fact]
    public void OfSeveralFilesOneWithoutPermissionIsLeftOut()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the permissions of Linux");
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new Folder();
        byte[] capture = File.ReadAllBytes(Repo.Path("samples", "raw.pcap"));
        string open = folder.Write("open.pcap", capture);
        string closed = folder.Write("closed.pcap", capture);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(open, (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(closed, UnixFileMode.None);
        JsonNode whole = JsonNode.Parse(BuiltProgram.Run("summary", open, "--json").Output)!;

        Ran ran = BuiltProgram.RunAsAnybody("summary", open, closed, "--json");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        Assert.Equal((long)whole["packet_count"]!, (long)answer["packet_count"]!);
        Assert.False((bool)answer["coverage"]!["complete"]!);
        Assert.StartsWith("closed.pcap: ", (string)answer["coverage"]!["files_skipped"]![0]!, StringComparison.Ordinal);
        AssertFault(BuiltProgram.RunAsAnybody("summary", closed, "--json"), "access_denied", 1);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("samples/../../../../../../../../etc/passwd")]
    public void AToolReadsOnlyInTheFoldersThatAreAllowed(string path) =>
        AssertFault(BuiltProgram.Run("call", "pcap_summary", "--file-path", path), "access_denied", 1);

    [Fact]
    public void ALinkLeadsAToolNowhereElse()
    {
        using var folder = new Folder();
        string link = System.IO.Path.Combine(folder.Path, "link.pcap");
        File.CreateSymbolicLink(link, "/etc/passwd");
        AssertFault(BuiltProgram.Run("call", "pcap_summary", "--file-path", link), "access_denied", 1);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data.pcap")]
    [InlineData("http://127.0.0.1:9/x.pcap")]
    [InlineData("http://[::1]:9/x.pcap")]
    [InlineData("http://2130706433:9/x.pcap")]
    [InlineData("http://10.0.0.1/x.pcap")]
    public void AUrlToAPlaceThatIsNotPublicIsRefused(string url)
    {
        AssertFault(BuiltProgram.Run("summary", url, "--json"), "blocked_by_policy", 1);
        AssertFault(BuiltProgram.Run("call", "pcap_summary", "--file-path", url), "blocked_by_policy", 1);
    }

    [Fact]
    public void AWrongConfigurationNamesFileAndKey()
    {
        using var folder = new Folder();
        string config = folder.Write("config.yaml", "pcap:\n  max_packets: many\n"u8);
        Ran ran = BuiltProgram.Run("summary", "samples/dns.pcapng", "--config", config);
        Assert.Equal(2, ran.Code);
        Assert.Contains("config.yaml:2", ran.Error, StringComparison.Ordinal);
        Assert.Contains("pcap.max_packets", ran.Error, StringComparison.Ordinal);
    }

    private static void AssertLines(Ran ran, int code = 2)
    {
        Assert.Equal(code, ran.Code);
        Assert.Empty(ran.Output);
        Assert.Contains("sonde: ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ran.Error, StringComparison.Ordinal);
    }

    private static void AssertFault(Ran ran, string type, int code = 2)
    {
        Assert.Equal((code, ""), (ran.Code, ran.Error));
        JsonNode fault = JsonNode.Parse(ran.Output)!;
        Assert.False((bool)fault["success"]!);
        Assert.Equal(type, (string)fault["error_type"]!);
        Assert.NotEmpty((string)fault["error"]!);
    }

    /// <summary>A pcap of one frame with link type 147, which is left to users.</summary>
    private static string UserCapture(Folder folder)
    {
        const string header = "d4c3b2a1 0200 0400 00000000 00000000 00000400 93000000";
        return folder.Write("user0.pcap", Make.Hex(header + "01000000 00000000 01000000 01000000 09"));
    }
}
