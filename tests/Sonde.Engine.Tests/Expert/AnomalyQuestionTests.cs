using System.Globalization;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class AnomalyQuestionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Repo.Path("samples"), "*.pcap*").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void TheFilterOfATypeSelectsItsPackets(string sample)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "tshark is not installed");
        string path = Repo.Path("samples", sample);
        foreach (AnomalyTypeRow row in Ask(new() { FilePath = path }).AnomaliesByType)
        {
            if (row.Evidence.DisplayFilter is not { } filter)
                continue;
            long[] frames = TsharkProgram.Frames(path, filter);
            Assert.Equal((row.AnomalyType, row.Count), (row.AnomalyType, frames.LongLength));
            Assert.Equal(row.Evidence.Frames, frames.Take(Evidence.MostFrames));
        }
    }

    [Theory]
    [InlineData("http.pcapng")]
    [InlineData("dns.pcapng")]
    [InlineData("icmp.pcapng")]
    [InlineData("fragments.pcapng")]
    [InlineData("tunnels.pcapng")]
    [InlineData("tls13.pcapng")]
    public void ACleanSampleHasNone(string sample)
    {
        ProtocolAnomalies answer = Ask(new() { FilePath = Repo.Path("samples", sample), SeverityFilter = "Chat" });

        Assert.Empty(answer.Anomalies);
        Assert.Equal(0, answer.TotalAnomalies);
        Assert.StartsWith("No anomalies", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void AnInjectedResetShowsByItsTtl()
    {
        ProtocolAnomalies answer = Ask(new() { FilePath = Repo.Path("samples", "reset-by-router-at-client.pcapng") });

        AnomalyRow row = Assert.Single(answer.Anomalies);
        Assert.Equal(("ttl_changed", "255, before 63"), (row.AnomalyType, row.Detail));
        AnomalyTypeRow type = Assert.Single(answer.AnomaliesByType);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"frame.number in {{{row.Frame}}}"),
            type.Evidence.DisplayFilter
        );
    }

    [Fact]
    public void InformationalOnesAreCountedAndListedWhenAskedFor()
    {
        string path = Repo.Path("samples", "zero-window.pcapng");
        ProtocolAnomalies usual = Ask(new() { FilePath = path });
        ProtocolAnomalies all = Ask(
            new()
            {
                FilePath = path,
                SeverityFilter = "chat",
                Limit = 10,
                Offset = 60,
            }
        );

        Assert.Empty(usual.Anomalies);
        Assert.Contains("counted by type", usual.Summary, StringComparison.Ordinal);
        Assert.Equal(usual.BySeverity["Chat"], all.TotalAnomalies);
        Assert.Equal((10, 70L), (all.Returned, all.NextOffset ?? all.TotalAnomalies));
        ProtocolAnomalies one = Ask(new() { FilePath = path, AnomalyType = all.Anomalies[0].AnomalyType });
        Assert.All(one.Anomalies, row => Assert.Equal(all.Anomalies[0].AnomalyType, row.AnomalyType));
    }

    [Fact]
    public void AWrongTypeNamesTheNearest()
    {
        var fault = Assert.Throws<EngineException>(() =>
            Ask(new() { FilePath = Repo.Path("samples", "http.pcapng"), AnomalyType = "tcp_sin_fin" })
        );

        Assert.Contains("tcp_syn_fin", fault.Nearest);
    }

    [Fact]
    public void APageBeyondTheEndIsRefused()
    {
        Assert.Throws<EngineException>(() => Ask(new() { FilePath = Repo.Path("samples", "http.pcapng"), Offset = 5 }));
    }

    private ProtocolAnomalies Ask(AnomalyArguments arguments) =>
        AnomalyQuestion.Ask(SampleEngine.Over(_folder.Path), arguments, new AskContext());
}
