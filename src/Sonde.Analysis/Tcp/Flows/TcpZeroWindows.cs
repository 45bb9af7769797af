namespace Sonde.Analysis;

/// <summary>The times in which an end of a connection could take no data.</summary>
/// <remarks>Memory: 48 octets for each of the first <see cref="Kept"/>; later ones are counted.</remarks>
public sealed class TcpZeroWindows
{
    /// <summary>Episodes that are kept one by one.</summary>
    public const int Kept = 20;

    private List<TcpZeroWindow>? _first;
    private TcpZeroWindow? _open;

    /// <summary>The first episodes, the one that is not over included.</summary>
    public IReadOnlyList<TcpZeroWindow> First => _first ?? (IReadOnlyList<TcpZeroWindow>)[];

    /// <summary>Episodes.</summary>
    public long Count { get; private set; }

    /// <summary>Nanoseconds altogether.</summary>
    public long Total { get; private set; }

    /// <summary>Nanoseconds of the longest.</summary>
    public long Longest { get; private set; }

    /// <summary>The window was closed when the connection or the capture ended.</summary>
    public bool IsOpen => _open is not null;

    /// <summary>The owner of the window sent a segment.</summary>
    internal void SeeOwn(in TcpSegment segment, long now)
    {
        if (segment.Has(TcpVerdicts.ZeroWindow))
        {
            if (_open is null)
            {
                _open = new TcpZeroWindow { FirstFrame = segment.Frame, Begin = now };
                Count++;
                if (Count <= Kept)
                    (_first ??= []).Add(_open);
            }
            _open.Frames++;
            Extend(_open, now);
        }
        else if (_open is not null && (segment.Flags & Wire.TcpFlags.Syn) == 0)
        {
            Extend(_open, now);
            _open.LastFrame = segment.Frame;
            _open = null;
        }
    }

    /// <summary>The other end sent a segment.</summary>
    internal void SeeOther(in TcpSegment segment, long now)
    {
        if (_open is null)
            return;
        if (segment.Has(TcpVerdicts.ZeroWindowProbe | TcpVerdicts.KeepAlive))
            _open.Probes++;
        Extend(_open, now);
    }

    private void Extend(TcpZeroWindow episode, long now)
    {
        long length = Math.Max(episode.Duration, now - episode.Begin);
        Total += length - episode.Duration;
        episode.Duration = length;
        Longest = Math.Max(Longest, length);
    }
}

/// <summary>One time in which an end could take no data.</summary>
public sealed class TcpZeroWindow
{
    /// <summary>Frame that closed the window.</summary>
    public long FirstFrame { get; internal init; }

    /// <summary>Frame that ended it, a reset or FIN included; 0 when the connection or the capture ended first.</summary>
    public long LastFrame { get; internal set; }

    /// <summary>Frames that said that the window is closed.</summary>
    public long Frames { get; internal set; }

    /// <summary>Probes of the other end.</summary>
    public long Probes { get; internal set; }

    /// <summary>When it began, in nanoseconds since 1970.</summary>
    public long Begin { get; internal init; }

    /// <summary>Nanoseconds to the segment that ended it, or to the last one seen.</summary>
    public long Duration { get; internal set; }
}
