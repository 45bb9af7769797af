using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>What bounds a ring of frames in memory.</summary>
/// <param name="Frames">Frames kept at most.</param>
/// <param name="Octets">Octets of memory for them at most; two blocks at least.</param>
/// <param name="Age">How long a frame is kept; null as long as there is room.</param>
public readonly record struct FrameRingLimits(int Frames, long Octets, TimeSpan? Age = null);

/// <summary>How a ring of frames stands.</summary>
/// <param name="Frames">Frames in it.</param>
/// <param name="Octets">Captured octets of these frames.</param>
/// <param name="First">Number of the oldest of them, counted from the first frame ever added, from 1.</param>
/// <param name="Oldest">Time of the oldest; null when there is none.</param>
/// <param name="MadeRoomForFrames">Frames let go because there were too many.</param>
/// <param name="MadeRoomForOctets">Frames let go because they had too many octets.</param>
/// <param name="TooOld">Frames let go because of their age.</param>
/// <param name="LastGone">Time of the frame let go last; null when none was.</param>
public readonly record struct FrameRingState(
    long Frames,
    long Octets,
    long First,
    Timestamp? Oldest,
    long MadeRoomForFrames,
    long MadeRoomForOctets,
    long TooOld,
    Timestamp? LastGone
);

/// <summary>Keeps the last frames in memory; the oldest make room for the next.</summary>
/// <remarks>
/// Memory: blocks that are allocated when they are needed, reused, and never more than the limit; nothing is allocated
/// per frame. One thread may add while others read.
/// </remarks>
public sealed class FrameRing(FrameRingLimits limits)
{
    /// <summary>Octets of a block: the longest frame that libpcap hands out fits into one.</summary>
    public const int BlockOctets = 262_144;

    private readonly Lock _gate = new();
    private readonly Stack<Block> _free = [];
    private readonly int _mostBlocks = (int)Math.Clamp(limits.Octets / BlockOctets, 2, int.MaxValue);
    private Entry[] _entries = new Entry[Math.Min(limits.Frames, 1024)];
    private Block? _current;
    private int _blocks;
    private int _head;
    private int _count;
    private long _octets;
    private long _added;
    private (long Frames, long Octets, long Age) _gone;
    private Timestamp? _lastGone;

    /// <summary>How it stands.</summary>
    public FrameRingState State
    {
        get
        {
            lock (_gate)
                return Now();
        }
    }

    /// <summary>Octets of memory that frames have now.</summary>
    public long MemoryOctets
    {
        get
        {
            lock (_gate)
                return (long)_blocks * BlockOctets;
        }
    }

    /// <summary>Keeps a frame; of one that is longer than a block only the beginning.</summary>
    public void Add(in Frame frame)
    {
        ReadOnlySpan<byte> octets = frame.Octets[..Math.Min(frame.Octets.Length, BlockOctets)];
        lock (_gate)
        {
            LetGoBefore(frame.At);
            if (_count == limits.Frames)
            {
                LetGo();
                _gone.Frames++;
            }
            if (_count == _entries.Length)
                Grow();
            Block block = BlockFor(octets.Length);
            octets.CopyTo(block.Octets.AsSpan(block.Used));
            _entries[(_head + _count) % _entries.Length] = new Entry(
                block,
                block.Used,
                octets.Length,
                frame.At.Nanoseconds,
                frame.OriginalLength,
                frame.LinkType
            );
            block.Used += octets.Length;
            block.Frames++;
            _count++;
            _added++;
            _octets += octets.Length;
        }
    }

    /// <summary>Writes the frames, oldest first, into a file in memory; says how the ring stood.</summary>
    /// <param name="file">The file. The one who adds waits meanwhile, so it may not lie on a disk.</param>
    /// <param name="now">The time, so that frames that are too old go first.</param>
    public FrameRingState WriteTo(LiveFile file, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(file);
        lock (_gate)
        {
            LetGoBefore(now);
            for (int i = 0; i < _count; i++)
            {
                ref readonly Entry entry = ref _entries[(_head + i) % _entries.Length];
                file.TryWrite(
                    new Frame
                    {
                        Octets = entry.Block.Octets.AsSpan(entry.Start, entry.Length),
                        At = new Timestamp(entry.At),
                        OriginalLength = entry.OriginalLength,
                        LinkType = entry.LinkType,
                        Number = i + 1,
                    }
                );
            }
            return Now();
        }
    }

    /// <summary>Gives the memory back; the counts stay.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _free.Clear();
            _entries = new Entry[1];
            _current = null;
            (_blocks, _head, _count, _octets) = (0, 0, 0, 0);
        }
    }

    private FrameRingState Now() =>
        new(
            _count,
            _octets,
            _added - _count + 1,
            _count > 0 ? new Timestamp(_entries[_head].At) : null,
            _gone.Frames,
            _gone.Octets,
            _gone.Age,
            _lastGone
        );

    private void LetGoBefore(Timestamp now)
    {
        if (limits.Age is not { } age)
            return;
        long earliest = now.Nanoseconds - age.Ticks * 100;
        while (_count > 0 && _entries[_head].At < earliest)
        {
            LetGo();
            _gone.Age++;
        }
    }

    private void LetGo()
    {
        ref Entry oldest = ref _entries[_head];
        _octets -= oldest.Length;
        _lastGone = new Timestamp(oldest.At);
        if (--oldest.Block.Frames == 0)
        {
            oldest.Block.Used = 0;
            if (oldest.Block != _current)
                _free.Push(oldest.Block);
        }
        oldest = default;
        _head = (_head + 1) % _entries.Length;
        _count--;
    }

    private Block BlockFor(int length)
    {
        if (_current is { } current && length <= BlockOctets - current.Used)
            return current;
        Block? next;
        while (!_free.TryPop(out next))
        {
            if (_blocks < _mostBlocks)
            {
                _blocks++;
                next = new Block();
                break;
            }
            LetGo(); // the oldest lie in another block than the current one, so that one gets free
            _gone.Octets++;
        }
        return _current = next;
    }

    private void Grow()
    {
        var more = new Entry[(int)Math.Min(limits.Frames, (long)_entries.Length * 2)];
        for (int i = 0; i < _count; i++)
            more[i] = _entries[(_head + i) % _entries.Length];
        (_entries, _head) = (more, 0);
    }

    private sealed class Block
    {
        public byte[] Octets { get; } = GC.AllocateUninitializedArray<byte>(BlockOctets);

        public int Used { get; set; }

        public int Frames { get; set; }
    }

    private readonly record struct Entry(
        Block Block,
        int Start,
        int Length,
        long At,
        long OriginalLength,
        int LinkType
    );
}
