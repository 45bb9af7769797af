using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The arguments of a live capture.</summary>
public sealed record StartCaptureArguments
{
    /// <summary>Interface.</summary>
    [Description("Interface by name, or any for all; that of the default route when left out.")]
    public string? Interface { get; init; }

    /// <summary>Duration.</summary>
    [Description("Seconds after which it ends by itself.")]
    [DefaultValue(60)]
    [Range(1, 86_400)]
    public int? Duration { get; init; }

    /// <summary>Filter.</summary>
    [Description("Capture filter in libpcap's language, such as: host 192.0.2.1 and (tcp port 443 or udp port 53).")]
    public string? CaptureFilter { get; init; }

    /// <summary>File.</summary>
    [Description("Name of the file, without a folder, ending in .pcapng or .pcap; made from the id when left out.")]
    public string? OutputFile { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets after which it ends.")]
    [Range(1, int.MaxValue)]
    public long? MaxPackets { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets that a file may have; the configured limit when left out, shared by the files of a ring.")]
    [Range(4096, int.MaxValue)]
    public long? MaxOctets { get; init; }

    /// <summary>Ring.</summary>
    [Description("Write a ring of so many files of max_octets each, the oldest making room for the next.")]
    [Range(2, 1000)]
    public int? RingFiles { get; init; }

    /// <summary>Octets of a packet.</summary>
    [Description("Octets kept of each packet at most.")]
    [DefaultValue(262_144)]
    [Range(64, 262_144)]
    public int? SnapLength { get; init; }

    /// <summary>Promiscuous.</summary>
    [Description("Also packets for other hosts.")]
    [DefaultValue(true)]
    public bool? Promiscuous { get; init; }

    /// <summary>Comment.</summary>
    [Description("A remark that is written into a pcapng file.")]
    public string? Comment { get; init; }

    /// <summary>Analysis.</summary>
    [Description("Look for threats and count while it runs, for analyze_traffic and get_suspicious.")]
    [DefaultValue(false)]
    public bool? Analyze { get; init; }

    /// <summary>Trigger.</summary>
    [Description("Save a part or stop by itself when something happens.")]
    public LiveTrigger? Trigger { get; init; }
}

/// <summary>A live capture that began.</summary>
public sealed record StartedCapture : IAnswer
{
    /// <inheritdoc/>
    [Description("The interface is open, the filter compiled, the file begun.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => LiveJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Name.</summary>
    [Description("Name of the capture, for stop_packet_capture and get_capture_status.")]
    public required string CaptureId { get; init; }

    /// <summary>Status.</summary>
    [Description("started.")]
    public string Status { get; } = "started";

    /// <summary>Interface.</summary>
    [Description("Interface.")]
    public required string Interface { get; init; }

    /// <summary>File.</summary>
    [Description("The file, which can be read while it grows; of a ring the first.")]
    public required string OutputFile { get; init; }

    /// <summary>Duration.</summary>
    [Description("Seconds after which it ends by itself.")]
    public required int Duration { get; init; }

    /// <summary>Filter.</summary>
    [Description("Capture filter; absent for every packet.")]
    public string? Filter { get; init; }

    /// <summary>Link type.</summary>
    [Description("LINKTYPE_ value of the packets.")]
    public required int LinkType { get; init; }

    /// <summary>Limit.</summary>
    [Description("Octets that a file may have.")]
    public required long MaxOctets { get; init; }
}

/// <summary>Begins live captures.</summary>
public static class StartCaptureQuestion
{
    private const long LeastRoom = 1 << 16;

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    /// <summary>Begins a capture; it goes on until a limit is reached, it is stopped, or the program ends.</summary>
    /// <exception cref="EngineException">An argument is wrong, a limit is exceeded, or the interface cannot be opened.</exception>
    public static StartedCapture Ask(CaptureEngine engine, StartCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        CaptureConfig config = engine.Live.Config;
        string name = LivePlanning.Interface(arguments.Interface, config);
        TimeSpan duration = LivePlanning.Duration(arguments.Duration, Usual, config);
        string id = LivePlanning.NewId();
        LiveWatch? watch = LiveWatching.Of(engine, id, arguments.Analyze ?? false, arguments.Trigger, context);
        CaptureSessionFacts facts = engine
            .Live.Start(room => Plan(arguments, config, id, name, duration, room) with { Watch = watch })
            .Facts;
        return new StartedCapture
        {
            Summary =
                $"Capturing on {Quote.Clean(name)} as {id}, for {facts.Duration} s at most, into {Quote.Clean(Path.GetFileName(facts.OutputFile!))}.",
            CaptureId = id,
            Interface = Quote.Clean(name)!,
            OutputFile = facts.OutputFile!,
            Duration = facts.Duration,
            Filter = Quote.Clean(facts.Filter),
            LinkType = facts.LinkType,
            MaxOctets = facts.MaxOctets ?? 0,
        };
    }

    private static CapturePlan Plan(
        StartCaptureArguments arguments,
        CaptureConfig config,
        string id,
        string name,
        TimeSpan duration,
        long room
    )
    {
        if (arguments.MaxPackets is < 1)
            throw LivePlanning.Wrong("max_packets", "must be 1 or more");
        if (arguments.SnapLength is < 64 or > 262_144)
            throw LivePlanning.Wrong("snap_length", "must be from 64 to 262144");
        if (arguments.RingFiles is < 2 or > 1000)
            throw LivePlanning.Wrong("ring_files", "must be from 2 to 1000");
        return new CapturePlan
        {
            Id = id,
            Interface = name,
            Filter = LivePlanning.Filter("capture_filter", arguments.CaptureFilter),
            Duration = duration,
            SnapLength = arguments.SnapLength ?? 262_144,
            IsPromiscuous = arguments.Promiscuous ?? true,
            MaxPackets = arguments.MaxPackets,
            MaxOctets = Octets(arguments, config, room),
            RingFiles = arguments.RingFiles,
            FileName = LivePlanning.FileName(arguments.OutputFile, id),
            Comment = arguments.Comment,
        };
    }

    private static long Octets(StartCaptureArguments arguments, CaptureConfig config, long room)
    {
        if (arguments.MaxOctets is < 4096)
            throw LivePlanning.Wrong("max_octets", "must be 4096 or more");
        if (arguments.MaxOctets > config.MaxOctets)
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"{arguments.MaxOctets} octets are more than the {config.MaxOctets} that a file may have ({Settings.MaxCaptureOctets.Key}).",
                "Ask for less, use ring_files, or let the person who runs Sonde raise the limit."
            );
        int files = arguments.RingFiles ?? 1;
        // together the files of a ring take no more than one file would, unless more is asked for
        long octets = arguments.MaxOctets ?? Math.Max(Math.Min(config.MaxOctets, room) / files, LeastRoom);
        return octets * files <= room
            ? octets
            : throw new EngineException(
                EngineFault.LimitExceeded,
                $"The capture could take {octets * files} octets, and the storage has room for {Math.Max(0, room)} ({Settings.CaptureStorageOctets.Key}).",
                "Delete old captures (list_captured_files), ask for less, or let the person who runs Sonde raise the limit."
            );
    }
}
