using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>Calls of libc for sockets between processes, accounts and rights (Linux, 64 bits).</summary>
internal static unsafe partial class LocalLibrary
{
    private const string Library = "libc";

    /// <summary>int listen(int fd, int backlog)</summary>
    [LibraryImport(Library, EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(SocketHandle socket, int backlog);

    /// <summary>int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags)</summary>
    [LibraryImport(Library, EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(SocketHandle socket, byte* address, uint* length, int flags);

    /// <summary>ssize_t sendmsg(int fd, const struct msghdr *message, int flags)</summary>
    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint Send(SocketHandle socket, SocketLibrary.MessageHeader* message, int flags);

    /// <summary>int shutdown(int fd, int how)</summary>
    [LibraryImport(Library, EntryPoint = "shutdown", SetLastError = true)]
    public static partial int ShutDown(SocketHandle socket, int how);

    /// <summary>int fcntl(int fd, int command, int value)</summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command, nint value);

    /// <summary>int open(const char *path, int flags, mode_t mode)</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    public static partial int OpenFile([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mode);

    /// <summary>int ioctl(int fd, unsigned long request, void *argument)</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int DeviceControl(SocketHandle socket, nuint request, void* argument);

    /// <summary>void *mmap(void *, size_t, int protection, int flags, int fd, off_t)</summary>
    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint at, nuint length, int protection, int flags, SocketHandle socket, nint offset);

    /// <summary>int munmap(void *, size_t)</summary>
    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint at, nuint length);

    /// <summary>mode_t umask(mode_t)</summary>
    [LibraryImport(Library, EntryPoint = "umask")]
    public static partial uint FileMask(uint mask);

    /// <summary>int chown(const char *path, uid_t, gid_t)</summary>
    [LibraryImport(Library, EntryPoint = "chown", SetLastError = true)]
    public static partial int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    /// <summary>struct group *getgrnam(const char *)</summary>
    [LibraryImport(Library, EntryPoint = "getgrnam", SetLastError = true)]
    public static partial GroupEntry* GroupNamed([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    /// <summary>struct passwd *getpwnam(const char *)</summary>
    [LibraryImport(Library, EntryPoint = "getpwnam", SetLastError = true)]
    public static partial UserEntry* UserNamed([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    /// <summary>uid_t geteuid(void)</summary>
    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>int setgroups(size_t, const gid_t *)</summary>
    [LibraryImport(Library, EntryPoint = "setgroups", SetLastError = true)]
    public static partial int SetGroups(nuint count, uint* groups);

    /// <summary>int setresgid(gid_t real, gid_t effective, gid_t saved)</summary>
    [LibraryImport(Library, EntryPoint = "setresgid", SetLastError = true)]
    public static partial int SetGroup(uint real, uint effective, uint saved);

    /// <summary>int setresuid(uid_t real, uid_t effective, uid_t saved)</summary>
    [LibraryImport(Library, EntryPoint = "setresuid", SetLastError = true)]
    public static partial int SetUser(uint real, uint effective, uint saved);

    /// <summary>int prctl(int option, unsigned long, unsigned long, unsigned long, unsigned long)</summary>
    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint one, nuint two, nuint three, nuint four);

    /// <summary>int capset(struct header *, const struct data *)</summary>
    [LibraryImport(Library, EntryPoint = "capset", SetLastError = true)]
    public static partial int SetCapabilities(uint* header, uint* data);

    /// <summary>int execve(const char *path, char *const arguments[], char *const environment[])</summary>
    [LibraryImport(Library, EntryPoint = "execve", SetLastError = true)]
    public static partial int Execute(byte* path, byte** arguments, byte** environment);

    /// <summary>struct if_nameindex *if_nameindex(void)</summary>
    [LibraryImport(Library, EntryPoint = "if_nameindex", SetLastError = true)]
    public static partial InterfaceEntry* Interfaces();

    /// <summary>void if_freenameindex(struct if_nameindex *)</summary>
    [LibraryImport(Library, EntryPoint = "if_freenameindex")]
    public static partial void FreeInterfaces(InterfaceEntry* first);

    /// <summary>struct group</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GroupEntry
    {
        public byte* Name;
        public byte* Password;
        public uint Id;
        public byte** Members;
    }

    /// <summary>The begin of struct passwd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct UserEntry
    {
        public byte* Name;
        public byte* Password;
        public uint Id;
        public uint Group;
    }

    /// <summary>struct if_nameindex</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct InterfaceEntry
    {
        public uint Index;
        public byte* Name;
    }
}
