using Microsoft.Extensions.Logging;

namespace Sonde.Mcp;

/// <summary>What this room logs; to standard error, since standard output belongs to the protocol.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Tool} failed, id {Id}")]
    public static partial void ToolFailed(ILogger logger, string tool, string id, Exception exception);
}
