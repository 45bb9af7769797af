using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How often something failed at one server.</summary>
/// <param name="Server">The server.</param>
/// <param name="Count">Failures.</param>
/// <param name="Of">Tries.</param>
internal sealed record ServerShare(Endpoint Server, long Count, long Of)
{
    /// <summary>Fewer tries show little.</summary>
    public const int Enough = 3;
}

/// <summary>How much a failure weighs by its share of what was tried: one among many may be what somebody wanted to see.</summary>
/// <param name="Severity">high, medium or low.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reasons">The shares, in words.</param>
/// <param name="Against">What weakens it; null when nothing does.</param>
internal sealed record CauseWeight(string Severity, double Confidence, IReadOnlyList<string> Reasons, string? Against)
{
    private const double Most = 0.5;
    private const double Some = 0.1;

    private static readonly string[] Severities = ["low", "medium", "high"];

    /// <param name="count">Failures.</param>
    /// <param name="of">Tries.</param>
    /// <param name="what">What failed, in the plural.</param>
    /// <param name="worst">The server of which the largest share failed: many that work do not hide one that does not.</param>
    /// <param name="highest">The gravest that such a failure can be: 0 low, 1 medium, 2 high.</param>
    public static CauseWeight Of(long count, long of, string what, ServerShare? worst, int highest = 2)
    {
        double share = of > 0 ? (double)count / of : 0;
        double atWorst = worst is null ? 0 : (double)worst.Count / worst.Of;
        (int severity, double confidence) = Math.Max(share, atWorst) switch
        {
            >= Most => (2, of >= ServerShare.Enough ? 0.85 : 0.7),
            >= Some => (1, 0.6),
            _ => (0, 0.4),
        };
        List<string> reasons = [Text($"{count} of {of} {what} ({100 * share:0.##} %)")];
        if (worst is not null && atWorst > share)
            reasons.Add(Text($"at {worst.Server} {worst.Count} of {worst.Of} ({100 * atWorst:0.##} %)"));
        return new CauseWeight(
            Severities[Math.Min(severity, highest)],
            confidence,
            reasons,
            count < of ? Text($"the other {of - count} of {of} show nothing of it") : null
        );
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
