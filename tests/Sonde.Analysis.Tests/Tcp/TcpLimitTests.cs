using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class TcpLimitTests
{
    [Fact]
    public void AProgramThatWritesNowAndThenIsTheLimit()
    {
        Talk talk = Talk.Open();
        for (uint i = 0; i < 10; i++)
        {
            talk.FromClient(1 + i * 100, 1, length: 100, after: 200);
            talk.FromServer(1, 101 + i * 100, after: 1);
        }
        AssertLimit(TcpLimit.Application, talk);
    }

    [Fact]
    public void AProgramThatWaitsForAnswersIsTheLimit()
    {
        Talk talk = Talk.Open();
        for (uint i = 0; i < 10; i++)
        {
            talk.FromClient(1 + i * 100, 1 + i * 500, length: 100, after: 1);
            talk.FromServer(1 + i * 500, 101 + i * 100, length: 500, after: 60);
        }
        AssertLimit(TcpLimit.Application, talk);
    }

    [Fact]
    public void AWindowThatIsAlwaysFullIsTheLimit()
    {
        Talk talk = Talk.Open();
        for (uint i = 0; i < 10; i++)
        {
            for (uint part = 0; part < 8; part++)
                talk.FromClient(1 + i * 8000 + part * 1000, 1, length: 1000, after: 0.1);
            talk.FromServer(1, 8001 + i * 8000, after: 50);
        }
        AssertLimit(TcpLimit.ReceiverWindow, talk);
    }

    [Fact]
    public void AClosedWindowIsTheLimit()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 1000);
        talk.FromServer(1, 1001, window: 0);
        talk.FromServer(1, 1001, after: 2000);
        talk.FromClient(1001, 1, length: 1000, after: 1);
        AssertLimit(TcpLimit.ReceiverWindow, talk);
    }

    [Fact]
    public void ASenderThatWaitsForAcknowledgmentsWithRoomInTheWindowIsTheLimit()
    {
        Talk talk = Talk.Open();
        for (uint i = 0; i < 10; i++)
        {
            talk.FromClient(1 + i * 2000, 1, length: 1000, window: 60_000, after: 0.1);
            talk.FromClient(1001 + i * 2000, 1, length: 1000, window: 60_000, after: 0.1);
            talk.FromServer(1, 2001 + i * 2000, window: 60_000, after: 50);
        }
        AssertLimit(TcpLimit.SenderOrCongestionWindow, talk);
    }

    [Fact]
    public void TheSameIsSeenNearTheReceiverWhereAcknowledgmentsComeAtOnce()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack, window: 60_000, after: 0.1);
        talk.FromClient(1, 1, after: 50);
        for (uint i = 0; i < 10; i++)
        {
            talk.FromClient(1 + i * 1000, 1, length: 1000, after: 50);
            talk.FromServer(1, 1001 + i * 1000, window: 60_000, after: 0.1);
        }
        AssertLimit(TcpLimit.SenderOrCongestionWindow, talk);
    }

    [Fact]
    public void WaitingForARetransmissionIsLoss()
    {
        Talk talk = Talk.Open();
        for (uint i = 0; i < 5; i++)
        {
            talk.FromClient(1 + i * 1000, 1, length: 1000, after: 1);
            talk.FromClient(1 + i * 1000, 1, length: 1000, after: 400);
            talk.FromServer(1, 1001 + i * 1000, after: 1);
        }
        AssertLimit(TcpLimit.Loss, talk);
    }

    [Fact]
    public void TheTimeLineTellsPhasesApart()
    {
        Talk talk = Talk.Open();
        uint at = 1;
        for (int i = 0; i < 10; i++, at += 100)
        {
            talk.FromClient(at, 1, length: 100, after: 1000);
            talk.FromServer(1, at + 100, after: 1);
        }
        for (int i = 0; i < 10; i++, at += 1000)
        {
            talk.FromClient(at, 1, length: 1000, after: 1);
            talk.FromClient(at, 1, length: 1000, after: 999);
            talk.FromServer(1, at + 1000, after: 1);
        }
        TcpLimits limits = talk.Flow.Client.Limits!;
        Assert.Equal((TcpLimit.Application, TcpLimit.Loss), (limits.In(0), limits.In(10)));
        long sum = Enumerable.Range(0, TcpLimits.Slots).Sum(slot => limits.Time(slot, TcpLimit.Loss));
        Assert.Equal(limits.Time(TcpLimit.Loss), sum);
    }

    [Fact]
    public void WhoSentNoDataHasNoLimit()
    {
        Assert.Null(Talk.Open().Flow.Client.Limits);
    }

    private static void AssertLimit(TcpLimit expected, Talk talk)
    {
        TcpLimits limits = talk.Flow.Client.Limits!;
        Assert.Equal(expected, limits.Dominant);
        Assert.True(limits.Time(expected) * 10 > limits.Total * 9, $"{limits.Time(expected)} of {limits.Total}");
    }
}
