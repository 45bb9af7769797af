using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which capture in memory is to end.</summary>
public sealed record CaptureStopArguments
{
    /// <summary>Name.</summary>
    [Description("Name of the capture; the only one that runs in this program when left out.")]
    public string? CaptureId { get; init; }
}

/// <summary>A capture that ended.</summary>
public sealed record EndedCapture : IAnswer
{
    /// <inheritdoc/>
    [Description("It has ended, now or before, and nothing went wrong while it ran.")]
    public bool Success => Capture.Error is null;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => LiveJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Name.</summary>
    [Description("Name of the capture; its packets stay readable under it.")]
    public required string CaptureId { get; init; }

    /// <summary>Status.</summary>
    [Description("stopped; capture says how it ended.")]
    public string Status { get; } = "stopped";

    /// <summary>Packets.</summary>
    [JsonPropertyName("packetsCaptured")]
    [Description("Packets captured, also those that made room since.")]
    public required long PacketsCapturedInAll { get; init; }

    /// <summary>Octets on the wire.</summary>
    [JsonPropertyName("bytesCaptured")]
    [Description("Octets of these packets on the wire.")]
    public required long BytesCapturedInAll { get; init; }

    /// <summary>Begin.</summary>
    [JsonPropertyName("startTime")]
    [Description("When it began, RFC 3339 UTC.")]
    public required string StartTime { get; init; }

    /// <summary>End.</summary>
    [JsonPropertyName("endTime")]
    [Description("When it ended, RFC 3339 UTC.")]
    public string? EndTime { get; init; }

    /// <summary>Time.</summary>
    [Description("How long it lasted, such as 12.3s or 2m3.5s.")]
    public required string Duration { get; init; }

    /// <summary>Packets.</summary>
    [Description("The same as packetsCaptured.")]
    public required long PacketsCaptured { get; init; }

    /// <summary>Lost.</summary>
    [Description("Packets that the system dropped because they were not read in time.")]
    public required long PacketsDropped { get; init; }

    /// <summary>Lost by the interface.</summary>
    [Description("Packets that the interface or its driver dropped.")]
    public required long InterfaceDrops { get; init; }

    /// <summary>Kept.</summary>
    [Description("Packets kept in memory; absent for a capture into files.")]
    public long? PacketsKept { get; init; }

    /// <summary>File.</summary>
    [Description("The file of a capture into files; of a ring the last.")]
    public string? OutputFile { get; init; }

    /// <summary>Octets of the files.</summary>
    [Description("Octets of the files that are there; absent for a capture in memory.")]
    public long? FileSizeBytes { get; init; }

    /// <summary>Everything of it.</summary>
    [Description("Everything that is known of the capture.")]
    public required CaptureSessionFacts Capture { get; init; }
}

/// <summary>Ends live captures in memory.</summary>
public static class CaptureStopQuestion
{
    /// <summary>Ends a capture at once; one that has ended already is answered the same.</summary>
    /// <exception cref="EngineException">It is not known, none or several run and none is named, or it does not end.</exception>
    public static EndedCapture Ask(CaptureEngine engine, CaptureStopArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        string id = LiveChoice.Of(engine.Live, arguments.CaptureId, orEnded: false, ownOnly: true).CaptureId;
        CaptureSessionFacts facts = engine.Live.Stop(id, context.Cancel);
        return new EndedCapture
        {
            Summary =
                StopCaptureQuestion.Ended(facts, Span(facts.ElapsedSeconds))
                + (facts.Memory is { } memory ? $" The last {memory.PacketsKept} packets are kept: get_packets." : "")
                + (facts.Error is null ? "" : $" {facts.Error}"),
            CaptureId = facts.CaptureId,
            PacketsCapturedInAll = facts.PacketsCaptured,
            BytesCapturedInAll = facts.BytesCaptured,
            StartTime = facts.StartTime,
            EndTime = facts.EndTime,
            Duration = Span(facts.ElapsedSeconds),
            PacketsCaptured = facts.PacketsCaptured,
            PacketsDropped = facts.PacketsDropped,
            InterfaceDrops = facts.InterfaceDrops,
            PacketsKept = facts.Memory?.PacketsKept,
            OutputFile = facts.OutputFile,
            FileSizeBytes = facts.Memory is null ? facts.FileSizeBytes : null,
            Capture = facts,
        };
    }

    // Hours and minutes only where there are any, as Go writes durations.
    private static string Span(double seconds)
    {
        int minutes = (int)(seconds / 60);
        string rest = Math.Round(seconds - minutes * 60.0, 3).ToString("0.###", CultureInfo.InvariantCulture) + "s";
        return minutes >= 60 ? $"{minutes / 60}h{minutes % 60}m{rest}"
            : minutes > 0 ? $"{minutes}m{rest}"
            : rest;
    }
}
