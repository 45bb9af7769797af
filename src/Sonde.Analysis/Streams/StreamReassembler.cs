using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Puts the octets of TCP connections into their order and gives them to readers, also of connections that began before the capture.</summary>
/// <remarks>
/// Octets that are missing are waited for until the other end acknowledges something behind them: that is where
/// Wireshark's "follow stream" gives them up as well. Memory: what waits, at most <see cref="StreamDirection.MostOctets"/> a
/// direction and <see cref="MostWaiting"/> together; and about 200 octets for each connection that has a reader.
/// </remarks>
/// <param name="open">The reader of a connection, asked once for each at its first segment; null where nobody reads.</param>
/// <param name="endsWhenClosed">
/// A reader's connection ends when both ends have closed and everything was given out, so that what it keeps goes with it;
/// otherwise with the last segment between the two ports, and what is sent again in between is said.
/// </param>
public sealed class StreamReassembler(Func<Flow, IStreamReader?> open, bool endsWhenClosed = false) : ITcpObserver
{
    /// <summary>Octets that may wait in all connections together.</summary>
    public const long MostWaiting = 64L << 20;

    private static readonly Connection Nobody = new(null);

    private readonly FlowStates<Connection> _connections = new();
    private long _waiting;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        if (_connections.Find(segment.Flow) is not { } connection)
        {
            connection = open(segment.Flow) is { } reader ? new Connection(reader) : Nobody;
            _connections.Set(segment.Flow, connection);
        }
        if (connection.Reader is null)
            return;
        if (connection.Reader.IsDone)
        {
            Forget(connection);
            _connections.Set(segment.Flow, Nobody);
            return;
        }
        if ((segment.Flags & TcpFlags.Ack) != 0)
            Acknowledge(connection, segment);
        StreamDirection direction = connection.Direction(segment.FromLow);
        bool isSyn = (segment.Flags & TcpFlags.Syn) != 0;
        if (isSyn || segment.Length > 0)
        {
            int before = direction.Waiting;
            direction.Begin(segment.Sequence, isSyn);
            _waiting += direction.Waiting - before;
        }
        if (segment.Length > 0)
            Place(connection, segment, isSyn, packet);
        if (endsWhenClosed && IsClosed(direction, connection.Direction(!segment.FromLow), segment))
        {
            connection.Reader.OnEnd(segment.Flow);
            _connections.Set(segment.Flow, Nobody);
        }
    }

    private static bool IsClosed(StreamDirection direction, StreamDirection other, in TcpSegment segment)
    {
        if ((segment.Flags & TcpFlags.Fin) != 0)
            direction.Close(segment.Sequence + (uint)Math.Max(segment.Length, 0));
        return direction.IsClosed && other.IsClosed;
    }

    private void Place(Connection connection, in TcpSegment segment, bool isSyn, in Packet packet)
    {
        ref readonly LayerSpan layer = ref packet.Layers[segment.Layer];
        var data = new Data
        {
            Sequence = isSyn ? segment.Sequence + 1 : segment.Sequence,
            Octets = packet.SourceOf(layer)[layer.Payload..layer.End],
            Length = segment.Length,
            Place = new StreamPlace(segment.Frame, segment.At),
        };
        Place(connection, segment.Flow, segment.FromLow, data);
    }

    /// <inheritdoc/>
    public void OnConnectionEnd(Flow flow, TcpConnection connection)
    {
        if (_connections.Remove(flow) is not { Reader: { } reader } ended)
            return;
        if (reader.IsDone)
        {
            Forget(ended);
            return;
        }
        foreach (bool low in (ReadOnlySpan<bool>)[flow.InitiatorIsLow, !flow.InitiatorIsLow])
        {
            while (ended.Direction(low).HasWaiting)
                Skip(ended, flow, low, GapReason.Ended);
        }
        reader.OnEnd(flow);
    }

    private void Forget(Connection connection)
    {
        foreach (bool low in (ReadOnlySpan<bool>)[true, false])
        {
            _waiting -= connection.Direction(low).Waiting;
            connection.Direction(low).Clear();
        }
    }

    // What the other end says that it has was sent, whether the capture has it or not.
    private void Acknowledge(Connection connection, in TcpSegment segment)
    {
        StreamDirection other = connection.Direction(!segment.FromLow);
        while (other.HasWaiting && TcpSequence.IsAfter(segment.Acknowledgment, other.FirstWaiting))
            Skip(connection, segment.Flow, !segment.FromLow, GapReason.Acknowledged);
    }

    private void Place(Connection connection, Flow flow, bool low, in Data data)
    {
        StreamDirection direction = connection.Direction(low);
        if (TcpSequence.IsAfter(data.Sequence, direction.Expected))
        {
            int before = direction.Waiting;
            int again = direction.Keep(data.Sequence, data.Octets, data.Length, data.Place);
            _waiting += direction.Waiting - before;
            Repeat(connection, flow, low, again, data.Place);
            while (direction.HasWaiting && (direction.IsOverfull || _waiting > MostWaiting))
                Skip(connection, flow, low, GapReason.Limit);
            return;
        }
        GiveOut(connection, flow, low, data);
        TakeUp(connection, flow, low);
    }

    // Gives up the octets before the first that waits.
    private void Skip(Connection connection, Flow flow, bool low, GapReason reason)
    {
        StreamDirection direction = connection.Direction(low);
        StreamDirection.Piece piece = Take(direction);
        Gap(connection, flow, low, (int)(piece.Sequence - direction.Expected), reason, piece.Place);
        GiveOut(connection, flow, low, Data.Of(piece));
        StreamDirection.Release(piece);
        TakeUp(connection, flow, low);
    }

    // Gives out what no longer has to wait.
    private void TakeUp(Connection connection, Flow flow, bool low)
    {
        StreamDirection direction = connection.Direction(low);
        while (direction.HasWaiting && !TcpSequence.IsAfter(direction.FirstWaiting, direction.Expected))
        {
            StreamDirection.Piece piece = Take(direction);
            GiveOut(connection, flow, low, Data.Of(piece));
            StreamDirection.Release(piece);
        }
    }

    private StreamDirection.Piece Take(StreamDirection direction)
    {
        StreamDirection.Piece piece = direction.Take();
        _waiting -= piece.Captured;
        return piece;
    }

    // Data that begins at or before what is expected: the new part of it.
    private static void GiveOut(Connection connection, Flow flow, bool low, in Data data)
    {
        StreamDirection direction = connection.Direction(low);
        int old = (int)(direction.Expected - data.Sequence);
        Repeat(connection, flow, low, Math.Min(old, data.Length), data.Place);
        if (old >= data.Length)
            return;
        ReadOnlySpan<byte> octets = old < data.Octets.Length ? data.Octets[old..] : [];
        if (!octets.IsEmpty)
        {
            var given = new StreamOctets
            {
                Flow = flow,
                FromInitiator = low == flow.InitiatorIsLow,
                Offset = direction.Offset,
                Octets = octets,
                Place = data.Place,
            };
            direction.Advance(octets.Length);
            connection.Reader!.OnOctets(given);
        }
        int missing = data.Length - old - octets.Length;
        if (missing > 0)
            Gap(connection, flow, low, missing, GapReason.Cut, data.Place);
    }

    private static void Gap(Connection connection, Flow flow, bool low, int length, GapReason reason, StreamPlace place)
    {
        StreamDirection direction = connection.Direction(low);
        var gap = new StreamGap(flow, low == flow.InitiatorIsLow, direction.Offset, length, reason, place);
        direction.Advance(length);
        connection.Reader!.OnGap(gap);
    }

    private static void Repeat(Connection connection, Flow flow, bool low, int length, StreamPlace place)
    {
        if (length > 0)
            connection.Reader!.OnRepeat(new StreamRepeat(flow, low == flow.InitiatorIsLow, length, place));
    }

    // One without a reader is of no interest.
    private sealed class Connection(IStreamReader? reader)
    {
        private readonly StreamDirection _low = new();
        private readonly StreamDirection _high = new();

        public IStreamReader? Reader => reader;

        public StreamDirection Direction(bool low) => low ? _low : _high;
    }

    private readonly ref struct Data
    {
        public required uint Sequence { get; init; }

        public required ReadOnlySpan<byte> Octets { get; init; }

        public required int Length { get; init; } // on the wire; the capture may have fewer

        public required StreamPlace Place { get; init; }

        public static Data Of(in StreamDirection.Piece piece) =>
            new()
            {
                Sequence = piece.Sequence,
                Octets = piece.Octets.AsSpan(0, piece.Captured),
                Length = piece.Length,
                Place = piece.Place,
            };
    }
}
