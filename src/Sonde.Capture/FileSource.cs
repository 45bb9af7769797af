using Microsoft.Win32.SafeHandles;

namespace Sonde.Capture;

/// <summary>A file with random access, read in order to where it ends when the end is reached.</summary>
internal sealed class FileSource(SafeFileHandle handle) : IOctetSource
{
    public long Position { get; private set; }

    public long? Total => handle.IsClosed ? Position : Math.Max(RandomAccess.GetLength(handle), Position);

    public SourceFault? Fault { get; private set; }

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

    public void Dispose() => handle.Dispose();
}
