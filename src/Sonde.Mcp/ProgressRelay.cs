using System.Diagnostics;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tells a client how far its question has come: a few times a second, always more than before, one message at a time.</summary>
internal sealed class ProgressRelay(McpServer server, ProgressToken token) : IProgress<AskProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next;
    private long _done;

    /// <summary>Ends when the last message is on its way, so that none follows the answer.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public void Report(AskProgress value)
    {
        // a client that reads slowly misses messages rather than have them pile up here
        if (_watch.Elapsed < _next || value.Done <= _done || !Settled.IsCompleted)
            return;
        _next = _watch.Elapsed + Pause;
        _done = value.Done;
        Settled = SendAsync(value);
    }

    private async Task SendAsync(AskProgress value)
    {
        try
        {
            await server.NotifyProgressAsync(
                token,
                new ProgressNotificationValue
                {
                    Progress = value.Done,
                    Total = value.Total,
                    Message = value.Message,
                }
            );
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has gone; the question ends by its cancellation.
        }
    }
}
