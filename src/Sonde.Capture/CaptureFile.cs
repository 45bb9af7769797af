using System.Runtime.CompilerServices;
using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>One file of a reading: what is known of it before, during and after.</summary>
public sealed class CaptureFile
{
    private readonly CaptureSource _source;
    private CaptureReader _reader;
    private long? _total;

    internal CaptureFile(CaptureSource source, CaptureLimits limits)
    {
        _source = source;
        _reader = CaptureReader.Open(source, limits);
        _total = _reader.OctetsTotal;
        TryAdvance();
    }

    /// <summary>The name that its source has.</summary>
    public string Name => _source.Name;

    /// <summary>Which format it has; null when it is no capture.</summary>
    public CaptureFileType? FileType => _reader.FileType;

    /// <summary>It is compressed with gzip.</summary>
    public bool IsCompressed => _reader.IsCompressed;

    /// <summary>Its interfaces as far as read.</summary>
    public IReadOnlyList<CaptureInterface> Interfaces => _reader.Interfaces;

    /// <summary>Comments, names, secrets and sections as far as read; frames in them have the numbers of the whole reading.</summary>
    public CaptureNotes Notes => _reader.Notes;

    /// <summary>Frames handed out.</summary>
    public long FramesRead { get; private set; }

    /// <summary>Octets taken from the file itself.</summary>
    public long OctetsRead => IsWaiting ? 0 : _reader.OctetsRead;

    /// <summary>Octets that the file has; null when nobody knows.</summary>
    public long? OctetsTotal => _total is null ? null : Math.Max(_total.Value, OctetsRead);

    /// <summary>Why and where its reading ended; null as long as frames may follow.</summary>
    public CaptureEnd? End { get; private set; }

    internal bool HasFrame { get; private set; }

    internal long FrameOrder { get; private set; }

    /// <summary>Octets from the start of the (decompressed) file to the frame that comes next.</summary>
    internal long Offset => _reader.Offset;

    internal int CommentsOnFrame => _reader.CommentsOnFrame;

    /// <summary>It was looked at, closed, and will be opened again when its first frame is due.</summary>
    internal bool IsWaiting { get; private set; }

    /// <summary>Closes the file until its first frame is due.</summary>
    internal void Wait()
    {
        if (!_source.OpensAgain || !HasFrame)
            return;
        _reader.Dispose();
        IsWaiting = true;
    }

    /// <summary>Opens the file again that was waiting; false when that fails now or its frame is gone.</summary>
    internal bool TryResume(CaptureLimits limits)
    {
        IsWaiting = false;
        try
        {
            _reader = CaptureReader.Open(_source, limits);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            HasFrame = false;
            End = new CaptureEnd(EndReason.ReadFailed, 0, e.Message, 0);
            return false;
        }
        return TryAdvance();
    }

    internal bool TryAdvance()
    {
        HasFrame = _reader.TryAdvance();
        if (HasFrame)
        {
            FrameOrder = _reader.FrameOrder;
            return true;
        }
        End = _reader.End! with { FramesRead = FramesRead };
        _total ??= _reader.OctetsRead;
        _reader.Dispose();
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Frame Take(long number, int index)
    {
        FramesRead++;
        return _reader.Current(number, index);
    }

    internal void Close() => _reader.Dispose();
}
