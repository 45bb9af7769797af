using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The arguments of a live capture into memory.</summary>
public sealed record CaptureStartArguments
{
    /// <summary>Interface.</summary>
    [Description("Interface by name, or any for all; that of the default route when left out.")]
    public string? Interface { get; init; }

    /// <summary>Filter.</summary>
    [Description("Capture filter in libpcap's language, such as: tcp port 443 or udp port 53.")]
    [DefaultValue("")]
    public string? Filter { get; init; }

    /// <summary>Packets.</summary>
    [JsonPropertyName("maxPackets")]
    [Description("The last so many packets are kept; 0 for the default.")]
    [DefaultValue(CaptureStartQuestion.UsualPackets)]
    [Range(0, CaptureStartQuestion.MostPackets)]
    public int? MaxPackets { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets of memory for them.")]
    [DefaultValue(CaptureStartQuestion.UsualOctets)]
    [Range(CaptureStartQuestion.LeastOctets, CaptureStartQuestion.MostOctets)]
    public long? MaxOctets { get; init; }

    /// <summary>Age.</summary>
    [Description("Packets older than so many seconds are let go; as long as there is room when left out.")]
    [Range(1, 86_400)]
    public int? KeepSeconds { get; init; }

    /// <summary>Duration.</summary>
    [Description("Seconds after which it ends by itself; the configured limit when left out.")]
    [Range(1, 86_400)]
    public int? Duration { get; init; }

    /// <summary>Analysis.</summary>
    [Description("Look for threats and count while it runs, for analyze_traffic and get_suspicious.")]
    [DefaultValue(true)]
    public bool? Analyze { get; init; }

    /// <summary>Trigger.</summary>
    [Description("Save a part or stop by itself when something happens.")]
    public LiveTrigger? Trigger { get; init; }
}

/// <summary>A live capture into memory that began.</summary>
public sealed record MemoryCapture : IAnswer
{
    /// <inheritdoc/>
    [Description("The interface is open, the filter compiled.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => LiveJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Status.</summary>
    [Description("started.")]
    public string Status { get; } = "started";

    /// <summary>Name.</summary>
    [Description("Name of the capture; tools that read captures take it as file_path.")]
    public required string CaptureId { get; init; }

    /// <summary>Interface.</summary>
    [Description("Interface.")]
    public required string Interface { get; init; }

    /// <summary>Filter.</summary>
    [Description("Capture filter; empty for every packet.")]
    public required string Filter { get; init; }

    /// <summary>Limit of packets.</summary>
    [JsonPropertyName("maxPackets")]
    [Description("Packets kept at most, the last ones.")]
    public required int MaxPackets { get; init; }

    /// <summary>Limit of octets.</summary>
    [Description("Octets of memory for them at most.")]
    public required long MaxOctets { get; init; }

    /// <summary>Limit of age.</summary>
    [Description("Seconds that a packet is kept; absent when there is no such limit.")]
    public int? KeepSeconds { get; init; }

    /// <summary>Duration.</summary>
    [Description("Seconds after which it ends by itself.")]
    public required int Duration { get; init; }

    /// <summary>Link type.</summary>
    [Description("LINKTYPE_ value of the packets.")]
    public required int LinkType { get; init; }

    /// <summary>Analysis.</summary>
    [Description("It is analyzed while it runs.")]
    public required bool Analyzed { get; init; }
}

/// <summary>Begins live captures that keep the last packets in memory.</summary>
public static class CaptureStartQuestion
{
    internal const int UsualPackets = 10_000;
    internal const int MostPackets = 1_000_000;
    internal const int UsualOctets = 64 << 20;
    internal const int LeastOctets = 1 << 20;
    internal const int MostOctets = 256 << 20;
    private const int SnapLength = 262_144;

    /// <summary>Begins a capture; it goes on until its time is over, it is stopped, or the program ends.</summary>
    /// <exception cref="EngineException">An argument is wrong, a limit is exceeded, or the interface cannot be opened.</exception>
    public static MemoryCapture Ask(CaptureEngine engine, CaptureStartArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        CaptureConfig config = engine.Live.Config;
        var limits = new RingLimits(
            arguments.MaxPackets is null or 0
                ? UsualPackets
                : Within("maxPackets", arguments.MaxPackets.Value, 1, MostPackets),
            Within(
                "max_octets",
                (int)Math.Min(arguments.MaxOctets ?? UsualOctets, int.MaxValue),
                LeastOctets,
                MostOctets
            ),
            arguments.KeepSeconds is { } seconds
                ? TimeSpan.FromSeconds(Within("keep_seconds", seconds, 1, 86_400))
                : null
        );
        string? filter = LivePlanning.Filter("filter", arguments.Filter);
        string name = LivePlanning.Interface(arguments.Interface, config);
        TimeSpan duration = LivePlanning.Duration(arguments.Duration, config.MaxDuration, config);
        string id = LivePlanning.NewId();
        var plan = new CapturePlan
        {
            Id = id,
            Interface = name,
            Filter = filter,
            Duration = duration,
            SnapLength = SnapLength,
            IsPromiscuous = true,
            MaxOctets = 0,
            FileName = id + ".pcapng",
            Memory = limits,
            // nobody asked for it by name: then a machine that analyzes enough already does without
            Watch = LiveWatching.Of(
                engine,
                id,
                arguments.Analyze ?? LiveWatching.HasRoom(engine),
                arguments.Trigger,
                context
            ),
        };
        CaptureSessionFacts facts = engine.Live.Start(_ => plan).Facts;
        return new MemoryCapture
        {
            Summary = string.Create(
                CultureInfo.InvariantCulture,
                $"Capturing on {Quote.Clean(name)} as {id}, for {facts.Duration} s at most; the last {limits.Packets} packets are kept, in {limits.Octets} octets of memory at most.{(plan.Watch?.Detects != true ? " It is not analyzed while it runs." : "")}"
            ),
            CaptureId = id,
            Interface = Quote.Clean(name)!,
            Filter = Quote.Clean(filter) ?? "",
            MaxPackets = limits.Packets,
            MaxOctets = limits.Octets,
            KeepSeconds = arguments.KeepSeconds,
            Duration = facts.Duration,
            LinkType = facts.LinkType,
            Analyzed = plan.Watch?.Detects == true,
        };
    }

    private static int Within(string argument, int value, int least, int most) =>
        value >= least && value <= most ? value : throw LivePlanning.Wrong(argument, $"must be from {least} to {most}");
}
