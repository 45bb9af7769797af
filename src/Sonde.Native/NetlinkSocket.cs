using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sonde.Native;

/// <summary>Takes the messages of a netlink reply.</summary>
/// <param name="type">The message's type.</param>
/// <param name="body">What follows the message's header.</param>
public delegate void NetlinkReceiver(ushort type, ReadOnlySpan<byte> body);

/// <summary>A netlink socket (netlink(7)): one request at a time, and its reply.</summary>
/// <remarks>Every wait is bounded. Belongs to one thread.</remarks>
public sealed partial class NetlinkSocket : IDisposable
{
    /// <summary>Asks for all entries of a table: NLM_F_ROOT and NLM_F_MATCH.</summary>
    public const ushort Dump = 0x300;

    private const int FamilyNumber = 16; // AF_NETLINK
    private const int RawCloseOnExec = 3 | 0x80000; // SOCK_RAW, SOCK_CLOEXEC
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int ReceiveTimeout = 20; // SO_RCVTIMEO
    private const int ShowTruncation = 0x20; // MSG_TRUNC
    private const int Header = 16;
    private const ushort Request = 1; // NLM_F_REQUEST
    private const ushort Acknowledge = 4; // NLM_F_ACK
    private const ushort Interrupted = 0x10; // NLM_F_DUMP_INTR
    private const ushort ErrorMessage = 2; // NLMSG_ERROR
    private const ushort DoneMessage = 3; // NLMSG_DONE
    private const int CalledAgain = 4; // EINTR
    private const int LongestReply = 1 << 16; // the kernel fills at most 32 KiB at once

    private readonly SafeFileHandle _handle;
    private readonly byte[] _reply = new byte[LongestReply];
    private uint _sequence;

    private NetlinkSocket(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens a socket.</summary>
    /// <param name="family">Who is asked.</param>
    /// <param name="timeout">How long one wait for the kernel lasts at most.</param>
    /// <exception cref="NetlinkException">This kernel does not offer it.</exception>
    public static NetlinkSocket Open(NetlinkFamily family, TimeSpan timeout)
    {
        int descriptor = Socket(FamilyNumber, RawCloseOnExec, (int)family);
        if (descriptor < 0)
            throw new NetlinkException("socket(AF_NETLINK)", Marshal.GetLastPInvokeError());
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Span<long> time = [(long)timeout.TotalSeconds, timeout.Milliseconds * 1000L + timeout.Microseconds];
        if (SetOption(handle, SocketLevel, ReceiveTimeout, MemoryMarshal.AsBytes(time), 16) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw new NetlinkException("setsockopt(SO_RCVTIMEO)", error);
        }
        return new NetlinkSocket(handle);
    }

    /// <summary>Sends a request and hands over every message of the reply.</summary>
    /// <param name="type">The request's type.</param>
    /// <param name="flags">0, or <see cref="Dump"/>.</param>
    /// <param name="body">What follows the message's header.</param>
    /// <param name="receive">Takes the messages.</param>
    /// <returns>False when the table changed while it was read: entries may be missing or doubled (NLM_F_DUMP_INTR).</returns>
    /// <exception cref="NetlinkException">The kernel refused, or did not answer in time.</exception>
    public bool Ask(ushort type, ushort flags, ReadOnlySpan<byte> body, NetlinkReceiver receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        bool isDump = (flags & Dump) != 0;
        Span<byte> request = new byte[Header + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(request, request.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(request[4..], type);
        BinaryPrimitives.WriteUInt16LittleEndian(request[6..], (ushort)(Request | flags | (isDump ? 0 : Acknowledge)));
        BinaryPrimitives.WriteUInt32LittleEndian(request[8..], ++_sequence);
        body.CopyTo(request[Header..]);
        if (Send(_handle, request, (nuint)request.Length, 0) < 0)
            throw new NetlinkException("send(netlink)", Marshal.GetLastPInvokeError());
        bool isWhole = true;
        while (!Receive(receive, ref isWhole)) { }
        return isWhole;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    // Reads one datagram; true when the reply ends in it.
    private bool Receive(NetlinkReceiver receive, ref bool isWhole)
    {
        nint length = Receive(_handle, _reply, (nuint)_reply.Length, ShowTruncation);
        if (length < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            return error == CalledAgain ? false : throw new NetlinkException("recv(netlink)", error);
        }
        if (length > _reply.Length)
            throw new NetlinkException("recv(netlink): message longer than the buffer", NetlinkException.Invalid);
        ReadOnlySpan<byte> rest = _reply.AsSpan(0, (int)length);
        while (rest.Length >= Header)
        {
            int size = BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (size < Header || size > rest.Length)
                throw new NetlinkException("recv(netlink): broken message", NetlinkException.Invalid);
            ushort type = BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
            ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]);
            // what belongs to a request before this one is not an answer to this one
            if (BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) == _sequence)
            {
                isWhole &= (flags & Interrupted) == 0;
                ReadOnlySpan<byte> body = rest[Header..size];
                if (type is DoneMessage or ErrorMessage)
                {
                    ThrowIfError(body);
                    return true;
                }
                receive(type, body);
            }
            rest = rest[Math.Min(rest.Length, (size + 3) & ~3)..];
        }
        return false;
    }

    // An error of 0 is an acknowledgement; the end of a dump carries one as well.
    private static void ThrowIfError(ReadOnlySpan<byte> body)
    {
        int error = body.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(body) : 0;
        if (error < 0)
            throw new NetlinkException("netlink", -error);
    }

    // int socket(int domain, int type, int protocol)
    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int domain, int type, int protocol);

    // int setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen)
    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(
        SafeFileHandle socket,
        int level,
        int option,
        ReadOnlySpan<byte> value,
        uint length
    );

    // ssize_t send(int sockfd, const void *buf, size_t len, int flags)
    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeFileHandle socket, ReadOnlySpan<byte> octets, nuint length, int flags);

    // ssize_t recv(int sockfd, void *buf, size_t len, int flags)
    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SafeFileHandle socket, Span<byte> octets, nuint length, int flags);
}
