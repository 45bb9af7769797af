using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>What an answer says of the reading that it is based on.</summary>
public sealed class CoverageTests : IDisposable
{
    private static readonly byte[] Frame = Make.Udp("10.0.0.1:5000", "10.0.0.2:9", [1, 2, 3]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ulong.MaxValue, 7, long.MaxValue)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, long.MaxValue)]
    [InlineData(3, 4, 7)]
    public void NumbersOfDroppedPacketsThatAFileClaimsDoNotOverflow(ulong one, ulong other, long sum)
    {
        string path = Write(
            "dropped.pcapng",
            new PcapNgBlocks().Section().Ethernet().Packet(Frame, 1).Dropped(one, other)
        );

        Assert.Equal(sum, Summary(path).Coverage.PacketsDropped);
    }

    [Fact]
    public void FramesWithoutATimeAreLeftOutOfTimes()
    {
        string path = Write(
            "mixed.pcapng",
            new PcapNgBlocks().Section().Ethernet().Packet(Frame, 5_000_000).Timeless(Frame).Packet(Frame, 6_000_000)
        );

        PcapSummary answer = Summary(path);
        ConversationRow conversation = Assert.Single(Conversations(path).Conversations);

        Assert.Equal(3, answer.PacketCount);
        Assert.Equal((5.0, 6.0, 1.0), (answer.StartTimeEpoch, answer.EndTimeEpoch, answer.CaptureDurationSeconds));
        Assert.Equal((5.0, 1.0, 3), (conversation.StartTime, conversation.DurationSeconds, conversation.Packets));
    }

    [Fact]
    public void ACaptureWithoutTimesHasNone()
    {
        string path = Write("timeless.pcapng", new PcapNgBlocks().Section().Ethernet().Timeless(Frame).Timeless(Frame));

        PcapSummary answer = Summary(path);
        ConversationRow conversation = Assert.Single(Conversations(path).Conversations);

        Assert.Equal(2, answer.PacketCount);
        Assert.Null(answer.StartTime);
        Assert.Null(answer.CaptureDurationSeconds);
        Assert.Null(answer.Coverage.FirstTime);
        Assert.Null(conversation.StartTime);
        Assert.Null(conversation.DurationSeconds);
    }

    [Fact]
    public void WhatWasReadBeforeAPartThatCannotBeReadIsAnswered()
    {
        string path = Write(
            "newer.pcapng",
            new PcapNgBlocks().Section().Ethernet().Packet(Frame, 1).Section(version: 9)
        );

        PcapSummary answer = Summary(path);

        Assert.Equal(1, answer.PacketCount);
        Assert.False(answer.Coverage.Complete);
        Assert.NotNull(answer.Coverage.Ended);
    }

    [Fact]
    public void OfSeveralFilesOneThatIsNoCaptureIsLeftOut()
    {
        string good = Write("good.pcapng", new PcapNgBlocks().Section().Ethernet().Packet(Frame, 1));
        string bad = _folder.Write("bad.txt");

        PcapSummary answer = Summary(good, bad);

        Assert.Equal(1, answer.PacketCount);
        Assert.False(answer.Coverage.Complete);
        Assert.StartsWith("bad.txt: ", Assert.Single(answer.Coverage.FilesSkipped!), StringComparison.Ordinal);
    }

    [Fact]
    public void OfSeveralFilesNoneOfWhichIsACaptureTheReasonsAreTold()
    {
        var fault = Assert.Throws<EngineException>(() => Summary(_folder.Write("a.txt"), _folder.Write("b.txt")));

        Assert.Equal(EngineFault.UnsupportedFormat, fault.Fault);
        Assert.Contains("a.txt: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("b.txt: ", fault.Message, StringComparison.Ordinal);
    }

    private string Write(string name, PcapNgBlocks blocks)
    {
        string path = _folder.At(name);
        File.WriteAllBytes(path, blocks.ToArray());
        return path;
    }

    private PcapSummary Summary(params string[] files) =>
        PcapSummaryQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new CaptureArguments { Files = files },
            new AskContext()
        );

    private ConversationList Conversations(string path) =>
        ConversationsQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new ConversationsArguments { FilePath = path },
            new AskContext()
        );
}
