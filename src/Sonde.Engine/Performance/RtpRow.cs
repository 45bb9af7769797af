using System.ComponentModel;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>One RTP stream in one direction.</summary>
public sealed record RtpRow
{
    /// <summary>Most rows of an answer.</summary>
    internal const int Most = 100;

    /// <summary>Sender.</summary>
    [Description("Address of the sender.")]
    public required string SrcIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Its port.")]
    public required int SrcPort { get; init; }

    /// <summary>Receiver.</summary>
    [Description("Address of the receiver.")]
    public required string DstIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Its port.")]
    public required int DstPort { get; init; }

    /// <summary>Synchronization source.</summary>
    [Description("Synchronization source (rtp.ssrc), hexadecimal.")]
    public required string Ssrc { get; init; }

    /// <summary>Payload type.</summary>
    [Description("Payload type (rtp.p_type).")]
    public required int PayloadType { get; init; }

    /// <summary>Name of the payload type.</summary>
    [Description("Its name where RFC 3551 fixes one.")]
    public string? Codec { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets that came.")]
    public required long Packets { get; init; }

    /// <summary>Lost packets.</summary>
    [Description("Packets missing from the run of sequence numbers: lost before the capture point.")]
    public required long Lost { get; init; }

    /// <summary>Share lost.</summary>
    [Description("Lost packets in percent of those expected.")]
    public required double LossPercent { get; init; }

    /// <summary>Late packets.</summary>
    [Description("Packets that came after one with a higher number, duplicates included.")]
    public required long OutOfOrder { get; init; }

    /// <summary>Jitter.</summary>
    [Description(
        "Interarrival jitter at the end (RFC 3550), milliseconds; absent when the payload type has no fixed clock."
    )]
    public double? JitterMs { get; init; }

    /// <summary>Highest jitter.</summary>
    [Description("Highest jitter, milliseconds; likewise.")]
    public double? MaxJitterMs { get; init; }

    /// <summary>Mean opinion score.</summary>
    [Description(
        "Estimate of the mean opinion score, 1 to 4.4, from loss alone (ITU-T G.107, delay not counted); only for PCMU and PCMA."
    )]
    public double? MosEstimate { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("First and last frame, number of packets, and the display filter that selects the conversation.")]
    public required Evidence Evidence { get; init; }

    /// <summary>The streams as rows, most lost first; null without any.</summary>
    internal static IReadOnlyList<RtpRow>? Of(IReadOnlyList<RtpStream> streams) =>
        streams.Count == 0
            ? null
            :
            [
                .. streams
                    .OrderByDescending(stream => stream.Lost)
                    .ThenBy(stream => stream.FirstFrame)
                    .Take(Most)
                    .Select(Of),
            ];

    private static RtpRow Of(RtpStream stream)
    {
        (Analysis.Endpoint source, Analysis.Endpoint destination) = stream.FromInitiator
            ? (stream.Flow.Initiator, stream.Flow.Responder)
            : (stream.Flow.Responder, stream.Flow.Initiator);
        double loss = Percent.Of(stream.Lost, stream.Expected);
        return new RtpRow
        {
            SrcIp = source.Address.ToString(),
            SrcPort = source.Port,
            DstIp = destination.Address.ToString(),
            DstPort = destination.Port,
            Ssrc = $"0x{stream.Source:x8}",
            PayloadType = stream.PayloadType,
            Codec = Rtp.PayloadName(stream.PayloadType),
            Packets = stream.Packets,
            Lost = stream.Lost,
            LossPercent = loss,
            OutOfOrder = stream.Late,
            JitterMs = Rounded(stream.JitterMilliseconds),
            MaxJitterMs = Rounded(stream.MostJitterMilliseconds),
            MosEstimate = stream.PayloadType is 0 or 8 ? MeanOpinion(loss) : null,
            Evidence = new Evidence(
                [stream.FirstFrame, stream.LastFrame],
                stream.Packets,
                $"udp.stream == {stream.Flow.Stream} && ip.src == {source.Address}".Replace(
                    "ip.src",
                    source.Address.Version == 6 ? "ipv6.src" : "ip.src",
                    StringComparison.Ordinal
                )
            ),
        };
    }

    // ITU-T G.107 with G.711 (Ie 0, Bpl 4.3 without concealment), random loss, no delay.
    private static double MeanOpinion(double lossPercent)
    {
        double r = 93.2 - 95 * lossPercent / (lossPercent + 4.3);
        return Math.Round(r <= 0 ? 1 : 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6, 2);
    }

    private static double? Rounded(double? milliseconds) => milliseconds is { } value ? Math.Round(value, 3) : null;
}
