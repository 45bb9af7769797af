using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which capture is meant.</summary>
public sealed record StopCaptureArguments
{
    /// <summary>Name.</summary>
    [Description("Name of the capture, from start_packet_capture or get_capture_status; last for the newest.")]
    public required string CaptureId { get; init; }
}

/// <summary>A capture that ended.</summary>
public sealed record StoppedCapture : IAnswer
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
    [Description("Name of the capture.")]
    public required string CaptureId { get; init; }

    /// <summary>Status.</summary>
    [Description("stopped; capture says how it ended.")]
    public string Status { get; } = "stopped";

    /// <summary>File.</summary>
    [Description("The file; of a ring the last; absent for a capture in memory.")]
    public string? OutputFile { get; init; }

    /// <summary>Octets of the files.</summary>
    [Description("Octets of the files that are there.")]
    public required long FileSizeBytes { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets written.")]
    public required long PacketsCaptured { get; init; }

    /// <summary>Octets on the wire.</summary>
    [Description("Octets of these packets on the wire.")]
    public required long BytesCaptured { get; init; }

    /// <summary>Lost.</summary>
    [Description("Packets that the system dropped because they were not read in time.")]
    public required long PacketsDropped { get; init; }

    /// <summary>Lost by the interface.</summary>
    [Description("Packets that the interface or its driver dropped.")]
    public required long InterfaceDrops { get; init; }

    /// <summary>Time.</summary>
    [Description("Seconds that it lasted.")]
    public required double DurationSeconds { get; init; }

    /// <summary>Everything of it.</summary>
    [Description("Everything that is known of the capture.")]
    public required CaptureSessionFacts Capture { get; init; }
}

/// <summary>Ends live captures.</summary>
public static class StopCaptureQuestion
{
    /// <summary>Ends a capture; one that has ended already is answered the same.</summary>
    /// <exception cref="EngineException">It is not known, or does not end.</exception>
    public static StoppedCapture Ask(CaptureEngine engine, StopCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        return Answer(engine.Live.Stop(arguments.CaptureId, context.Cancel));
    }

    /// <summary>Waits until a capture of this program ends by itself, or ends it when the asker gives up.</summary>
    /// <exception cref="EngineException">It is not known.</exception>
    public static StoppedCapture Wait(CaptureEngine engine, string id, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(context);
        while (engine.Live.Find(id) is { IsRunning: true } facts)
        {
            context.Progress?.Report(
                new AskProgress((long)facts.ElapsedSeconds, facts.Duration, $"{facts.PacketsCaptured} packets captured")
            );
            if (context.Cancel.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200)))
                break;
        }
        return Answer(engine.Live.Stop(id, CancellationToken.None));
    }

    /// <summary>How a capture ended and what it got and lost, in a sentence.</summary>
    /// <param name="facts">The capture.</param>
    /// <param name="time">How long it lasted, in words.</param>
    internal static string Ended(CaptureSessionFacts facts, string time) =>
        $"{facts.CaptureId} ended ({facts.EndedBy ?? facts.Status}) after {time}: "
        + $"{facts.PacketsCaptured} packets, {facts.BytesCaptured} octets; dropped {facts.PacketsDropped} by the system, "
        + $"{facts.InterfaceDrops} by the interface.";

    private static StoppedCapture Answer(CaptureSessionFacts facts) =>
        new()
        {
            Summary = Ended(facts, $"{facts.ElapsedSeconds:0.###} s") + (facts.Error is null ? "" : $" {facts.Error}"),
            CaptureId = facts.CaptureId,
            OutputFile = facts.OutputFile,
            FileSizeBytes = facts.FileSizeBytes,
            PacketsCaptured = facts.PacketsCaptured,
            BytesCaptured = facts.BytesCaptured,
            PacketsDropped = facts.PacketsDropped,
            InterfaceDrops = facts.InterfaceDrops,
            DurationSeconds = facts.ElapsedSeconds,
            Capture = facts,
        };
}
