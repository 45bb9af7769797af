using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Probes.Tests.Dns;

public sealed class DnsExchangeTests
{
    private static readonly DnsServer One = FakeNetwork.Server("192.0.2.1");
    private static readonly DnsServer Two = FakeNetwork.Server("192.0.2.2");
    private static readonly DnsQuery Query = new("www.example.", DnsTypes.A);
    private static readonly TinyRecord Record = TinyRecord.A("www.example.", "192.0.2.80");

    private readonly FakeTime _time = new();

    [Fact]
    public async Task AnAnswerToTheFirstAttemptEndsTheQuestion()
    {
        var network = Network((_, query, _) => FakeAnswer.With(FakeNetwork.Message(query, records: Record), 0.02));

        DnsReply reply = await Ask(network, [One]);

        Assert.Single(network.Sent);
        Assert.Equal(One, reply.Server);
        Assert.Equal(TimeSpan.FromMilliseconds(20), reply.Elapsed);
        Assert.Equal(DnsTry.Answered, Assert.Single(reply.Tries).Outcome);
    }

    [Fact]
    public async Task ALostDatagramIsSentAgainAndTheTimeOfTheLostOneDoesNotCount()
    {
        var network = Network(
            (_, query, number) =>
                number == 0 ? null : FakeAnswer.With(FakeNetwork.Message(query, records: Record), 0.03)
        );

        DnsReply reply = await Ask(network, [One]);

        Assert.Equal(2, network.Sent.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(30), reply.Elapsed);
        Assert.Equal([DnsTry.NoAnswer, DnsTry.Answered], reply.Tries.Select(one => one.Outcome));
    }

    [Fact]
    public async Task AnAnswerToAnEarlierAttemptStillCounts()
    {
        var network = Network(
            (_, query, number) => number == 0 ? FakeAnswer.With(FakeNetwork.Message(query, records: Record), 2) : null
        );

        DnsReply reply = await Ask(network, [One]);

        Assert.NotNull(reply.Octets);
        Assert.Equal(TimeSpan.FromSeconds(2), reply.Elapsed);
        Assert.Equal([DnsTry.Answered, DnsTry.NoAnswer], reply.Tries.Select(one => one.Outcome));
    }

    [Fact]
    public async Task SilenceEndsAfterTheWholeTimeWithEveryAttemptMade()
    {
        var network = Network((_, _, _) => null);

        DnsReply reply = await Ask(network, [One]);

        Assert.Null(reply.Octets);
        Assert.Equal(3, network.Sent.Count);
        Assert.Equal(3, reply.Tries.Count);
        Assert.InRange(_time.GetElapsedTime(0), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.1));
    }

    [Fact]
    public async Task EveryServerIsAskedEvenWithoutRetries()
    {
        var network = Network(
            (server, query, _) => server == Two ? FakeAnswer.With(FakeNetwork.Message(query, records: Record)) : null
        );

        DnsReply reply = await Ask(network, [One, Two], retries: 0);

        Assert.Equal(Two, reply.Server);
        Assert.Equal([One, Two], network.Sent.Select(sent => sent.Server));
    }

    [Fact]
    public async Task ARefusedConnectionIsNotWaitedFor()
    {
        var network = Network((_, _, _) => FakeAnswer.Failed("connection refused"));

        DnsReply reply = await Ask(network, [One]);

        Assert.Equal(3, reply.Tries.Count);
        Assert.All(reply.Tries, one => Assert.Equal("connection refused", one.Outcome));
        Assert.Equal(TimeSpan.Zero, _time.GetElapsedTime(0));
    }

    [Fact]
    public async Task ACertificateThatIsNotValidIsNotTriedAgain()
    {
        var network = Network((_, _, _) => FakeAnswer.Failed("its certificate is not for dns.example", isFinal: true));

        DnsReply reply = await Ask(network, [FakeNetwork.Server("192.0.2.1", DnsTransport.Tls)]);

        Assert.Single(reply.Tries);
    }

    [Fact]
    public async Task ATruncatedAnswerIsAskedForOverTcp()
    {
        var network = Network(
            (server, query, _) =>
                FakeAnswer.With(
                    server.Transport == DnsTransport.Tcp
                        ? FakeNetwork.Message(query, records: Record)
                        : FakeNetwork.Message(query, 0x8380)
                )
        );

        DnsReply reply = await Ask(network, [One]);

        Assert.True(reply.WasTruncated);
        Assert.Null(reply.TcpFailure);
        Assert.Equal(DnsTransport.Tcp, reply.Transport);
        Assert.Single(DnsContents.Read(reply.Octets).Entries);
        Assert.Equal([DnsTransport.Udp, DnsTransport.Tcp], reply.Tries.Select(one => one.Transport));
    }

    [Fact]
    public async Task WhatWasTruncatedStaysWhenTcpFails()
    {
        var network = Network(
            (server, query, _) =>
                server.Transport == DnsTransport.Tcp
                    ? FakeAnswer.Failed("connection refused")
                    : FakeAnswer.With(FakeNetwork.Message(query, 0x8380, Record))
        );

        DnsReply reply = await Ask(network, [One]);

        Assert.Equal("connection refused", reply.TcpFailure);
        Assert.Single(DnsContents.Read(reply.Octets).Entries);
    }

    [Fact]
    public async Task AServerWithoutEdnsIsAskedWithoutIt()
    {
        var network = Network(
            (_, query, _) =>
                FakeAnswer.With(
                    query.Edns ? FakeNetwork.Message(query, 0x8181) : FakeNetwork.Message(query, records: Record)
                )
        );

        DnsReply reply = await Ask(network, [One]);

        Assert.True(reply.WithoutEdns);
        Assert.Equal(0, DnsContents.Read(reply.Octets).ResponseCode);
    }

    [Fact]
    public async Task AServerThatFailsIsNotTheLastWordWhenThereIsAnother()
    {
        var network = Network(
            (server, query, _) =>
                FakeAnswer.With(
                    server == One ? FakeNetwork.Message(query, 0x8182) : FakeNetwork.Message(query, records: Record)
                )
        );

        Assert.Equal(Two, (await Ask(network, [One, Two])).Server);
    }

    [Fact]
    public async Task WhenAllServersFailTheFailureIsTheAnswer()
    {
        var network = Network((_, query, _) => FakeAnswer.With(FakeNetwork.Message(query, 0x8182)));

        DnsReply reply = await Ask(network, [One, Two]);

        Assert.Equal(2, DnsContents.Read(reply.Octets).ResponseCode);
        Assert.Equal(2, network.Sent.Count);
    }

    [Fact]
    public async Task AFailureOfTheOnlyServerThatAnswersIsKeptWhenTheOtherIsSilent()
    {
        var network = Network(
            (server, query, _) => server == One ? FakeAnswer.With(FakeNetwork.Message(query, 0x8185)) : null
        );

        DnsReply reply = await Ask(network, [One, Two]);

        Assert.Equal(5, DnsContents.Read(reply.Octets).ResponseCode);
        Assert.Equal(One, reply.Server);
    }

    [Fact]
    public async Task WhoeverGivesUpEndsTheWait()
    {
        using var stop = new CancellationTokenSource();
        var network = Network((_, _, _) => null);
        Task<DnsReply> asking = Exchange(network).AskAsync([One], Query, Patience(2), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private FakeNetwork Network(Func<DnsServer, DnsQuery, int, FakeAnswer?> answer) => new(_time, answer);

    private DnsExchange Exchange(FakeNetwork network) => new(network, new Pace(1_000_000, _time), _time);

    private static DnsPatience Patience(int retries) => new(TimeSpan.FromSeconds(5), retries);

    private Task<DnsReply> Ask(FakeNetwork network, IReadOnlyList<DnsServer> servers, int retries = 2) =>
        _time.FinishAsync(
            Exchange(network).AskAsync(servers, Query, Patience(retries), TestContext.Current.CancellationToken),
            TimeSpan.FromMilliseconds(10)
        );
}
