using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which captures are meant.</summary>
public sealed record CaptureStatusArguments : HostPageArguments
{
    /// <summary>One capture.</summary>
    [Description("Only this capture; last for the newest.")]
    public string? CaptureId { get; init; }
}

/// <summary>The live captures.</summary>
public sealed record CaptureStatus : IAnswer
{
    /// <inheritdoc/>
    [Description("Always true.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => LiveJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>How many run.</summary>
    [Description("Captures that run.")]
    public required int ActiveCaptures { get; init; }

    /// <summary>How many run.</summary>
    [Description("The same number.")]
    public required int TotalActive { get; init; }

    /// <summary>The captures.</summary>
    [Description("Captures of this page: those that run first, then the newest.")]
    public required IReadOnlyList<CaptureSessionFacts> Captures { get; init; }

    /// <summary>How many are known.</summary>
    [Description("Captures that are known.")]
    public required long Total { get; init; }

    /// <summary>On this page.</summary>
    [Description("Captures on this page.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }
}

/// <summary>How live captures stand.</summary>
public static class CaptureStatusQuestion
{
    /// <summary>Looks at the captures of this program and of others that use the same folder.</summary>
    /// <exception cref="EngineException">There is no such capture, or the page lies beyond the end.</exception>
    public static CaptureStatus Ask(CaptureEngine engine, CaptureStatusArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        IReadOnlyList<CaptureSessionFacts> all = arguments.CaptureId is { } id
            ? [engine.Live.Find(id) ?? throw engine.Live.Unknown(id)]
            : engine.Live.All();
        Page<CaptureSessionFacts> page = arguments.Cut(all);
        int running = all.Count(facts => facts.IsRunning);
        return new CaptureStatus
        {
            Summary =
                $"{running} of {all.Count} captures run"
                + (
                    running == 0
                        ? "."
                        : ": " + string.Join("; ", all.Where(facts => facts.IsRunning).Take(5).Select(Say)) + "."
                ),
            ActiveCaptures = running,
            TotalActive = running,
            Captures = page.Items,
            Total = all.Count,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
        };
    }

    private static string Say(CaptureSessionFacts facts) =>
        $"{facts.CaptureId} on {Quote.Clean(facts.Interface)}, {facts.PacketsCaptured} packets, {facts.PacketsDropped + facts.InterfaceDrops} dropped";
}
