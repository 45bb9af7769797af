using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class TcpQuestionTests : IDisposable
{
    private const string Client = "10.0.0.1:40000";
    private const string Server = "10.0.0.2:80";
    private const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Ack;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AHandshakeARequestAndOneRetransmissionIsOneRetransmission()
    {
        TcpRetransmissions answer = Again([.. Opening, Segment(1, 1, 100), Segment(1, 1, 100)]);

        Assert.Equal((1, 2, 0.5), (answer.TotalRetransmissions, answer.DataSegments, answer.RetransmissionRate));
        TcpEventRow row = Assert.Single(answer.Retransmissions);
        Assert.Equal(
            (5, "10.0.0.1", 40000, 80, 1, "rto"),
            (row.Frame, row.SrcIp, row.SrcPort, row.DstPort, row.Sequence, row.Kind)
        );
        Assert.Equal("10.0.0.1:40000 <-> 10.0.0.2:80", answer.Summary.WorstConnection);
        Assert.Equal([5L], answer.Evidence.Frames);
        Assert.True(answer.ExceedsThreshold);
    }

    [Fact]
    public void ARateEqualToTheThresholdDoesNotExceedIt() =>
        Assert.False(Again([.. Opening, Segment(1, 1, 100), Segment(1, 1, 100)], threshold: 0.5).ExceedsThreshold);

    [Fact]
    public void ACleanConnectionHasNoIssues()
    {
        TcpIssues answer = Issues([.. Opening, Segment(1, 1, 100), Answer(1, 101, 500), Segment(101, 501, 0)]);

        Assert.False(answer.HasIssues);
        Assert.Empty(answer.Issues);
        Assert.Equal((6, 1), (answer.TotalTcpPackets, answer.Connections));
    }

    [Fact]
    public void ARefusedConnectionIsNamedWithItsEnds()
    {
        TcpIssues answer = Issues([
            Make.Tcp(Client, Server, 1000, 0, TcpFlags.Syn, []),
            Make.Tcp(Server, Client, 0, 1001, TcpFlags.Rst | TcpFlags.Ack, []),
        ]);

        TcpIssueRow refused = answer.Issues.Single(issue => issue.IssueType == "connection_refused");
        Assert.Equal([$"{Client} -> {Server}"], refused.AffectedFlows);
        Assert.Equal("frame.number in {2}", refused.Evidence.DisplayFilter);
        Assert.Equal(1, answer.Issues.Single(issue => issue.IssueType == "reset").Count);
    }

    [Fact]
    public void SeverityGrowsWithTheCount()
    {
        byte[][] again = [.. Enumerable.Repeat(Segment(1, 1, 100), 12)];

        Assert.Equal("low", Retransmission([.. Opening, .. again[..2]]).Severity);
        Assert.Equal("medium", Retransmission([.. Opening, .. again]).Severity);

        TcpIssueRow Retransmission(byte[][] frames) =>
            Issues(frames).Issues.Single(issue => issue.IssueType == "retransmission");
    }

    [Fact]
    public void AResetWithAClosedWindowIsNoZeroWindow()
    {
        TcpZeroWindowAnswer answer = Ask(
            TcpZeroWindowQuestion.Ask,
            [.. Opening, Make.Tcp(Server, Client, 5001, 1001, TcpFlags.Rst | TcpFlags.Ack, [], window: 0)]
        );

        Assert.Equal(0, answer.TotalEvents);
        Assert.Empty(answer.Episodes);
    }

    [Fact]
    public void AClosedWindowIsAnEpisodeOfItsReceiver()
    {
        TcpZeroWindowAnswer answer = Ask(
            TcpZeroWindowQuestion.Ask,
            [
                .. Opening,
                Segment(1, 1, 100),
                Make.Tcp(Server, Client, 5001, 1101, TcpFlags.Ack, [], window: 0),
                Answer(1, 101, 0),
            ]
        );

        TcpZeroWindowRow episode = Assert.Single(answer.Episodes);
        Assert.Equal(
            (Server, Client, 5, 6L, 1.0),
            (episode.Receiver, episode.Sender, episode.FirstFrame, episode.LastFrame, episode.DurationMs)
        );
        Assert.Equal(("server", true, 1), (episode.ReceiverRole, episode.Ended, answer.TotalEvents));
    }

    [Fact]
    public void OfWindowScalingBothSidesAreSaid()
    {
        TcpScalingAnswer answer = Ask(
            TcpScalingQuestion.Ask,
            [
                Make.Tcp(Client, Server, 1000, 0, TcpFlags.Syn, [], options: [3, 3, 7, 1]),
                Make.Tcp(Server, Client, 5000, 1001, SynAck, [], options: [3, 3, 2, 1]),
                Make.Tcp(Client, Server, 1001, 5001, TcpFlags.Ack, [], window: 1000),
            ]
        );

        TcpScalingRow row = Assert.Single(answer.Connections);
        Assert.Equal((7, 2, true), (row.ClientWindow.Shift, row.ServerWindow.Shift, row.BothOffered));
        Assert.Equal((128_000L, 2.0, 512.0), (row.ClientWindow.MaxWindow, row.RttMs, row.ClientWindow.MaxMbps));
        Assert.Equal([7, 2], answer.WindowScalingEvents.Select(offer => offer.WindowScale!.Value));
    }

    [Fact]
    public void APacketThatTheCaptureHasTwiceIsNoLoss()
    {
        byte[] numbered = Segment(1, 1, 100);
        numbered[14 + 5] = 7; // identification
        byte[][] frames = [.. Opening, numbered, numbered];

        Assert.Equal([5L], Ask(TcpTimingQuestion.Ask, frames).DuplicateFrames.Select(copy => copy.Frame));
        Assert.Contains(Issues(frames).Issues, issue => issue.IssueType == "captured_twice");
        Assert.Equal((1, 0), (Again(frames).SecondOpinion.CapturedTwice, Again(frames).SecondOpinion.LostAfterCapture));
        Assert.Equal(0, Ask(TcpCongestionQuestion.Ask, frames).Score);
    }

    [Fact]
    public void ABareAckWithoutAnIdentificationMayBeRepeated() =>
        Assert.Equal(0, Ask(TcpTimingQuestion.Ask, [.. Opening, Opening[2]]).TotalDuplicateFrames);

    [Fact]
    public void AnAddressAndAPortSelectConnections()
    {
        byte[] other = Make.Tcp("10.0.0.3:1", "10.0.0.4:2", 1, 1, TcpFlags.Ack, new byte[10]);
        byte[][] frames = [.. Opening, other, other];

        Assert.Equal((0, 3), Counts("10.0.0.2", 80));
        Assert.Equal((1, 2), Counts("10.0.0.4", null));
        Assert.Equal((0, 0), Counts("10.0.0.4", 80));

        (long, long) Counts(string address, int? port)
        {
            TcpRetransmissions answer = Again(frames, address: address, port: port);
            return (answer.TotalRetransmissions, answer.TotalPackets);
        }
    }

    [Fact]
    public void ANameIsNoAddress()
    {
        var fault = Assert.Throws<EngineException>(() => Again([.. Opening], address: "example.test"));
        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
    }

    [Fact]
    public void PagesTogetherAreTheWhole()
    {
        byte[][] frames = [.. Opening, .. Enumerable.Repeat(Segment(1, 1, 100), 8)];
        TcpRetransmissions first = Again(frames, limit: 5);
        TcpRetransmissions second = Again(frames, limit: 5, offset: (int)first.NextOffset!.Value);

        Assert.Equal((5, 2), (first.Returned, second.Returned));
        Assert.Null(second.NextOffset);
        Assert.Throws<EngineException>(() => Again(frames, offset: 7));
    }

    [Fact]
    public void ACaptureWithoutTcpIsAnsweredWithNone()
    {
        string path = Repo.Path("samples", "dhcp.pcapng");

        Assert.StartsWith("None", Of(TcpIssuesQuestion.Ask).Summary, StringComparison.Ordinal);
        Assert.StartsWith("None", Of(TcpZeroWindowQuestion.Ask).Summary, StringComparison.Ordinal);
        Assert.StartsWith("None", Of(TcpScalingQuestion.Ask).Summary, StringComparison.Ordinal);
        Assert.StartsWith("None", Of(TcpTimingQuestion.Ask).Summary, StringComparison.Ordinal);
        Assert.StartsWith("None", Of(TcpCongestionQuestion.Ask).Summary, StringComparison.Ordinal);

        T Of<T>(Func<CaptureEngine, TcpArguments, AskContext, T> ask) =>
            ask(SampleEngine.Over(_folder.Path), new TcpArguments { FilePath = path }, new AskContext());
    }

    private static byte[][] Opening =>
        [
            Make.Tcp(Client, Server, 1000, 0, TcpFlags.Syn, []),
            Make.Tcp(Server, Client, 5000, 1001, SynAck, []),
            Make.Tcp(Client, Server, 1001, 5001, TcpFlags.Ack, []),
        ];

    private static byte[] Segment(uint sequence, uint acknowledgment, int length) =>
        Make.Tcp(Client, Server, 1000 + sequence, 5000 + acknowledgment, TcpFlags.Ack, new byte[length]);

    private static byte[] Answer(uint sequence, uint acknowledgment, int length) =>
        Make.Tcp(Server, Client, 5000 + sequence, 1000 + acknowledgment, TcpFlags.Ack, new byte[length]);

    private TcpIssues Issues(byte[][] frames) => Ask(TcpIssuesQuestion.Ask, frames);

    private T Ask<T>(Func<CaptureEngine, TcpArguments, AskContext, T> ask, byte[][] frames) =>
        ask(
            SampleEngine.Over(_folder.Path),
            new TcpArguments { FilePath = SampleEngine.Write(_folder, frames) },
            new AskContext()
        );

    private TcpRetransmissions Again(
        byte[][] frames,
        double? threshold = null,
        int? limit = null,
        int? offset = null,
        string? address = null,
        int? port = null
    ) =>
        TcpRetransmissionsQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new TcpRetransmissionsArguments
            {
                FilePath = SampleEngine.Write(_folder, frames),
                Threshold = threshold,
                Limit = limit,
                Offset = offset,
                ServerIp = address,
                ServerPort = port,
            },
            new AskContext()
        );
}
