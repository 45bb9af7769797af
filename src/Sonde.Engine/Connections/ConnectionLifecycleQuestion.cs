using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>How each TCP connection of a capture lived, from SYN to FIN or reset.</summary>
public static class ConnectionLifecycleQuestion
{
    private const int DefaultLimit = 100;
    private const string Selection =
        "(tcp.flags.syn == 1 || tcp.flags.fin == 1 || tcp.flags.reset == 1) && !icmp && !icmpv6";

    /// <summary>Reads the capture and tells the lives of its connections.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static ConnectionLifecycle Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var events = new TcpLifeEvents();
        var telling = new TellingFrames();
        ConnectionReading read = ConnectionReading.Of(engine, arguments, default, context, beside: [events, telling]);
        Page<TcpFlow> page = Page.Of(read.Flows, limit, offset);
        (TcpFlow Flow, TcpLifeEvent Event)[] happened =
        [
            .. page
                .Items.SelectMany(flow => events.Of(flow.Stream).Select(one => (flow, one)))
                .OrderBy(one => one.one.Frame),
        ];
        return new ConnectionLifecycle
        {
            Summary = Say(read, events),
            File = read.Reading.Name,
            PcapFile = read.Reading.Name,
            TotalConnections = read.Report.Seen,
            TotalEstablishments = events.Openings,
            TotalTerminations = events.Closings,
            Total = read.Report.Seen,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Connections = [.. page.Items.Select(flow => Row(flow, events.Of(flow.Stream)))],
            ConnectionEstablishments =
            [
                .. happened
                    .Where(one => one.Event.IsOpening)
                    .Select(one => new EstablishmentRow(
                        one.Event.Frame,
                        one.Event.Source.Address.ToString(),
                        one.Event.Destination.Address.ToString(),
                        one.Event.Source.Port,
                        one.Event.Destination.Port,
                        Status(one.Flow)
                    )),
            ],
            ConnectionTerminations =
            [
                .. happened
                    .Where(one => one.Event.IsClosing)
                    .Select(one => new TerminationRow(
                        one.Event.Frame,
                        one.Event.Source.Address.ToString(),
                        one.Event.Destination.Address.ToString(),
                        one.Event.Source.Port,
                        one.Event.Destination.Port,
                        Hex(one.Event)
                    )),
            ],
            LifecycleData = [.. happened.Select(one => Line(one.Event))],
            Message = read.Nothing,
            Coverage = read.Coverage.With(
                (events.NotKept > 0, "lifecycle_events_per_connection", TcpLifeEvents.PerConnection)
            ),
            Evidence = new Evidence(telling.Frames.Numbers, telling.Frames.Count, Selection),
        };
    }

    private static LifecycleRow Row(TcpFlow flow, IReadOnlyList<TcpLifeEvent> events)
    {
        ConnectionRow row = ConnectionRowMaker.Row(flow);
        return new LifecycleRow
        {
            Client = row.Client,
            Server = row.Server,
            Stream = row.Stream,
            Status = Status(flow),
            State = row.State,
            States = [.. States(flow)],
            ConnState = row.ConnState,
            History = row.History,
            StartTime = row.StartTime,
            EndTime = flow.Last?.ToString(),
            DurationSeconds = row.DurationSeconds,
            SetupMs = row.Handshake?.SetupMs,
            ClientBytes = row.ClientBytes,
            ServerBytes = row.ServerBytes,
            PacketCount = row.PacketCount,
            ClosedBy = row.ClosedBy,
            ClosedHow = ConnectionRowMaker.Name(flow.Closing),
            Reset = row.Reset,
            Events =
            [
                .. events.Select(one => new LifecycleEventRow(
                    one.Frame,
                    one.At?.ToString(),
                    ConnectionRowMaker.Side(one.Source == flow.Client.Endpoint),
                    Name(one)
                )),
            ],
            Evidence = row.Evidence,
        };
    }

    private static string Status(TcpFlow flow)
    {
        string opening = ConnectionRowMaker.Opening(flow);
        return opening == "complete" ? "established" : opening;
    }

    private static IEnumerable<string> States(TcpFlow flow)
    {
        TcpHandshakeFacts opening = flow.Handshake;
        if (opening.SynFrame != 0)
            yield return "syn_sent";
        if (opening.SynAckFrame != 0)
            yield return "syn_received";
        if (opening.IsComplete || ConnectionRowMaker.Opening(flow) == "not_captured")
            yield return "established";
        if (flow.Client.Fins + flow.Server.Fins > 0)
            yield return "fin_wait";
        if (flow.Closing == TcpClosing.Fin)
            yield return "closing";
        string? end = flow.Closing switch
        {
            TcpClosing.Fin => "closed",
            TcpClosing.Reset => "reset",
            TcpClosing.Refused => "refused",
            _ => null,
        };
        if (end is not null)
            yield return end;
    }

    private static string Name(in TcpLifeEvent one) =>
        one.TlsHandshake is { } type ? "tls_" + TlsName(type)
        : (one.Flags & TcpFlags.Rst) != 0 ? "rst"
        : (one.Flags & TcpFlags.Fin) != 0 ? "fin"
        : one.IsOpening ? "syn"
        : "syn_ack";

    private static string TlsName(byte type) => // RFC 8446 §4, RFC 5246 §7.4
        type switch
        {
            0 => "hello_request",
            1 => "client_hello",
            2 => "server_hello",
            4 => "new_session_ticket",
            8 => "encrypted_extensions",
            11 => "certificate",
            12 => "server_key_exchange",
            13 => "certificate_request",
            14 => "server_hello_done",
            15 => "certificate_verify",
            16 => "client_key_exchange",
            20 => "finished",
            22 => "certificate_status",
            24 => "key_update",
            _ => "handshake",
        };

    private static string Hex(in TcpLifeEvent one) => $"0x{(int)one.Flags:x4}";

    private static string Line(TcpLifeEvent one) =>
        $"{one.At}\t{one.Source.Address}\t{one.Destination.Address}\t{Hex(one)}\t{one.TlsHandshake}";

    private static string Say(ConnectionReading read, TcpLifeEvents events)
    {
        if (read.Nothing is { } nothing)
            return nothing + read.Reading.Shortfall;
        ConnectionCounts counts = read.Tally.Counts();
        return $"{read.Report.Seen} TCP connections, {events.Openings} SYNs and {events.Closings} FINs and resets: {counts.EstablishedConnections} established, {counts.RefusedConnections} refused, {counts.UnansweredConnections} not answered, {counts.HalfOpenConnections} half open; {read.Tally.ClosedByClient} closed first by the client, {read.Tally.ClosedByServer} by the server, {counts.ActiveConnections} not closed.{read.Reading.Shortfall}";
    }

    // The frames that the display filter selects.
    private sealed class TellingFrames : ITcpObserver
    {
        public FirstFrames Frames { get; } = new();

        public void OnPacket(in Packet packet)
        {
            foreach (ref readonly TcpSegment segment in packet.Segments)
            {
                if ((segment.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) == 0)
                    continue;
                Frames.Add(packet.Frame.Number);
                return;
            }
        }
    }
}
