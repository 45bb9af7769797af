using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class AcknowledgmentTests
{
    [Fact]
    public void AnAckWithDataIsNoDuplicate()
    {
        Talk talk = Talk.Open();
        talk.FromServer(1, 1);
        Assert.Equal(TcpVerdicts.None, talk.FromServer(1, 1, length: 10));
    }

    [Fact]
    public void AnAckRepeatedWithAnotherWindowIsAWindowUpdate()
    {
        Talk talk = Talk.Open();
        talk.FromServer(1, 1);
        Assert.Equal(TcpVerdicts.WindowUpdate, talk.FromServer(1, 1, window: 9000));
    }

    [Fact]
    public void ARepeatedAckWithSackBlocksAndAnotherWindowIsAWindowUpdateToo()
    {
        Talk talk = Talk.Open();
        talk.FromServer(1, 1);
        byte[] sack = [1, 1, 5, 10, 0, 0, 4, 76, 0, 0, 4, 176];
        Assert.Equal(TcpVerdicts.WindowUpdate, talk.FromServer(1, 1, window: 9000, options: sack));
    }

    [Fact]
    public void AnAckOfOctetsThatWereNotCapturedIsSaidOnce()
    {
        Talk talk = Talk.Open();
        Assert.Equal(TcpVerdicts.AckLostSegment, talk.FromServer(1, 501));
        Assert.Equal(TcpVerdicts.None, talk.FromServer(1, 1001));
    }

    [Fact]
    public void AnAckBeyondAGapIsSaidForTheGapAndForWhatFollowsIt()
    {
        Talk talk = Talk.Open();
        Assert.Equal(TcpVerdicts.LostSegment, talk.FromClient(101, 1, length: 100));
        Assert.Equal(TcpVerdicts.AckLostSegment, talk.FromServer(1, 201));
        Assert.Equal(TcpVerdicts.AckLostSegment, talk.FromServer(1, 301));
        Assert.Equal(TcpVerdicts.None, talk.FromServer(1, 401));
    }

    [Fact]
    public void AResetAcknowledgesWithoutARemark()
    {
        Talk talk = Talk.Open();
        Assert.Equal(TcpVerdicts.None, talk.FromServer(1, 501, TcpFlags.Rst | TcpFlags.Ack, window: 0));
    }

    [Fact]
    public void AnAckPointsToTheSegmentItAnswers()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101, after: 30);
        Assert.Equal((4, 30_000_000), (talk.Last.AcksFrame, talk.Last.AckRtt));
    }

    [Fact]
    public void OctetsInFlightAreThoseSentAndNotAcknowledged()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(101, 1, length: 100);
        Assert.Equal(200u, talk.Last.BytesInFlight);
        talk.FromServer(1, 151);
        talk.FromClient(201, 1, length: 100);
        Assert.Equal(150u, talk.Last.BytesInFlight);
    }

    [Fact]
    public void OctetsSentSinceAPushAreCountedUpToTheNextPush()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(101, 1, TcpFlags.Ack | TcpFlags.Psh, length: 100);
        Assert.Equal(200u, talk.Last.PushBytesSent);
        talk.FromClient(201, 1, length: 100);
        Assert.Equal(100u, talk.Last.PushBytesSent);
    }

    [Fact]
    public void SackedOctetsAreNotInFlightAndWhereNothingIsLeftNothingIsSaid()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 1);
        talk.FromServer(1, 2, options: [1, 1, 5, 10, 0, 0, 3, 233, 0, 0, 3, 234]); // octet 1 twice (RFC 2883)
        talk.FromClient(2, 1, length: 10);
        Assert.Equal(9u, talk.Last.BytesInFlight);
        talk.FromServer(1, 12, options: [1, 1, 5, 10, 0, 0, 3, 233, 0, 0, 3, 234]);
        talk.FromClient(12, 1, length: 1);
        Assert.Equal((0u, 0u), (talk.Last.BytesInFlight, talk.Last.PushBytesSent));
        talk.FromServer(1, 13);
        talk.FromClient(13, 1, length: 5);
        Assert.Equal((5u, 17u), (talk.Last.BytesInFlight, talk.Last.PushBytesSent));
    }

    [Fact]
    public void OctetsThatWereAcknowledgedBeforeTheyWereSentAgainAreInFlight()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101);
        talk.FromClient(1, 1, length: 40);
        talk.FromClient(101, 1, length: 50);
        Assert.Equal(150u, talk.Last.BytesInFlight);
    }

    [Fact]
    public void ALoneSynAckAtTheBeginningIsNotYetSeenByCompleteness()
    {
        var talk = new Talk();
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack);
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack);
        Assert.Equal(TcpCompleteness.None, talk.Last.Completeness);
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack);
        Assert.Equal(TcpCompleteness.SynAck, talk.Last.Completeness);
    }
}
