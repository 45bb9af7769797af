using System.Diagnostics.CodeAnalysis;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>
/// Looks at the frames of a live capture while it runs, on a thread of its own: counts, findings, triggers. The capture
/// never waits for it; frames for which there is no room are left out here only, and counted.
/// </summary>
internal sealed class LiveWatch
{
    private const long QueueOctets = 64L << 20;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly FrameQueue _queue = new(QueueOctets);
    private readonly Queue<(long Until, Action<LivePass> Run)> _asked = [];
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LiveFindings _findings;
    private readonly LiveTriggers? _triggers;
    private readonly bool _needsFrames;
    private LivePass? _pass;
    private long _number;
    private long _offered;
    private long _seen;
    private long _lastSeen;
    private bool _hasEnded;
    private volatile string? _error;

    /// <param name="pass">What looks at the frames.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="triggers">What is done then; null for nothing.</param>
    /// <param name="needsFrames">Something looks at frames, not at rates alone.</param>
    public LiveWatch(LivePass pass, LiveFindings findings, LiveTriggers? triggers, bool needsFrames) =>
        (_pass, _findings, _triggers, _needsFrames, Detects) = (pass, findings, triggers, needsFrames, pass.Detects);

    /// <summary>What passes in a second.</summary>
    public LiveRates Rates { get; } = new();

    /// <summary>What was found.</summary>
    public LiveFindings Findings => _findings;

    /// <summary>What has fired; null without triggers.</summary>
    public IReadOnlyList<FiredTrigger>? Fired => _triggers?.Fired;

    /// <summary>Every frame was looked at, and every trigger that fired is done.</summary>
    public Task Completed => _completed.Task;

    /// <summary>Frames left out.</summary>
    public long Skipped => _queue.Skipped;

    /// <summary>Threats are looked for.</summary>
    public bool Detects { get; }

    /// <summary>What was seen is in memory.</summary>
    public bool IsThere => _needsFrames && Volatile.Read(ref _pass) is not null;

    /// <summary>Questions about traffic and threats can be answered by it.</summary>
    public bool CanAnswer => Detects && IsThere && _error is null;

    /// <summary>The capture goes on, or its last frames are being looked at.</summary>
    public bool IsBusy => !Volatile.Read(ref _hasEnded);

    /// <summary>How far it is; null when nothing but rates is looked at.</summary>
    public LiveAnalysisFacts? Facts =>
        _needsFrames
            ? new LiveAnalysisFacts
            {
                PacketsAnalyzed = Volatile.Read(ref _seen),
                PacketsSkipped = Skipped,
                Threats = Detects ? _findings.Now.Count : null,
                WorstSeverity = _findings.Now is [var worst, ..] ? ThreatRows.Name(worst.Finding.Severity) : null,
                Error = _error,
            }
            : null;

    /// <summary>Begins to look.</summary>
    public void Begin(string name) => new Thread(Run) { IsBackground = true, Name = name + " analysis" }.Start();

    /// <summary>Takes a frame; for the thread that captures.</summary>
    public void Take(in Frame frame)
    {
        Rates.Count(frame);
        _triggers?.See(Rates.Current, frame);
        if (_needsFrames && _error is null)
            _queue.TryAdd(frame);
        _number = frame.Number;
    }

    /// <summary>Hands on what was taken; for the thread that captures.</summary>
    public void Flush()
    {
        Rates.Publish();
        Volatile.Write(ref _offered, _number);
        _queue.Flush();
    }

    /// <summary>No frame comes after this; for the thread that captures.</summary>
    public void End()
    {
        Flush();
        _queue.End();
    }

    /// <summary>Asks something of the pass, when it has seen every frame taken before.</summary>
    /// <exception cref="EngineException">It takes too long.</exception>
    public T Ask<T>(Func<LivePass, T> read, CancellationToken cancel)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_hasEnded)
                return read(_pass ?? throw Gone());
            _asked.Enqueue((Volatile.Read(ref _offered), pass => Answer(pass, read, answer)));
        }
        _queue.Wake();
        if (!((IAsyncResult)answer.Task).AsyncWaitHandle.WaitOne(0))
            WaitHandle.WaitAny([((IAsyncResult)answer.Task).AsyncWaitHandle, cancel.WaitHandle], LongestAnswer);
        cancel.ThrowIfCancellationRequested();
        return answer.Task.IsCompleted
            ? answer.Task.GetAwaiter().GetResult()
            : throw new EngineException(
                EngineFault.Timeout,
                $"The analysis of the capture did not answer within {LongestAnswer.TotalSeconds:0} seconds.",
                "Ask again, or stop the capture and read its packets: file_path takes the capture's id."
            );
    }

    private static EngineException Gone() =>
        new(EngineFault.NotFound, "The analysis of the capture was let go for that of another one.", "Ask again.");

    /// <summary>Gives the memory back; what was found stays.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            if (_hasEnded)
                _pass = null;
        }
    }

    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "The edge of a thread: what goes wrong here stands in the status."
    )]
    private void Run()
    {
        LivePass pass = _pass!;
        FrameQueue.Handler feed = (in Frame frame) =>
        {
            pass.Feed(frame);
            Volatile.Write(ref _seen, _seen + 1);
            _lastSeen = frame.Number;
        };
        try
        {
            bool isEnded = false;
            while (!isEnded)
            {
                bool hadFrames = _queue.TryTake(feed, LongestWait, out isEnded);
                _findings.Look(pass, hadFrames, _triggers);
                Answer(pass, !hadFrames);
            }
            pass.Pass.Finish();
            _findings.LookAtLast(pass, _triggers);
        }
        catch (Exception defect)
        {
            _error = Quote.Clean($"{defect.GetType().Name}: {defect.Message}");
        }
        lock (_gate)
        {
            _hasEnded = true;
            foreach ((_, Action<LivePass> run) in _asked)
                run(pass);
            _asked.Clear();
        }
        _triggers?.CaptureEnded();
        (_triggers?.Settled ?? Task.CompletedTask).ContinueWith(_ => _completed.TrySetResult(), TaskScheduler.Default);
    }

    // Those whose frames have all been seen; with nothing left to look at these are all.
    private void Answer(LivePass pass, bool isIdle)
    {
        while (true)
        {
            Action<LivePass> run;
            lock (_gate)
            {
                if (!_asked.TryPeek(out (long Until, Action<LivePass> Run) next) || (!isIdle && _lastSeen < next.Until))
                    return;
                run = _asked.Dequeue().Run;
            }
            run(pass);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whoever asked gets it.")]
    private static void Answer<T>(LivePass pass, Func<LivePass, T> read, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(read(pass));
        }
        catch (Exception failed)
        {
            answer.TrySetException(failed);
        }
    }
}
