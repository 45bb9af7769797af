using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What is wrong in a capture, joined from every subject in one pass, the gravest and surest cause first.</summary>
public static class DiagnoseCaptureQuestion
{
    private const int DefaultLimit = 100;
    private const int Told = 3;
    private static readonly string[] Severities = ["critical", "high", "medium", "low", "info"];

    /// <summary>Reads the capture once and ranks the causes of its trouble.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static DiagnoseCapture Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        IReadOnlyList<ICauseSource> sources = CauseSources.Of(engine, context);
        var sinks = new ApplicationSinks();
        foreach (ICauseSource source in sources)
            sinks = source.Join(sinks);
        CaptureReading reading = engine.ReadApplications(
            arguments,
            sinks,
            context,
            before: [.. sources.SelectMany(source => source.Observers)],
            flowLimit: TcpFlowReport.ConversationLimit
        );
        CaptureCause[] causes =
        [
            .. AttackedToo
                .Join([.. sources.SelectMany(source => source.Find(reading))])
                .OrderBy(one => Array.IndexOf(Severities, one.Severity))
                .ThenByDescending(one => one.Confidence)
                .ThenByDescending(one => one.Count)
                .ThenBy(one => one.Cause, StringComparer.Ordinal)
                .ThenBy(one => one.Explanation, StringComparer.Ordinal)
                .Select((one, index) => one with { Rank = index + 1 }),
        ];
        Page<CaptureCause> page = Page.Of(causes, limit, offset);
        return new DiagnoseCapture
        {
            Summary = Say(causes, reading),
            File = reading.Name,
            Causes = page.Items,
            LookedAt = [.. sources.Select(source => source.LookedAt)],
            NotObservable =
            [
                .. General(reading.Coverage),
                .. sources.SelectMany(source => source.NotObservable(reading)),
            ],
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = sources.Aggregate(reading.Coverage, (coverage, source) => source.Complete(coverage)),
        };
    }

    private static IEnumerable<string> General(Coverage coverage)
    {
        if (!coverage.Complete)
            yield return "what stands in the part of the capture that was not read";
        if (coverage.Directions is "one" or "mixed")
            yield return "whether packets of conversations with one direction only were answered";
        if (coverage.PacketsDropped is > 0 and var dropped)
            yield return $"{dropped} packets that the capturing machine dropped";
        if (coverage.PacketsCut is > 0 and var cut)
            yield return $"what stood behind the beginning of {cut} packets that were cut";
    }

    private static string Say(CaptureCause[] causes, CaptureReading reading)
    {
        string read = $"{reading.Pass.Totals.Packets} packets";
        if (causes.Length == 0)
            return $"Nothing in {read} shows trouble.{reading.Shortfall}";
        string told = string.Join(
            " ",
            causes
                .Take(Told)
                .Select(one =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{one.Rank}. {one.Explanation} ({one.Cause}, {one.Severity}, confidence {one.Confidence:0.##}: {one.Supports[0]})"
                    )
                )
        );
        string more = causes.Length > Told ? $" And {causes.Length - Told} more." : "";
        return $"{causes.Length} causes of trouble in {read}. {told}{more}{reading.Shortfall}";
    }
}
