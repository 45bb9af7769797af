using System.Text.Json;
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
        var first = new TaskCompletionSource();
        var heard = new Heard(onFirst: () => first.TrySetResult());
        // a handler that outlives the call: messages are handed on side by side, and may come after the answer
        await using IAsyncDisposable listening = harness.Client.RegisterNotificationHandler(
            NotificationMethods.ProgressNotification,
            (message, _) =>
            {
                heard.Report(
                    message.Params.Deserialize<ProgressNotificationParams>(McpJsonUtilities.DefaultOptions)!.Progress
                );
                return ValueTask.CompletedTask;
            }
        );
        CallToolResult result = await harness.Client.CallToolAsync(
            "pcap_summary",
            new Dictionary<string, object?> { ["file_path"] = capture.Path },
            options: new RequestOptions { ProgressToken = new ProgressToken("long") }
        );
        Assert.Equal(LongCapture.Packets, (int)CallTests.Structured(result)["packet_count"]!);
        await first.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        ProgressNotificationValue[] values = heard.Values;
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
                // so often that the end is far when the first progress is heard
                new Dictionary<string, object?> { ["files"] = Enumerable.Repeat(capture.Path, 100).ToArray() },
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
