using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>What ends a live capture, or saves a part of it, by itself. Any of the conditions is enough.</summary>
public sealed record LiveTrigger
{
    /// <summary>Display filter.</summary>
    [Description("Fires on a packet that matches this Wireshark display filter.")]
    public string? Filter { get; init; }

    /// <summary>Kind of finding.</summary>
    [Description("Fires on a threat of this type or family, as get_suspicious names them; any for all.")]
    public string? ThreatType { get; init; }

    /// <summary>Least severity.</summary>
    [Description("Fires on a threat of this severity and above.")]
    [AllowedValues("info", "low", "medium", "high", "critical")]
    public string? MinSeverity { get; init; }

    /// <summary>Rate of packets.</summary>
    [Description("Fires when a second has more packets.")]
    [Range(1, int.MaxValue)]
    public long? PacketsPerSecond { get; init; }

    /// <summary>Rate of bits.</summary>
    [Description("Fires when a second has more bits on the wire.")]
    [Range(1, int.MaxValue)]
    public long? BitsPerSecond { get; init; }

    /// <summary>What to do.</summary>
    [Description("save writes a file and goes on; stop ends the capture.")]
    [DefaultValue("save")]
    [AllowedValues("save", "stop")]
    public string? Action { get; init; }

    /// <summary>Seconds before.</summary>
    [Description("Seconds before it that are saved.")]
    [DefaultValue(30)]
    [Range(0, 86_400)]
    public double? BeforeSeconds { get; init; }

    /// <summary>Seconds after.</summary>
    [Description("Seconds after it that are captured as well.")]
    [DefaultValue(5)]
    [Range(0, 3600)]
    public double? AfterSeconds { get; init; }

    /// <summary>How often.</summary>
    [Description("How often it may fire.")]
    [DefaultValue(1)]
    [Range(1, 100)]
    public int? Times { get; init; }
}

/// <summary>A trigger of a live capture that fired.</summary>
public sealed record FiredTrigger
{
    /// <summary>What fired.</summary>
    [Description("filter, threat, packets_per_second or bits_per_second.")]
    public required string Cause { get; init; }

    /// <summary>What was seen.</summary>
    [Description("What was seen; text from packets is quoted.")]
    public required string Detail { get; init; }

    /// <summary>When.</summary>
    [Description("Time of the packet that fired it, ISO 8601 UTC.")]
    public required string Time { get; init; }

    /// <summary>When it was noticed.</summary>
    [Description("When it fired by this machine's clock.")]
    public required string FiredAt { get; init; }

    /// <summary>At which frame.</summary>
    [Description("Number of that packet, counted from the begin of the capture.")]
    public required long Frame { get; init; }

    /// <summary>What it does.</summary>
    [Description("save or stop.")]
    public required string Action { get; init; }

    /// <summary>Whether that is done.</summary>
    [Description("It is done; false while the seconds after it pass.")]
    public bool Done { get; init; }

    /// <summary>File.</summary>
    [Description("The file that was saved.")]
    public string? OutputFile { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets in it.")]
    public long? PacketsSaved { get; init; }

    /// <summary>Whole.</summary>
    [Description("The file holds the whole window.")]
    public bool? WindowComplete { get; init; }

    /// <summary>Why not.</summary>
    [Description("Why nothing could be saved.")]
    public string? Error { get; init; }
}

/// <summary>How far the analysis of a live capture is.</summary>
public sealed record LiveAnalysisFacts
{
    /// <summary>Packets.</summary>
    [Description("Packets that the analysis has seen.")]
    public required long PacketsAnalyzed { get; init; }

    /// <summary>Packets left out.</summary>
    [Description("Packets that it left out because it could not keep up; they are captured all the same.")]
    public required long PacketsSkipped { get; init; }

    /// <summary>Threats.</summary>
    [Description("Threats found so far, which get_suspicious lists; absent where none are looked for.")]
    public int? Threats { get; init; }

    /// <summary>The worst.</summary>
    [Description("Severity of the worst of them.")]
    public string? WorstSeverity { get; init; }

    /// <summary>Why it ended early.</summary>
    [Description("Why the analysis ended before the capture.")]
    public string? Error { get; init; }
}
