using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>A live capture: what was asked, how far it is, and how it ended. Stored beside its file as well.</summary>
public sealed record CaptureSessionFacts
{
    /// <summary>Name.</summary>
    [Description("Name of the capture.")]
    public required string CaptureId { get; init; }

    /// <summary>How it stands.</summary>
    [Description(
        "running, stopped (on request), completed (by a limit or a trigger), failed or interrupted (its process ended)."
    )]
    public required string Status { get; init; }

    /// <summary>Interface.</summary>
    [Description("Interface.")]
    public required string Interface { get; init; }

    /// <summary>Filter.</summary>
    [Description("Capture filter; absent for every packet.")]
    public string? Filter { get; init; }

    /// <summary>Begin.</summary>
    [Description("When it began, ISO 8601 UTC.")]
    public required string StartTime { get; init; }

    /// <summary>End.</summary>
    [Description("When it ended, ISO 8601 UTC.")]
    public string? EndTime { get; init; }

    /// <summary>Longest duration.</summary>
    [Description("Seconds that it lasts at most.")]
    public required int Duration { get; init; }

    /// <summary>Time so far.</summary>
    [Description("Seconds that it has lasted.")]
    public double ElapsedSeconds { get; init; }

    /// <summary>File.</summary>
    [Description("The file; of several the one written last; absent for a capture in memory.")]
    public string? OutputFile { get; init; }

    /// <summary>Files.</summary>
    [Description("Files of a ring that are there, oldest first.")]
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Octets in files.</summary>
    [Description("Octets of the files that are there.")]
    public long FileSizeBytes { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets written.")]
    public long PacketsCaptured { get; init; }

    /// <summary>Octets on the wire.</summary>
    [Description("Octets of these packets on the wire.")]
    public long BytesCaptured { get; init; }

    /// <summary>Packets that the filter let through.</summary>
    [Description("Packets that passed the filter, by the system's count.")]
    public long PacketsReceived { get; init; }

    /// <summary>Lost by the system.</summary>
    [Description("Packets that the system dropped because they were not read in time.")]
    public long PacketsDropped { get; init; }

    /// <summary>Lost by the interface.</summary>
    [Description("Packets that the interface or its driver dropped.")]
    public long InterfaceDrops { get; init; }

    /// <summary>Why it ended.</summary>
    [Description(
        "Why it ended: request, trigger, duration, max_packets, max_octets, interface_lost, write_failed, process_ended."
    )]
    public string? EndedBy { get; init; }

    /// <summary>The error.</summary>
    [Description("What went wrong, in the system's words.")]
    public string? Error { get; init; }

    /// <summary>Link type.</summary>
    [Description("LINKTYPE_ value of the packets.")]
    public int LinkType { get; init; }

    /// <summary>Octets kept.</summary>
    [Description("Octets kept of each packet at most.")]
    public int SnapLength { get; init; }

    /// <summary>Promiscuous.</summary>
    [Description("Packets for other hosts are captured as well.")]
    public bool Promiscuous { get; init; }

    /// <summary>Limit of packets.</summary>
    [Description("Packets after which it ends.")]
    public long? MaxPackets { get; init; }

    /// <summary>Limit of octets.</summary>
    [Description("Octets that a file may have.")]
    public long? MaxOctets { get; init; }

    /// <summary>Ring.</summary>
    [Description("Files of the ring; the oldest is deleted for the next.")]
    public int? RingFiles { get; init; }

    /// <summary>Ring in memory.</summary>
    [Description("For a capture in memory: what it keeps at most, and what it keeps now.")]
    public MemoryRing? Memory { get; init; }

    /// <summary>Analysis.</summary>
    [Description("How far the analysis is that runs with the capture; absent where none does.")]
    public LiveAnalysisFacts? Analysis { get; init; }

    /// <summary>What fired.</summary>
    [Description("What the trigger did: empty until it fires, absent where there is none.")]
    public IReadOnlyList<FiredTrigger>? Triggers { get; init; }

    /// <summary>Process.</summary>
    [Description("Process that captures.")]
    public int Pid { get; init; }

    /// <summary>When that process began, in ticks of the framework's clock: a number may come again.</summary>
    [Description("When that process began; tells it from a later one of the same number.")]
    public long ProcessStart { get; init; }

    /// <summary>Its files that may be there, oldest first.</summary>
    internal IReadOnlyList<string> AllFiles => Files ?? (OutputFile is { } only ? [only] : []);

    /// <summary>It goes on.</summary>
    internal bool IsRunning => Status == Running;

    internal const string Running = "running";
    internal const string Stopped = "stopped";
    internal const string Completed = "completed";
    internal const string Failed = "failed";
    internal const string Interrupted = "interrupted";
}

/// <summary>The last packets of a live capture, in the memory of the process that captures.</summary>
public sealed record MemoryRing
{
    /// <summary>Limit of packets.</summary>
    [Description("Packets kept at most.")]
    public required int MaxPackets { get; init; }

    /// <summary>Limit of octets.</summary>
    [Description("Octets of memory for them at most.")]
    public required long MaxOctets { get; init; }

    /// <summary>Limit of age.</summary>
    [Description("Seconds that a packet is kept; absent when there is no such limit.")]
    public int? KeepSeconds { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets kept now.")]
    public long PacketsKept { get; init; }

    /// <summary>Octets.</summary>
    [Description("Captured octets of these packets.")]
    public long OctetsKept { get; init; }

    /// <summary>Oldest.</summary>
    [Description("Time of the oldest packet kept, ISO 8601 UTC: so far back one can look.")]
    public string? Oldest { get; init; }
}
