using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The files that a live capture writes: one, or a ring in which the oldest makes room for the next.</summary>
internal sealed class RingOfFiles : ILiveStore
{
    private readonly CapturePlan _plan;
    private readonly string _folder;
    private readonly InterfaceDescription _description;
    private readonly Queue<(string Path, long Octets)> _full = [];
    private LiveFile _current;
    private int _number = 1;
    private (long Frames, long Octets) _before;

    public RingOfFiles(CapturePlan plan, string folder, int linkType)
    {
        _plan = plan;
        _folder = folder;
        _description = LiveDescription.Of(plan, linkType);
        CurrentPath = Path.Combine(folder, plan.NameOf(_number));
        _current = Begin();
    }

    /// <summary>The file that is written.</summary>
    public string CurrentPath { get; private set; }

    string? ILiveStore.CurrentPath => CurrentPath;

    /// <summary>The files that are there, oldest first.</summary>
    public IReadOnlyList<string> Paths => [.. _full.Select(file => file.Path), CurrentPath];

    /// <summary>Octets of the files that are there.</summary>
    public long Octets => _full.Sum(file => file.Octets) + _current.Length;

    /// <summary>Frames written, also to files that made room since, and their octets on the wire.</summary>
    public (long Frames, long Octets) Written =>
        (_before.Frames + _current.Frames, _before.Octets + _current.OctetsOnWire);

    /// <summary>The same of what has reached the files for certain.</summary>
    public (long Frames, long Octets) Reached =>
        (_before.Frames + _current.Reached.Frames, _before.Octets + _current.Reached.OctetsOnWire);

    /// <summary>Writes a frame; false when it does not fit into the limit of the only file.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="counters">What the interface counted; asked for only at the end of a file.</param>
    public bool TryWrite(in Frame frame, Func<LiveCounters> counters)
    {
        if (_current.LengthWith(frame) > _plan.MaxOctets)
        {
            if (_plan.RingFiles is not { } most)
                return false;
            if (_current.Frames > 0) // a frame that fits into no file has one of its own
                TurnOver(most, counters());
        }
        _current.TryWrite(frame);
        return true;
    }

    /// <summary>Lets others read what was written.</summary>
    public void Flush() => _current.Flush();

    /// <summary>Writes what the interface counted, and closes the file.</summary>
    public void End(LiveCounters counters)
    {
        _current.End(counters, LiveDescription.Now());
        _current.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _current.Dispose();

    private void TurnOver(int most, LiveCounters counters)
    {
        (long, long) written = Written;
        End(counters);
        _current.Dispose();
        _full.Enqueue((CurrentPath, _current.Length));
        while (_full.Count >= most)
            File.Delete(_full.Dequeue().Path);
        CurrentPath = Path.Combine(_folder, _plan.NameOf(++_number));
        _before = written;
        _current = Begin();
    }

    private LiveFile Begin() =>
        new(CaptureStorage.Create(CurrentPath), _description, _plan.IsPcapNg, LiveDescription.Section, _plan.Comment);
}
