using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A segment that opens or closes a connection, or carries the beginning of a TLS handshake message.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="At">Time of the frame; null when it has none.</param>
/// <param name="Stream">Number of the connection (tcp.stream).</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Destination">Whom it was for.</param>
/// <param name="Flags">Flags.</param>
/// <param name="TlsHandshake">Type of the TLS handshake message that the data begins with (RFC 8446 §4); null without one.</param>
public readonly record struct TcpLifeEvent(
    long Frame,
    Timestamp? At,
    int Stream,
    Endpoint Source,
    Endpoint Destination,
    TcpFlags Flags,
    byte? TlsHandshake
)
{
    /// <summary>A SYN of the end that asks.</summary>
    public bool IsOpening => (Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;

    /// <summary>A FIN or a reset.</summary>
    public bool IsClosing => (Flags & (TcpFlags.Fin | TcpFlags.Rst)) != 0;
}

/// <summary>Keeps the segments that open and close connections.</summary>
/// <remarks>Memory: 120 octets a segment, <see cref="PerConnection"/> a connection and <see cref="Limit"/> altogether. Only connections whose record a report keeps as well have any; others are counted.</remarks>
/// <param name="connections">Connections to keep segments of.</param>
public sealed class TcpLifeEvents(int connections = TcpFlowReport.DefaultLimit) : ITcpObserver
{
    /// <summary>Segments kept of one connection.</summary>
    public const int PerConnection = 32;

    /// <summary>Segments kept altogether.</summary>
    public const int Limit = 400_000;

    private const int TlsHeader = 6; // a record's header and the type of the message
    private const byte TlsHandshakeRecord = 22;

    private static readonly IReadOnlyList<TcpLifeEvent> None = [];

    private readonly Dictionary<int, List<TcpLifeEvent>> _byStream = [];
    private int _kept;

    /// <summary>SYNs of ends that ask.</summary>
    public long Openings { get; private set; }

    /// <summary>Segments with FIN or RST.</summary>
    public long Closings { get; private set; }

    /// <summary>Segments of kept connections that were not kept.</summary>
    public long NotKept { get; private set; }

    /// <summary>The segments of a connection, in capture order.</summary>
    public IReadOnlyList<TcpLifeEvent> Of(int stream) =>
        _byStream.TryGetValue(stream, out List<TcpLifeEvent>? events) ? events : None;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        const TcpFlags telling = TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst;
        byte? handshake = segment.Length >= TlsHeader ? TlsHandshakeOf(segment, packet) : null;
        if ((segment.Flags & telling) == 0 && handshake is null)
            return;
        FlowKey key = segment.Flow.Key;
        var one = new TcpLifeEvent(
            segment.Frame,
            packet.Frame.IsTimeless ? null : segment.At,
            segment.Flow.Stream,
            segment.FromLow ? key.Low : key.High,
            segment.FromLow ? key.High : key.Low,
            segment.Flags,
            handshake
        );
        if (one.IsOpening)
            Openings++;
        if (one.IsClosing)
            Closings++;
        if (!_byStream.TryGetValue(one.Stream, out List<TcpLifeEvent>? events))
        {
            if (_byStream.Count >= connections)
                return;
            _byStream.Add(one.Stream, events = new(4));
        }
        if (_kept >= Limit || events.Count >= PerConnection)
        {
            NotKept++;
            return;
        }
        _kept++;
        events.Add(one);
    }

    // The record's header is whole in the segment that begins it; what is inside is not looked at.
    private static byte? TlsHandshakeOf(in TcpSegment segment, in Packet packet) =>
        packet.TryRead(segment.Layer, out Tcp tcp)
        && tcp.Payload is [TlsHandshakeRecord, 3, <= 4, _, _, var type, ..]
        && type is 0 or 1 or 2 or 4 or 5 or 8 or (>= 11 and <= 16) or 20 or 22 or 24
            ? type
            : null;
}
