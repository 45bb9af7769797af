using System.Text.Json;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Makes rows of connections.</summary>
internal static class ConnectionRowMaker
{
    private const int Few = 3; // packets that do not make a connection active

    public static ConnectionRow Row(TcpFlow flow) =>
        new()
        {
            Client = flow.Client.Endpoint.ToString(),
            Server = flow.Server.Endpoint.ToString(),
            RolesFrom = Name(flow.Roles),
            Stream = flow.Stream,
            State = IsClosed(flow) ? "closed" : "active",
            ConnState = flow.ConnectionState,
            History = flow.History,
            Opening = Opening(flow),
            HandshakeCompleted = flow.Handshake.IsComplete,
            Handshake = Handshake(flow.Handshake),
            SynCount = flow.Client.Syns + flow.Server.Syns,
            SynAckCount = flow.Client.SynAcks + flow.Server.SynAcks,
            AckCount = flow.Client.Acks + flow.Server.Acks,
            RstCount = flow.Client.Resets + flow.Server.Resets,
            FinCount = flow.Client.Fins + flow.Server.Fins,
            DataPackets = flow.DataSegments,
            Retransmissions = flow.Count(TcpVerdicts.Retransmission),
            RetransmissionRate =
                flow.DataSegments > 0 ? Math.Round((double)DataRetransmissions(flow) / flow.DataSegments, 6) : null,
            CloseReason = CloseReason(flow),
            ClosedBy = flow.ClosedByClient is { } byClient ? Side(byClient) : null,
            Reset = Reset(flow),
            PacketCount = flow.Segments,
            ClientBytes = flow.Client.UniqueOctets,
            ServerBytes = flow.Server.UniqueOctets,
            StartTime = flow.First?.ToString(),
            DurationSeconds = flow.Duration / 1e9,
            LongestIdleSeconds = flow.LongestIdle > 0 ? flow.LongestIdle / 1e9 : null,
            ClientRtt = Times(flow.Client.Rtt),
            ServerRtt = Times(flow.Server.Rtt),
            ClientZeroWindowMs = ZeroWindow(flow.Client),
            ServerZeroWindowMs = ZeroWindow(flow.Server),
            Evidence = new Evidence(
                flow.FirstFrame == flow.LastFrame ? [flow.FirstFrame] : [flow.FirstFrame, flow.LastFrame],
                flow.Segments,
                $"tcp.stream == {flow.Stream}"
            ),
        };

    public static bool IsClosed(TcpFlow flow) =>
        flow.Closing is TcpClosing.Fin or TcpClosing.Reset or TcpClosing.Refused;

    public static bool IsReset(TcpFlow flow) => flow.Closing is TcpClosing.Reset or TcpClosing.Refused;

    /// <summary>How the opening went.</summary>
    public static string Opening(TcpFlow flow)
    {
        TcpHandshakeFacts opening = flow.Handshake;
        bool isOneWay = flow.Server.Segments == 0 && flow.Client.Acks > 0; // it acknowledges what was not captured
        return opening.IsComplete ? "complete"
            : isOneWay ? "not_captured"
            : flow.Closing == TcpClosing.Refused ? "refused"
            : flow.Closing == TcpClosing.NoAnswer ? "no_answer"
            : opening.SynFrame != 0 && opening.SynAckFrame != 0 ? "half_open"
            : opening.SynFrame != 0 && flow.Server.Segments == 0 ? "no_answer"
            : "not_captured";
    }

    /// <summary>The opening was captured and did not succeed.</summary>
    public static bool HasFailed(TcpFlow flow) => Opening(flow) is "refused" or "no_answer" or "half_open";

    /// <summary>In snake case, as the answers spell names.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string Side(bool isClient) => isClient ? "client" : "server";

    /// <summary>Retransmissions with data; those of SYN and FIN left out.</summary>
    public static long DataRetransmissions(TcpFlow flow) =>
        flow.Client.DataRetransmissions + flow.Server.DataRetransmissions;

    public static RoundTripTimes? Times(TimeHistogram times) =>
        times.Count == 0
            ? null
            : new RoundTripTimes(
                (int)Math.Min(times.Count, int.MaxValue),
                times.Min / 1e6,
                times.Sum / times.Count / 1e6,
                times.Max / 1e6,
                times.Percentile(95) / 1e6
            );

    public static string CloseReason(TcpFlow flow) =>
        IsReset(flow) ? "reset"
        : flow.Closing == TcpClosing.Fin ? "normal"
        : flow.Segments > Few ? "active"
        : "unknown";

    private static double? ZeroWindow(TcpFlowSide side) =>
        side.ZeroWindows.Count > 0 ? side.ZeroWindows.Total / 1e6 : null;

    private static HandshakeRow? Handshake(TcpHandshakeFacts facts) =>
        facts.SynFrame == 0 && facts.SynAckFrame == 0
            ? null
            : new HandshakeRow(
                facts is { ServerRtt: { } server, ClientRtt: { } client } ? (server + client) / 1e6 : null,
                facts.ServerRtt / 1e6,
                facts.ClientRtt / 1e6,
                facts.SetupTime / 1e6,
                Frame(facts.SynFrame),
                Frame(facts.SynAckFrame),
                Frame(facts.AckFrame)
            );

    private static long? Frame(long number) => number == 0 ? null : number;

    private static ResetRow? Reset(TcpFlow flow) =>
        flow.FirstReset is not { } reset
            ? null
            : new ResetRow(
                reset.Frame,
                Side(flow.ResetByClient == true),
                Name(flow.Stage),
                reset.LooksInjected,
                [.. Enum.GetValues<TcpResetSigns>().Where(sign => sign != 0 && reset.Signs.HasFlag(sign)).Select(Name)],
                reset.HopsLeft,
                reset.UsualHopsLeft
            );
}
