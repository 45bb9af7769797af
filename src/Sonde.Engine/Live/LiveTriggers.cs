using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Fires when something happens in a live capture, and does what was asked for.</summary>
/// <remarks>The thread that captures, the one that looks and those that save call it.</remarks>
internal sealed class LiveTriggers(TriggerPlan plan, CaptureEngine engine, string captureId)
{
    private readonly Lock _gate = new();
    private readonly List<FiredTrigger> _fired = [];
    private readonly List<Task> _doing = [];
    private readonly TaskCompletionSource _captureEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _quietUntil = long.MinValue;
    private long _second = long.MinValue;
    private long _above = long.MinValue;
    private bool _isArmed = true;

    /// <summary>What was asked for.</summary>
    public TriggerPlan Plan => plan;

    /// <summary>What has fired.</summary>
    public IReadOnlyList<FiredTrigger> Fired
    {
        get
        {
            lock (_gate)
                return [.. _fired];
        }
    }

    /// <summary>Everything that fired has been done.</summary>
    public Task Settled
    {
        get
        {
            lock (_gate)
                return Task.WhenAll(_doing);
        }
    }

    /// <summary>Looks at the second that is being counted; for the thread that captures.</summary>
    public void See(in LiveSecond second, in Frame frame)
    {
        // a rate that stays above fires once: it has to stay below for a whole second before it can fire again
        if (second.Number != _second)
            (_second, _isArmed) = (second.Number, _isArmed || _above < second.Number - 1);
        bool isPackets = second.Packets > plan.PacketsPerSecond;
        if (!isPackets && !(second.Bits > plan.BitsPerSecond))
            return;
        _above = second.Number;
        if (!_isArmed)
            return;
        _isArmed = false;
        long value = isPackets ? second.Packets : second.Bits;
        Fire(
            isPackets ? "packets_per_second" : "bits_per_second",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{value} {(isPackets ? "packets" : "bits")} in one second so far, over {(isPackets ? plan.PacketsPerSecond : plan.BitsPerSecond)}"
            ),
            frame.Number,
            frame.At
        );
    }

    /// <summary>A packet matched the filter.</summary>
    public void Matched(in Frame frame) =>
        Fire("filter", $"packet {frame.Number} matches {Quote.Text(plan.Filter!)}", frame.Number, frame.At);

    /// <summary>A threat was found that was not known before.</summary>
    public void Found(ThreatFinding finding)
    {
        if (plan.Threat?.Invoke(finding) != true)
            return;
        Fire(
            "threat",
            $"{finding.Kind.Name} ({ThreatRows.Name(finding.Severity)}): {finding.Detail}",
            finding.Frames.Last,
            finding.Frames.LastAt ?? LiveDescription.Now()
        );
    }

    /// <summary>No packet comes after this: what waits for some is done with what is there.</summary>
    public void CaptureEnded() => _captureEnded.TrySetResult();

    private void Fire(string cause, string detail, long frame, Timestamp at)
    {
        lock (_gate)
        {
            // within the seconds that are captured anyway another one would save the same again
            if (_fired.Count >= plan.Times || at.Nanoseconds < _quietUntil)
                return;
            _quietUntil = at.Nanoseconds + plan.After.Ticks * 100;
            int place = _fired.Count;
            _fired.Add(
                new FiredTrigger
                {
                    Cause = cause,
                    Detail = detail,
                    Time = at.ToString(),
                    FiredAt = LiveDescription.Now().ToString(),
                    Frame = frame,
                    Action = plan.Stops ? "stop" : "save",
                }
            );
            _doing.Add(Task.Run(() => ActAsync(place, at)));
        }
    }

    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "What goes wrong stands in the status; nobody else hears of it."
    )]
    private async Task ActAsync(int place, Timestamp at)
    {
        var end = new Timestamp(at.Nanoseconds + plan.After.Ticks * 100);
        TimeSpan wait = end.ToDateTimeOffset() - DateTimeOffset.UtcNow;
        if (wait > TimeSpan.Zero)
            await Task.WhenAny(Task.Delay(wait), _captureEnded.Task);
        try
        {
            if (plan.Stops)
                Done(place, null);
            else
                Done(place, Save(place, at, end));
        }
        catch (Exception refused)
        {
            Change(place, one => one with { Done = true, Error = Quote.Clean(refused.Message) });
        }
        if (plan.Stops)
            engine.Live.Own(captureId)?.Stop("trigger");
    }

    private SavedPackets Save(int place, Timestamp at, Timestamp end) =>
        SaveRecentQuestion.Ask(
            engine,
            new SaveRecentArguments
            {
                CaptureId = captureId,
                TimeFrom = new Timestamp(at.Nanoseconds - plan.Before.Ticks * 100).ToEpochString(),
                TimeTo = new Timestamp(end.Nanoseconds + 1).ToEpochString(), // with the packet that fired it
                OutputFile = string.Create(CultureInfo.InvariantCulture, $"{captureId}_trigger{place + 1}.pcapng"),
                Comment = Fired[place].Detail,
            },
            new AskContext()
        );

    private void Done(int place, SavedPackets? saved) =>
        Change(
            place,
            one =>
                one with
                {
                    Done = true,
                    OutputFile = saved?.OutputFile,
                    PacketsSaved = saved?.PacketsSaved,
                    WindowComplete = saved?.WindowComplete,
                }
        );

    private void Change(int place, Func<FiredTrigger, FiredTrigger> change)
    {
        lock (_gate)
            _fired[place] = change(_fired[place]);
    }
}
