using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>The packets of a live capture at one moment: files, or a copy of what is in memory.</summary>
internal sealed class LivePackets
{
    private LivePackets(CaptureSessionFacts facts) => Facts = facts;

    /// <summary>The capture at that moment.</summary>
    public CaptureSessionFacts Facts { get; private init; }

    /// <summary>Its files; empty for one in memory.</summary>
    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>The copy of what is in memory, a pcapng file; null for one in files.</summary>
    public MemoryStream? Copy { get; private init; }

    /// <summary>How the ring in memory stood.</summary>
    public FrameRingState Ring { get; private init; }

    /// <summary>Packets of the capture that are there no more, so that the first one has the number after them; 0 for files.</summary>
    public long Before => Copy is null ? 0 : Ring.First - 1;

    /// <summary>Takes the packets of a capture as they are now.</summary>
    /// <exception cref="EngineException">It is not known, or its packets are not within reach.</exception>
    public static LivePackets Of(CaptureSessions live, string id, CancellationToken cancel)
    {
        live.Settle(id, cancel);
        CaptureSessionFacts facts = live.Find(id) ?? throw live.Unknown(id);
        if (live.Own(id) is { Ring: { } ring } own)
        {
            if (ring.IsCleared)
                throw Gone(facts, "were let go when another capture needed the memory");
            MemoryStream copy = ring.Copy(own.Counters, out FrameRingState state);
            return new LivePackets(facts) { Copy = copy, Ring = state };
        }
        if (facts.Memory is not null)
            throw Gone(
                facts,
                facts.IsRunning
                    ? $"are in the memory of process {facts.Pid}, which alone can read them"
                    : "were in the memory of a process that has ended"
            );
        string[] files = FilesOf(live, facts);
        return files.Length > 0
            ? new LivePackets(facts) { Files = files }
            : throw Gone(facts, "were in files that are not there any more");
    }

    /// <summary>Whether the packets of a capture can be read from here.</summary>
    public static bool AreWithinReach(CaptureSessions live, CaptureSessionFacts facts) =>
        live.Own(facts.CaptureId)?.Ring is { IsCleared: false } || FilesOf(live, facts).Length > 0;

    // Only what lies in the folder of captures, whatever the notes beside it say.
    private static string[] FilesOf(CaptureSessions live, CaptureSessionFacts facts) =>
        [.. facts.AllFiles.Where(file => Path.GetDirectoryName(file) == live.Storage.Folder && File.Exists(file))];

    private static EngineException Gone(CaptureSessionFacts facts, string why) =>
        new(
            EngineFault.NotFound,
            $"The packets of {facts.CaptureId} {why}.",
            "start_packet_capture writes into files, which stay; get_capture_status lists the captures."
        );
}
