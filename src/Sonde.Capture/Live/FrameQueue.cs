using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>Hands frames from the thread that takes them to one that looks at them; a frame that finds no room is left out.</summary>
/// <remarks>
/// One thread adds, another one takes. Memory: blocks that are allocated when they are needed, reused, and never more than
/// the limit; nothing is allocated per frame, and the lock is taken once for a block of them.
/// </remarks>
/// <param name="octets">Octets of memory at most; two blocks at least.</param>
public sealed class FrameQueue(long octets)
{
    // The longest frame that libpcap hands out, and what stands before it.
    private const int BlockOctets = 262_144 + 4_096;

    /// <summary>Looks at a frame; its octets live until it returns.</summary>
    public delegate void Handler(in Frame frame);

    private readonly object _gate = new();
    private readonly int _mostBlocks = (int)Math.Clamp(octets / BlockOctets, 2, int.MaxValue);
    private readonly Queue<Block> _full = [];
    private readonly Stack<Block> _free = [];
    private Block? _current;
    private int _blocks;
    private bool _isEnded;
    private bool _isWoken;
    private long _skipped;

    /// <summary>Frames left out because there was no room.</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>Octets of memory that the blocks may have together.</summary>
    public long MostOctets => (long)_mostBlocks * BlockOctets;

    /// <summary>Adds a copy of a frame; false when there is no room for it.</summary>
    public bool TryAdd(in Frame frame)
    {
        int length = Unsafe.SizeOf<Head>() + frame.Octets.Length;
        if (_current is null || _current.Count + length > BlockOctets)
        {
            if (_current is not null)
                HandOn();
            _current = length <= BlockOctets ? Empty() : null;
            if (_current is null)
            {
                Volatile.Write(ref _skipped, _skipped + 1);
                return false;
            }
        }
        Span<byte> room = _current.Octets.AsSpan(_current.Count, length);
        var head = new Head(
            frame.At.Nanoseconds,
            frame.Number,
            frame.OriginalLength,
            frame.Octets.Length,
            frame.LinkType
        );
        MemoryMarshal.Write(room, in head);
        frame.Octets.CopyTo(room[Unsafe.SizeOf<Head>()..]);
        _current.Count += length;
        return true;
    }

    /// <summary>Lets the other thread have what was added, if it has nothing else to do.</summary>
    public void Flush()
    {
        if (_current is not { Count: > 0 })
            return;
        bool isIdle;
        lock (_gate)
            isIdle = _full.Count == 0;
        if (isIdle) // else it comes with the block once that is full: small blocks would use the room up
        {
            HandOn();
            _current = null;
        }
    }

    /// <summary>Says that nothing is added after this.</summary>
    public void End()
    {
        if (_current is { Count: > 0 })
            HandOn();
        _current = null;
        lock (_gate)
        {
            _isEnded = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the waiting of the thread that takes.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Looks at the frames of the next block, waiting for one when there is none.</summary>
    /// <param name="handle">Looks at a frame.</param>
    /// <param name="longest">How long to wait at most.</param>
    /// <param name="isEnded">Nothing comes any more.</param>
    /// <returns>Whether there was a block.</returns>
    public bool TryTake(Handler handle, TimeSpan longest, out bool isEnded)
    {
        ArgumentNullException.ThrowIfNull(handle);
        Block? block;
        lock (_gate)
        {
            if (_full.Count == 0 && !_isEnded && !_isWoken)
                Monitor.Wait(_gate, longest);
            _isWoken = false;
            isEnded = !_full.TryDequeue(out block) && _isEnded;
        }
        if (block is null)
            return false;
        try
        {
            Show(block, handle);
        }
        finally
        {
            block.Count = 0;
            lock (_gate)
                _free.Push(block);
        }
        return true;
    }

    private static void Show(Block block, Handler handle)
    {
        ReadOnlySpan<byte> rest = block.Octets.AsSpan(0, block.Count);
        while (rest.Length > 0)
        {
            Head head = MemoryMarshal.Read<Head>(rest);
            rest = rest[Unsafe.SizeOf<Head>()..];
            var frame = new Frame
            {
                Octets = rest[..head.Length],
                At = new Timestamp(head.At),
                OriginalLength = head.OriginalLength,
                LinkType = head.LinkType,
                Number = head.Number,
            };
            handle(frame);
            rest = rest[head.Length..];
        }
    }

    private void HandOn()
    {
        lock (_gate)
        {
            _full.Enqueue(_current!);
            Monitor.Pulse(_gate);
        }
    }

    private Block? Empty()
    {
        lock (_gate)
        {
            if (_free.TryPop(out Block? used))
                return used;
        }
        if (_blocks == _mostBlocks)
            return null;
        _blocks++;
        return new Block();
    }

    private readonly record struct Head(long At, long Number, long OriginalLength, int Length, int LinkType);

    private sealed class Block
    {
        public byte[] Octets { get; } = GC.AllocateUninitializedArray<byte>(BlockOctets);

        public int Count { get; set; }
    }
}
