using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>How the bandwidth was used.</summary>
public sealed record Bandwidth : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; an empty one too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => SeriesJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>Which analysis this is.</summary>
    [Description("Always bandwidth_utilization.")]
    public string AnalysisType { get; } = "bandwidth_utilization";

    /// <summary>Seconds of a window.</summary>
    [Description("Seconds of a window: as asked, or longer when coverage.limits says intervals_in_memory.")]
    public required double TimeWindow { get; init; }

    /// <summary>Seconds of a window, under their other name.</summary>
    [Description("The same as time_window.")]
    public required double TimeWindowSeconds { get; init; }

    /// <summary>What the link can carry.</summary>
    [Description(
        "Speed of the link in Mbit/s that shares refer to; absent when nobody said it: then nothing is a share."
    )]
    public double? LinkMbps { get; init; }

    /// <summary>Who said what the link can carry.</summary>
    [Description("Where the speed stands: argument or capture.")]
    public string? LinkMbpsSource { get; init; }

    /// <summary>A picture.</summary>
    [Description("Octets over the whole capture as one line of blocks, blank where nothing passed.")]
    public required string BandwidthData { get; init; }

    /// <summary>Share of the link at the peak.</summary>
    [Description("Percent of the link in the busiest window.")]
    public double? PeakUtilizationPercent { get; init; }

    /// <summary>Share of the link on average.</summary>
    [Description("Percent of the link over the whole capture.")]
    public double? AverageUtilizationPercent { get; init; }

    /// <summary>Bursts.</summary>
    [Description("The most that passed within any 1, 10 and 100 ms, wherever they begin: bursts that averages hide.")]
    public required IReadOnlyList<BurstRow> MicroBursts { get; init; }

    /// <summary>The windows.</summary>
    [Description("The windows of this page, empty ones included; borders count from the first packet.")]
    public required IReadOnlyList<BandwidthRow> Windows { get; init; }

    /// <summary>All windows.</summary>
    [Description("Windows from the first to the last packet.")]
    public required long Total { get; init; }

    /// <summary>Windows in this answer.</summary>
    [Description("Windows in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>What the whole comes to.</summary>
    [Description("Sums, averages, peak and percentiles over all windows.")]
    public required SeriesStatistics Statistics { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>What passed in one window, and whose it was.</summary>
public sealed record BandwidthRow : IntervalRow
{
    /// <summary>Share of the link.</summary>
    [Description("Percent of the link; absent when its speed is not known.")]
    public double? UtilizationPercent { get; init; }

    /// <summary>Who sent most.</summary>
    [Description("The three addresses that sent most octets in the window.")]
    public IReadOnlyList<ShareRow>? TopTalkers { get; init; }

    /// <summary>Which protocols.</summary>
    [Description("The three protocols with most octets in the window.")]
    public IReadOnlyList<ShareRow>? TopProtocols { get; init; }
}

/// <summary>A part of the octets of a window.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Bytes">Octets on the wire.</param>
/// <param name="Percent">Percent of the window's octets.</param>
public sealed record ShareRow(
    [property: Description("The address or protocol.")] string Name,
    [property: Description("Octets on the wire.")] long Bytes,
    [property: Description("Percent of the window's octets.")] double Percent
);

/// <summary>The busiest window of one short length.</summary>
/// <param name="WindowMs">Its length.</param>
/// <param name="Bytes">Octets within it.</param>
/// <param name="Packets">Packets within it.</param>
/// <param name="Mbps">Rate within it.</param>
/// <param name="UtilizationPercent">Share of the link.</param>
/// <param name="StartTime">Its first packet.</param>
/// <param name="Evidence">Its packets.</param>
public sealed record BurstRow(
    [property: Description("Length of the window in milliseconds.")] int WindowMs,
    [property: Description("Octets on the wire within the window.")] long Bytes,
    [property: Description("Packets within the window.")] long Packets,
    [property: Description("Mbit/s within the window.")] double Mbps,
    [property: Description("Percent of the link; absent when its speed is not known.")] double? UtilizationPercent,
    [property: Description("Time of the window's first packet, ISO 8601 UTC.")] string StartTime,
    [property: Description("First and last frame of the window, and the display filter that selects all.")]
        Evidence Evidence
);
