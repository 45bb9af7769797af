using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>A finding of a live capture.</summary>
/// <param name="Id">Its name; the same as long as it is about the same.</param>
/// <param name="Finding">What it says now.</param>
/// <param name="ReportedAt">When it was reported first, by this machine's clock.</param>
internal sealed record LiveFinding(string Id, ThreatFinding Finding, DateTimeOffset ReportedAt);

/// <summary>What the detectors have found in a live capture so far.</summary>
/// <remarks>
/// The detectors are asked every half second while packets come; where that takes long, for a tenth of the time at most,
/// but once in <see cref="Longest"/> in any case. Others read what was published last.
/// </remarks>
internal sealed class LiveFindings
{
    private const int MostRemembered = 10_000;
    private const int Share = 10;

    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(1500);

    private readonly Dictionary<string, (DateTimeOffset At, ThreatSeverity Severity)> _known = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = Usual;
    private bool _hasNew;
    private int _revision;
    private volatile IReadOnlyList<LiveFinding> _now = [];

    /// <summary>The findings, most severe first.</summary>
    public IReadOnlyList<LiveFinding> Now => _now;

    /// <summary>Rises when there is a new finding, or one becomes more severe.</summary>
    public int Revision => Volatile.Read(ref _revision);

    /// <summary>Asks the detectors, when it is time to; for the thread of the pass.</summary>
    public void Look(LivePass pass, bool hadFrames, LiveTriggers? triggers)
    {
        _hasNew |= hadFrames;
        if (!_hasNew || _clock.Elapsed < _next)
            return;
        TimeSpan begin = _clock.Elapsed;
        LookAtLast(pass, triggers);
        TimeSpan took = _clock.Elapsed - begin;
        TimeSpan pause = took * Share;
        _next =
            _clock.Elapsed
            + (
                pause < Usual ? Usual
                : pause > Longest ? Longest
                : pause
            );
        _hasNew = false;
    }

    /// <summary>Asks the detectors now.</summary>
    public void LookAtLast(LivePass pass, LiveTriggers? triggers)
    {
        IReadOnlyList<ThreatFinding> findings = pass.Findings();
        var now = new List<LiveFinding>(findings.Count);
        bool isNews = false;
        foreach (ThreatFinding finding in findings)
        {
            string id = IdOf(finding);
            bool isKnown = _known.TryGetValue(id, out (DateTimeOffset At, ThreatSeverity Severity) before);
            if (!isKnown || finding.Severity > before.Severity)
            {
                isNews = true;
                before = (isKnown ? before.At : DateTimeOffset.UtcNow, finding.Severity);
                if (isKnown || _known.Count < MostRemembered)
                    _known[id] = before;
                triggers?.Found(finding);
            }
            now.Add(new LiveFinding(id, finding, before.At));
        }
        _now = now;
        if (isNews)
            Volatile.Write(ref _revision, _revision + 1);
    }

    // What a finding is about stays the same while its numbers grow.
    private static string IdOf(ThreatFinding finding)
    {
        string about = string.Create(
            CultureInfo.InvariantCulture,
            $"{finding.Kind.Name}|{finding.Actor}|{finding.Victim}|{finding.Port}|{finding.Method}|{finding.Frames.First}"
        );
        return $"{finding.Kind.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about)).AsSpan(0, 6))}";
    }
}
