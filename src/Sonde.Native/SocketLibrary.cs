using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sonde.Native;

/// <summary>Calls of libc for sockets (Linux, 64 bits).</summary>
internal static unsafe partial class SocketLibrary
{
    private const string Library = "libc";

    /// <summary>int socket(int domain, int type, int protocol)</summary>
    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Open(int domain, int type, int protocol);

    /// <summary>int close(int fd)</summary>
    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(nint descriptor);

    /// <summary>int bind(int fd, const struct sockaddr *address, socklen_t length)</summary>
    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SocketHandle socket, byte* address, uint length);

    /// <summary>int connect(int fd, const struct sockaddr *address, socklen_t length)</summary>
    [LibraryImport(Library, EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(SocketHandle socket, byte* address, uint length);

    /// <summary>int getsockname(int fd, struct sockaddr *address, socklen_t *length)</summary>
    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetName(SocketHandle socket, byte* address, uint* length);

    /// <summary>int setsockopt(int fd, int level, int name, const void *value, socklen_t length)</summary>
    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(SocketHandle socket, int level, int name, void* value, uint length);

    /// <summary>int getsockopt(int fd, int level, int name, void *value, socklen_t *length)</summary>
    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(SocketHandle socket, int level, int name, void* value, uint* length);

    /// <summary>ssize_t sendto(int fd, const void *octets, size_t length, int flags, const struct sockaddr *to, socklen_t toLength)</summary>
    [LibraryImport(Library, EntryPoint = "sendto", SetLastError = true)]
    public static partial nint SendTo(
        SocketHandle socket,
        byte* octets,
        nuint length,
        int flags,
        byte* to,
        uint toLength
    );

    /// <summary>ssize_t recvmsg(int fd, struct msghdr *message, int flags)</summary>
    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint Receive(SocketHandle socket, MessageHeader* message, int flags);

    /// <summary>int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)</summary>
    [LibraryImport(Library, EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, TimeSpec* timeout, void* mask);

    /// <summary>struct msghdr</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public byte* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct iovec</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct pollfd</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    /// <summary>struct timespec</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct sock_fprog</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FilterProgram
    {
        public ushort Length;
        public FilterInstruction* Instructions;
    }
}

/// <summary>A socket's descriptor, closed when nobody needs it any more.</summary>
internal sealed class SocketHandle : SafeHandleMinusOneIsInvalid
{
    public SocketHandle(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    public int Descriptor => (int)handle;

    protected override bool ReleaseHandle() => SocketLibrary.Close(handle) == 0;
}
