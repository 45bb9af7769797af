using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Gathers what shows one cause: frames, hosts and conversations, bounded.</summary>
internal sealed class CauseGroup
{
    private const int Shown = 20;
    private const int MostCounted = 10_000; // conversations told apart

    private readonly SortedSet<string> _hosts = new(StringComparer.Ordinal);
    private readonly List<string> _flows = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public LowestFrames Frames { get; } = new();

    public IReadOnlyList<string> Hosts => [.. _hosts];

    public IReadOnlyList<string> Flows => _flows;

    /// <summary>Conversations; null when there were too many to tell apart.</summary>
    public long? FlowsTotal => _seen.Count < MostCounted ? _seen.Count : null;

    public void Add(Endpoint client, Endpoint server, long frame)
    {
        Frames.Add(frame);
        Note(client, server);
    }

    /// <summary>Takes note of a conversation whose frame was counted elsewhere.</summary>
    public void Note(Endpoint client, Endpoint server)
    {
        AddHost(client.Address.ToString());
        AddHost(server.Address.ToString());
        string flow = $"{client} <-> {server}";
        if (_seen.Count >= MostCounted || !_seen.Add(flow))
            return;
        if (_flows.Count < Shown)
            _flows.Add(flow);
    }

    public void AddHost(string host)
    {
        if (_hosts.Count < Shown)
            _hosts.Add(host);
    }

    /// <summary>A cause of which the rows were gathered here.</summary>
    public CaptureCause Cause(string name, string area, CauseWeight weight, string explanation, NextQuestion next) =>
        new()
        {
            Cause = name,
            Area = area,
            Severity = weight.Severity,
            Confidence = weight.Confidence,
            Explanation = explanation,
            Supports = [weight.Reason],
            SpeaksAgainst = weight.Against is { } against ? [against] : [],
            NotObservable = [],
            Count = Frames.Count,
            Hosts = Hosts,
            Flows = Flows,
            FlowsTotal = FlowsTotal,
            Evidence = Frames.Show(),
            Next = next,
        };
}

/// <summary>How much a failure weighs by its share of what was tried: one among many may be what somebody wanted to see.</summary>
/// <param name="Severity">high, medium or low.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">The share, in words.</param>
/// <param name="Against">What weakens it; null when nothing does.</param>
internal sealed record CauseWeight(string Severity, double Confidence, string Reason, string? Against)
{
    private const double Most = 0.5;
    private const double Some = 0.1;
    private const int Enough = 3; // fewer tries show little

    /// <param name="count">Failures.</param>
    /// <param name="of">Tries.</param>
    /// <param name="what">What failed, in the plural.</param>
    /// <param name="highest">The gravest that such a failure can be: 0 low, 1 medium, 2 high.</param>
    public static CauseWeight Of(long count, long of, string what, int highest = 2)
    {
        double share = of > 0 ? (double)count / of : 0;
        (int severity, double confidence) =
            share >= Most ? (2, of >= Enough ? 0.85 : 0.7)
            : share >= Some ? (1, 0.6)
            : (0, 0.4);
        return new CauseWeight(
            ((string[])["low", "medium", "high"])[Math.Min(severity, highest)],
            confidence,
            string.Create(CultureInfo.InvariantCulture, $"{count} of {of} {what} ({100 * share:0.##} %)"),
            count < of
                ? string.Create(CultureInfo.InvariantCulture, $"the other {of - count} of {of} show nothing of it")
                : null
        );
    }
}
