using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>How a ring is opened.</summary>
/// <param name="SnapLength">Octets kept of each frame at most; the filter says it, this bounds it.</param>
/// <param name="BufferOctets">Octets of the ring; rounded up to whole blocks, two at least.</param>
/// <param name="IsPromiscuous">Frames for others are wanted as well.</param>
/// <param name="IsCooked">Without the link-layer header.</param>
public readonly record struct PacketRingOptions(int SnapLength, int BufferOctets, bool IsPromiscuous, bool IsCooked);

/// <summary>A packet socket with a ring of blocks that the kernel fills (packet(7), TPACKET_V3). Linux.</summary>
/// <remarks>For one thread. What is in a block is not looked at.</remarks>
public sealed unsafe class PacketRing : IDisposable
{
    /// <summary>Octets of a block.</summary>
    /// <remarks>Each is one piece of memory: larger ones have to be fresh memory, which takes time, and save little.</remarks>
    public const int BlockOctets = 256 << 10;

    /// <summary>The interface number that stands for all.</summary>
    public const int AllInterfaces = 0;

    private const int Family = 17; // AF_PACKET
    private const int Level = 263; // SOL_PACKET
    private const int AddMembership = 1;
    private const int ReceiveRing = 5;
    private const int StatisticsOption = 6;
    private const int VersionOption = 10;
    private const int Version3 = 2;
    private const int LockFilter = 44; // SO_LOCK_FILTER
    private const ushort Promiscuous = 1; // PACKET_MR_PROMISC
    private const ushort EveryProtocol = 3; // ETH_P_ALL
    private const int FrameSize = 2048; // a quantum only: frames have the length they have
    private const int BlockMilliseconds = 50; // how long the kernel gathers frames before it hands them over
    private const uint OwnedByUs = 1; // TP_STATUS_USER
    private const int StatusAt = 8;
    private const int LengthAt = 20;

    private readonly SocketHandle _handle;
    private readonly Mapped _memory;
    private nint _ring;
    private nuint _length;
    private int _block;

    private PacketRing(SocketHandle handle, int blocks)
    {
        _handle = handle;
        _memory = new Mapped(this);
        Blocks = blocks;
    }

    /// <summary>Blocks.</summary>
    public int Blocks { get; }

    internal int Descriptor => _handle.Descriptor;

    /// <summary>Octets that the ring of these options has.</summary>
    public static long OctetsOf(int bufferOctets) => (long)BlockOctets * BlocksOf(bufferOctets);

    /// <summary>Opens a ring: from its first frame on, the filter has selected.</summary>
    /// <param name="index">The interface's number; <see cref="AllInterfaces"/> for all.</param>
    /// <param name="options">How.</param>
    /// <param name="filter">What the kernel runs for each frame. It cannot be changed later.</param>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpen(
        int index,
        PacketRingOptions options,
        ReadOnlySpan<FilterInstruction> filter,
        out PacketRing? ring
    )
    {
        ring = null;
        // protocol 0: nothing is received until all is set up
        int descriptor = SocketLibrary.Open(
            Family,
            (options.IsCooked ? SocketNumbers.Datagram : SocketNumbers.Raw)
                | SocketNumbers.NonBlocking
                | SocketNumbers.CloseOnExec,
            0
        );
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError();
        var opened = new PacketRing(new SocketHandle(descriptor), BlocksOf(options.BufferOctets));
        int error = opened.SetUp(index, options, filter);
        if (error == SystemError.None)
            ring = opened;
        else
            opened.Dispose();
        return error;
    }

    /// <summary>The block that is next, if the kernel has handed it over; it lives until <see cref="Release"/>.</summary>
    public bool TryBlock(out Memory<byte> octets)
    {
        byte* block = Current();
        if ((Volatile.Read(ref Unsafe.AsRef<uint>(block + StatusAt)) & OwnedByUs) == 0)
        {
            octets = default;
            return false;
        }
        octets = _memory.First(*(uint*)(block + LengthAt));
        return true;
    }

    /// <summary>Gives the block back to the kernel.</summary>
    public void Release()
    {
        Volatile.Write(ref Unsafe.AsRef<uint>(Current() + StatusAt), 0);
        _block = (_block + 1) % Blocks;
    }

    /// <summary>Frames that passed the filter and those of them that found no room, since the last call.</summary>
    public (uint Passed, uint Dropped) TakeCounters()
    {
        uint* counters = stackalloc uint[3]; // struct tpacket_stats_v3
        uint length = 12;
        return SocketLibrary.GetOption(_handle, Level, StatisticsOption, counters, &length) == 0
            ? (counters[0], counters[1])
            : (0, 0);
    }

    /// <summary>Waits until a block may be there, or an error waits.</summary>
    /// <param name="longest">How long at most.</param>
    /// <returns>Whether an error waits.</returns>
    public bool Wait(TimeSpan longest)
    {
        var entry = new PcapLibrary.PollEntry { Descriptor = Descriptor, Wanted = SocketNumbers.PollIn };
        int milliseconds = (int)Math.Clamp(Math.Ceiling(longest.TotalMilliseconds), 0, int.MaxValue);
        return PcapLibrary.Poll(&entry, 1, milliseconds) > 0 && (entry.Found & SocketNumbers.PollError) != 0;
    }

    /// <summary>Takes the error that waits: that the interface went down or is gone.</summary>
    public int TakeError()
    {
        int value = 0;
        uint length = sizeof(int);
        _ = SocketLibrary.GetOption(_handle, SocketNumbers.SocketLevel, SocketNumbers.SocketError, &value, &length);
        return value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ring != 0)
            _ = LocalLibrary.Unmap(_ring, _length);
        _ring = 0;
        _handle.Dispose();
    }

    private static int BlocksOf(int bufferOctets) =>
        (int)Math.Max(2, (bufferOctets + (long)BlockOctets - 1) / BlockOctets);

    private byte* Current()
    {
        ObjectDisposedException.ThrowIf(_ring == 0, this);
        return (byte*)_ring + (nint)_block * BlockOctets;
    }

    private int SetUp(int index, PacketRingOptions options, ReadOnlySpan<FilterInstruction> filter)
    {
        int error;
        fixed (FilterInstruction* first = filter)
        {
            var program = new SocketLibrary.FilterProgram { Length = (ushort)filter.Length, Instructions = first };
            error = Set(
                SocketNumbers.SocketLevel,
                SocketNumbers.AttachFilter,
                &program,
                sizeof(SocketLibrary.FilterProgram)
            );
        }
        int value = 1;
        if (error == 0)
            error = Set(SocketNumbers.SocketLevel, LockFilter, &value, sizeof(int));
        value = Version3;
        if (error == 0)
            error = Set(Level, VersionOption, &value, sizeof(int));
        if (error == 0)
            error = MakeRing();
        if (error == 0)
            error = Bind(index);
        if (error == 0 && options.IsPromiscuous && index != AllInterfaces)
        {
            // struct packet_mreq: | interface 4 | type 2 | address length 2 | address 8 |
            byte* membership = stackalloc byte[16];
            new Span<byte>(membership, 16).Clear();
            *(int*)membership = index;
            *(ushort*)(membership + 4) = Promiscuous;
            error = Set(Level, AddMembership, membership, 16);
        }
        return error;
    }

    private int MakeRing()
    {
        // struct tpacket_req3: block size, blocks, frame size, frames, milliseconds, private octets, features
        uint* request = stackalloc uint[7];
        request[0] = (uint)BlockOctets;
        request[1] = (uint)Blocks;
        request[2] = FrameSize;
        request[3] = (uint)(BlockOctets / FrameSize * Blocks);
        request[4] = BlockMilliseconds;
        request[5] = request[6] = 0;
        int error = Set(Level, ReceiveRing, request, 28);
        if (error != 0)
            return error;
        _length = (nuint)BlockOctets * (nuint)Blocks;
        nint at = LocalLibrary.Map(0, _length, protection: 3, flags: 1, _handle, 0); // read and write, shared
        if (at == -1)
            return Marshal.GetLastPInvokeError();
        _ring = at;
        return 0;
    }

    private int Bind(int index)
    {
        // struct sockaddr_ll: | family 2 | protocol 2 | interface 4 | 12 that are not needed |
        byte* name = stackalloc byte[20];
        new Span<byte>(name, 20).Clear();
        *(ushort*)name = Family;
        BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(name + 2, 2), EveryProtocol);
        *(int*)(name + 4) = index;
        if (SocketLibrary.Bind(_handle, name, 20) != 0)
            return Marshal.GetLastPInvokeError();
        return TakeError(); // an interface that is down says so only here
    }

    private int Set(int level, int name, void* value, int length) =>
        SocketLibrary.SetOption(_handle, level, name, value, (uint)length) == 0
            ? SystemError.None
            : Marshal.GetLastPInvokeError();

    // The block that is next as the framework's memory, so that who reads it needs no pointer.
    private sealed class Mapped(PacketRing ring) : MemoryManager<byte>
    {
        public Memory<byte> First(uint length) => CreateMemory((int)Math.Min(length, (uint)BlockOctets));

        public override Span<byte> GetSpan() => new(ring.Current(), BlockOctets);

        public override MemoryHandle Pin(int elementIndex = 0) => new(ring.Current() + elementIndex);

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
