using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What every pass counts over all frames.</summary>
public sealed class Totals
{
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
    public Timestamp? First { get; private set; }

    /// <summary>Time of the last frame read.</summary>
    public Timestamp? Last { get; private set; }

    /// <summary>The earliest time; frames without a time are left out, here and in the other times.</summary>
    public Timestamp? Earliest { get; private set; }

    /// <summary>The latest time.</summary>
    public Timestamp? Latest { get; private set; }

    /// <summary>Nanoseconds from the earliest to the latest frame; null with fewer than one.</summary>
    public long? DurationNanoseconds => Latest - Earliest;

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
        if (First is null)
        {
            First = Earliest = Latest = at;
        }
        else
        {
            if (at < Last!.Value)
                OutOfOrder++;
            if (at < Earliest!.Value)
                Earliest = at;
            if (at > Latest!.Value)
                Latest = at;
        }
        Last = at;
    }
}
