using System.Runtime.InteropServices;
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

    /// <summary>Opens a capture.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it, or it is a folder.</exception>
    public static CaptureReader Open(CaptureSource source, CaptureLimits? limits = null) =>
        new(source.Name, source.Open(), limits ?? CaptureLimits.None);

    /// <summary>Opens a file by its path.</summary>
    /// <inheritdoc cref="Open(CaptureSource, CaptureLimits?)"/>
    public static CaptureReader Open(string path, CaptureLimits? limits = null) =>
        Open(CaptureSource.OfFile(path), limits);

    /// <summary>Reads a stream from where it stands; the reader closes it.</summary>
    public static CaptureReader Open(Stream stream, string name, CaptureLimits? limits = null) =>
        Open(CaptureSource.OfStream(stream, name), limits);

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

    /// <summary>Octets from the start of the (decompressed) file to what comes next.</summary>
    internal long Offset => _input.Offset;

    /// <summary>When the frame found last comes in a merge; one without a time comes at once.</summary>
    internal long FrameOrder => _record.IsTimeless ? long.MinValue : _record.Nanoseconds;

    /// <summary>Finds the next frame without handing it out.</summary>
    internal bool TryAdvance()
    {
        if (End is not null)
            return false;
        long offset = _input.Offset;
        if (!_format!.TryAdvance(ref _record))
        {
            FormatEnd end = _format.End!;
            End = new CaptureEnd(end.Reason, end.Offset, end.Text, FramesRead);
            return false;
        }
        if (FramesRead >= _mostFrames)
        {
            End = LimitReached(_mostFrames, offset, FramesRead);
            return false;
        }
        FramesRead++;
        return true;
    }

    internal static CaptureEnd LimitReached(long frames, long offset, long read) =>
        new(EndReason.LimitReached, offset, $"only the first {frames} frames were wanted; more follow", read);

    /// <summary>Gives the frame found last its number, and with it its comments.</summary>
    internal Frame Current(long number, int file)
    {
        for (int i = 0; i < _record.Comments; i++)
            Notes.Add(new CaptureComment(CommentScope.Frame, number, -1, _format!.PacketComments[i]));
        if (_record.Interface >= 0)
            _format!.Interfaces[_record.Interface].Frames++;
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
            Comments = CollectionsMarshal.AsSpan(_format!.PacketComments)[.._record.Comments],
        };
    }
}
