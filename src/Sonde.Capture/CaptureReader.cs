using Microsoft.Win32.SafeHandles;
using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>Reads the frames of one capture in order; the format is recognised by content.</summary>
/// <remarks>
/// Memory: one reused buffer, interfaces, and the bounded lists of comments, names and secrets. Nothing is allocated per
/// frame. Content never makes it throw: whatever is wrong stands in <see cref="End"/>. Not for use by several threads.
/// </remarks>
public sealed class CaptureReader : IDisposable
{
    private readonly InputBuffer _input;
    private readonly IFrameFormat? _format;
    private readonly long _mostFrames;
    private FrameRecord _record;

    private CaptureReader(string name, IOctetSource source, CaptureLimits limits)
    {
        Name = name;
        _input = new InputBuffer(source, limits.BufferOctets);
        _mostFrames = limits.Frames ?? long.MaxValue;
        (_format, FormatEnd? end) = FormatSniffer.Open(_input, Notes);
        if (end is not null)
            End = new CaptureEnd(end.Reason, end.Offset, end.Text, 0);
    }

    /// <summary>The capture's name as the caller gave it.</summary>
    public string Name { get; }

    /// <summary>Frames handed out so far.</summary>
    public long FramesRead { get; private set; }

    /// <summary>Octets taken from the file so far, for progress.</summary>
    public long OctetsRead => _input.SourcePosition;

    /// <summary>Octets that the file has; null when nobody knows, as on standard input.</summary>
    public long? OctetsTotal => _input.SourceTotal;

    /// <summary>Which format the file has; null when it is no capture.</summary>
    public CaptureFileType? FileType => _format?.FileType;

    /// <summary>The file is compressed with gzip.</summary>
    public bool IsCompressed => _input.IsCompressed;

    /// <summary>The interfaces known so far; a pcap file has one, without a name.</summary>
    public IReadOnlyList<CaptureInterface> Interfaces => _format?.Interfaces ?? [];

    /// <summary>Comments on the frame handed out last.</summary>
    public int CommentsOnFrame => _record.Comments;

    /// <summary>Comments, names, secrets and sections known so far.</summary>
    public CaptureNotes Notes { get; } = new();

    /// <summary>Why and where the reading ended; null as long as frames may follow.</summary>
    public CaptureEnd? End { get; private set; }

    /// <summary>Opens a file by its path.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static CaptureReader Open(string path, CaptureLimits? limits = null)
    {
        SafeFileHandle handle = File.OpenHandle(path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite);
        return new CaptureReader(path, new FileSource(handle), limits ?? CaptureLimits.None);
    }

    /// <summary>Reads a stream from where it stands; the reader closes it.</summary>
    public static CaptureReader Open(Stream stream, string name, CaptureLimits? limits = null) =>
        new(name, new StreamSource(stream), limits ?? CaptureLimits.None);

    /// <summary>Reads the next frame; false when there is none, and <see cref="End"/> says why.</summary>
    /// <param name="frame">The frame; its octets are valid until the next call.</param>
    public bool TryRead(out Frame frame)
    {
        if (!TryAdvance())
        {
            frame = default;
            return false;
        }
        frame = Current(FramesRead, 0);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _input.Dispose();

    internal bool TryAdvance()
    {
        if (End is not null)
            return false;
        if (FramesRead >= _mostFrames)
        {
            End = new CaptureEnd(
                EndReason.LimitReached,
                _input.Offset,
                $"only {_mostFrames} frames were wanted",
                FramesRead
            );
            return false;
        }
        if (!_format!.TryAdvance(ref _record))
        {
            FormatEnd end = _format.End!;
            End = new CaptureEnd(end.Reason, end.Offset, end.Text, FramesRead);
            return false;
        }
        FramesRead++;
        return true;
    }

    /// <summary>Gives the frame found last its number, and with it its comments.</summary>
    internal Frame Current(long number, int file)
    {
        for (int i = 0; i < _record.Comments; i++)
            Notes.Add(new CaptureComment(CommentScope.Frame, number, -1, _format!.PacketComments[i]));
        return new Frame
        {
            Octets = _input.At(_record.Mark, _record.CapturedLength),
            At = new Timestamp(_record.Nanoseconds),
            OriginalLength = _record.OriginalLength,
            LinkType = _record.LinkType,
            Number = number,
            File = file,
            Interface = _record.Interface,
            IsTimeless = _record.IsTimeless,
        };
    }
}
