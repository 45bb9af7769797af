namespace Sonde.Probes;

/// <summary>What the answers along a path mean: which loss is loss, and where time is spent.</summary>
/// <remarks>
/// A router may leave probes unanswered that it forwards, and may be slow to answer what it forwards at once. Loss and delay
/// of the path itself show at every hop behind the one where they arise, so what a later hop does not show is not the path's.
/// </remarks>
public sealed class PathVerdict
{
    private const double Noise = 2; // probes by which two samples of one loss may well differ

    private PathVerdict(IReadOnlyList<HopVerdict> hops) => Hops = hops;

    /// <summary>The hops, nearest first.</summary>
    public IReadOnlyList<HopVerdict> Hops { get; }

    /// <summary>Judges the hops of a path.</summary>
    /// <param name="hops">The hops, nearest first.</param>
    /// <param name="isCertain">Whether the destination answered, and answers every probe that reaches it.</param>
    public static PathVerdict Of(IReadOnlyList<PathHop> hops, bool isCertain)
    {
        ArgumentNullException.ThrowIfNull(hops);
        var verdicts = new HopVerdict[hops.Count];
        double? least = null; // loss of this hop and all behind it
        double? floor = null; // best time of this hop and all behind it
        for (int place = hops.Count - 1; place >= 0; place--)
        {
            PathHop hop = hops[place];
            bool answersBehind = least is not null;
            double loss = hop.Sent == 0 ? 0 : Math.Max(0, 1 - (double)hop.Received / hop.Sent);
            if (hop.Received > 0)
            {
                least = Math.Min(least ?? loss, loss);
                floor = Math.Min(floor ?? double.MaxValue, hop.RoundTrips.Min());
            }
            LossKind kind =
                hop.Received == 0 ? (answersBehind ? LossKind.Silent : LossKind.Unknown)
                : loss == 0 ? LossKind.None
                : !isCertain && least > 0 ? LossKind.Unknown
                : least == 0 || (loss - least) * hop.Sent > Noise ? LossKind.RateLimited
                : LossKind.Real;
            verdicts[place] = new HopVerdict(hop, kind, loss, least, floor, null);
        }
        double before = 0;
        for (int place = 0; place < verdicts.Length; place++)
        {
            if (verdicts[place].Hop.Received == 0 || verdicts[place].Floor is not { } time)
                continue;
            verdicts[place] = verdicts[place] with { Growth = time - before };
            before = time;
        }
        return new PathVerdict(verdicts);
    }
}

/// <summary>What the answers of one hop mean.</summary>
/// <param name="Hop">The hop.</param>
/// <param name="Kind">What its missing answers mean.</param>
/// <param name="Loss">Share of probes that it did not answer, 0 to 1.</param>
/// <param name="PersistingLoss">Share that the path up to here loses at most, 0 to 1: the least of this hop and all behind it; null when none answered.</param>
/// <param name="Floor">Milliseconds that the path up to here takes at most: the best time of this hop and all behind it.</param>
/// <param name="Growth">Milliseconds by which that is more than at the hop before that answered; null of a hop that did not.</param>
public sealed record HopVerdict(
    PathHop Hop,
    LossKind Kind,
    double Loss,
    double? PersistingLoss,
    double? Floor,
    double? Growth
);

/// <summary>What it means that probes to a hop were not answered.</summary>
public enum LossKind
{
    /// <summary>All were answered.</summary>
    None,

    /// <summary>It answers only so many: hops behind it lost fewer probes, which all went through it.</summary>
    RateLimited,

    /// <summary>It never answers, and forwards what is for others.</summary>
    Silent,

    /// <summary>Packets are lost on the way: every hop behind it lost as many.</summary>
    Real,

    /// <summary>No hop behind it tells.</summary>
    Unknown,
}
