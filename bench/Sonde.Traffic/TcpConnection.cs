using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>A TCP connection with the troubles of real ones; frames come in the order of time.</summary>
/// <remarks>
/// Data goes in bursts, each as large as the window allows, and the next burst waits for the answers to this one. Losses
/// happen before the place of capture (a segment is not seen the first time) or behind it (it is seen twice).
/// </remarks>
internal sealed class TcpConnection
{
    private const byte Fin = 1;
    private const byte Syn = 2;
    private const byte Rst = 4;
    private const byte Psh = 8;
    private const byte Ack = 16;

    private readonly Dice _dice;
    private readonly Link _link;
    private readonly TcpSide _client;
    private readonly TcpSide _server;
    private readonly bool _timestamps;
    private readonly int _trouble; // per thousand bursts
    private readonly List<Emission> _burst = [];
    private long _now;
    private int _window = 10; // segments in a burst

    public TcpConnection(Dice dice, Link link, ushort serverPort, long start)
    {
        _dice = dice;
        _link = link;
        _now = start;
        _client = new TcpSide(dice, true, (ushort)dice.Between(32_768, 60_999), dice.Between(100, 2_000));
        _server = new TcpSide(dice, false, serverPort, dice.MostlySmall(2_000, 180_000));
        _timestamps = dice.Happens(850);
        _trouble = dice.Happens(350) ? 240 : 30;
    }

    /// <summary>Octets of data in a full segment.</summary>
    public int SegmentLength => 1500 - _link.IpHeaderLength - 20 - (_timestamps ? 12 : 0);

    /// <summary>Lets time pass, in microseconds.</summary>
    public void Wait(long time) => _now += time;

    public IEnumerable<Emission> Open()
    {
        for (int attempt = 0; _dice.Happens(15) && attempt < 3; attempt++) // its SYN is lost behind the place of capture
        {
            yield return Control(_client, Syn, attempt == 0 ? Kinds.Syn : Kinds.SynAgain);
            _now += 1_000_000L << attempt;
        }
        yield return Control(_client, Syn, Kinds.Syn);
        _now += _server.Delay;
        _client.Next++;
        _server.Received = _client.Next;
        yield return Control(_server, Syn | Ack, Kinds.None);
        _now += _client.Delay;
        _server.Next++;
        _client.Received = _server.Next;
        yield return Control(_client, Ack, Kinds.None);
        _now += 50;
    }

    /// <summary>SYNs that nobody answers.</summary>
    public IEnumerable<Emission> Knock(int times)
    {
        for (int i = 0; i < times; i++)
        {
            yield return Control(_client, Syn, i == 0 ? Kinds.Syn : Kinds.SynAgain);
            _now += 1_000_000L << i;
        }
    }

    /// <summary>A SYN that is answered by a reset.</summary>
    public IEnumerable<Emission> BeRefused()
    {
        yield return Control(_client, Syn, Kinds.Syn);
        _now += _server.Delay;
        _server.Received = _client.Next + 1;
        _server.Next = 0;
        _server.Window = 0;
        yield return Control(_server, Rst | Ack, Kinds.SynRefused);
    }

    public IEnumerable<Emission> Close()
    {
        foreach (TcpSide side in (TcpSide[])[_server, _client])
        {
            yield return Control(side, Fin | Ack, Kinds.None);
            side.Next++;
            Other(side).Received = side.Next;
            _now += Other(side).Delay;
        }
        yield return Control(_server, Ack, Kinds.None);
    }

    public IEnumerable<Emission> Reset()
    {
        yield return Control(_dice.Happens(500) ? _client : _server, Rst | Ack, Kinds.ResetInMidConnection);
    }

    /// <summary>Nothing to say for long: one octet before the window asks whether the other end is still there.</summary>
    public IEnumerable<Emission> KeepAlive()
    {
        _now += 15_000_000;
        _client.Next--;
        yield return Control(_client, Ack, Kinds.KeepAlive);
        _client.Next++;
        _now += _server.Delay;
        yield return Control(_server, Ack, Kinds.None);
    }

    /// <summary>Sends data of one end to the other; <paramref name="kinds"/> hold for its first segment.</summary>
    public IEnumerable<Emission> Send(bool fromClient, ReadOnlyMemory<byte> data, Kinds kinds)
    {
        TcpSide from = fromClient ? _client : _server;
        TcpSide to = Other(from);
        while (data.Length > 0)
        {
            int allowed = Math.Min(_window, to.Window / SegmentLength);
            int segments = Math.Min(allowed, (data.Length + SegmentLength - 1) / SegmentLength);
            int length = Math.Min(data.Length, segments * SegmentLength);
            Burst(from, to, data[..length], data.Length == length, kinds);
            kinds = Kinds.None;
            foreach (Emission emission in _burst.OrderBy(each => each.At))
                yield return emission;
            data = data[length..];
            if (data.Length > 0 && _dice.Happens(_trouble / 2))
                foreach (Emission emission in FillUp(from, to, data.Span[0]))
                    yield return emission;
        }
    }

    private void Burst(TcpSide from, TcpSide to, ReadOnlyMemory<byte> data, bool isLast, Kinds kinds)
    {
        _burst.Clear();
        int full = SegmentLength;
        int count = (data.Length + full - 1) / full;
        uint start = from.Next;
        var fates = new SegmentFates(_dice, count, count > 1 ? _trouble : _trouble / 4);
        var receiver = new SegmentReceiver(count);
        int gap = _dice.Pick<int>([1, 12, 12, 40, 120]);
        long at = _now;
        long thirdDuplicate = 0;
        int duplicates = 0;
        int unacknowledged = 0;

        foreach (int i in fates.Order)
        {
            if (fates[i] != Fate.LostBefore)
                _burst.Add(
                    Segment(
                        i,
                        at,
                        (i == 0 ? kinds : Kinds.None) | (fates.IsOvertaken(i) ? Kinds.OvertakenByNext : Kinds.None)
                    )
                );
            if (fates[i] == Fate.Arrives)
            {
                bool moved = receiver.Take(i);
                unacknowledged++;
                if (!moved)
                {
                    duplicates++;
                    if (duplicates == 3)
                        thirdDuplicate = at + to.Delay;
                    Acknowledge(at + to.Delay, Kinds.DuplicateAck);
                }
                else if (unacknowledged >= 2 || receiver.HasGap || i == count - 1)
                {
                    Acknowledge(at + to.Delay, Kinds.None);
                }
            }
            at += gap;
        }

        if (!receiver.IsComplete)
            at = duplicates >= 3 ? Math.Max(thirdDuplicate + from.Delay, at) : at + to.Delay + from.Delay + 210_000;
        for (int i = 0; i < count; i++)
        {
            if (fates[i] == Fate.Arrives)
                continue;
            _burst.Add(Segment(i, at, fates[i] == Fate.LostBefore ? Kinds.ResentUnseenBefore : Kinds.ResentSeenBefore));
            receiver.Take(i);
            Acknowledge(at + to.Delay, Kinds.None);
            at += gap;
        }
        from.Next = start + (uint)data.Length;
        to.Received = from.Next;
        at += to.Delay;
        if (_dice.Happens(_trouble / 10)) // the answer came too late for the sender's clock
        {
            at += 230_000;
            _burst.Add(Segment(count - 1, at, Kinds.ResentSpuriously));
            at += to.Delay;
            Acknowledge(at, Kinds.DuplicateAck, count - 1);
        }
        _window = fates.AnyLost ? Math.Max(4, _window / 2) : Math.Min(_window * 2, 80);
        _now = at + from.Delay;

        Emission Segment(int i, long when, Kinds what)
        {
            ReadOnlyMemory<byte> part = data.Slice(i * full, Math.Min(full, data.Length - i * full));
            byte flags = (byte)(i == count - 1 && isLast ? Psh | Ack : Ack);
            return Build(from, flags, start + (uint)(i * full), part.Span, when, what, []);
        }

        void Acknowledge(long when, Kinds what, int again = -1)
        {
            unacknowledged = 0;
            to.Received = start + (uint)Math.Min(receiver.Expected * full, data.Length);
            (int From, int To)[] held = again >= 0 ? [(again, again + 1)] : receiver.Held(4 - (_timestamps ? 1 : 0));
            uint[] edges =
            [
                .. held.SelectMany(range =>
                    (uint[])[start + (uint)(range.From * full), start + (uint)Math.Min(range.To * full, data.Length)]
                ),
            ];
            _burst.Add(Build(to, Ack, to.Next, [], when, what, edges));
        }
    }

    // The reader does not keep up: its window closes, the sender asks with one octet, then it opens again.
    private IEnumerable<Emission> FillUp(TcpSide from, TcpSide to, byte nextOctet)
    {
        int before = to.Window;
        to.Window = 0;
        yield return Control(to, Ack, Kinds.ZeroWindow);
        for (int probe = _dice.Between(0, 3); probe > 0; probe--)
        {
            _now += 200_000 + from.Delay;
            yield return Build(from, Ack, from.Next, [nextOctet], _now, Kinds.ZeroWindowProbe, []);
            _now += to.Delay;
            yield return Control(to, Ack, Kinds.ZeroWindow);
        }
        _now += 30_000;
        to.Window = before;
        yield return Control(to, Ack, Kinds.None);
        _now += from.Delay;
    }

    private TcpSide Other(TcpSide side) => side.IsClient ? _server : _client;

    private Emission Control(TcpSide from, byte flags, Kinds kinds) =>
        Build(from, flags, from.Next, [], _now, kinds, []);

    private Emission Build(
        TcpSide from,
        byte flags,
        uint sequence,
        ReadOnlySpan<byte> data,
        long at,
        Kinds kinds,
        ReadOnlySpan<uint> selective
    )
    {
        TcpSide to = Other(from);
        bool isSyn = (flags & Syn) != 0;
        Span<byte> options = stackalloc byte[40];
        int used = 0;
        if (isSyn)
        {
            options[0] = 2;
            options[1] = 4;
            BinaryPrimitives.WriteUInt16BigEndian(options[2..], (ushort)(1480 - _link.IpHeaderLength));
            ((ReadOnlySpan<byte>)[1, 1, 4, 2, 1, 3, 3, (byte)from.WindowScale]).CopyTo(options[4..]);
            used = 12;
        }
        if (_timestamps && (flags & Rst) == 0)
        {
            ((ReadOnlySpan<byte>)[1, 1, 8, 10]).CopyTo(options[used..]);
            uint clock = from.Clock + (uint)(at / 1000);
            BinaryPrimitives.WriteUInt32BigEndian(options[(used + 4)..], clock);
            BinaryPrimitives.WriteUInt32BigEndian(options[(used + 8)..], (flags & Ack) != 0 ? from.Echo : 0);
            to.Echo = clock;
            used += 12;
        }
        if (selective.Length > 0)
        {
            options[used] = options[used + 1] = 1;
            options[used + 2] = 5;
            options[used + 3] = (byte)(2 + selective.Length * 4);
            for (int i = 0; i < selective.Length; i++)
                BinaryPrimitives.WriteUInt32BigEndian(options[(used + 4 + i * 4)..], selective[i]);
            used += 4 + selective.Length * 4;
        }

        byte[] segment = new byte[20 + used + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), (flags & Ack) != 0 ? from.Received : 0);
        segment[12] = (byte)((20 + used) << 2);
        segment[13] = flags;
        ushort window = isSyn ? (ushort)Math.Min(from.Window, ushort.MaxValue) : from.WindowField;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), window);
        options[..used].CopyTo(segment.AsSpan(20));
        data.CopyTo(segment.AsSpan(20 + used));
        return new Emission(
            at,
            _link.Frame(from.IsClient, Link.TcpNumber, segment, 16),
            kinds | _link.Kinds | Kinds.Tcp
        );
    }
}
