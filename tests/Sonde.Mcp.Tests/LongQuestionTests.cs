using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Sonde.Mcp.Tests;

public sealed class LongQuestionTests(LongCapture capture) : IClassFixture<LongCapture>
{
    public static TheoryData<string> Revisions => Harness.Revisions;

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task ProgressIsToldInOctetsOfTheFile(string revision)
    {
        await using Harness harness = await Harness.StartAsync(revision);
        var heard = new Heard();
        CallToolResult result = null!;
        // the client hands messages on side by side and stops listening with the answer: on a busy machine it may hear nothing
        for (int attempt = 0; attempt < 20 && heard.Values.Length == 0; attempt++)
        {
            result = await harness.Client.CallToolAsync(
                "pcap_summary",
                new Dictionary<string, object?> { ["file_path"] = capture.Path },
                heard
            );
        }
        Assert.Equal(LongCapture.Packets, (int)CallTests.Structured(result)["packet_count"]!);
        ProgressNotificationValue[] values = heard.Values;
        Assert.NotEmpty(values);
        // the client hands messages on side by side, so their order says nothing
        Assert.Distinct(values.Select(value => value.Progress));
        Assert.All(values, value => Assert.InRange(value.Progress, 1, value.Total!.Value));
        Assert.All(values, value => Assert.Equal(new FileInfo(capture.Path).Length, value.Total));
        Assert.Contains("packets read", values[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task ACancelledQuestionEndsAndTheServerGoesOn(string revision)
    {
        await using Harness harness = await Harness.StartAsync(revision);
        using var cancel = new CancellationTokenSource();
        var heard = new Heard(onFirst: cancel.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await harness.Client.CallToolAsync(
                "pcap_summary",
                new Dictionary<string, object?> { ["file_path"] = capture.Path },
                heard,
                cancellationToken: cancel.Token
            )
        );
        CallToolResult next = await CallTests.CallAsync(
            harness.Client,
            "pcap_summary",
            new JsonObject { ["file_path"] = "samples/dns.pcapng" }
        );
        Assert.Equal(89, (int)CallTests.Structured(next)["packet_count"]!);
    }

    private sealed class Heard(Action? onFirst = null) : IProgress<ProgressNotificationValue>
    {
        private readonly List<ProgressNotificationValue> _values = [];

        public ProgressNotificationValue[] Values
        {
            get
            {
                lock (_values)
                    return [.. _values];
            }
        }

        public void Report(ProgressNotificationValue value)
        {
            lock (_values)
                _values.Add(value);
            onFirst?.Invoke();
        }
    }
}
