using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Conversations and their octets are those of <c>tshark -z conv</c>.</summary>
public sealed partial class ThroughputTests
{
    public static TheoryData<string> Captures => ConversationsTests.Captures;

    [Theory]
    [MemberData(nameof(Captures))]
    public void OctetsAndDurationsAreThoseOfTshark(string capture)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        ThroughputRow[] rows = [.. Ask(capture, "bytes_total").Conversations];
        foreach (string protocol in new[] { "TCP", "UDP" })
        {
            if (ConversationsTests.AreCountedAlike(capture, protocol))
                Assert.Equal(
                    OfTshark(capture, protocol),
                    rows.Where(row => row.Protocol == protocol).Select(Text).Order(StringComparer.Ordinal)
                );
        }
    }

    [Fact]
    public void TheEndThatSentMoreIsTheSource()
    {
        ThroughputRow[] rows = [.. Ask("http.pcapng", "mbps_total").Conversations];

        Assert.All(rows, row => Assert.True(row.BytesForward >= row.BytesReverse));
        Assert.All(rows, row => Assert.Equal(row.BytesTotal, row.BytesForward + row.BytesReverse));
    }

    [Fact]
    public void ShortExchangesComeAfterAllOthersUnlessAskedOtherwise()
    {
        ThroughputRow[] ranked = [.. Ask("dns.pcapng", "mbps_total").Conversations];
        int firstShort = Array.FindIndex(ranked, row => row.DurationSeconds < 0.1);
        Assert.All(ranked[firstShort..], row => Assert.False(row.DurationSeconds >= 0.1));
        Assert.True(ranked[0].DurationSeconds >= 0.1);

        double?[] rates = [.. Ask("dns.pcapng", "mbps_total", 0).Conversations.Select(row => row.MbpsTotal ?? 0)];
        Assert.Equal(rates.OrderDescending(), rates);
    }

    [Fact]
    public void ACaptureWithoutConversationsSaysSo()
    {
        using var folder = new TemporaryFolder();
        Throughput answer = ThroughputQuestion.Ask(
            SampleEngine.Over(folder.At("")),
            new() { FilePath = SampleEngine.Write(folder) },
            new AskContext()
        );

        Assert.True(answer.Success);
        Assert.Equal((0, 0), (answer.TopN, answer.ConversationsAnalyzed));
        Assert.StartsWith("No conversations", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void ANegativeDurationIsAnInvalidArgument() =>
        Assert.Equal(
            EngineFault.InvalidArgument,
            Assert.Throws<EngineException>(() => Ask("dns.pcapng", "mbps_total", -1)).Fault
        );

    private static Throughput Ask(string capture, string order, double? least = null) =>
        ThroughputQuestion.Ask(
            SampleEngine.Over(Repo.Path("samples")),
            new()
            {
                FilePath = Repo.Path("samples", capture),
                SortBy = order,
                MinDuration = least,
                TopN = int.MaxValue,
            },
            new AskContext()
        );

    private static string Text(ThroughputRow row) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{row.PacketsTotal} {Size(row.BytesTotal)} {row.DurationSeconds ?? 0:0.0000}"
        );

    private static IEnumerable<string> OfTshark(string capture, string protocol) =>
        Conversation()
            .Matches(
                TsharkProgram.Run("-nqr", Repo.Path("samples", capture), "-z", "conv," + protocol.ToLowerInvariant())
            )
            .Select(line => $"{line.Groups[1].Value} {line.Groups[2].Value} {line.Groups[3].Value}")
            .Order(StringComparer.Ordinal);

    // as tshark shortens it
    private static string Size(long octets) => octets < 10_000 ? $"{octets} bytes" : $"{octets / 1000} kB";

    [GeneratedRegex(@"<->.*\s(\d+) (\d+ (?:bytes|kB))\s+\S+\s+(\d+\.\d{4})\s*$", RegexOptions.Multiline)]
    private static partial Regex Conversation();
}
