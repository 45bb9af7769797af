using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed partial class ExpertQuestionTests : IDisposable
{
    // Protocols whose remarks are meant to be complete on the samples.
    private static readonly string[] Compared =
    [
        "TCP",
        "UDP",
        "IPv4",
        "IPv6",
        "ICMP",
        "ICMPv6",
        "DNS",
        "ARP/RARP",
        "DHCP/BOOTP",
        "Ethernet",
        "Ethertype",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Repo.Path("samples"), "*.pcap*").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void RemarksAreThoseOfTshark(string sample)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "tshark is not installed");
        ExpertInformation answer = Ask(new() { FilePath = Repo.Path("samples", sample), Limit = int.MaxValue });

        Assert.Equal(
            Reference(sample),
            answer
                .Items.Where(item => Compared.Contains(item.Protocol))
                .Select(item => $"{item.Severity}|{item.Group}|{item.Protocol}|{item.Summary}|{item.Count}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void ASeverityMeansItAndAllAboveUnlessExact()
    {
        ExpertInformation warnings = Ask(new() { FilePath = Loss, SeverityFilter = "Warn" });
        ExpertInformation notes = Ask(
            new()
            {
                FilePath = Loss,
                SeverityFilter = "Note",
                SeverityMatch = "exact",
            }
        );

        Assert.NotEmpty(warnings.Items);
        Assert.All(warnings.Items, item => Assert.Contains(item.Severity, new[] { "Warning", "Error" }));
        Assert.All(notes.Items, item => Assert.Equal("Note", item.Severity));
        Assert.Equal(warnings.BySeverity, notes.BySeverity);
    }

    [Fact]
    public void AWrongSeverityNamesTheNearest()
    {
        var fault = Assert.Throws<EngineException>(() => Ask(new() { FilePath = Loss, SeverityFilter = "Warnin" }));

        Assert.Contains("Warning", fault.Nearest);
    }

    [Fact]
    public void EvidenceHasFramesAndAFilter()
    {
        ExpertItem item = Ask(new() { FilePath = Loss, Limit = 1000 })
            .Items.First(one => one.Summary.Contains("fast retransmission", StringComparison.Ordinal));

        Assert.Equal("tcp.analysis.fast_retransmission", item.Evidence.DisplayFilter);
        Assert.Equal(item.Count, item.Evidence.FramesTotal);
        Assert.Equal(item.Frames, item.Evidence.Frames);
    }

    private static string Loss => Repo.Path("samples", "loss-before.pcapng");

    private ExpertInformation Ask(ExpertArguments arguments) =>
        ExpertQuestion.Ask(SampleEngine.Over(_folder.Path), arguments, new AskContext());

    private static IEnumerable<string> Reference(string sample)
    {
        string severity = "";
        List<string> rows = [];
        foreach (
            string line in TsharkProgram.Run("-n", "-q", "-r", Repo.Path("samples", sample), "-z", "expert").Split('\n')
        )
        {
            if (Heading().Match(line) is { Success: true } heading)
                severity = heading.Groups[1].Value switch
                {
                    "Errors" => "Error",
                    "Warns" => "Warning",
                    "Notes" => "Note",
                    _ => "Chat",
                };
            else if (Row().Match(line) is { Success: true } row && Compared.Contains(row.Groups[3].Value))
                rows.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{severity}|{row.Groups[2].Value}|{row.Groups[3].Value}|{row.Groups[4].Value}|{row.Groups[1].Value}"
                    )
                );
        }
        return rows.Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^(Errors|Warns|Notes|Chats) \(")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*(\d+)\s+(\S.*?)\s\s+(\S.*?)\s\s+(.*?)\s*$")]
    private static partial Regex Row();
}
