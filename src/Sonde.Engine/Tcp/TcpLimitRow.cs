using System.ComponentModel;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What held up the data of one end, by the time between its data segments.</summary>
public sealed record TcpLimitRow
{
    /// <summary>The longest.</summary>
    [Description("What held it up longest: application, receiver_window, sender_or_congestion_window or loss.")]
    public required string LimitedBy { get; init; }

    /// <summary>Its share.</summary>
    [Description("Share (0 to 1) of the time for which that holds.")]
    public required double Share { get; init; }

    /// <summary>Program.</summary>
    [Description("Seconds with nothing to send: all was acknowledged, or it waited for the other end's data.")]
    public required double ApplicationSeconds { get; init; }

    /// <summary>Receiver.</summary>
    [Description("Seconds without room for a segment in the receiver's window.")]
    public required double ReceiverWindowSeconds { get; init; }

    /// <summary>Sender.</summary>
    [Description(
        "Seconds with room in the window and data that came at the pace of acknowledgments: congestion window, send buffer or link."
    )]
    public required double SenderOrCongestionWindowSeconds { get; init; }

    /// <summary>Loss.</summary>
    [Description("Seconds that ended with a retransmission.")]
    public required double LossSeconds { get; init; }

    /// <summary>Over time.</summary>
    [Description("The same over time: stretches in which one reason was the longest.")]
    public required IReadOnlyList<TcpLimitStretch> Timeline { get; init; }

    internal static TcpLimitRow? Of(TcpFlowSide sender)
    {
        if (sender.Limits is not { Total: > 0 } limits)
            return null;
        return new TcpLimitRow
        {
            LimitedBy = Name(limits.Dominant),
            Share = TcpReading.Rate(limits.Time(limits.Dominant), limits.Total),
            ApplicationSeconds = Seconds(TcpLimit.Application),
            ReceiverWindowSeconds = Seconds(TcpLimit.ReceiverWindow),
            SenderOrCongestionWindowSeconds = Seconds(TcpLimit.SenderOrCongestionWindow),
            LossSeconds = Seconds(TcpLimit.Loss),
            Timeline = [.. Stretches(limits)],
        };

        double Seconds(TcpLimit limit) => limits.Time(limit) / (double)Timestamp.PerSecond;
    }

    private static IEnumerable<TcpLimitStretch> Stretches(TcpLimits limits)
    {
        double slot = limits.SlotLength / (double)Timestamp.PerSecond;
        for (int from = 0; from < TcpLimits.Slots; )
        {
            TcpLimit limit = limits.In(from);
            int to = from + 1;
            while (to < TcpLimits.Slots && limits.In(to) == limit)
                to++;
            if (limit != TcpLimit.None)
                yield return new TcpLimitStretch(Math.Round(from * slot, 6), Math.Round(to * slot, 6), Name(limit));
            from = to;
        }
    }

    private static string Name(TcpLimit limit) =>
        limit switch
        {
            TcpLimit.ReceiverWindow => "receiver_window",
            TcpLimit.SenderOrCongestionWindow => "sender_or_congestion_window",
            TcpLimit.Loss => "loss",
            _ => "application",
        };
}

/// <summary>A stretch of time with one reason.</summary>
/// <param name="FromSeconds">Begin.</param>
/// <param name="ToSeconds">End.</param>
/// <param name="LimitedBy">The reason.</param>
public sealed record TcpLimitStretch(
    [property: Description("Begin, seconds since the end's first data.")] double FromSeconds,
    [property: Description("End, seconds since the end's first data.")] double ToSeconds,
    [property: Description("The reason.")] string LimitedBy
);
