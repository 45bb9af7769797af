using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class TcpResetTests
{
    private const TcpFlags RstAck = TcpFlags.Rst | TcpFlags.Ack;

    [Fact]
    public void AResetInsteadOfASynAckIsARefusal()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        talk.FromServer(0, 1, RstAck);
        AssertReset(talk, TcpResetStage.Refused, byClient: false);
        Assert.Equal(TcpClosing.Refused, talk.Flow.Closing);
    }

    [Fact]
    public void AResetOfTheClientAfterTheSynAckIsInTheHandshake()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack);
        talk.FromClient(1, 0, TcpFlags.Rst);
        AssertReset(talk, TcpResetStage.Handshake, byClient: true);
    }

    [Fact]
    public void AResetAfterTheHandshakeComesBeforeAnyData()
    {
        Talk talk = Talk.Open();
        talk.FromServer(1, 1, RstAck);
        AssertReset(talk, TcpResetStage.BeforeData, byClient: false);
    }

    [Fact]
    public void AResetThatAnswersTheClientsDataComesAfterARequest()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101, RstAck);
        AssertReset(talk, TcpResetStage.AfterRequest, byClient: false);
    }

    [Fact]
    public void AResetAfterTheServersDataIsInTheMiddleOfATransfer()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101, length: 1000);
        talk.FromClient(101, 501, RstAck);
        AssertReset(talk, TcpResetStage.MidTransfer, byClient: true);
    }

    [Fact]
    public void AResetInALongUploadIsInTheMiddleOfATransfer()
    {
        Talk talk = Talk.Open();
        for (uint i = 0; i < 70; i++)
            talk.FromClient(1 + i * 1000, 1, length: 1000);
        talk.FromServer(1, 101, RstAck);
        AssertReset(talk, TcpResetStage.MidTransfer, byClient: false);
    }

    [Fact]
    public void AResetAfterAFinComesAfterTheClose()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, TcpFlags.Fin | TcpFlags.Ack);
        talk.FromServer(1, 2, RstAck);
        AssertReset(talk, TcpResetStage.AfterClose, byClient: false);
        Assert.True(talk.Flow.ClosedByClient);
    }

    [Fact]
    public void AResetThatFitsItsSenderLooksGenuine()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101, RstAck);
        Assert.Equal(TcpResetSigns.None, talk.Flow.FirstReset!.Signs);
    }

    [Fact]
    public void AResetThatCameAnotherWayAndWhoseSenderWentOnLooksInjected()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.HopsLeft = 47;
        talk.FromServer(1, 101, RstAck);
        talk.HopsLeft = 64;
        talk.FromServer(1, 101, length: 500);
        TcpReset reset = talk.Flow.FirstReset!;
        Assert.Equal(TcpResetSigns.HopsLeft | TcpResetSigns.SenderWentOn, reset.Signs);
        Assert.Equal((47, 64, true), (reset.HopsLeft, reset.UsualHopsLeft, reset.LooksInjected));
    }

    [Fact]
    public void AResetThatBreaksTheSendersCountingAndItsSequenceLooksInjected()
    {
        var talk = new Talk { Identification = 100 };
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack);
        for (uint i = 0; i < 5; i++)
            talk.FromServer(1 + i * 10, 1, length: 10);
        talk.Identification = 40_000;
        talk.FromServer(30_000, 1, TcpFlags.Rst);
        TcpReset reset = talk.Flow.FirstReset!;
        Assert.Equal(TcpResetSigns.Identification | TcpResetSigns.Sequence, reset.Signs);
    }

    [Fact]
    public void AResetThatComesSoonerThanItsSenderEverAnsweredSaysSo()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack, after: 80);
        talk.FromClient(1, 1);
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101, RstAck, after: 3);
        Assert.Equal(TcpResetSigns.Timing, talk.Flow.FirstReset!.Signs);
        Assert.False(talk.Flow.FirstReset!.LooksInjected);
    }

    [Fact]
    public void AVolleyOfResetsIsASign()
    {
        Talk talk = Talk.Open();
        talk.FromServer(1, 1, TcpFlags.Rst);
        talk.FromServer(1461, 1, TcpFlags.Rst, after: 0.1);
        Assert.Equal(TcpResetSigns.Volley, talk.Flow.FirstReset!.Signs);
    }

    private static void AssertReset(Talk talk, TcpResetStage stage, bool byClient) =>
        Assert.Equal((stage, byClient), (talk.Flow.Stage, talk.Flow.ResetByClient));
}
