using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Intervals are those of <c>tshark -z io,stat</c>; what lies on the last border, tshark leaves out.</summary>
public sealed partial class TimelineTests
{
    private const int Most = 10_000; // intervals of a page

    public static TheoryData<string, double> CapturesAndIntervals =>
        [
            .. from path in Directory.EnumerateFiles(Repo.Path("samples"), "*.pcap*").Order(StringComparer.Ordinal)
            from seconds in new[] { 0.05, 1 }
            select (Path.GetFileName(path), seconds),
        ];

    [Theory]
    [MemberData(nameof(CapturesAndIntervals))]
    public void IntervalsAreThoseOfTshark(string capture, double seconds)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        TrafficTimeline answer = Ask(Repo.Path("samples", capture), seconds);
        (long Packets, long Bytes)[] expected = OfTshark(Repo.Path("samples", capture), seconds);
        (long Packets, long Bytes)[] actual = [.. answer.Buckets.Select(row => (row.Packets, row.Bytes))];

        Assert.InRange(answer.Total - expected.Length, 0, 1);
        Assert.Equal(expected.Take(Most), actual.Take(expected.Length));
        Assert.Equal(answer.Coverage.PacketsRead, answer.Statistics.Packets);
        Assert.Equal(answer.Coverage.OctetsRead, answer.Statistics.Bytes);
    }

    [Fact]
    public void APacketOnABorderIsInTheIntervalThatBeginsThere()
    {
        using var folder = new TemporaryFolder();
        string path = SampleEngine.Write(folder, Frames(11)); // a millisecond apart

        TrafficTimeline answer = Ask(path, 0.005, folder.At(""));

        Assert.Equal([5, 5, 1], answer.Buckets.Select(row => row.Packets));
        Assert.Equal([(0, 0.005), (0.005, 0.01), (0.01, 0.015)], answer.Buckets.Select(row => (row.Start, row.End)));
        Assert.Equal("2001-09-09T01:46:40.005000000Z", answer.Buckets[1].StartTime);
    }

    [Fact]
    public void AnIntervalLongerThanTheCaptureHoldsItAllAndItsRatesAreThoseOfTheCapture()
    {
        using var folder = new TemporaryFolder();
        TrafficTimeline answer = Ask(SampleEngine.Write(folder, Frames(11)), 1_000_000, folder.At(""));

        IntervalRow only = Assert.Single(answer.Buckets);
        Assert.Equal((11, 660), (only.Packets, only.Bytes));
        Assert.Equal(1100, only.Pps);
        Assert.Contains("shorter than one interval", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyCaptureIsAnAnswerWithoutIntervals()
    {
        using var folder = new TemporaryFolder();
        TrafficTimeline answer = Ask(SampleEngine.Write(folder), 1, folder.At(""));

        Assert.True(answer.Success);
        Assert.Empty(answer.Buckets);
        Assert.Equal((0, 0), (answer.Total, answer.Returned));
        Assert.Equal("The capture holds no packets.", answer.Summary);
        Assert.Equal("", answer.TimelineData);
    }

    [Fact]
    public void OnePacketHasNoRate()
    {
        using var folder = new TemporaryFolder();
        TrafficTimeline answer = Ask(SampleEngine.Write(folder, Frames(1)), 1, folder.At(""));

        Assert.Null(Assert.Single(answer.Buckets).Bps);
        Assert.Null(answer.Statistics.AverageBps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.0001)]
    [InlineData(1e12)]
    [InlineData(double.NaN)]
    public void WhatIsNoLengthOfTimeIsExplained(double seconds)
    {
        string path = Repo.Path("samples", "dns.pcapng");
        CaptureEngine engine = SampleEngine.Over(Repo.Path("samples"));
        EngineException[] faults =
        [
            Assert.Throws<EngineException>(() => Ask(path, seconds)),
            Assert.Throws<EngineException>(() =>
                IoGraphQuestion.Ask(engine, new() { FilePath = path, TimeInterval = seconds }, new AskContext())
            ),
            Assert.Throws<EngineException>(() =>
                BandwidthQuestion.Ask(engine, new() { FilePath = path, TimeWindow = seconds }, new AskContext())
            ),
        ];

        Assert.All(faults, fault => Assert.Equal(EngineFault.InvalidArgument, fault.Fault));
        Assert.All(faults, fault => Assert.Matches("^time_(interval|window) must be from 0.001 to", fault.Message));
        Assert.All(faults, fault => Assert.NotEmpty(fault.Suggestion!));
    }

    [Fact]
    public void PagesTogetherAreTheWholeList()
    {
        string path = Repo.Path("samples", "http.pcapng");
        TrafficTimeline whole = Ask(path, 0.01);
        List<IntervalRow> pages = [];
        for (long? offset = 0; offset is { } at; )
        {
            TrafficTimeline page = TimelineQuestion.Ask(
                SampleEngine.Over(Repo.Path("samples")),
                new()
                {
                    FilePath = path,
                    TimeInterval = 0.01,
                    Limit = 5,
                    Offset = (int)at,
                },
                new AskContext()
            );
            pages.AddRange(page.Buckets);
            Assert.Equal(whole.Statistics, page.Statistics);
            offset = page.NextOffset;
        }

        Assert.Equal(whole.Buckets, pages);
    }

    [Fact]
    public void TheGraphHasTheNumbersOfTheTimelineAndAPictureOfNumbersAlone()
    {
        string path = Repo.Path("samples", "http.pcapng");
        IoGraph graph = IoGraphQuestion.Ask(
            SampleEngine.Over(Repo.Path("samples")),
            new() { PcapFile = path, TimeInterval = 0.01 },
            new AskContext()
        );

        Assert.Equal(Ask(path, 0.01).Buckets, graph.Buckets);
        Assert.Equal(12, graph.ThroughputData.Length);
        Assert.StartsWith("<svg xmlns=", graph.Svg, StringComparison.Ordinal);
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(graph.Svg).Root!.Name.LocalName);
    }

    internal static byte[][] Frames(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Make.Udp("10.0.0.1:1000", "10.0.0.2:2000", new byte[18]))];

    private static TrafficTimeline Ask(string path, double seconds, string? folder = null) =>
        TimelineQuestion.Ask(
            SampleEngine.Over(folder ?? Repo.Path("samples")),
            new()
            {
                FilePath = path,
                TimeInterval = seconds,
                Limit = Most,
            },
            new AskContext()
        );

    private static (long Packets, long Bytes)[] OfTshark(string path, double seconds) =>
        [
            .. Row()
                .Matches(
                    TsharkProgram.Run(
                        "-n",
                        "-q",
                        "-r",
                        path,
                        "-z",
                        string.Create(CultureInfo.InvariantCulture, $"io,stat,{seconds}")
                    )
                )
                .Select(row =>
                    (
                        long.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture),
                        long.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture)
                    )
                ),
        ];

    [GeneratedRegex(@"^\|.+<>.+\|\s+(\d+) \|\s+(\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
