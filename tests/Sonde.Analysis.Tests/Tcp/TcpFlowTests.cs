using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Tcp;

public sealed class TcpFlowTests
{
    private const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Ack;
    private const TcpFlags FinAck = TcpFlags.Fin | TcpFlags.Ack;
    private const long Ms = 1_000_000;

    [Fact]
    public void TheHandshakeIsSplitIntoTheWayToTheServerAndTheWayToTheClient()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        talk.FromServer(0, 1, SynAck, after: 30);
        talk.FromClient(1, 1, after: 4);
        TcpHandshakeFacts handshake = talk.Flow.Handshake;
        Assert.Equal((30 * Ms, 4 * Ms, 34 * Ms), (handshake.ServerRtt, handshake.ClientRtt, handshake.SetupTime));
        Assert.Equal((1, 2, 3), (handshake.SynFrame, handshake.SynAckFrame, handshake.AckFrame));
    }

    [Fact]
    public void ASynThatWasSentAgainMakesTheSplitAmbiguousUnlessATimestampTells()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn);
        talk.FromClient(0, 0, TcpFlags.Syn, after: 1000);
        talk.FromServer(0, 1, SynAck, after: 20);
        talk.FromClient(1, 1, after: 1);
        Assert.Equal((20 * Ms, true), (talk.Flow.Handshake.ServerRtt, talk.Flow.Handshake.IsAmbiguous));
        Assert.Equal(1021 * Ms, talk.Flow.Handshake.SetupTime);

        talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn, options: Stamps(100, 0));
        talk.FromClient(0, 0, TcpFlags.Syn, options: Stamps(1100, 0), after: 1000);
        talk.FromServer(0, 1, SynAck, options: Stamps(7, 100), after: 20);
        Assert.Equal((1020 * Ms, false), (talk.Flow.Handshake.ServerRtt, talk.Flow.Handshake.IsAmbiguous));
    }

    [Fact]
    public void WithoutASynTheSenderOfASynAckIsTheServerAndElseTheOneWithTheLowPort()
    {
        var talk = new Talk();
        talk.FromServer(0, 1, SynAck);
        Assert.Equal((TcpRoles.SynAck, Talk.Client), (talk.Flow.Roles, talk.Flow.Client.Endpoint.ToString()));
        talk = new Talk();
        talk.FromServer(1, 1, length: 10);
        Assert.Equal((TcpRoles.Port, Talk.Client), (talk.Flow.Roles, talk.Flow.Client.Endpoint.ToString()));
    }

    [Fact]
    public void OctetsSentAgainAreNotGoodput()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(1, 1, length: 100, after: 300);
        talk.FromClient(101, 1, length: 50);
        TcpFlowSide client = talk.Flow.Client;
        Assert.Equal((250, 150, 100), (client.PayloadOctets, client.UniqueOctets, client.RetransmittedOctets));
        Assert.Equal((3, 1, 0), (client.DataSegments, client.LostAfterCapture, client.LostBeforeCapture));
        Assert.Equal([5], talk.Flow.Evidence(TcpVerdicts.Retransmission)!.Numbers);
    }

    [Fact]
    public void ARetransmissionThatFillsAGapWasLostBeforeTheCapturePoint()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(201, 1, length: 100);
        talk.FromClient(101, 1, length: 100, after: 300);
        TcpFlowSide client = talk.Flow.Client;
        Assert.Equal((0, 1), (client.LostAfterCapture, client.LostBeforeCapture));
        Assert.Equal((300, 0), (client.UniqueOctets, client.NotCapturedOctets));
    }

    [Fact]
    public void OctetsThatWereAcknowledgedAndNeverSeenWereLostByTheCapture()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromClient(201, 1, length: 100);
        talk.FromServer(1, 301);
        TcpFlowSide client = talk.Flow.Client;
        Assert.Equal((100, 1, 200), (client.NotCapturedOctets, client.NotCapturedHoles, client.UniqueOctets));
    }

    [Fact]
    public void AnAcknowledgmentThatWasCapturedBeforeItsDataIsNoLoss()
    {
        Talk talk = Talk.Open();
        talk.FromServer(1, 101);
        talk.FromClient(1, 1, length: 100);
        Assert.Equal((0, 100), (talk.Flow.Client.NotCapturedOctets, talk.Flow.Client.UniqueOctets));
    }

    [Fact]
    public void AClosedWindowIsAnEpisodeWithProbesAndATime()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101, window: 0);
        talk.FromClient(101, 1, length: 1, after: 200);
        talk.FromServer(1, 101, window: 0);
        talk.FromServer(1, 101, window: 8000, after: 290);
        TcpZeroWindow episode = Assert.Single(talk.Flow.Server.ZeroWindows.First);
        Assert.Equal((5, 8, 2, 1), (episode.FirstFrame, episode.LastFrame, episode.Frames, episode.Probes));
        Assert.Equal((500 * Ms, 500 * Ms), (episode.Duration, talk.Flow.Server.ZeroWindows.Total));
        Assert.False(talk.Flow.Server.ZeroWindows.IsOpen);
    }

    [Fact]
    public void AWindowThatNeverOpensIsOpenToTheLastSegment()
    {
        Talk talk = Talk.Open();
        talk.FromServer(1, 1, window: 0);
        talk.FromClient(1, 1, length: 1, after: 700);
        Assert.Equal((1, 700 * Ms), (talk.Flow.Server.ZeroWindows.Count, talk.Flow.Server.ZeroWindows.Longest));
        Assert.True(talk.Flow.Server.ZeroWindows.IsOpen);
    }

    [Fact]
    public void ASilenceOfASecondIsAnIdleGap()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 10, after: 999);
        talk.FromServer(1, 11, length: 10, after: 2500);
        Assert.Equal([5], talk.Flow.IdleGaps.Numbers);
        Assert.Equal((2500 * Ms, 5), (talk.Flow.LongestIdle, talk.Flow.LongestIdleFrame));
    }

    [Fact]
    public void WhatTheSynsOfferedIsKeptOfBothEnds()
    {
        var talk = new Talk();
        talk.FromClient(0, 0, TcpFlags.Syn, options: [2, 4, 5, 180, 4, 2, 1, 3, 3, 7, .. Stamps(1, 0)]);
        talk.FromServer(0, 1, SynAck, options: [2, 4, 2, 24]);
        (TcpFlowSide client, TcpFlowSide server) = (talk.Flow.Client, talk.Flow.Server);
        Assert.Equal((1460, 7, true, true), (client.Mss, client.WindowShift, client.SackPermitted, client.Timestamps));
        Assert.Equal(
            (536, null, false, false),
            (server.Mss, server.WindowShift, server.SackPermitted, server.Timestamps)
        );
    }

    [Fact]
    public void RoundTripTimesCountForTheEndThatAcknowledges()
    {
        Talk talk = Talk.Open();
        for (uint i = 0; i < 100; i++)
        {
            talk.FromClient(1 + i * 10, 1, length: 10);
            talk.FromServer(1, 11 + i * 10, after: i == 99 ? 100 : 20);
        }
        TimeHistogram rtt = talk.Flow.Server.Rtt;
        Assert.Equal((101, Ms, 100 * Ms), (rtt.Count, rtt.Min, rtt.Max));
        Assert.InRange(rtt.Percentile(50), 19.3 * Ms, 20.7 * Ms);
    }

    [Theory]
    [InlineData(TcpClosing.NoAnswer, "S", "S0", null)]
    [InlineData(TcpClosing.Refused, "Sr", "REJ", false)]
    [InlineData(TcpClosing.Open, "ShADa", "S1", null)]
    [InlineData(TcpClosing.HalfClosed, "ShADaF", "S2", true)]
    [InlineData(TcpClosing.Fin, "ShADaFf", "SF", true)]
    [InlineData(TcpClosing.Reset, "ShADar", "RSTR", false)]
    [InlineData(TcpClosing.Reset, "ShADaR", "RSTO", true)]
    public void AConnectionClosesAsItsLettersSay(TcpClosing closing, string letters, string state, bool? byClient)
    {
        TcpFlow flow = Spelled(letters).Flow;
        Assert.Equal((closing, letters, state), (flow.Closing, flow.History, flow.ConnectionState));
        Assert.Equal(byClient, flow.ClosedByClient);
    }

    [Theory]
    [InlineData("hf", "SHR")]
    [InlineData("hr", "RSTRH")]
    [InlineData("SR", "RSTOS0")]
    [InlineData("SF", "SH")]
    [InlineData("ShAdf", "S3")]
    [InlineData("Da", "OTH")]
    public void OpeningsOfWhichAPartIsMissingHaveZeeksStates(string letters, string state) =>
        Assert.Equal(state, Spelled(letters).Flow.ConnectionState);

    [Fact]
    public void RetransmissionsStandInTheHistoryAtTheFirstAndTheTenth()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 10);
        for (int i = 0; i < 12; i++)
            talk.FromClient(1, 1, length: 10, after: 300);
        Assert.Equal("ShADTT", talk.Flow.History);
    }

    [Fact]
    public void AnEndThatRepeatsAFullSegmentWhileSmallOnesArriveShowsABlackHole()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 100);
        talk.FromServer(1, 101);
        talk.FromClient(101, 1, length: 1460);
        for (int i = 0; i < 3; i++)
            talk.FromClient(101, 1, length: 1460, after: 300 << i);
        TcpBlackHole hole = Assert.NotNull(talk.Flow.Client.BlackHole);
        Assert.Equal(
            (1460, 3, 100, false),
            (hole.Octets, hole.Retransmissions, hole.LargestAcknowledged, hole.IsCutSmaller)
        );
    }

    [Fact]
    public void ASegmentThatArrivesOnceItIsCutSmallerShowsABlackHole()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 1460);
        talk.FromClient(1, 1, length: 1460, after: 300);
        talk.FromClient(1, 1, length: 536, after: 600);
        talk.FromServer(1, 537);
        Assert.True(Assert.NotNull(talk.Flow.Client.BlackHole).IsCutSmaller);
    }

    [Fact]
    public void LossThatHitsASegmentOnceIsNoBlackHole()
    {
        Talk talk = Talk.Open();
        talk.FromClient(1, 1, length: 1460);
        talk.FromClient(1, 1, length: 1460, after: 300);
        talk.FromServer(1, 1461);
        Assert.Null(talk.Flow.Client.BlackHole);
    }

    [Fact]
    public void AnIcmpErrorIsNotedOnTheConnectionThatItQuotes()
    {
        Talk talk = Talk.Open();
        talk.Quote(1);
        Assert.Equal([4], talk.Flow.IcmpErrors.Numbers);
        Assert.Equal(0, talk.Flow.IcmpTooBig.Count);
    }

    [Fact]
    public void ConnectionsBeyondTheLimitAreCountedAndTheirSegmentsStandInTheTotals()
    {
        var report = new TcpFlowReport(1);
        var pass = new Pass(StandardProtocols.Create(), report);
        MadeFrames.Feed(
            pass,
            [
                Sonde.Testing.Make.Tcp("10.0.0.1:1", "10.0.0.2:80", 1, 1, TcpFlags.Ack, new byte[10]),
                Sonde.Testing.Make.Tcp("10.0.0.1:2", "10.0.0.2:80", 1, 1, TcpFlags.Ack, new byte[10]),
                Sonde.Testing.Make.Tcp("10.0.0.1:2", "10.0.0.2:80", 11, 1, TcpFlags.Ack, new byte[10]),
                Sonde.Testing.Make.Tcp("10.0.0.1:1", "10.0.0.2:80", 11, 1, TcpFlags.Ack, new byte[10]),
            ]
        );
        pass.Finish();
        Assert.Equal((1, 2, 1, 4), (report.Flows.Count, report.Seen, report.NotKept, report.Segments));
        Assert.Equal(2, report.Flows[0].Segments);
    }

    internal static byte[] Stamps(uint value, uint echo) => [8, 10, .. Octets(value), .. Octets(echo)];

    internal static byte[] Octets(uint value) =>
        [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    // One segment for each letter, as Zeek writes them.
    private static Talk Spelled(string letters)
    {
        var talk = new Talk();
        (uint client, uint server) = (
            letters[0] == 'S' ? 0u : 1,
            letters.Contains('h', StringComparison.Ordinal) ? 0u : 1
        );
        foreach (char letter in letters)
        {
            bool fromClient = char.IsUpper(letter);
            TcpFlags flags = char.ToUpperInvariant(letter) switch
            {
                'S' => TcpFlags.Syn,
                'H' => SynAck,
                'F' => FinAck,
                'R' => TcpFlags.Rst | TcpFlags.Ack,
                _ => TcpFlags.Ack,
            };
            int length = char.ToUpperInvariant(letter) == 'D' ? 10 : 0;
            uint used = (uint)length + ((flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0 ? 1u : 0);
            if (fromClient)
                talk.FromClient(client, server, flags, length);
            else
                talk.FromServer(server, client, flags, length);
            (client, server) = fromClient ? (client + used, server) : (client, server + used);
        }
        return talk;
    }
}
