using System.Globalization;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>A span of time of a live capture.</summary>
/// <param name="From">Its begin; null for what is kept.</param>
/// <param name="Until">Its end; null for now.</param>
/// <param name="CaptureBegan">When the capture began: before that there is nothing to miss.</param>
internal sealed record LiveWindow(Timestamp? From, Timestamp? Until, Timestamp CaptureBegan)
{
    /// <summary>The window that is asked for.</summary>
    /// <exception cref="EngineException">A time cannot be read.</exception>
    public static LiveWindow Of(SaveRecentArguments arguments, CaptureSessionFacts facts)
    {
        Timestamp? until = PacketConditions.Time("time_to", arguments.TimeTo);
        Timestamp? from = PacketConditions.Time("time_from", arguments.TimeFrom);
        if (arguments.Seconds is { } seconds)
        {
            Timestamp end = until ?? TimeOf(facts.EndTime) ?? LiveDescription.Now();
            from = new Timestamp(end.Nanoseconds - (long)(seconds * Timestamp.PerSecond));
        }
        return from is { } begin && until is { } stop && stop <= begin
            ? throw LivePlanning.Wrong("time_to", "must be later than the begin of the window")
            : new LiveWindow(from, until, TimeOf(facts.StartTime) ?? new Timestamp(0));
    }

    /// <summary>Whether a time lies in it.</summary>
    public bool Has(Timestamp at) => !(at < From) && !(at >= Until);

    private static Timestamp? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset time)
            ? new Timestamp((time - DateTimeOffset.UnixEpoch).Ticks * 100)
            : null;
}
