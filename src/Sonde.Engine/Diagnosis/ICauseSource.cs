using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>One subject of the diagnosis: sees the pass, then names causes. Findings of other analyzers join as a further source.</summary>
internal interface ICauseSource
{
    /// <summary>Who sees the packets.</summary>
    IReadOnlyList<IObserver> Observers => [];

    /// <summary>Adds who is told what applications said.</summary>
    ApplicationSinks Join(ApplicationSinks sinks) => sinks;

    /// <summary>The causes that it found, in any order. Called once, after the pass.</summary>
    IReadOnlyList<CaptureCause> Find(CaptureReading reading);

    /// <summary>What it looked at, with counts.</summary>
    string LookedAt { get; }

    /// <summary>What the capture cannot tell of its subject.</summary>
    IReadOnlyList<string> NotObservable(CaptureReading reading) => [];

    /// <summary>The limits that it reached.</summary>
    Coverage Complete(Coverage coverage) => coverage;
}

/// <summary>The subjects of the diagnosis.</summary>
internal static class CauseSources
{
    /// <summary>A fresh list for one question. Another analyzer joins with one line; whose sinks add to those of others comes last.</summary>
    public static IReadOnlyList<ICauseSource> Of(CaptureEngine engine, AskContext context) =>
        [
            new NameCauses(engine),
            new ConnectionCauses(),
            new IcmpCauses(),
            new TlsCauses(),
            new ApplicationCauses(),
            new ThreatCauses(engine, context),
        ];
}
