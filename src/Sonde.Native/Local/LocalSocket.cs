using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Sonde.Native;

/// <summary>A stream between two processes of this machine (unix(7)), which descriptors can be sent over. Linux.</summary>
/// <remarks>For one thread. No call waits longer than it is told to.</remarks>
public sealed unsafe class LocalSocket : IDisposable
{
    /// <summary>Octets that a path may have, struct sockaddr_un's without the final NUL.</summary>
    public const int LongestPath = 107;

    private const int Family = 1; // AF_UNIX
    private const int Backlog = 64;
    private const int Credentials = 17; // SO_PEERCRED
    private const int PeerGroups = 59; // SO_PEERGROUPS
    private const int AcceptsConnections = 30; // SO_ACCEPTCONN
    private const int Domain = 39; // SO_DOMAIN
    private const int SendBufferForce = 32; // SO_SNDBUFFORCE
    private const int DescriptorsType = 1; // SCM_RIGHTS
    private const int ControlSize = 24; // a header of 16 octets and one descriptor, padded
    private const int DontWait = 0x40; // MSG_DONTWAIT
    private const int CloseReceived = 0x40000000; // MSG_CMSG_CLOEXEC
    private const int MostGroups = 4096;
    private const int GetFlags = 1; // F_GETFD
    private const int SetFlags = 2; // F_SETFD
    private const short HungUp = 0x10; // POLLHUP

    private readonly SocketHandle _handle;

    private LocalSocket(int descriptor) => _handle = new SocketHandle(descriptor);

    /// <summary>The system's number of the descriptor.</summary>
    public int Descriptor => _handle.Descriptor;

    /// <summary>Listens at a path that only its owner and a group may open.</summary>
    /// <param name="path">Where; what lies there is not removed.</param>
    /// <param name="group">The group; null for the owner alone.</param>
    /// <returns>The system's error number, 0 when it listens.</returns>
    public static int TryListen(string path, uint? group, out LocalSocket? listener)
    {
        listener = null;
        int error = TryMake(out LocalSocket? made);
        if (made is null)
            return error;
        // made for nobody, then opened to the group: at no moment may others connect
        uint mask = LocalLibrary.FileMask(0x7f);
        byte* name = stackalloc byte[LongestPath + 3];
        uint length = Address(name, path);
        error = ErrorOf(SocketLibrary.Bind(made._handle, name, length));
        _ = LocalLibrary.FileMask(mask);
        if (error == SystemError.None && group is { } members)
        {
            error = ErrorOf(LocalLibrary.ChangeOwner(path, uint.MaxValue, members));
            if (error == SystemError.None && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(
                    path,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
                );
        }
        if (error == SystemError.None)
            error = ErrorOf(LocalLibrary.Listen(made._handle, Backlog));
        if (error == SystemError.None)
            listener = made;
        else
            made.Dispose();
        return error;
    }

    /// <summary>Whether a socket lies at a path, listened to or not.</summary>
    public static bool IsSocketFile(string path)
    {
        int descriptor = LocalLibrary.OpenFile(path, SocketNumbers.NonBlocking | SocketNumbers.CloseOnExec, 0);
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError() == SystemError.NoDeviceOrAddress; // what opening a socket gives
        Close(descriptor);
        return false;
    }

    /// <summary>Takes over a descriptor that listens already; null when it is none.</summary>
    public static LocalSocket? AdoptListener(int descriptor)
    {
        if (LocalLibrary.Control(descriptor, GetFlags, 0) < 0)
            return null;
        var socket = new LocalSocket(descriptor);
        if (socket.Option(AcceptsConnections) == 1 && socket.Option(Domain) == Family)
        {
            _ = LocalLibrary.Control(descriptor, SetFlags, 1);
            return socket;
        }
        socket._handle.SetHandleAsInvalid();
        return null;
    }

    /// <summary>Lets the descriptor survive the replacement of the program.</summary>
    public void KeepAcrossPrograms() => _ = LocalLibrary.Control(Descriptor, SetFlags, 0);

    /// <summary>Connects.</summary>
    /// <returns>The system's error number, 0 when it is connected.</returns>
    public static int TryConnect(string path, out LocalSocket? connection)
    {
        connection = null;
        int error = TryMake(out LocalSocket? made);
        if (made is null)
            return error;
        byte* name = stackalloc byte[LongestPath + 3];
        uint length = Address(name, path);
        error = ErrorOf(SocketLibrary.Connect(made._handle, name, length));
        if (error == SystemError.None)
            connection = made;
        else
            made.Dispose();
        return error;
    }

    /// <summary>Takes a connection; null when none came in time.</summary>
    public LocalSocket? Accept(TimeSpan longest)
    {
        if (!Wait(SocketNumbers.PollIn, longest))
            return null;
        int descriptor = LocalLibrary.Accept(
            _handle,
            null,
            null,
            SocketNumbers.NonBlocking | SocketNumbers.CloseOnExec
        );
        return descriptor < 0 ? null : new LocalSocket(descriptor);
    }

    /// <summary>Who connected, as the kernel says; null when it does not.</summary>
    public LocalPeer? Peer()
    {
        uint* who = stackalloc uint[3]; // struct ucred
        uint length = 12;
        if (SocketLibrary.GetOption(_handle, SocketNumbers.SocketLevel, Credentials, who, &length) != 0)
            return null;
        uint[] groups = new uint[MostGroups];
        length = MostGroups * sizeof(uint);
        fixed (uint* first = groups)
        {
            if (SocketLibrary.GetOption(_handle, SocketNumbers.SocketLevel, PeerGroups, first, &length) != 0)
                length = 0;
        }
        return new LocalPeer((int)who[0], who[1], who[2], groups[..(int)(length / sizeof(uint))]);
    }

    /// <summary>Asks for room for what the other side has not read yet.</summary>
    public void SetSendBuffer(int octets)
    {
        if (SocketLibrary.SetOption(_handle, SocketNumbers.SocketLevel, SendBufferForce, &octets, sizeof(int)) != 0)
            SocketLibrary.SetOption(_handle, SocketNumbers.SocketLevel, SocketNumbers.SendBuffer, &octets, sizeof(int));
    }

    /// <summary>Waits until something can be received, or the other side is gone.</summary>
    public bool WaitToReceive(TimeSpan longest) => Wait(SocketNumbers.PollIn, longest);

    /// <summary>Waits until something can be sent; false also when the other side is gone or has said something.</summary>
    public bool WaitToSend(TimeSpan longest)
    {
        var entry = new PcapLibrary.PollEntry
        {
            Descriptor = Descriptor,
            Wanted = SocketNumbers.PollOut | SocketNumbers.PollIn,
        };
        return PcapLibrary.Poll(&entry, 1, Milliseconds(longest)) > 0 && entry.Found == SocketNumbers.PollOut;
    }

    /// <summary>Whether the other side is there and has said nothing that was not received.</summary>
    public bool IsQuiet => !Wait(SocketNumbers.PollIn, TimeSpan.Zero);

    /// <summary>Receives what is there; does not wait.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="received">Octets; 0 when the other side has closed.</param>
    /// <param name="descriptor">A descriptor that came with it, -1 for none. Whoever receives it closes it.</param>
    /// <returns>The system's error number.</returns>
    public int Receive(Span<byte> buffer, out int received, out int descriptor)
    {
        byte* control = stackalloc byte[ControlSize];
        fixed (byte* data = buffer)
        {
            var vector = new SocketLibrary.Vector { Base = data, Length = (nuint)buffer.Length };
            var header = new SocketLibrary.MessageHeader
            {
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = ControlSize,
            };
            nint length = SocketLibrary.Receive(_handle, &header, DontWait | CloseReceived);
            received = (int)Math.Max(length, 0);
            descriptor = -1;
            if (length < 0)
                return Marshal.GetLastPInvokeError();
            bool hasDescriptor =
                header.ControlLength >= 20
                && *(int*)(control + 8) == SocketNumbers.SocketLevel
                && *(int*)(control + 12) == DescriptorsType;
            if (hasDescriptor)
                descriptor = *(int*)(control + 16);
            return SystemError.None;
        }
    }

    /// <summary>Closes a descriptor that was received.</summary>
    public static void Close(int descriptor) => _ = SocketLibrary.Close(descriptor);

    /// <summary>Sends what there is room for; does not wait.</summary>
    /// <param name="octets">What.</param>
    /// <param name="sent">Octets sent.</param>
    /// <param name="descriptor">A descriptor to send with the first octet, -1 for none.</param>
    /// <returns>The system's error number.</returns>
    public int Send(ReadOnlySpan<byte> octets, out int sent, int descriptor = -1)
    {
        byte* control = stackalloc byte[ControlSize];
        fixed (byte* data = octets)
        {
            var vector = new SocketLibrary.Vector { Base = data, Length = (nuint)octets.Length };
            var header = new SocketLibrary.MessageHeader { Vectors = &vector, VectorCount = 1 };
            if (descriptor >= 0)
            {
                *(ulong*)control = 20;
                *(int*)(control + 8) = SocketNumbers.SocketLevel;
                *(int*)(control + 12) = DescriptorsType;
                *(int*)(control + 16) = descriptor;
                *(int*)(control + 20) = 0;
                header.Control = control;
                header.ControlLength = ControlSize;
            }
            nint length = LocalLibrary.Send(_handle, &header, DontWait | SocketNumbers.NoSignal);
            sent = (int)Math.Max(length, 0);
            return length < 0 ? Marshal.GetLastPInvokeError() : SystemError.None;
        }
    }

    /// <summary>Sends everything, waiting for room.</summary>
    /// <param name="octets">What.</param>
    /// <param name="longest">How long at most altogether.</param>
    /// <param name="descriptor">A descriptor to send with the first octet, -1 for none.</param>
    /// <returns>False when the other side is gone or too slow.</returns>
    public bool TrySendAll(ReadOnlySpan<byte> octets, TimeSpan longest, int descriptor = -1)
    {
        long start = Stopwatch.GetTimestamp();
        while (octets.Length > 0)
        {
            int error = Send(octets, out int sent, descriptor);
            if (error is not (SystemError.None or SystemError.WouldBlock or SystemError.Interrupted))
                return false;
            if (sent > 0)
                descriptor = -1;
            octets = octets[sent..];
            TimeSpan left = longest - Stopwatch.GetElapsedTime(start);
            if (octets.Length > 0 && (left <= TimeSpan.Zero || !Wait(SocketNumbers.PollOut, left)))
                return false;
        }
        return true;
    }

    /// <summary>Waits until one of the two has something to say, or the other side of this one is gone.</summary>
    public void WaitForEither(PacketRing ring, TimeSpan longest)
    {
        ArgumentNullException.ThrowIfNull(ring);
        PcapLibrary.PollEntry* entries = stackalloc PcapLibrary.PollEntry[2];
        entries[0] = new PcapLibrary.PollEntry { Descriptor = Descriptor, Wanted = SocketNumbers.PollIn };
        entries[1] = new PcapLibrary.PollEntry { Descriptor = ring.Descriptor, Wanted = SocketNumbers.PollIn };
        _ = PcapLibrary.Poll(entries, 2, Milliseconds(longest));
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private bool Wait(short wanted, TimeSpan longest)
    {
        var entry = new PcapLibrary.PollEntry { Descriptor = Descriptor, Wanted = wanted };
        return PcapLibrary.Poll(&entry, 1, Milliseconds(longest)) > 0
            && (entry.Found & (wanted | HungUp | SocketNumbers.PollError)) != 0;
    }

    private int Option(int name)
    {
        int value = -1;
        uint length = sizeof(int);
        return SocketLibrary.GetOption(_handle, SocketNumbers.SocketLevel, name, &value, &length) == 0 ? value : -1;
    }

    private static int TryMake(out LocalSocket? socket)
    {
        int descriptor = SocketLibrary.Open(
            Family,
            SocketNumbers.Stream | SocketNumbers.NonBlocking | SocketNumbers.CloseOnExec,
            0
        );
        socket = descriptor < 0 ? null : new LocalSocket(descriptor);
        return descriptor < 0 ? Marshal.GetLastPInvokeError() : SystemError.None;
    }

    private static uint Address(byte* name, string path)
    {
        int octets = Encoding.UTF8.GetByteCount(path);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(octets, LongestPath, nameof(path));
        *(ushort*)name = Family;
        Encoding.UTF8.GetBytes(path, new Span<byte>(name + 2, LongestPath));
        name[2 + octets] = 0;
        return (uint)(octets + 3);
    }

    private static int Milliseconds(TimeSpan longest) => (int)Math.Clamp(longest.TotalMilliseconds, 0, int.MaxValue);

    private static int ErrorOf(int result) => result == 0 ? SystemError.None : Marshal.GetLastPInvokeError();
}

/// <summary>Who is at the other end, as the kernel says.</summary>
/// <param name="Pid">Its process when it connected.</param>
/// <param name="User">Its effective user.</param>
/// <param name="Group">Its effective group.</param>
/// <param name="Groups">Its further groups; empty when the kernel does not say.</param>
public sealed record LocalPeer(int Pid, uint User, uint Group, IReadOnlyList<uint> Groups);
