using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class TcpSecondOpinionTests
{
    [Fact]
    public void ADuplicateSackProvesARetransmissionSpurious()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(1, 1, length: 100, after: 300);
        talk.FromServer(1, 101);
        talk.FromServer(1, 101, options: Sack(1, 101), after: 1);
        TcpSecondOpinion opinion = talk.Flow.Client.SecondOpinion!;
        Assert.Equal([5], opinion.SpuriousBySack.Numbers);
        Assert.Equal(0, talk.Flow.Count(TcpVerdicts.SpuriousRetransmission));
    }

    [Fact]
    public void AnOrdinarySackProvesNothing()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(101, 1, length: 100);
        talk.FromServer(1, 1, options: Sack(101, 201));
        talk.FromClient(1, 1, length: 100, after: 300);
        talk.FromServer(1, 201);
        Assert.Equal(0, talk.Flow.Client.SecondOpinion!.SpuriousBySack.Count);
    }

    [Fact]
    public void ADuplicateSackOfWhatWasSeenOnceTellsOfACopyOutOfSight()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101, options: Sack(1, 101));
        Assert.Equal(1, talk.Flow.Client.SecondOpinion!.DuplicatesBeyondCapture);
    }

    [Fact]
    public void AnAcknowledgmentThatEchoesTheFirstCopyProvesARetransmissionSpurious()
    {
        Assert.Equal(1, Echoed(10).SpuriousByTimestamp.Count);
        Assert.Equal(0, Echoed(310).SpuriousByTimestamp.Count);
    }

    [Fact]
    public void ALateSegmentThatWasSentFirstWasOvertaken()
    {
        TcpSecondOpinion opinion = Late(19, after: 300, TcpVerdicts.Retransmission);
        Assert.Equal((1, 0), (opinion.ReorderedNotLost.Count, opinion.LostNotReordered.Count));
    }

    [Fact]
    public void ASegmentOutOfOrderThatWasSentLaterWasLostAndSentAgain()
    {
        TcpSecondOpinion opinion = Late(21, after: 0.5, TcpVerdicts.OutOfOrder);
        Assert.Equal((0, 1), (opinion.ReorderedNotLost.Count, opinion.LostNotReordered.Count));
    }

    private static TcpSecondOpinion Echoed(uint echo)
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100, options: TcpFlowTests.Stamps(10, 1));
        talk.FromServer(1, 1, options: TcpFlowTests.Stamps(1, 1));
        talk.FromClient(1, 1, length: 100, options: TcpFlowTests.Stamps(310, 1), after: 300);
        talk.FromServer(1, 101, options: TcpFlowTests.Stamps(2, echo));
        return talk.Flow.Client.SecondOpinion!;
    }

    private static TcpSecondOpinion Late(uint stamp, double after, TcpVerdicts verdict)
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100, options: TcpFlowTests.Stamps(18, 1));
        talk.FromClient(201, 1, length: 100, options: TcpFlowTests.Stamps(20, 1));
        TcpVerdicts given = talk.FromClient(101, 1, length: 100, options: TcpFlowTests.Stamps(stamp, 1), after: after);
        Assert.Equal(verdict, given);
        return talk.Flow.Client.SecondOpinion!;
    }

    private static byte[] Sack(uint left, uint right) =>
        [5, 10, .. TcpFlowTests.Octets(1000 + left), .. TcpFlowTests.Octets(1000 + right)];
}
