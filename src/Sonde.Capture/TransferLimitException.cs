namespace Sonde.Capture;

/// <summary>A transfer was broken off because it was larger or slower than allowed.</summary>
/// <param name="isTime">The time ran out; otherwise there were too many octets.</param>
/// <param name="message">Which limit, and its value.</param>
public sealed class TransferLimitException(bool isTime, string message) : Exception(message)
{
    /// <summary>The time ran out; otherwise there were too many octets.</summary>
    public bool IsTime { get; } = isTime;
}
