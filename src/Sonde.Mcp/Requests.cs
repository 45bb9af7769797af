using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Sonde.Mcp;

/// <summary>Counts the messages that came in and the requests among them that are still being answered.</summary>
internal sealed class Requests
{
    private int _seen;
    private int _open;

    /// <summary>Messages that were taken up.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>Requests without an answer so far.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Counts what passes.</summary>
    public McpMessageHandler Count(McpMessageHandler next) =>
        async (context, cancel) =>
        {
            // a subscription stays open until the client ends it: nobody waits for its answer
            bool isQuestion =
                context.JsonRpcMessage is JsonRpcRequest request
                && request.Method != RequestMethods.SubscriptionsListen;
            if (isQuestion)
                Interlocked.Increment(ref _open);
            Interlocked.Increment(ref _seen);
            try
            {
                await next(context, cancel);
            }
            finally
            {
                if (isQuestion)
                    Interlocked.Decrement(ref _open);
            }
        };
}
