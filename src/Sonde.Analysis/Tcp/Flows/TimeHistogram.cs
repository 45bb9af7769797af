using System.Numerics;

namespace Sonde.Analysis;

/// <summary>How times are distributed: exact while there are few, then in classes of equal relative width.</summary>
/// <remarks>
/// Memory: 8 octets a time for the first <see cref="Exact"/>; then 64 octets for each power of two that occurs. A percentile is exact
/// up to that number and within 3.2 per cent beyond it; count, least and most are always exact.
/// </remarks>
public sealed class TimeHistogram
{
    /// <summary>Times that are kept as they are.</summary>
    public const int Exact = 32;

    private const int PerOctave = 16;
    private const int OctaveBits = 4;

    private long[] _times = new long[4];
    private uint[]?[]? _octaves;

    /// <summary>Times counted.</summary>
    public long Count { get; private set; }

    /// <summary>The shortest, in nanoseconds; 0 when there is none.</summary>
    public long Min { get; private set; }

    /// <summary>The longest, in nanoseconds; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>All of them added up, in nanoseconds.</summary>
    public double Sum { get; private set; }

    /// <summary>Percentiles are exact.</summary>
    public bool IsExact => _octaves is null;

    /// <summary>The time that so many per cent do not exceed, by nearest rank, in nanoseconds; 0 when there is none.</summary>
    public long Percentile(double percent)
    {
        if (Count == 0)
            return 0;
        long rank = Math.Clamp((long)Math.Ceiling(percent / 100 * Count), 1, Count);
        if (_octaves is null)
        {
            long[] sorted = _times[..(int)Count];
            Array.Sort(sorted);
            return sorted[rank - 1];
        }
        for (int octave = 0; octave < _octaves.Length; octave++)
        {
            if (_octaves[octave] is not { } classes)
                continue;
            for (int i = 0; i < PerOctave; i++)
            {
                rank -= classes[i];
                if (rank <= 0)
                    return Math.Clamp(Middle(octave, i), Min, Max);
            }
        }
        return Max;
    }

    /// <summary>Counts a time; one below 0, from a clock that ran backwards, is left out.</summary>
    internal void Add(long nanoseconds)
    {
        if (nanoseconds < 0)
            return;
        Min = Count == 0 ? nanoseconds : Math.Min(Min, nanoseconds);
        Max = Math.Max(Max, nanoseconds);
        Sum += nanoseconds;
        Count++;
        if (_octaves is not null)
        {
            Classify(nanoseconds, 1);
            return;
        }
        if (Count <= Exact)
        {
            if (Count > _times.Length)
                Array.Resize(ref _times, _times.Length * 2);
            _times[Count - 1] = nanoseconds;
            return;
        }
        _octaves = new uint[]?[64];
        foreach (long time in _times)
            Classify(time, 1);
        Classify(nanoseconds, 1);
        _times = [];
    }

    /// <summary>Counts the times of another one as well.</summary>
    internal void Add(TimeHistogram other)
    {
        if (other._octaves is null)
        {
            for (int i = 0; i < other.Count; i++)
                Add(other._times[i]);
            return;
        }
        if (_octaves is null)
        {
            _octaves = new uint[]?[64];
            for (int i = 0; i < Count; i++)
                Classify(_times[i], 1);
            _times = [];
        }
        Min = Count == 0 ? other.Min : Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
        Sum += other.Sum;
        Count += other.Count;
        for (int octave = 0; octave < other._octaves.Length; octave++)
        {
            for (int i = 0; other._octaves[octave] is { } classes && i < PerOctave; i++)
                (_octaves[octave] ??= new uint[PerOctave])[i] += classes[i];
        }
    }

    private void Classify(long time, uint count)
    {
        int octave = time < PerOctave ? 0 : BitOperations.Log2((ulong)time) - OctaveBits + 1;
        int at = octave == 0 ? (int)time : (int)(time >> (octave - 1)) - PerOctave;
        (_octaves![octave] ??= new uint[PerOctave])[at] += count;
    }

    private static long Middle(int octave, int at) =>
        octave == 0 ? at : ((long)(at + PerOctave) << (octave - 1)) + (1L << (octave - 1)) / 2;
}
