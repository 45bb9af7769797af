using static Sonde.Engine.ClaimRuling;

namespace Sonde.Engine;

/// <summary>Judges times against the bound of a statement; keeps counts and the frames that matter, whatever their number.</summary>
/// <param name="claim">The statement, with most_ms or least_ms.</param>
/// <param name="what">What is timed, in the plural.</param>
internal sealed class ClaimTimes(Claim claim, string what)
{
    private readonly LowestFrames _over = new();
    private long _longest = -1;
    private long _longestFrame;
    private long _shortest = long.MaxValue;

    public long Count { get; private set; }

    private bool IsMost => claim.Said.MostMs is not null;

    private double Bound => claim.Said.MostMs ?? claim.Said.LeastMs ?? 0;

    /// <summary>One time, in nanoseconds, and the frame that ends it.</summary>
    public void See(long nanoseconds, long frame)
    {
        Count++;
        _shortest = Math.Min(_shortest, nanoseconds);
        if (nanoseconds > _longest)
            (_longest, _longestFrame) = (nanoseconds, frame);
        double milliseconds = nanoseconds / 1e6;
        if (IsMost ? milliseconds > Bound : milliseconds >= Bound)
            _over.Add(frame);
    }

    /// <summary>The ruling; only with times seen.</summary>
    public ClaimRuling Rule(string? filter)
    {
        var slowest = new LowestFrames();
        slowest.Add(_longestFrame);
        bool isFound = _over.Count > 0;
        string than = IsMost ? "more than" : "at least";
        string why = isFound
            ? Text(
                $"{_over.Count} of {Count} {what} took {than} {Bound:0.###} ms; the longest, in frame {_longestFrame}, {_longest / 1e6:0.###} ms."
            )
            : Text(
                $"None of {Count} {what} took {than} {Bound:0.###} ms; the longest, in frame {_longestFrame}, {_longest / 1e6:0.###} ms."
            );
        return new ClaimRuling(isFound == IsMost ? No : Yes, why, isFound ? _over : slowest, filter)
        {
            RestsOnAbsence = !isFound,
            Figures =
            [
                new("measured", Count, "count"),
                new("beyond_bound", _over.Count, "count"),
                new("shortest", Math.Round(_shortest / 1e6, 6), "ms"),
                new("longest", Math.Round(_longest / 1e6, 6), "ms"),
            ],
        };
    }
}

/// <summary>Judges numbers against the bounds of a statement; without bounds one is enough.</summary>
internal static class ClaimCounts
{
    /// <param name="claim">The statement.</param>
    /// <param name="what">What was counted, in the plural.</param>
    /// <param name="count">How many.</param>
    /// <param name="of">Of how many, for shares; null where a share means nothing.</param>
    /// <param name="octets">Octets of them; null where they are not counted.</param>
    /// <param name="frames">Which ones.</param>
    /// <param name="filter">What selects them.</param>
    public static ClaimRuling Rule(
        Claim claim,
        string what,
        long count,
        long? of,
        long? octets,
        LowestFrames frames,
        string? filter
    )
    {
        ClaimArguments said = claim.Said;
        double share = of is > 0 and var whole ? 100.0 * count / whole : 0;
        bool isBare =
            said is { LeastCount: null, MostCount: null, LeastPercent: null, MostPercent: null }
            && said is { LeastOctets: null, MostOctets: null };
        (bool Fails, bool IsMost, string Says)[] bounds =
        [
            (count < (said.LeastCount ?? (isBare ? 1 : 0)), false, Text($"at least {said.LeastCount ?? 1} are stated")),
            (count > (said.MostCount ?? long.MaxValue), true, Text($"at most {said.MostCount} are stated")),
            (share < (said.LeastPercent ?? 0), false, Text($"at least {said.LeastPercent} % are stated")),
            (share > (said.MostPercent ?? 100), true, Text($"at most {said.MostPercent} % are stated")),
            (octets < (said.LeastOctets ?? 0), false, Text($"at least {said.LeastOctets} octets are stated")),
            (octets > (said.MostOctets ?? long.MaxValue), true, Text($"at most {said.MostOctets} octets are stated")),
        ];
        string found = Text($"{count} {what}");
        if (of is { } all)
            found += Text($" of {all}, {share:0.###} %");
        if (octets is { } sum)
            found += Text($" with {sum} octets");
        bool hasMost = said.MostCount is not null || said.MostPercent is not null || said.MostOctets is not null;
        (bool Fails, bool IsMost, string Says)[] failing = [.. bounds.Where(bound => bound.Fails)];
        List<ClaimFigure> figures = [new("count", count, "count")];
        if (of is { } total)
            figures.AddRange([new("of", total, "count"), new("share", Math.Round(share, 6), "percent")]);
        if (octets is { } counted)
            figures.Add(new("octets", counted, "octets"));
        return failing.Length > 0
            ? new ClaimRuling(No, $"{found}; {failing[0].Says}.", frames, filter)
            {
                RestsOnAbsence = failing.All(bound => !bound.IsMost),
                Figures = figures,
            }
            : new ClaimRuling(Yes, $"{found}.", frames, filter) { RestsOnAbsence = hasMost, Figures = figures };
    }
}
