using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which packets of a live capture are to be saved.</summary>
public sealed record SaveRecentArguments
{
    /// <summary>Capture.</summary>
    [Description("Name of the capture; the only one that runs, or the last one in memory, when left out.")]
    public string? CaptureId { get; init; }

    /// <summary>Seconds.</summary>
    [Description("The last so many seconds before now, or before the capture's end; everything kept when left out.")]
    [Range(0.001, 86_400)]
    public double? Seconds { get; init; }

    /// <summary>Begin.</summary>
    [Description("Only packets from this time on: ISO 8601, or seconds since 1970. Instead of seconds.")]
    public string? TimeFrom { get; init; }

    /// <summary>End.</summary>
    [Description("Only packets before this time: ISO 8601, or seconds since 1970.")]
    public string? TimeTo { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets that the file may have; the oldest packets are left out. The configured limit when left out.")]
    [Range(4096, int.MaxValue)]
    public long? MaxOctets { get; init; }

    /// <summary>File.</summary>
    [Description("Name of the file, without a folder, ending in .pcapng or .pcap; made up when left out.")]
    public string? OutputFile { get; init; }

    /// <summary>Comment.</summary>
    [Description("A remark that is written into a pcapng file.")]
    public string? Comment { get; init; }
}

/// <summary>A window of a live capture that was saved.</summary>
public sealed record SavedPackets : IAnswer
{
    /// <inheritdoc/>
    [Description("The file was written; it may have no packets.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => LiveJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Name.</summary>
    [Description("Name of the capture.")]
    public required string CaptureId { get; init; }

    /// <summary>File.</summary>
    [Description("The file, as the tools that read captures take it.")]
    public required string OutputFile { get; init; }

    /// <summary>Octets of the file.</summary>
    [Description("Octets of the file.")]
    public required long FileSizeBytes { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets in it.")]
    public required long PacketsSaved { get; init; }

    /// <summary>Octets on the wire.</summary>
    [Description("Octets of these packets on the wire.")]
    public required long BytesSaved { get; init; }

    /// <summary>First.</summary>
    [Description("Time of the first packet, ISO 8601 UTC.")]
    public string? FirstTime { get; init; }

    /// <summary>Last.</summary>
    [Description("Time of the last packet, ISO 8601 UTC.")]
    public string? LastTime { get; init; }

    /// <summary>Begin asked for.</summary>
    [Description("Where the window that was asked for begins, ISO 8601 UTC; absent for everything kept.")]
    public string? WindowFrom { get; init; }

    /// <summary>End asked for.</summary>
    [Description("Where it ends, ISO 8601 UTC; absent for now.")]
    public string? WindowTo { get; init; }

    /// <summary>The window was covered.</summary>
    [Description("The capture reaches back to the begin of the window, and no limit left packets of it out.")]
    public required bool WindowComplete { get; init; }

    /// <summary>Left out.</summary>
    [Description("Oldest packets of the window that max_octets left out; absent when there are none.")]
    public long? PacketsLeftOut { get; init; }

    /// <summary>Lost.</summary>
    [Description("Packets that the system dropped while the capture ran, whenever that was.")]
    public required long PacketsDropped { get; init; }

    /// <summary>Lost by the interface.</summary>
    [Description("Packets that the interface or its driver dropped while the capture ran.")]
    public required long InterfaceDrops { get; init; }

    /// <summary>Limits.</summary>
    [Description("Limits that left packets of the window out.")]
    public IReadOnlyList<LimitReached>? Limits { get; init; }
}

/// <summary>Saves the last packets of a live capture into a file.</summary>
public static class SaveRecentQuestion
{
    private const long Header = 2048;

    /// <summary>Writes a window of what is kept into the folder of captures; the capture goes on.</summary>
    /// <exception cref="EngineException">The capture is not known, an argument is wrong, or there is no room.</exception>
    public static SavedPackets Ask(CaptureEngine engine, SaveRecentArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        if (arguments.Seconds is <= 0 or > 86_400)
            throw LivePlanning.Wrong("seconds", "must be over 0, and 86400 at most");
        if (arguments.Seconds is not null && arguments.TimeFrom is not null)
            throw LivePlanning.Wrong("time_from", "and seconds say the same in two ways", "Give one of them.");
        if (arguments.MaxOctets is < 4096)
            throw LivePlanning.Wrong("max_octets", "must be 4096 or more");
        CaptureConfig config = engine.Live.Config;
        if (arguments.MaxOctets > config.MaxOctets)
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"{arguments.MaxOctets} octets are more than the {config.MaxOctets} that a file may have ({Settings.MaxCaptureOctets.Key}).",
                "Ask for less, or let the person who runs Sonde raise the limit."
            );
        string name = LivePlanning.FileName(arguments.OutputFile, LivePlanning.NewId());
        string id = LiveChoice.Of(engine.Live, arguments.CaptureId, orEnded: true, ownOnly: false).CaptureId;
        var packets = LivePackets.Of(engine.Live, id, context.Cancel);
        var window = LiveWindow.Of(arguments, packets.Facts);
        return engine.Live.Write(room =>
        {
            long most = Math.Min(arguments.MaxOctets ?? config.MaxOctets, room);
            if (most < Header)
                throw new EngineException(
                    EngineFault.LimitExceeded,
                    $"The storage has room for {Math.Max(0, room)} octets only ({Settings.CaptureStorageOctets.Key}).",
                    "Delete old captures (list_captured_files), or let the person who runs Sonde raise the limit."
                );
            var writer = new LiveWindowWriter(packets, window, most, context.Cancel);
            string path = Path.Combine(engine.Live.Storage.Folder, name);
            writer.Write(path, arguments.Comment);
            return Answer(packets, window, writer, path, most);
        });
    }

    private static SavedPackets Answer(
        LivePackets packets,
        LiveWindow window,
        LiveWindowWriter writer,
        string path,
        long most
    )
    {
        CaptureSessionFacts facts = packets.Facts;
        bool reachesBack = !writer.BeginsInside;
        List<LimitReached> limits = [];
        if (writer.LeftOut > 0)
            limits.Add(new("max_octets", most));
        if (!reachesBack && facts.Memory is { } memory)
        {
            if (packets.Ring.MadeRoomForFrames > 0)
                limits.Add(new("maxPackets", memory.MaxPackets));
            if (packets.Ring.MadeRoomForOctets > 0)
                limits.Add(new("ring_octets", memory.MaxOctets));
            if (packets.Ring.TooOld > 0)
                limits.Add(new("keep_seconds", memory.KeepSeconds ?? 0));
        }
        if (!reachesBack && facts.RingFiles is { } files)
            limits.Add(new("ring_files", files));
        bool isComplete = reachesBack && writer.LeftOut == 0;
        return new SavedPackets
        {
            Summary =
                $"{writer.Packets} packets of {facts.CaptureId} saved into {Quote.Clean(Path.GetFileName(path))}"
                + (writer.First is { } first ? $", from {first} to {writer.Last}" : "")
                + (isComplete ? "." : ". The window is not whole: what was kept or may be written begins later.")
                + $" The capture dropped {facts.PacketsDropped + facts.InterfaceDrops} packets so far.",
            CaptureId = facts.CaptureId,
            OutputFile = path,
            FileSizeBytes = new FileInfo(path).Length,
            PacketsSaved = writer.Packets,
            BytesSaved = writer.OctetsOnWire,
            FirstTime = writer.First?.ToString(),
            LastTime = writer.Last?.ToString(),
            WindowFrom = window.From?.ToString(),
            WindowTo = window.Until?.ToString(),
            WindowComplete = isComplete,
            PacketsLeftOut = writer.LeftOut > 0 ? writer.LeftOut : null,
            PacketsDropped = facts.PacketsDropped,
            InterfaceDrops = facts.InterfaceDrops,
            Limits = limits.Count > 0 ? limits : null,
        };
    }
}
