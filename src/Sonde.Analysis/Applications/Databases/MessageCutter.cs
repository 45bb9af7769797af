namespace Sonde.Analysis;

/// <summary>The messages of one protocol, as a <see cref="MessageCutter"/> cuts them.</summary>
internal interface IMessageReader
{
    /// <summary>Octets of the message that begins here; 0 when more are needed to know, -1 when this is not the protocol.</summary>
    long Measure(bool fromClient, ReadOnlySpan<byte> octets);

    /// <summary>A message. One longer than the cutter keeps comes with its head only, its length told.</summary>
    /// <returns>False when what follows is not for this reader any more.</returns>
    bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place);

    /// <summary>What was at hand after the message that was this reader's last.</summary>
    void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place);
}

/// <summary>Cuts the two directions of a stream into messages.</summary>
/// <remarks>Memory: of a message that is not whole at most <see cref="MostHead"/> octets in each direction; the rest of a longer one is passed over.</remarks>
internal sealed class MessageCutter(IMessageReader reader)
{
    /// <summary>Octets of a message that its reader gets at most, when it does not come whole in one segment.</summary>
    public const int MostHead = 64 * 1024;

    private readonly Side _client = new();
    private readonly Side _server = new();

    /// <summary>Octets came that the reader cannot read.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Cuts the next octets of a direction.</summary>
    public void Add(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        Side side = fromClient ? _client : _server;
        while (!octets.IsEmpty && !IsLost)
        {
            bool goesOn =
                side.Skipping > 0 ? PassOver(fromClient, side, ref octets, place)
                : side.Queue.Length > 0 ? Join(fromClient, side, ref octets, place)
                : InPlace(fromClient, side, ref octets, place);
            if (goesOn)
                continue;
            if (side.Queue.Length > 0)
                reader.OnLeft(fromClient, side.Queue.Octets, place);
            side.Queue.Clear();
            if (!octets.IsEmpty)
                reader.OnLeft(fromClient, octets, place);
            return;
        }
    }

    /// <summary>Octets of one direction are missing: what waits there makes no message any more.</summary>
    /// <returns>True when they were all within a message of which only the head is read.</returns>
    public bool Skip(bool fromClient, long length)
    {
        Side side = fromClient ? _client : _server;
        if (side.Skipping > length)
        {
            side.Skipping -= length;
            return true;
        }
        side.Skipping = 0;
        side.Queue.Clear();
        return false;
    }

    private bool PassOver(bool fromClient, Side side, ref ReadOnlySpan<byte> octets, StreamPlace place)
    {
        int passed = (int)Math.Min(side.Skipping, octets.Length);
        side.Skipping -= passed;
        octets = octets[passed..];
        if (side.Skipping > 0)
            return true;
        bool goesOn = reader.OnMessage(fromClient, side.Queue.Octets, side.Length, place);
        side.Queue.Clear();
        return goesOn;
    }

    private bool InPlace(bool fromClient, Side side, ref ReadOnlySpan<byte> octets, StreamPlace place)
    {
        long length = reader.Measure(fromClient, octets);
        if (length > 0 && length <= octets.Length)
        {
            ReadOnlySpan<byte> message = octets[..(int)length];
            octets = octets[(int)length..];
            return reader.OnMessage(fromClient, message, length, place);
        }
        if (octets.Length >= MostHead && length == 0)
            length = -1; // it never says how long it is
        IsLost = length < 0;
        if (!IsLost)
            side.Queue.TryAdd(octets[..Math.Min(octets.Length, MostHead)], place);
        if (length > MostHead && octets.Length >= MostHead)
            (side.Length, side.Skipping) = (length, length - octets.Length);
        octets = [];
        return true;
    }

    private bool Join(bool fromClient, Side side, ref ReadOnlySpan<byte> octets, StreamPlace place)
    {
        int added = Math.Min(MostHead - side.Queue.Length, octets.Length);
        side.Queue.TryAdd(octets[..added], place);
        octets = octets[added..];
        while (side.Queue.Length > 0)
        {
            long length = reader.Measure(fromClient, side.Queue.Octets);
            if (length > 0 && length <= side.Queue.Length)
            {
                bool goesOn = reader.OnMessage(fromClient, side.Queue.Octets[..(int)length], length, place);
                side.Queue.Take((int)length);
                if (!goesOn)
                    return false;
                continue;
            }
            bool isFull = side.Queue.Length == MostHead;
            IsLost = length < 0 || (length == 0 && isFull);
            if (length > 0 && isFull)
                (side.Length, side.Skipping) = (length, length - side.Queue.Length);
            break;
        }
        return true;
    }

    private sealed class Side
    {
        public OctetQueue Queue { get; } = new(MostHead);

        public long Length { get; set; } // of the message whose head waits

        public long Skipping { get; set; } // octets of it that are still to be passed over
    }
}
