using Microsoft.Win32.SafeHandles;

namespace Sonde.Capture;

/// <summary>Where a capture comes from; whoever makes one has checked that it may be read.</summary>
public sealed class CaptureSource
{
    private readonly Func<IOctetSource> _open;

    private CaptureSource(string name, bool opensAgain, Func<IOctetSource> open)
    {
        Name = name;
        OpensAgain = opensAgain;
        _open = open;
    }

    /// <summary>What answers call it.</summary>
    public string Name { get; }

    /// <summary>It can be read more than once: true for files, false for streams.</summary>
    public bool OpensAgain { get; }

    /// <summary>A file, or a device or pipe that has a path.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="name">What answers call it; the path unless given.</param>
    public static CaptureSource OfFile(string path, string? name = null) =>
        new(name ?? path, opensAgain: true, () => FileSource.Open(path));

    /// <summary>A file that the opener opens anew each time, after checking that it still is the one meant.</summary>
    /// <param name="open">Opens it at its start; the reader closes it.</param>
    /// <param name="name">What answers call it.</param>
    public static CaptureSource OfFile(Func<FileStream> open, string name) =>
        new(name, opensAgain: true, () => new FileSource(open()));

    /// <summary>A stream such as standard input, read once from where it stands and closed by the reader.</summary>
    public static CaptureSource OfStream(Stream stream, string name) =>
        new(name, opensAgain: false, () => new StreamSource(stream));

    internal static CaptureSource OfHandle(SafeFileHandle handle, string name) =>
        new(name, opensAgain: true, () => new FileSource(handle, ownsHandle: false));

    internal IOctetSource Open() => _open();
}
