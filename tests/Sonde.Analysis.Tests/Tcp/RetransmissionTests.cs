using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class RetransmissionTests
{
    private const TcpVerdicts Spurious = TcpVerdicts.Retransmission | TcpVerdicts.SpuriousRetransmission;
    private const TcpVerdicts Fast = TcpVerdicts.Retransmission | TcpVerdicts.FastRetransmission;

    [Fact]
    public void TheAckOfTheHandshakeAndTheFirstDataAreNoRetransmission()
    {
        Talk talk = Talk.Open();
        Assert.Equal(TcpVerdicts.None, talk.FromClient(1, 1, length: 100));
        Assert.Equal(TcpVerdicts.None, talk.FromServer(1, 101));
        Assert.All(talk.Segments, segment => Assert.Equal(TcpVerdicts.None, segment.Verdicts));
    }

    [Fact]
    public void ASegmentSentAgainIsOneRetransmission()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        Assert.Equal(TcpVerdicts.Retransmission, talk.FromClient(1, 1, length: 100, after: 200));
        Assert.Single(talk.Segments, segment => segment.Has(TcpVerdicts.Retransmission));
        Assert.Equal((4, 200_000_000), (talk.Last.RtoFrame, talk.Last.Rto));
    }

    [Fact]
    public void ASegmentSentAgainCutAtOtherBordersIsARetransmission()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(101, 1, length: 100);
        Assert.Equal(TcpVerdicts.Retransmission, talk.FromClient(51, 1, length: 100, after: 200));
    }

    [Fact]
    public void ASynAndAFinSentAgainAreRetransmissions()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        Assert.Equal(TcpVerdicts.Retransmission, talk.FromClient(0, 0, TcpFlags.Syn, after: 1000));
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack);
        talk.FromClient(1, 1, TcpFlags.Fin | TcpFlags.Ack);
        Assert.Equal(TcpVerdicts.Retransmission, talk.FromClient(1, 1, TcpFlags.Fin | TcpFlags.Ack, after: 300));
    }

    [Fact]
    public void ASegmentSentAgainAfterItsAckWasSeenIsSpurious()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101);
        Assert.Equal(Spurious, talk.FromClient(1, 1, length: 100));
    }

    [Fact]
    public void ASegmentThatTheCaptureShowsAfterItsAckIsSpurious()
    {
        Talk talk = Talk.Open();
        Assert.Equal(TcpVerdicts.AckLostSegment, talk.FromServer(1, 101));
        Assert.Equal(Spurious, talk.FromClient(1, 1, length: 100, after: 0.01));
    }

    [Fact]
    public void ASegmentSentAgainSoonAfterTwoDuplicateAcksIsFast()
    {
        Talk talk = AfterDuplicateAcks(2);
        Assert.Equal(Fast, talk.FromClient(1, 1, length: 100, after: 5));
        Assert.Equal(0, talk.Last.RtoFrame);
    }

    [Fact]
    public void ASegmentSentAgainAfterOneDuplicateAckIsNotFast() =>
        Assert.Equal(TcpVerdicts.Retransmission, AfterDuplicateAcks(1).FromClient(1, 1, length: 100, after: 5));

    [Fact]
    public void ASegmentSentAgainLongAfterTheDuplicateAcksIsNotFast() =>
        Assert.Equal(TcpVerdicts.Retransmission, AfterDuplicateAcks(3).FromClient(1, 1, length: 100, after: 21));

    [Fact]
    public void ASegmentOvertakenWithinTheFirstRoundTripTimeIsOutOfOrder()
    {
        Talk talk = Talk.Open();
        Assert.Equal(TcpVerdicts.LostSegment, talk.FromClient(101, 1, length: 100));
        Assert.Equal(TcpVerdicts.OutOfOrder, talk.FromClient(1, 1, length: 100, after: 1));
    }

    [Fact]
    public void ASegmentBelowTheExpectedAfterMoreThanTheFirstRoundTripTimeIsARetransmission()
    {
        Talk talk = Talk.Open();
        talk.FromClient(101, 1, length: 100);
        Assert.Equal(TcpVerdicts.Retransmission, talk.FromClient(1, 1, length: 100, after: 3));
    }

    [Fact]
    public void WithoutAHandshakeThreeMillisecondsTellOutOfOrderFromRetransmission()
    {
        foreach (
            (double after, TcpVerdicts verdict) in new[]
            {
                (2.9, TcpVerdicts.OutOfOrder),
                (3.1, TcpVerdicts.Retransmission),
            }
        )
        {
            var talk = new Talk();
            talk.FromClient(1, 1, length: 100);
            talk.FromClient(201, 1, length: 100);
            Assert.Equal(verdict, talk.FromClient(101, 1, length: 100, after: after));
        }
    }

    [Fact]
    public void ASegmentWhoseClockRanBackwardsIsNotOutOfOrder()
    {
        Talk talk = Talk.Open();
        talk.FromClient(101, 1, length: 100);
        Assert.Equal(TcpVerdicts.Retransmission, talk.FromClient(1, 1, length: 100, after: -1));
    }

    [Fact]
    public void SequenceNumbersThatWrapAreInOrder()
    {
        Talk talk = Talk.Open(clientBase: uint.MaxValue - 50);
        Assert.Equal(TcpVerdicts.None, talk.FromClient(1, 1, length: 100));
        Assert.Equal(TcpVerdicts.None, talk.FromServer(1, 101));
        Assert.Equal(TcpVerdicts.None, talk.FromClient(101, 1, length: 100));
        Assert.Equal(101u, talk.Last.RelativeSequence);
        Assert.Equal(TcpVerdicts.Retransmission, talk.FromClient(101, 1, length: 100, after: 200));
    }

    private static Talk AfterDuplicateAcks(int count)
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(101, 1, length: 100);
        talk.FromServer(1, 1, window: 7999);
        for (int i = 1; i <= count; i++)
        {
            Assert.Equal(TcpVerdicts.DuplicateAck, talk.FromServer(1, 1, window: 7999, after: 1));
            Assert.Equal((uint)i, talk.Last.DuplicateAckNumber);
            Assert.Equal(2, talk.Last.DuplicateAckFrame);
        }
        return talk;
    }
}
