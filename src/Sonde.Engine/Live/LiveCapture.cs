namespace Sonde.Engine;

/// <summary>A live capture that a question is about.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Watch">What has looked at its packets as they came; null where nothing has, or not in this process.</param>
internal sealed record LiveCapture(string Id, LiveWatch? Watch)
{
    /// <summary>The capture that is meant; null when files are.</summary>
    /// <param name="engine">Whose captures.</param>
    /// <param name="arguments">Which files.</param>
    /// <param name="captureId">Which capture; null for the one that runs, unless files are named.</param>
    /// <exception cref="EngineException">Both are named, or neither, and no capture runs or several do.</exception>
    public static LiveCapture? Of(CaptureEngine engine, CaptureArguments arguments, string? captureId)
    {
        bool namesFiles = arguments is not { FilePath: null, PcapFile: null, Files: null or { Count: 0 } };
        if (namesFiles)
            return captureId is null
                ? null
                : throw new EngineException(
                    EngineFault.InvalidArgument,
                    "capture_id and file_path name two captures.",
                    "Give one of them."
                );
        CaptureSessionFacts facts = Chosen(engine.Live, captureId);
        // reading some packets only is what files are for
        LiveWatch? watch = arguments.MaxPackets is null ? engine.Live.Own(facts.CaptureId)?.Watch : null;
        return new LiveCapture(facts.CaptureId, watch is { CanAnswer: true } ? watch : null);
    }

    private static CaptureSessionFacts Chosen(CaptureSessions live, string? captureId)
    {
        try
        {
            return LiveChoice.Of(live, captureId, orEnded: true, ownOnly: false);
        }
        catch (EngineException none) when (captureId is null && none.Fault == EngineFault.NotFound)
        {
            throw new EngineException(
                EngineFault.InvalidArgument,
                "No capture is named, and no live capture runs.",
                "Give file_path (a path, a folder, a pattern or an http(s) URL), or begin a live capture with capture_start.",
                cause: none
            );
        }
    }

    /// <summary>Asks what has looked at the packets, once it has seen all that have passed by now.</summary>
    public static T Ask<T>(
        CaptureEngine engine,
        string id,
        LiveWatch watch,
        AskContext context,
        Func<CaptureSessionFacts, LivePass, T> read
    )
    {
        engine.Live.Settle(id, context.Cancel);
        return watch.Ask(pass => read(engine.Live.Find(id) ?? throw engine.Live.Unknown(id), pass), context.Cancel);
    }

    /// <summary>The sentence that a summary ends with when packets are missing; else nothing.</summary>
    public static string Shortfall(CaptureSessionFacts facts, long skipped)
    {
        long dropped = facts.PacketsDropped + facts.InterfaceDrops;
        return (dropped > 0 ? $" {dropped} packets were dropped before they could be captured." : "")
            + (skipped > 0 ? $" The analysis could not keep up and left {skipped} captured packets out." : "");
    }
}
