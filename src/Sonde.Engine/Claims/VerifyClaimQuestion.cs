namespace Sonde.Engine;

/// <summary>Whether a capture bears a statement out.</summary>
public static class VerifyClaimQuestion
{
    private const string Incomplete = "capture_incomplete";

    /// <summary>Reads the capture once and judges the statement.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the statement makes no sense.</exception>
    public static VerifyClaim Ask(CaptureEngine engine, ClaimArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ClaimKind kind = ClaimKinds.Of(arguments);
        IClaimJudge judge = kind.Judge(new Claim(arguments), engine);
        CaptureReading reading = judge.Sinks is { } sinks
            ? engine.ReadApplications(arguments, sinks, context, before: judge.Observers)
            : engine.Read(arguments, judge.Observers, context);
        Coverage coverage = judge.Complete(reading.Coverage);
        ClaimRuling ruling = Weigh(judge.Judge(reading), coverage);
        return new VerifyClaim
        {
            Summary = $"{ruling.Verdict}: {ruling.Why}{reading.Shortfall}",
            File = reading.Name,
            Kind = kind.Name,
            Verdict = ruling.Verdict,
            Because = ruling.Because,
            Why = ruling.Why,
            Figures = ruling.Figures,
            Caveats = [.. Caveats(coverage, ruling)],
            Evidence = ruling.Evidence,
            Coverage = coverage,
        };
    }

    // What was not found in a part may be in the rest.
    private static ClaimRuling Weigh(ClaimRuling ruling, Coverage coverage) =>
        ruling is { RestsOnAbsence: true } && !coverage.Complete
            ? ruling with
            {
                Verdict = ClaimRuling.Unknown,
                Because = Incomplete,
                Why = $"{ruling.Why} Only a part of the capture was read, and the rest may say otherwise.",
            }
            : ruling;

    private static IEnumerable<string> Caveats(Coverage coverage, ClaimRuling ruling)
    {
        if (!coverage.Complete && ruling.Because != Incomplete)
            yield return "Only a part of the capture was read.";
        if (coverage.PacketsDropped is > 0 and var dropped)
            yield return $"The capturing machine dropped {dropped} packets.";
        if (coverage.PacketsCut is > 0 and var cut && ruling.Because != "packets_cut")
            yield return $"Of {cut} packets only the beginning was captured.";
        if (coverage.Directions is "one" or "mixed" && ruling.Because != "one_direction")
            yield return "Of some conversations the capture shows one direction only.";
        foreach (LimitReached limit in coverage.Limits ?? [])
            yield return $"Limit reached: {limit.Name} = {limit.Value}.";
    }
}
