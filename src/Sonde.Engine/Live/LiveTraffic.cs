using System.ComponentModel;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What passes a live capture just now.</summary>
public sealed record LiveTraffic
{
    private const int MostFlows = 10;

    /// <summary>Name.</summary>
    [Description("Name of the capture.")]
    public required string CaptureId { get; init; }

    /// <summary>How it stands.</summary>
    [Description("running, or how it ended.")]
    public required string Status { get; init; }

    /// <summary>Time so far.</summary>
    [Description("Seconds that it has lasted.")]
    public required double ElapsedSeconds { get; init; }

    /// <summary>Rate of packets.</summary>
    [Description("Packets in the last whole second.")]
    public required long PacketsPerSecond { get; init; }

    /// <summary>Rate of bits.</summary>
    [Description("Bits on the wire in the last whole second.")]
    public required long BitsPerSecond { get; init; }

    /// <summary>Highest rate of packets.</summary>
    [Description("Most packets that a second had.")]
    public required long PeakPacketsPerSecond { get; init; }

    /// <summary>Highest rate of bits.</summary>
    [Description("Most bits that a second had.")]
    public required long PeakBitsPerSecond { get; init; }

    /// <summary>Lost by the system.</summary>
    [Description("Packets that the system dropped because they were not read in time.")]
    public required long PacketsDropped { get; init; }

    /// <summary>Lost by the interface.</summary>
    [Description("Packets that the interface or its driver dropped.")]
    public required long InterfaceDrops { get; init; }

    /// <summary>Packets left out.</summary>
    [Description("Packets that the analysis left out because it could not keep up; they are captured all the same.")]
    public required long PacketsSkipped { get; init; }

    /// <summary>Who uses the network.</summary>
    [Description("The ten conversations that carried most in the last whole second.")]
    public required IReadOnlyList<LiveFlow> TopFlows { get; init; }

    /// <summary>Why processes may be missing.</summary>
    [Description("Why processes of conversations may be missing; absent when nothing is in the way.")]
    public IReadOnlyList<string>? ProcessesMissing { get; init; }

    /// <summary>What passes now; for the thread of the pass.</summary>
    internal static LiveTraffic Of(CaptureSessionFacts facts, LiveWatch watch, LivePass pass)
    {
        // what has passed is there a moment later: the second before that is whole for certain
        LiveSecond second = watch.Rates.LastWhole(facts.IsRunning ? LiveDescription.Now() : Next(pass));
        (long packets, long bits) = watch.Rates.Most;
        return new LiveTraffic
        {
            CaptureId = facts.CaptureId,
            Status = facts.Status,
            ElapsedSeconds = facts.ElapsedSeconds,
            PacketsPerSecond = second.Packets,
            BitsPerSecond = second.Bits,
            PeakPacketsPerSecond = packets,
            PeakBitsPerSecond = bits,
            PacketsDropped = facts.PacketsDropped,
            InterfaceDrops = facts.InterfaceDrops,
            PacketsSkipped = watch.Skipped,
            TopFlows =
            [
                .. pass
                    .Recent.Top(second.Number, MostFlows)
                    .Select(flow => new LiveFlow(
                        FlowNames.Protocol(flow.Flow),
                        Name(flow.Flow, flow.Flow.Initiator),
                        Name(flow.Flow, flow.Flow.Responder),
                        flow.Packets,
                        flow.Octets * 8
                    )),
            ],
        };
    }

    // Of a capture that ended the last second that had packets.
    private static Timestamp Next(LivePass pass) => new((pass.Recent.Second + 1) * Timestamp.PerSecond);

    private static string Name(Flow flow, Endpoint end) => flow.HasPorts ? end.ToString() : end.Address.ToString();
}

/// <summary>A conversation in one second.</summary>
/// <param name="Protocol">Protocol.</param>
/// <param name="Source">Who opened it.</param>
/// <param name="Destination">Who answers.</param>
/// <param name="PacketsPerSecond">Packets, both ways.</param>
/// <param name="BitsPerSecond">Bits on the wire, both ways.</param>
public sealed record LiveFlow(
    [property: Description("Protocol.")] string Protocol,
    [property: Description("Who opened it: address and port.")] string Source,
    [property: Description("Who answers.")] string Destination,
    [property: Description("Packets, both ways.")] long PacketsPerSecond,
    [property: Description("Bits on the wire, both ways.")] long BitsPerSecond
)
{
    /// <summary>Process that opened it.</summary>
    [Description("Process of this machine that opened it.")]
    public SocketProcess? SourceProcess { get; init; }

    /// <summary>Process that answers.</summary>
    [Description("Process of this machine that answers.")]
    public SocketProcess? DestinationProcess { get; init; }
}
