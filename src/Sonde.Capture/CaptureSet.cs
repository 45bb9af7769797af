using System.Runtime.CompilerServices;
using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>Reads one or more captures as one, in time order.</summary>
/// <remarks>
/// The next frame is the earliest of those that the files have next; of equal ones that of the file named last, as mergecap does it. A file
/// that is not in order in itself keeps its own order. Memory: one buffer for each file whose time has come; files whose
/// first frame lies ahead are closed until then when there are many. Not for use by several threads.
/// </remarks>
public sealed class CaptureSet : IDisposable
{
    private const int Few = 16; // files that may all be open at once with full buffers
    private const int SmallBuffer = 32 * 1024;

    private readonly List<CaptureFile> _files = [];
    private readonly List<LeftOutFile> _leftOut = [];
    private readonly PriorityQueue<int, Turn> _next = new();
    private readonly CaptureLimits _limits;
    private readonly long _mostFrames;
    private int _current = -1; // index of the file that the last frame came from

    private CaptureSet(CaptureLimits limits, bool isMany)
    {
        _mostFrames = limits.Frames ?? long.MaxValue;
        _limits = limits with
        {
            Frames = null,
            BufferOctets = isMany ? Math.Min(limits.BufferOctets, SmallBuffer) : limits.BufferOctets,
        };
    }

    /// <summary>The files in the order given; a frame's index points here.</summary>
    public IReadOnlyList<CaptureFile> Files => _files;

    /// <summary>What was among the files and cannot be read as a capture, when such files were to be left out.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut => _leftOut;

    /// <summary>Frames handed out so far.</summary>
    public long FramesRead { get; private set; }

    /// <summary>The file that the last frame came from; null before the first.</summary>
    public CaptureFile? Current => _current < 0 ? null : _files[_current];

    /// <summary>Comments on the frame handed out last.</summary>
    public int CommentsOnFrame => _current < 0 ? 0 : _files[_current].CommentsOnFrame;

    /// <summary>Octets taken from the files so far, for progress.</summary>
    public long OctetsRead => _files.Sum(file => file.OctetsRead);

    /// <summary>Octets of all files; null when nobody knows.</summary>
    public long? OctetsTotal =>
        _files.Exists(file => file.OctetsTotal is null) ? null : _files.Sum(file => file.OctetsTotal ?? 0);

    /// <summary>Why the reading ended; null as long as frames may follow. Of several files the first incomplete one speaks.</summary>
    public CaptureEnd? End { get; private set; }

    /// <summary>Opens captures; what is wrong with their content stands in <see cref="CaptureFile.End"/> of each.</summary>
    /// <param name="sources">At least one.</param>
    /// <param name="limits">What the reading may cost; <see cref="CaptureLimits.Frames"/> counts over all files.</param>
    /// <param name="leaveOutOthers">Files that are no capture go to <see cref="LeftOut"/>, as in a folder of all sorts.</param>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read a file, or it is a folder.</exception>
    public static CaptureSet Open(
        IReadOnlyList<CaptureSource> sources,
        CaptureLimits? limits = null,
        bool leaveOutOthers = false
    )
    {
        var set = new CaptureSet(limits ?? CaptureLimits.None, sources.Count > Few);
        try
        {
            foreach (CaptureSource source in sources)
                set.Add(source, leaveOutOthers, sources.Count > Few);
        }
        catch
        {
            set.Dispose();
            throw;
        }
        return set;
    }

    /// <summary>Reads the next frame; false when there is none, and <see cref="End"/> says why.</summary>
    /// <param name="frame">The frame; its octets are valid until the next call.</param>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        if (End is not null || !TryFindNext())
            return false;
        frame = _files[_current].Take(++FramesRead, _current);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CaptureFile file in _files)
            file.Close();
    }

    private void Add(CaptureSource source, bool leaveOutOthers, bool isMany)
    {
        CaptureFile file;
        try
        {
            file = new CaptureFile(source, _limits);
        }
        catch (Exception e) when (leaveOutOthers && e is IOException or UnauthorizedAccessException)
        {
            _leftOut.Add(new LeftOutFile(source.Name, e.Message));
            return;
        }
        if (leaveOutOthers && file.FileType is null)
        {
            _leftOut.Add(new LeftOutFile(source.Name, file.End?.Text ?? ""));
            return;
        }
        if (isMany)
            file.Wait();
        if (file.HasFrame)
            _next.Enqueue(_files.Count, new Turn(file.FrameOrder, _files.Count));
        _files.Add(file);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFindNext()
    {
        if (FramesRead < _mostFrames)
            return TryMerge();
        long offset = _current < 0 || _files.Count > 1 ? 0 : _files[0].Offset;
        return TryMerge() && Ended(CaptureReader.LimitReached(_mostFrames, offset, FramesRead));
    }

    private bool TryMerge()
    {
        if (_current >= 0 && _files[_current].TryAdvance())
        {
            if (_next.Count == 0)
                return true;
            _next.Enqueue(_current, new Turn(_files[_current].FrameOrder, _current));
        }
        while (_next.TryDequeue(out _current, out _))
        {
            // one that waited can be gone when its time comes; its end says so
            if (!_files[_current].IsWaiting || _files[_current].TryResume(_limits))
                return true;
        }
        _current = -1;
        return Ended(Conclude());
    }

    private CaptureEnd Conclude()
    {
        CaptureFile[] incomplete = [.. _files.Where(file => file.End is { IsComplete: false })];
        if (_files.Count == 1)
            return _files[0].End!;
        if (incomplete.Length == 0)
            return new CaptureEnd(EndReason.EndOfFile, 0, "all files were read whole", FramesRead);
        CaptureEnd first = incomplete[0].End!;
        return first with
        {
            Text = $"{incomplete.Length} of {_files.Count} files are incomplete; of the first: {first.Text}",
            FramesRead = FramesRead,
        };
    }

    private bool Ended(CaptureEnd end)
    {
        End = end;
        return false;
    }

    // When a file's next frame is due. A type of ours, so that the queue's code is compiled ahead of time.
    private readonly record struct Turn(long Order, int File) : IComparable<Turn>
    {
        public int CompareTo(Turn other) =>
            Order != other.Order ? Order.CompareTo(other.Order) : other.File.CompareTo(File);
    }
}
