using Sonde.Testing;
using Sonde.Wire;
using Xunit;
using static Sonde.Analysis.Tests.Dns.DnsTalk;

namespace Sonde.Analysis.Tests.Dns;

public sealed class DnsTrackerTests
{
    private const long Second = Timestamp.PerSecond;

    [Fact]
    public void AQueryAndItsResponseAreOneExchangeWithALatency()
    {
        DnsTracker tracker = Track(Query("a.test"), Response("a.test"));

        Assert.Equal((1, 1), (tracker.Queries, tracker.Responses));
        Assert.Equal(1_000_000, Assert.Single(tracker.Servers).Latencies.Sum);
        Assert.Equal((0, 0), (tracker.Unanswered.Count, tracker.Mismatched.Count));
    }

    [Fact]
    public void AQuerySentAgainBeforeItsAnswerIsARetransmissionAndTheLatencyBeginsWithTheFirst()
    {
        DnsTracker tracker = Track(Query("a.test"), Query("A.TEST"), Response("a.test"));

        DnsIncident again = Assert.Single(tracker.Retransmitted.Rows);
        Assert.Equal((2, 1), (again.Frame, again.QueryFrame));
        Assert.Equal(2_000_000, Assert.Single(tracker.Servers).Latencies.Sum);
        Assert.Equal(0, tracker.Unanswered.Count);
    }

    [Fact]
    public void AQuestionAskedAgainAfterItsAnswerIsNewUnderTheSameId()
    {
        DnsTracker tracker = Track(Query("a.test"), Response("a.test"), Query("a.test"), Response("a.test"));

        Assert.Equal(0, tracker.Retransmitted.Count);
        Assert.Equal(0, tracker.RepeatedResponses);
        Assert.Equal(2, Assert.Single(tracker.Servers).Latencies.Count);
    }

    [Fact]
    public void AnIdThatIsUsedForAnotherQuestionStartsAnew()
    {
        DnsTracker tracker = Track(Query("a.test"), Query("b.test"), Response("b.test"));

        Assert.Equal(0, tracker.Retransmitted.Count);
        Assert.Equal("a.test", Assert.Single(tracker.Unanswered.Rows).Name);
    }

    [Fact]
    public void TheSameQuestionAfterAMinuteIsNoRetransmission()
    {
        DnsTracker tracker = Track(DnsTracker.TransactionLimit, 61 * Second, Query("a.test"), Query("a.test"));

        Assert.Equal((0, 2), (tracker.Retransmitted.Count, tracker.Unanswered.Count));
    }

    [Fact]
    public void ASecondResponseIsARepeatAndCountsOnce()
    {
        DnsTracker tracker = Track(
            Query("a.test"),
            Response("a.test", flags: DnsResponseCodes.NoSuchName),
            Response("a.test", flags: DnsResponseCodes.NoSuchName)
        );

        Assert.Equal((1, 1), (tracker.RepeatedResponses, tracker.Failed.Count));
        Assert.Equal(2, tracker.ResponseCodes[DnsResponseCodes.NoSuchName]);
    }

    [Fact]
    public void AResponseToAnotherQuestionIsMismatchedAndNamesTheQueryOfItsId()
    {
        DnsTracker tracker = Track(Query("a.test"), Response("evil.test"));

        DnsIncident mismatch = Assert.Single(tracker.Mismatched.Rows);
        Assert.Equal(("evil.test", 2, 1), (mismatch.Name, mismatch.Frame, mismatch.QueryFrame));
        Assert.Equal("a.test", Assert.Single(tracker.Unanswered.Rows).Name);
        Assert.Equal(0, Assert.Single(tracker.Servers).Latencies.Count);
    }

    [Theory]
    [InlineData("10.0.0.1:40001", DnsTalk.Server)]
    [InlineData("10.0.0.2:40000", DnsTalk.Server)]
    [InlineData(Client, "10.0.0.54:53")]
    public void AResponseFromOrToAnotherSocketIsMismatched(string to, string from)
    {
        DnsTracker tracker = Track(Query("a.test"), Response("a.test", to: to, from: from));

        Assert.Null(Assert.Single(tracker.Mismatched.Rows).QueryFrame);
        Assert.Equal(1, tracker.Unanswered.Count);
    }

    [Fact]
    public void AResponseWithoutAQueryIsMismatched()
    {
        DnsTracker tracker = Track(Response("a.test"));

        Assert.Null(Assert.Single(tracker.Mismatched.Rows).QueryFrame);
    }

    [Fact]
    public void WhatAnIcmpErrorQuotesIsNoQuery()
    {
        byte[] query = Query("a.test");
        byte[] error = Make.Ipv4("10.0.0.53", "10.0.0.1", IpProtocols.Icmp, [3, 3, 0, 0, 0, 0, 0, 0, .. query[14..]]);
        DnsTracker tracker = Track(query, error);

        Assert.Equal((1, 1), (tracker.Queries, tracker.Frames));
        Assert.Equal(0, tracker.Retransmitted.Count);
    }

    [Fact]
    public void ASlowAnswerIsLaterThanATenthOfASecond()
    {
        byte[][] frames = [Query("a.test"), Response("a.test")];

        Assert.Equal(0, Track(100, DnsTracker.SlowAfter, frames).Slow.Count);
        Assert.Equal(1, Track(100, DnsTracker.SlowAfter + 1, frames).Slow.Count);
    }

    [Fact]
    public void QuestionsBeyondTheLimitAreForgottenAndCountedAndAreNotCalledUnanswered()
    {
        DnsTracker tracker = Track(
            10,
            1_000_000,
            [.. Enumerable.Range(0, 25).Select(i => Query($"n{i}.test", (ushort)i))]
        );

        Assert.Equal((25, 15, 10), (tracker.Queries, tracker.Forgotten, tracker.Unanswered.Count));
    }

    [Fact]
    public void OneSocketThatAsksEndlesslyUnderOneIdIsBounded()
    {
        DnsTracker tracker = Track(
            1000,
            1_000_000,
            [.. Enumerable.Range(0, 500).Select(i => Query($"n{i}.test", id: 7))]
        );

        Assert.Equal(500, tracker.Queries);
        Assert.Equal(500, tracker.Forgotten + tracker.Unanswered.Count);
        Assert.InRange(tracker.Unanswered.Count, 1, 20);
    }

    [Fact]
    public void IncidentsBeyondTheLimitAreCounted()
    {
        DnsTracker tracker = Track(
            DnsTracker.TransactionLimit,
            1_000,
            [.. Enumerable.Range(0, DnsIncidents.Limit + 5).Select(_ => Response("a.test"))]
        );

        Assert.Equal(
            (DnsIncidents.Limit + 5, DnsIncidents.Limit),
            (tracker.Mismatched.Count, tracker.Mismatched.Rows.Count)
        );
    }

    [Fact]
    public void ServersBeyondTheLimitAreCounted()
    {
        DnsTracker tracker = Track(
            DnsTracker.TransactionLimit,
            1_000,
            [
                .. Enumerable
                    .Range(0, DnsTracker.ServerLimit + 3)
                    .Select(i => Response("a.test", from: $"10.1.{i >> 8}.{i & 255}:53")),
            ]
        );

        Assert.Equal((DnsTracker.ServerLimit, 3), (tracker.Servers.Count, tracker.ServersNotKept));
    }

    [Fact]
    public void OddOctetsInANameAreEscapedAndNamesAreOneWhateverTheirCase()
    {
        byte[] odd = [.. QueryMessage("xx.test")];
        (odd[13], odd[14]) = (0xff, 0xfe);
        DnsTracker tracker = Track(Make.Udp(Client, Server, odd), Query("Www.Test", 2), Query("wWW.tEST", 3));

        Assert.Equal([@"\255\254.test", "Www.Test"], tracker.Names.Keys);
        Assert.Equal(2, tracker.Names["WWW.TEST"]);
    }
}
