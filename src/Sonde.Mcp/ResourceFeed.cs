using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Shows live captures, their findings and their files as MCP resources, and tells clients of changes.</summary>
/// <remarks>
/// Clients of older revisions subscribe to single resources and hear of a changed list once they have asked for it;
/// those of newer ones ask for both by <c>subscriptions/listen</c>. Nothing is looked at while nobody listens.
/// </remarks>
internal sealed class ResourceFeed(CaptureResources resources, Turns turns)
{
    private const string Json = "application/json";
    private const string FirstWithoutSubscribe = "2026-07-28";
    private const int MostListeners = 100;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Listener, string?> _listeners = new();
    private readonly Lock _gate = new();
    private bool _isLooking;

    /// <summary>Somebody who wants to hear of one resource, or of the list where that is null.</summary>
    private sealed record Listener(McpServer Server, string? Uri, RequestId? Subscription);

    /// <summary>Adds the resources to a server.</summary>
    public void AddTo(McpServerOptions options)
    {
        options.Capabilities ??= new ServerCapabilities();
        options.Capabilities.Resources = new ResourcesCapability { Subscribe = true, ListChanged = true };
        options.Handlers.ListResourcesHandler = ListAsync;
        options.Handlers.ListResourceTemplatesHandler = (_, _) => ValueTask.FromResult(Templates());
        options.Handlers.ReadResourceHandler = ReadAsync;
        options.Handlers.SubscribeToResourcesHandler = (context, _) =>
        {
            string uri = context.Params?.Uri ?? "";
            if (resources.StampOf(uri) is null)
                throw new McpProtocolException($"There is no resource {Quote.Text(uri)}.", McpErrorCode.InvalidParams);
            var listener = new Listener(context.Server, uri, null);
            Add(listener, StampOf(listener));
            return ValueTask.FromResult(new EmptyResult());
        };
        options.Handlers.UnsubscribeFromResourcesHandler = (context, cancel) =>
        {
            _listeners.TryRemove(new Listener(context.Server, context.Params?.Uri ?? "", null), out _);
            return ValueTask.FromResult(new EmptyResult());
        };
        options.Handlers.SubscriptionsListenHandler = ListenAsync;
    }

    private async ValueTask<ListResourcesResult> ListAsync(
        RequestContext<ListResourcesRequestParams> context,
        CancellationToken cancel
    )
    {
        if (IsOld(context.Server) && _listeners.Count < MostListeners)
        {
            var listener = new Listener(context.Server, null, null);
            Add(listener, StampOf(listener));
        }
        IReadOnlyList<CaptureResource> all = await Guarded(resources.List, cancel);
        return new ListResourcesResult
        {
            Resources =
            [
                .. all.Select(one => new Resource
                {
                    Uri = one.Uri,
                    Name = one.Uri,
                    Title = one.Title,
                    Description = one.Description,
                    MimeType = Json,
                }),
            ],
        };
    }

    private static ListResourceTemplatesResult Templates() =>
        new()
        {
            ResourceTemplates =
            [
                .. CaptureResources.Templates.Select(one => new ResourceTemplate
                {
                    UriTemplate = one.Uri,
                    Name = one.Uri,
                    Title = one.Title,
                    Description = one.Description,
                    MimeType = Json,
                }),
            ],
        };

    private async ValueTask<ReadResourceResult> ReadAsync(
        RequestContext<ReadResourceRequestParams> context,
        CancellationToken cancel
    )
    {
        string uri = context.Params?.Uri ?? "";
        string text = await Guarded(() => resources.Read(uri, new AskContext(Cancel: cancel)), cancel);
        return new ReadResourceResult
        {
            Contents =
            [
                new TextResourceContents
                {
                    Uri = uri,
                    MimeType = Json,
                    Text = text,
                },
            ],
        };
    }

    // A question takes its turn like those of tools; what is wrong with it is an error of the protocol.
    private async Task<T> Guarded<T>(Func<T> ask, CancellationToken cancel)
    {
        try
        {
            return await turns.RunAsync(ask, cancel);
        }
        catch (EngineException fault)
        {
            throw new McpProtocolException($"{fault.Message} {fault.Suggestion}".TrimEnd(), McpErrorCode.InvalidParams);
        }
    }

    private async ValueTask<EmptyResult> ListenAsync(
        RequestContext<SubscriptionsListenRequestParams> context,
        CancellationToken cancel
    )
    {
        SubscriptionsListenNotifications? wanted = context.Params?.Notifications;
        var granted = new SubscriptionsListenNotifications
        {
            ResourcesListChanged = wanted?.ResourcesListChanged,
            ResourceSubscriptions = wanted
                ?.ResourceSubscriptions?.Where(uri => resources.StampOf(uri) is not null)
                .ToList(),
        };
        RequestId id = context.JsonRpcRequest.Id;
        List<Listener> mine =
        [
            .. (granted.ResourceSubscriptions ?? []).Select(uri => new Listener(context.Server, uri, id)),
        ];
        if (granted.ResourcesListChanged == true)
            mine.Add(new Listener(context.Server, null, id));
        // What changes while the client hears that it listens is a change for it, told after that.
        List<string?> stamps = mine.ConvertAll(StampOf);
        await SendAsync(
            context.Server,
            id,
            NotificationMethods.SubscriptionsAcknowledgedNotification,
            (JsonObject)
                JsonSerializer.SerializeToNode(
                    new SubscriptionsAcknowledgedNotificationParams { Notifications = granted },
                    McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(SubscriptionsAcknowledgedNotificationParams))
                )!
        );
        for (int index = 0; index < mine.Count; index++)
            Add(mine[index], stamps[index]);
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        finally
        {
            foreach (Listener one in mine)
                _listeners.TryRemove(one, out _);
        }
        return new EmptyResult();
    }

    private void Add(Listener listener, string? stamp)
    {
        if (_listeners.Count >= MostListeners && !_listeners.ContainsKey(listener))
            throw new McpProtocolException(
                $"There are {MostListeners} subscriptions already; end one first.",
                McpErrorCode.InvalidParams
            );
        _listeners.TryAdd(listener, stamp);
        lock (_gate)
        {
            if (_isLooking)
                return;
            _isLooking = true;
        }
        _ = Task.Run(LookAsync);
    }

    private async Task LookAsync()
    {
        while (true)
        {
            await Task.Delay(Between);
            lock (_gate)
            {
                if (_listeners.IsEmpty)
                {
                    _isLooking = false;
                    return;
                }
            }
            Dictionary<string, string?> stamps = new(StringComparer.Ordinal); // each is looked at once, whoever listens
            foreach ((Listener listener, string? before) in _listeners)
            {
                string key = listener.Uri ?? "";
                if (!stamps.TryGetValue(key, out string? now))
                    stamps[key] = now = StampOf(listener);
                if (now != before && _listeners.TryUpdate(listener, now, before))
                    await TellAsync(listener);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "What cannot be looked at just now is looked at again.")]
    private string? StampOf(Listener listener)
    {
        try
        {
            return listener.Uri is null ? resources.StampOfList() : resources.StampOf(listener.Uri);
        }
        catch (Exception)
        {
            return null;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whoever cannot be told any more is forgotten.")]
    private async Task TellAsync(Listener listener)
    {
        var parameters = new JsonObject();
        if (listener.Uri is not null)
            parameters["uri"] = listener.Uri;
        string method = listener.Uri is null
            ? NotificationMethods.ResourceListChangedNotification
            : NotificationMethods.ResourceUpdatedNotification;
        try
        {
            await SendAsync(listener.Server, listener.Subscription, method, parameters);
        }
        catch (Exception)
        {
            _listeners.TryRemove(listener, out _);
        }
    }

    private static Task SendAsync(McpServer server, RequestId? subscription, string method, JsonObject parameters)
    {
        if (subscription is { } id)
            parameters["_meta"] = new JsonObject
            {
                [MetaKeys.SubscriptionId] = id.Id is long number
                    ? JsonValue.Create(number)
                    : JsonValue.Create((string)id.Id!),
            };
        return server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters });
    }

    private static bool IsOld(McpServer server) =>
        server.NegotiatedProtocolVersion is { } version && string.CompareOrdinal(version, FirstWithoutSubscribe) < 0;
}
