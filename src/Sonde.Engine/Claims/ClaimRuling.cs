using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Judges one statement: sees the packets of one pass, then says what they show.</summary>
internal interface IClaimJudge
{
    /// <summary>Who sees the packets.</summary>
    IReadOnlyList<IObserver> Observers { get; }

    /// <summary>Who is told what applications said; null where they need not be read.</summary>
    ApplicationSinks? Sinks => null;

    /// <summary>The ruling, once the pass is over.</summary>
    ClaimRuling Judge(CaptureReading reading);

    /// <summary>The limits that were reached.</summary>
    Coverage Complete(Coverage coverage) => coverage;
}

/// <summary>How a statement was judged.</summary>
/// <param name="Verdict">supported, contradicted or not_observable.</param>
/// <param name="Why">One sentence with what it rests on.</param>
/// <param name="Frames">The frames that show it.</param>
/// <param name="Filter">What selects them, where their numbers are too many.</param>
internal sealed record ClaimRuling(string Verdict, string Why, LowestFrames Frames, string? Filter = null)
{
    public const string Yes = "supported";
    public const string No = "contradicted";
    public const string Unknown = "not_observable";

    /// <summary>Why the capture cannot tell, from the published list.</summary>
    public string? Because { get; init; }

    /// <summary>It rests on something not being there, so that a missing part of the capture could overturn it.</summary>
    public bool RestsOnAbsence { get; init; }

    public IReadOnlyList<ClaimFigure> Figures { get; init; } = [];

    public static ClaimRuling NotObservable(string because, string why, LowestFrames? frames = null) =>
        new(Unknown, why, frames ?? new LowestFrames()) { Because = because };

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The frames, with a filter: by their numbers while there are few.</summary>
    public Evidence Evidence =>
        Frames.Count > Engine.Evidence.MostFrames ? Frames.Show() with { DisplayFilter = Filter } : Frames.Show();
}

/// <summary>Short ways to take note of frames.</summary>
internal static class ClaimFrames
{
    public static void Add(this LowestFrames frames, long frame)
    {
        if (frame > 0)
            frames.Add([frame], 1);
    }

    public static void Add(this LowestFrames frames, FirstFrames? others)
    {
        if (others is not null)
            frames.Add(others.Numbers, others.Count);
    }
}
