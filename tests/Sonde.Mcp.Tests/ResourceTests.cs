using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>Live captures as resources, by the SDK's own client.</summary>
public sealed class ResourceTests
{
    private const string FirstWithoutSubscribe = "2026-07-28";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Revisions => Harness.Revisions;

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task WhatThereIsCanBeListedAndRead(string revision)
    {
        await using Harness harness = await Harness.StartAsync(revision);
        IList<McpClientResource> all = await harness.Client.ListResourcesAsync();
        Assert.Contains("sonde://captures", all.Select(one => one.Uri));
        Assert.Contains("sonde://files", all.Select(one => one.Uri));
        IList<McpClientResourceTemplate> templates = await harness.Client.ListResourceTemplatesAsync();
        Assert.Equal(
            ["sonde://captures/{capture_id}", "sonde://captures/{capture_id}/findings", "sonde://files/{filename}"],
            templates.Select(one => one.UriTemplate).Order(StringComparer.Ordinal)
        );
        JsonNode captures = await ReadAsync(harness.Client, "sonde://captures");
        Assert.True((int)captures["active_captures"]! >= 0);
        JsonNode config = await ReadAsync(harness.Client, "config://pcap-analyzer-server");
        Assert.Equal(
            (Harness.Captures, 100_000_000, 300, false),
            (
                (string)config["pcap_storage_path"]!,
                (int)config["max_capture_size"]!,
                (int)config["capture_timeout"]!,
                (bool)config["tshark_available"]!
            )
        );
        foreach (string wrong in (string[])["sonde://captures/capture_0", "sonde://nothing", "sonde://files/..%2Fx"])
        {
            McpException refused = await Assert.ThrowsAnyAsync<McpException>(async () =>
                await harness.Client.ReadResourceAsync(wrong)
            );
            Assert.Contains("There is no", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task AClientHearsOfChanges(string revision)
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync(revision);
        var heard = Channel.CreateUnbounded<(string Method, string? Uri)>();
        foreach (
            string method in (string[])
                [
                    NotificationMethods.ResourceListChangedNotification,
                    NotificationMethods.ResourceUpdatedNotification,
                    NotificationMethods.SubscriptionsAcknowledgedNotification,
                ]
        )
            harness.Client.RegisterNotificationHandler(
                method,
                (notification, _) =>
                {
                    heard.Writer.TryWrite((method, (string?)notification.Params?["uri"]));
                    return default;
                }
            );
        using var stop = new CancellationTokenSource();
        using var listener = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)listener.Client.LocalEndPoint!).Port;
        bool isNew = string.CompareOrdinal(revision, FirstWithoutSubscribe) >= 0;
        Task listening = Task.CompletedTask;
        if (isNew)
        {
            listening = ListenAsync(harness.Client, new() { ResourcesListChanged = true }, stop.Token);
            await UntilAsync(heard, NotificationMethods.SubscriptionsAcknowledgedNotification, null);
        }
        else
        {
            await harness.Client.ListResourcesAsync();
        }
        CallToolResult started = await CallTests.CallAsync(
            harness.Client,
            "capture_start",
            new()
            {
                ["interface"] = "lo",
                ["filter"] = $"udp and dst port {port}",
                ["max_octets"] = 1 << 20,
            }
        );
        string id = (string)CallTests.Structured(started)["capture_id"]!;
        await UntilAsync(heard, NotificationMethods.ResourceListChangedNotification, null);
        string uri = $"sonde://captures/{id}";
        Assert.Contains(uri + "/findings", (await harness.Client.ListResourcesAsync()).Select(one => one.Uri));
        Task second = Task.CompletedTask;
        if (isNew)
        {
            second = ListenAsync(harness.Client, new() { ResourceSubscriptions = [uri] }, stop.Token);
            await UntilAsync(heard, NotificationMethods.SubscriptionsAcknowledgedNotification, null);
        }
        else
        {
            await harness.Client.SubscribeToResourceAsync(uri);
        }
        using (var sender = new UdpClient())
            sender.Send(new byte[10], 10, new IPEndPoint(IPAddress.Loopback, port));
        await UntilAsync(heard, NotificationMethods.ResourceUpdatedNotification, uri);
        JsonNode facts = await ReadAsync(harness.Client, uri);
        Assert.Equal(("running", 1), ((string)facts["status"]!, (int)facts["packets_captured"]!));
        Assert.Empty((await ReadAsync(harness.Client, uri + "/findings"))["threats"]!.AsArray());
        await CallTests.CallAsync(harness.Client, "capture_stop", new() { ["capture_id"] = id });
        await UntilAsync(heard, NotificationMethods.ResourceUpdatedNotification, uri);
        await stop.CancelAsync();
        if (isNew)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        }
        else
        {
            await harness.Client.UnsubscribeFromResourceAsync(uri);
        }
    }

    private static Task<EmptyResult> ListenAsync(
        McpClient client,
        SubscriptionsListenNotifications wanted,
        CancellationToken stop
    ) =>
        client
            .SendRequestAsync<SubscriptionsListenRequestParams, EmptyResult>(
                RequestMethods.SubscriptionsListen,
                new() { Notifications = wanted },
                cancellationToken: stop
            )
            .AsTask();

    private static async Task UntilAsync(Channel<(string Method, string? Uri)> heard, string method, string? uri)
    {
        using var late = new CancellationTokenSource(Longest);
        while (await heard.Reader.ReadAsync(late.Token) != (method, uri)) { }
    }

    private static async Task<JsonNode> ReadAsync(McpClient client, string uri)
    {
        ReadResourceResult result = await client.ReadResourceAsync(uri);
        var text = (TextResourceContents)Assert.Single(result.Contents);
        Assert.Equal((uri, "application/json"), (text.Uri, text.MimeType));
        return JsonNode.Parse(text.Text)!;
    }
}
