using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests.NameLookup;

public sealed class BatchDnsTests
{
    [Fact]
    public async Task ResultsStandInTheOrderGivenEachWithItsTrueReason()
    {
        await using var server = Server();

        BatchDns answer = await Ask(
            server,
            "b.example",
            "nope.example",
            "169.254.169.254",
            "a..b",
            "broken.example",
            "192.0.2.1",
            "a.example",
            "empty.example"
        );

        Assert.True(answer.Success);
        Assert.Equal(
            [null, "not_found", "blocked_by_policy", "invalid_argument", "lookup_failed", null, null, "not_found"],
            answer.Results.Select(row => row.ErrorType)
        );
        Assert.Equal(
            ["NOERROR", "NXDOMAIN", null, null, "SERVFAIL", "NOERROR", "NOERROR", "NOERROR"],
            answer.Results.Select(row => row.Rcode)
        );
        Assert.Equal("192.0.2.1", answer.Results[5].Query);
        Assert.Equal("PTR", answer.Results[5].Records[0].RecordType);
        Assert.Equal("b.example.", answer.Results[0].Records[0].Name);
        Assert.Equal((8, 3, 5), (answer.TotalQueries, answer.Successful, answer.Failed));
        Assert.Contains("security.block_cloud_metadata", answer.Results[2].Error, StringComparison.Ordinal);
        Assert.True(answer.Coverage.Complete);
    }

    [Fact]
    public async Task ANameThatIsGivenTwiceIsAskedAboutOnceAndAnsweredTwice()
    {
        await using var server = Server();

        BatchDns answer = await Ask(server, "a.example", "b.example", "a.example");

        Assert.Equal(2, server.Asked.Count);
        Assert.Equal(2, answer.UniqueQueries);
        Assert.Equal(3, answer.Successful);
        Assert.Equal(["a.example", "b.example", "a.example"], answer.Results.Select(row => row.Query));
    }

    [Fact]
    public async Task AHalfFinishedBatchKeepsWhatIsKnownAndSaysSo()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new TinyDns(query =>
        {
            if (query.Name != "stop.example.")
                return [query.Reply(records: TinyRecord.A(query.Name, "192.0.2.1"))];
            stop.Cancel();
            return [];
        });

        BatchDns answer = await BatchDnsQuestion.AskAsync(
            NameEngine.With(),
            new()
            {
                Queries = ["a.example", "stop.example", "b.example"],
                Nameserver = server.Text,
                MaxConcurrent = 1,
                Timeout = 60,
            },
            new AskContext(Cancel: stop.Token)
        );

        Assert.Equal([null, "cancelled", "cancelled"], answer.Results.Select(row => row.ErrorType));
        Assert.False(answer.Coverage.Complete);
        Assert.Equal("cancelled", answer.Coverage.Ended);
    }

    [Fact]
    public async Task TheTimeLimitOfTheSettingsEndsABatchWithWhatIsKnown()
    {
        await using var server = new TinyDns(query =>
            query.Name == "a.example." ? [query.Reply(records: TinyRecord.A(query.Name, "192.0.2.1"))] : []
        );

        BatchDns answer = await BatchDnsQuestion.AskAsync(
            NameEngine.With(probes: new ProbesConfig { MaxDuration = TimeSpan.FromSeconds(2) }),
            new()
            {
                Queries = ["a.example", .. Enumerable.Range(0, 50).Select(number => $"silent{number}.example")],
                Nameserver = server.Text,
                MaxConcurrent = 2,
                Timeout = 1.5,
            },
            new AskContext()
        );

        Assert.True(answer.Results[0].Success);
        Assert.Equal("time limit", answer.Coverage.Ended);
        Assert.Equal("probes.max_seconds", Assert.Single(answer.Coverage.Limits!).Name);
        Assert.Contains(answer.Results, row => row.Error == "Not finished in time.");
    }

    [Fact]
    public async Task TooManyNamesAreRefusedByTheSetting()
    {
        EngineException fault = await Assert.ThrowsAsync<EngineException>(() =>
            BatchDnsQuestion.AskAsync(
                NameEngine.With(probes: new ProbesConfig { MaxTargets = 2 }),
                new() { Queries = ["a", "b", "c"], Nameserver = "127.0.0.1#9" },
                new AskContext()
            )
        );

        Assert.Equal(EngineFault.LimitExceeded, fault.Fault);
        Assert.Contains("probes.max_targets", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task AWrongNumberAtOnceIsRefused(int atOnce) =>
        Assert.Equal(
            EngineFault.InvalidArgument,
            (
                await Assert.ThrowsAsync<EngineException>(() =>
                    BatchDnsQuestion.AskAsync(
                        NameEngine.With(),
                        new()
                        {
                            Queries = ["a.example"],
                            MaxConcurrent = atOnce,
                            Nameserver = "127.0.0.1#9",
                        },
                        new AskContext()
                    )
                )
            ).Fault
        );

    [Fact]
    public async Task NoNamesAreAnAnswerAsWell()
    {
        await using var server = Server();

        BatchDns answer = await Ask(server);

        Assert.True(answer.Success);
        Assert.Empty(answer.Results);
    }

    [Fact]
    public async Task ProgressIsToldUpToTheLastName()
    {
        await using var server = Server();
        var heard = new List<AskProgress>();

        await BatchDnsQuestion.AskAsync(
            NameEngine.With(),
            new() { Queries = ["a.example", "b.example", "c.example"], Nameserver = server.Text },
            new AskContext(new Listener(heard))
        );

        Assert.Equal(3, heard.Count);
        Assert.All(heard, one => Assert.Equal(3, one.Total));
        Assert.Equal(3, heard.Max(one => one.Done));
    }

    [Fact]
    public async Task MoreRecordsThanANameHasInEarnestAreLeftOutAndCounted()
    {
        TinyRecord[] many =
        [
            .. Enumerable.Range(0, 150).Select(number => TinyRecord.A("a.example.", $"192.0.2.{number}")),
        ];
        await using var server = new TinyDns(query => [query.Reply(records: many)]);

        BatchDns answer = await Ask(server, "a.example");

        Assert.Equal(100, answer.Results[0].Records.Count);
        Assert.Equal(50, answer.Results[0].MoreRecords);
        Assert.Equal("records_of_a_name", Assert.Single(answer.Coverage.Limits!).Name);
    }

    private static TinyDns Server() =>
        new(query =>
            [
                query.Name switch
                {
                    "nope.example." => query.Reply(3),
                    "broken.example." => query.Reply(2),
                    "empty.example." => query.Reply(),
                    _ when query.Type == DnsTypes.Ptr => query.Reply(
                        records: TinyRecord.Of(query.Name, DnsTypes.Ptr, "host.example.")
                    ),
                    _ => query.Reply(records: TinyRecord.A(query.Name, "192.0.2.80")),
                },
            ]
        );

    private static Task<BatchDns> Ask(TinyDns server, params string[] names) =>
        BatchDnsQuestion.AskAsync(
            NameEngine.With(),
            new()
            {
                Queries = names,
                Nameserver = server.Text,
                Timeout = 60,
            },
            new AskContext(Cancel: TestContext.Current.CancellationToken)
        );

    private sealed class Listener(List<AskProgress> heard) : IProgress<AskProgress>
    {
        public void Report(AskProgress value) => heard.Add(value);
    }
}
