using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sonde.Engine;

/// <summary>What a file is, as the kernel says of an open handle.</summary>
/// <param name="Owner">User id of the owner.</param>
/// <param name="Mode">Type and permission bits, as in <c>stx_mode</c>.</param>
internal readonly record struct PosixStatus(uint Owner, int Mode)
{
    private const int TypeMask = 0xF000;

    public bool IsRegular => (Mode & TypeMask) == 0x8000;
    public bool IsDirectory => (Mode & TypeMask) == 0x4000;

    /// <summary>Whether the group or everybody may write it.</summary>
    public bool IsWritableByOthers => (Mode & 0x12) != 0;
}

/// <summary>
/// The three calls of Linux that the framework does not offer and without which a path cannot be checked and opened
/// as one: an O_PATH handle (which opens nothing, so that pipes do not wait and devices do not act), its status, and
/// the user's id.
/// </summary>
internal static class PosixFile
{
    private const int OpenPath = 0x200000; // O_PATH
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint BasicStatus = 0x7FF; // STATX_BASIC_STATS

    /// <summary>ENOENT</summary>
    public const int NoSuchFile = 2;

    /// <summary>ENOTDIR</summary>
    public const int NotAFolder = 20;

    /// <summary>ENAMETOOLONG</summary>
    public const int NameTooLong = 36;

    /// <summary>ELOOP</summary>
    public const int TooManyLinks = 40;

    /// <summary>Whether these calls are to be had.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Takes hold of a path, whatever its permissions; null and the error number when it cannot be reached.</summary>
    public static SafeFileHandle? Hold(string path, out int error)
    {
        int descriptor = Open(path, OpenPath | CloseOnExec);
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Where the held file lies now, without links; null when /proc is not mounted.</summary>
    public static string? RealPath(SafeFileHandle held) => new FileInfo(Magic(held)).LinkTarget;

    /// <summary>
    /// Whether the held file lies at this path, and was not reached through a link that appeared in it. Some file
    /// systems keep names in another case than the one asked for.
    /// </summary>
    public static bool IsAt(SafeFileHandle held, string path) =>
        string.Equals(RealPath(held), path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens exactly the held file for reading.</summary>
    public static FileStream OpenHeld(SafeFileHandle held)
    {
        // Writers may go on: a growing capture is read to its current end.
        SafeFileHandle opened = File.OpenHandle(
            Magic(held),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            FileOptions.SequentialScan
        );
        return new FileStream(opened, FileAccess.Read, bufferSize: 0);
    }

    /// <summary>Type, permissions and owner; null when the kernel does not say.</summary>
    public static PosixStatus? Status(SafeFileHandle held)
    {
        byte[] status = new byte[256]; // struct statx, the same on every architecture
        if (StatX(held, "", EmptyPath, BasicStatus, status) != 0)
            return null;
        return new PosixStatus(
            BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(20)),
            BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(28))
        );
    }

    /// <summary>The user as whom this process acts.</summary>
    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(
        SafeFileHandle directory,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int flags,
        uint mask,
        byte[] status
    );

    /// <summary>A path that means the held file, whatever happens to its own.</summary>
    public static string Magic(SafeFileHandle held) => $"/proc/self/fd/{held.DangerousGetHandle()}";
}
