using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class RetransmissionTests
{
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
    }

    [Fact]
    public void ASegmentSentAgainAfterItsAckWasSeenIsSpurious()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101);
        Assert.Equal(
            TcpVerdicts.Retransmission | TcpVerdicts.SpuriousRetransmission,
            talk.FromClient(1, 1, length: 100)
        );
    }
}
