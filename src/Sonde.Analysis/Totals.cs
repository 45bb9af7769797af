using System.Runtime.CompilerServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What every pass counts over all frames.</summary>
public sealed class Totals
{
    private bool _hasTimes;
    private Timestamp _first;
    private Timestamp _last;
    private Timestamp _earliest;
    private Timestamp _latest;

    /// <summary>Frames.</summary>
    public long Packets { get; private set; }

    /// <summary>Octets on the wire.</summary>
    public long Octets { get; private set; }

    /// <summary>Octets in the capture.</summary>
    public long CapturedOctets { get; private set; }

    /// <summary>Frames of which the capture kept fewer octets than there were.</summary>
    public long CutPackets { get; private set; }

    /// <summary>Frames earlier than the frame before them.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Time of the first frame read; null before there is one.</summary>
    public Timestamp? First => _hasTimes ? _first : null;

    /// <summary>Time of the last frame read.</summary>
    public Timestamp? Last => _hasTimes ? _last : null;

    /// <summary>The earliest time; frames without a time are left out, here and in the other times.</summary>
    public Timestamp? Earliest => _hasTimes ? _earliest : null;

    /// <summary>The latest time.</summary>
    public Timestamp? Latest => _hasTimes ? _latest : null;

    /// <summary>Nanoseconds from the earliest to the latest frame; null with fewer than one.</summary>
    public long? DurationNanoseconds => Latest - Earliest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Count(in Frame frame)
    {
        Packets++;
        Octets += frame.OriginalLength;
        CapturedOctets += frame.Octets.Length;
        if (frame.IsCut)
            CutPackets++;
        if (frame.IsTimeless)
            return;
        Timestamp at = frame.At;
        if (!_hasTimes)
        {
            _first = _earliest = _latest = at;
            _hasTimes = true;
        }
        else
        {
            if (at < _last)
                OutOfOrder++;
            if (at < _earliest)
                _earliest = at;
            if (at > _latest)
                _latest = at;
        }
        _last = at;
    }
}
