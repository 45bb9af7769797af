using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class ConnectionTests
{
    private const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Ack;

    [Fact]
    public void TheFirstRoundTripTimeRunsFromTheLatestSynToTheAck()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        talk.FromClient(0, 0, TcpFlags.Syn, after: 1000);
        talk.FromServer(0, 1, SynAck, after: 20);
        talk.FromClient(1, 1, after: 5);
        Assert.Equal(25_000_000, talk.Last.Connection.InitialRtt);
    }

    [Fact]
    public void ASynWithAnotherNumberOnTheSamePortsIsAnotherConnection()
    {
        Talk talk = Talk.Open();
        Flow first = talk.Last.Flow;
        Assert.Equal(TcpVerdicts.ReusedPorts, talk.FromClient(70_000, 0, TcpFlags.Syn));
        Assert.NotSame(first, talk.Last.Flow);
        Assert.Equal(0u, talk.Last.RelativeSequence);
        Assert.Single(talk.Ended);
    }

    [Fact]
    public void ASynAckWithAnotherNumberCountsFromThereInTheSameConversation()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        talk.FromServer(0, 1, SynAck);
        Flow first = talk.Last.Flow;
        talk.FromServer(9000, 1, SynAck);
        Assert.True(talk.Last.Has(TcpVerdicts.ReusedPorts));
        Assert.Equal(0u, talk.Last.RelativeSequence);
        Assert.Same(first, talk.Last.Flow);
    }

    [Fact]
    public void ASynWithAFastOpenCookieIsSaid()
    {
        var talk = new Talk();
        Assert.Equal(
            TcpVerdicts.FastOpenSyn,
            talk.FromClient(0, 0, TcpFlags.Syn, options: [34, 10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 1])
        );
        Assert.Equal(TcpVerdicts.None, new Talk().FromClient(0, 0, TcpFlags.Syn, options: [34, 2, 1, 1]));
    }

    [Fact]
    public void ACaptureThatBeginsInTheMiddleCountsFromItsFirstSegments()
    {
        var talk = new Talk();
        talk.FromClient(500, 900, length: 10);
        Assert.Equal((1u, 1u), (talk.Last.RelativeSequence, talk.Last.RelativeAcknowledgment));
        Assert.Equal(TcpVerdicts.None, talk.Last.Verdicts);
        talk.FromServer(900, 510);
        Assert.Equal((1u, 11u), (talk.Last.RelativeSequence, talk.Last.RelativeAcknowledgment));
    }

    [Fact]
    public void OneDirectionAloneIsJudged()
    {
        var talk = new Talk();
        talk.FromClient(1, 1, length: 100);
        Assert.Equal(TcpVerdicts.None, talk.FromClient(101, 1, length: 100));
        Assert.Equal(TcpVerdicts.LostSegment, talk.FromClient(301, 1, length: 100));
        Assert.Equal(TcpVerdicts.Retransmission, talk.FromClient(101, 1, length: 100, after: 500));
    }

    [Fact]
    public void CompletenessIsWhatWasSeenBefore()
    {
        Talk talk = Talk.Open();
        Assert.Equal(TcpCompleteness.Syn | TcpCompleteness.SynAck, talk.Last.Completeness);
        talk.FromClient(1, 1, length: 5);
        talk.FromClient(6, 1, TcpFlags.Fin | TcpFlags.Ack);
        talk.FromServer(1, 7, TcpFlags.Rst | TcpFlags.Ack);
        Assert.Equal(63, (int)talk.Last.Connection.Completeness);
    }

    [Fact]
    public void ACutSegmentCountsByTheLengthItClaims()
    {
        Talk talk = Talk.Open();
        talk.Keep = 60;
        Assert.Equal(TcpVerdicts.None, talk.FromClient(1, 1, length: 1000));
        Assert.Equal(1000, talk.Last.Length);
        Assert.Equal(TcpVerdicts.None, talk.FromClient(1001, 1, length: 1000));
    }

    [Fact]
    public void AConnectionEndsOnceWhenTheCaptureDoes()
    {
        Talk talk = Talk.Open();
        talk.Finish();
        talk.Finish();
        Assert.Equal(3, Assert.Single(talk.Ended).Segments);
    }

    [Fact]
    public void ASegmentThatAnIcmpErrorQuotesIsNotJudged()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        int before = talk.Segments.Count;
        talk.Quote(1);
        Assert.Equal(before, talk.Segments.Count);
        Assert.Equal(TcpVerdicts.None, talk.FromServer(1, 101));
    }
}
