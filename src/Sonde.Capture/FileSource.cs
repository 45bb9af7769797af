using Microsoft.Win32.SafeHandles;

namespace Sonde.Capture;

/// <summary>A file, read in order to where it ends when the end is reached.</summary>
internal sealed class FileSource(SafeFileHandle handle, bool ownsHandle) : IOctetSource
{
    private readonly bool _hasLength = HasLength(handle);
    private readonly FileStream? _stream;

    public FileSource(FileStream stream)
        : this(stream.SafeFileHandle, ownsHandle: false) => _stream = stream;

    public long Position { get; private set; }

    public long? Total => _hasLength && !handle.IsClosed ? Math.Max(RandomAccess.GetLength(handle), Position) : null;

    public SourceFault? Fault { get; private set; }

    /// <summary>Opens a file by its path; throws what the framework throws when it cannot.</summary>
    public static FileSource Open(string path) =>
        new(
            File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan),
            true
        );

    public int Read(Span<byte> into)
    {
        try
        {
            int count = RandomAccess.Read(handle, into, Position);
            Position += count;
            return count;
        }
        catch (IOException e)
        {
            Fault = new SourceFault(EndReason.ReadFailed, e.Message);
            return 0;
        }
    }

    public void Dispose()
    {
        if (ownsHandle)
            handle.Dispose();
        _stream?.Dispose();
    }

    private static bool HasLength(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle) > 0; // devices and /proc files say 0
        }
        catch (NotSupportedException)
        {
            return false; // a pipe
        }
    }
}
