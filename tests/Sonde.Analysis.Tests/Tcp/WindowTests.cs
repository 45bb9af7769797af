using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class WindowTests
{
    [Fact]
    public void AClosedWindowIsZeroWindow()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        Assert.Equal(TcpVerdicts.ZeroWindow, talk.FromServer(1, 101, window: 0));
    }

    [Fact]
    public void ASynAFinAndAResetWithoutWindowAreNotZeroWindow()
    {
        var talk = new Talk();
        Assert.Equal(TcpVerdicts.None, talk.FromClient(0, 0, TcpFlags.Syn, window: 0));
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack);
        Assert.Equal(TcpVerdicts.None, talk.FromClient(1, 1, TcpFlags.Fin | TcpFlags.Ack, window: 0));
        Assert.Equal(TcpVerdicts.None, talk.FromServer(1, 2, TcpFlags.Rst | TcpFlags.Ack, window: 0));
    }

    [Fact]
    public void OneOctetIntoAClosedWindowIsAProbeAndItsAnswerIsSaid()
    {
        Talk talk = Closed();
        Assert.Equal(TcpVerdicts.ZeroWindowProbe, talk.FromClient(101, 1, length: 1, after: 300));
        Assert.Equal(TcpVerdicts.ZeroWindow | TcpVerdicts.ZeroWindowProbeAck, talk.FromServer(1, 101, window: 0));
        Assert.Equal(TcpVerdicts.ZeroWindowProbe, talk.FromClient(101, 1, length: 1, after: 600));
    }

    [Fact]
    public void TheOctetOfAProbeMayComeAgainWithWhatFollowsIt()
    {
        Talk talk = Closed();
        talk.FromClient(101, 1, length: 1, after: 300);
        talk.FromServer(1, 101, window: 8000);
        Assert.Equal(TcpVerdicts.None, talk.FromClient(101, 1, length: 50));
    }

    [Fact]
    public void AWindowThatOpensAgainIsAWindowUpdate() =>
        Assert.Equal(TcpVerdicts.WindowUpdate, Closed().FromServer(1, 101, window: 8000));

    [Fact]
    public void ASegmentThatFillsTheWindowIsWindowFull()
    {
        Talk talk = Talk.Open();
        talk.FromServer(1, 1, window: 1000);
        Assert.Equal(TcpVerdicts.None, talk.FromClient(1, 1, length: 500));
        Assert.Equal(TcpVerdicts.WindowFull, talk.FromClient(501, 1, length: 500));
    }

    [Fact]
    public void WindowsCountScaledOnceBothEndsOfferedIt()
    {
        Talk talk = Talk.Open(shift: 3);
        Assert.Equal((64_000, 8), (talk.Last.Window, talk.Last.WindowScale));
        talk.FromServer(1, 1, window: 100);
        Assert.Equal(TcpVerdicts.None, talk.FromClient(1, 1, length: 100));
        Assert.Equal(TcpVerdicts.WindowFull, talk.FromClient(101, 1, length: 700));
    }

    [Fact]
    public void WithoutAnOfferThereIsNoScale() => Assert.Equal(-2, Talk.Open().Last.WindowScale);

    [Fact]
    public void WithoutAHandshakeTheScaleIsUnknownAndNoWindowIsFull()
    {
        var talk = new Talk();
        talk.FromServer(1, 1, window: 100);
        Assert.Equal(-1, talk.Last.WindowScale);
        Assert.Equal(TcpVerdicts.None, talk.FromClient(1, 1, length: 100));
    }

    [Fact]
    public void AnOctetBelowTheExpectedIsAKeepAliveAndItsAnswerIsSaid()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101);
        Assert.Equal(TcpVerdicts.KeepAlive, talk.FromClient(100, 1, length: 1, after: 10_000));
        Assert.Equal(TcpVerdicts.KeepAliveAck, talk.FromServer(1, 101));
        Assert.Equal(TcpVerdicts.KeepAlive, talk.FromClient(100, 1, after: 10_000));
        Assert.Equal(TcpVerdicts.KeepAliveAck, talk.FromServer(1, 101));
    }

    private static Talk Closed()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101, window: 0);
        return talk;
    }
}
