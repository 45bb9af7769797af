using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>
/// A raw socket made to be given away: what it receives is bounded by a filter that cannot be changed, and it sends
/// nothing whose Internet header its holder wrote. Linux.
/// </summary>
/// <remarks>
/// Shutting a raw socket down for writing closes, for good, just the way that takes whole packets (IP_HDRINCL,
/// IPV6_HDRINCL), and with it false source addresses: messages below the kernel's own header still go out. That is how
/// the kernel behaves, not what it promises, so it is tried on every socket before it is given away.
/// </remarks>
public sealed unsafe class GuardedSocket : IDisposable
{
    private const int LockFilter = 44; // SO_LOCK_FILTER
    private const int Write = 1; // SHUT_WR
    private const int OwnHeader = 3; // IP_HDRINCL
    private const int OwnHeader6 = 36; // IPV6_HDRINCL

    private readonly SocketHandle _handle;

    private GuardedSocket(SocketHandle handle) => _handle = handle;

    /// <summary>The system's number of it.</summary>
    public int Descriptor => _handle.Descriptor;

    /// <summary>Opens a socket.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="protocol">Number of the Internet protocol: 1, 58, 17 or 6.</param>
    /// <param name="filter">What it receives; sees the packet from its IPv4 header on, of IPv6 from what follows it.</param>
    /// <param name="socket">The socket, when it is open and guarded.</param>
    /// <returns>The system's error number, 0 when it is open; "not permitted" also where headers could be forged.</returns>
    public static int TryOpen(
        AddressFamily family,
        int protocol,
        ReadOnlySpan<FilterInstruction> filter,
        out GuardedSocket? socket
    )
    {
        socket = null;
        bool is4 = family == AddressFamily.InterNetwork;
        int descriptor = SocketLibrary.Open(
            is4 ? SocketNumbers.Inet : SocketNumbers.Inet6,
            SocketNumbers.Raw | SocketNumbers.NonBlocking | SocketNumbers.CloseOnExec,
            protocol
        );
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError();
        var made = new GuardedSocket(new SocketHandle(descriptor));
        int error = made.Guard(is4, filter);
        if (error == SystemError.None)
            socket = made;
        else
            made.Dispose();
        return error;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private int Guard(bool is4, ReadOnlySpan<FilterInstruction> filter)
    {
        fixed (FilterInstruction* first = filter)
        {
            var program = new SocketLibrary.FilterProgram { Length = (ushort)filter.Length, Instructions = first };
            int attached = SocketLibrary.SetOption(
                _handle,
                SocketNumbers.SocketLevel,
                SocketNumbers.AttachFilter,
                &program,
                (uint)sizeof(SocketLibrary.FilterProgram)
            );
            if (attached != 0)
                return Marshal.GetLastPInvokeError();
        }
        int error = Set(SocketNumbers.SocketLevel, LockFilter, 1);
        if (error != SystemError.None)
            return error;
        // says "not connected", and does it all the same
        _ = LocalLibrary.ShutDown(_handle, Write);
        return Forge(is4);
    }

    // Tries to send a packet with a header of its own to this machine itself; all is well when that fails as it should.
    private int Forge(bool is4)
    {
        int level = is4 ? SocketNumbers.IpLevel : SocketNumbers.Ipv6Level;
        int name = is4 ? OwnHeader : OwnHeader6;
        int error = Set(level, name, 1);
        if (error != SystemError.None)
            return error;
        byte* packet = stackalloc byte[40];
        new Span<byte>(packet, 40).Clear();
        packet[0] = (byte)(is4 ? 0x45 : 0x60);
        packet[is4 ? 8 : 7] = 1; // hops left
        packet[is4 ? 9 : 6] = 59; // nothing follows
        System.Net.IPAddress self = is4 ? System.Net.IPAddress.Loopback : System.Net.IPAddress.IPv6Loopback;
        self.TryWriteBytes(new Span<byte>(packet + (is4 ? 16 : 24), 16), out _);
        byte* to = stackalloc byte[NativeAddress.Size];
        int length = NativeAddress.Write(new Span<byte>(to, NativeAddress.Size), self, 0);
        nint sent = SocketLibrary.SendTo(
            _handle,
            packet,
            (nuint)(is4 ? 20 : 40),
            SocketNumbers.NoSignal,
            to,
            (uint)length
        );
        error = sent < 0 ? Marshal.GetLastPInvokeError() : SystemError.NotPermitted;
        return error == SystemError.BrokenPipe ? Set(level, name, 0) : error;
    }

    private int Set(int level, int name, int value) =>
        SocketLibrary.SetOption(_handle, level, name, &value, sizeof(int)) == 0
            ? SystemError.None
            : Marshal.GetLastPInvokeError();
}
