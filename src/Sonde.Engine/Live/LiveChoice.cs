namespace Sonde.Engine;

/// <summary>Which capture a question means.</summary>
internal static class LiveChoice
{
    /// <summary>The capture of this id; without one the only one in memory, or else the only one that runs.</summary>
    /// <param name="live">The captures.</param>
    /// <param name="id">The id; null for the only one.</param>
    /// <param name="orEnded">Its packets are wanted: where none runs, the one in memory that ended last is meant.</param>
    /// <param name="ownOnly">Captures of other processes are meant only when they are named.</param>
    /// <exception cref="EngineException">There is none, or there are several.</exception>
    public static CaptureSessionFacts Of(CaptureSessions live, string? id, bool orEnded, bool ownOnly)
    {
        IReadOnlyList<CaptureSessionFacts> all = live.All();
        if (
            orEnded
            && id == CaptureSessions.Last
            && all.OrderByDescending(facts => facts.StartTime, StringComparer.Ordinal)
                .FirstOrDefault(facts => LivePackets.AreWithinReach(live, facts))
                is { } newest
        )
            return newest;
        if (!string.IsNullOrEmpty(id))
            return live.Find(id) ?? throw live.Unknown(id);
        CaptureSessionFacts[] running =
        [
            .. all.Where(facts => facts.IsRunning && (!ownOnly || live.Own(facts.CaptureId) is not null)),
        ];
        CaptureSessionFacts[] inMemory = [.. running.Where(facts => live.Own(facts.CaptureId)?.Ring is not null)];
        if (inMemory is [var only])
            return only;
        if (running is [var one])
            return one;
        if (running.Length > 1)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"{running.Length} captures run: {string.Join("; ", running.Take(5).Select(Say))}.",
                "Say which one by capture_id.",
                [.. running.Select(facts => facts.CaptureId)]
            );
        return
            orEnded && all.FirstOrDefault(facts => live.Own(facts.CaptureId)?.Ring is { IsCleared: false }) is { } ended
            ? ended
            : throw new EngineException(
                EngineFault.NotFound,
                "No capture runs.",
                "capture_start and start_packet_capture begin one; get_capture_status lists those that ended.",
                [.. all.Take(10).Select(facts => facts.CaptureId)]
            );
    }

    private static string Say(CaptureSessionFacts facts) => $"{facts.CaptureId} on {Quote.Clean(facts.Interface)}";
}
