using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>One live capture of this process: a thread that takes frames from a device and writes them.</summary>
internal sealed class CaptureSession
{
    private const int FramesInARow = 8192;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromMilliseconds(500);

    // The kernel gathers frames for a moment: those that came before the end are waited for.
    internal static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(120);

    // A machine that is busy is behind: what it has still to read came before the end as well.
    private static readonly TimeSpan LongestBacklog = TimeSpan.FromSeconds(3);

    private readonly CapturePlan _plan;
    private readonly CaptureStorage _storage;
    private readonly ILiveDevice _device;
    private readonly ILiveStore _files;
    private readonly Func<LiveCounters> _counters; // once, not for each frame
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _saving = new();
    private volatile string? _stopReason;
    private volatile int _asked;
    private volatile int _settled;
    private volatile CaptureSessionFacts _facts;

    private CaptureSession(CapturePlan plan, CaptureStorage storage, ILiveDevice device, ILiveStore files)
    {
        (_plan, _storage, _device, _files) = (plan, storage, device, files);
        _counters = device.Counters;
        _facts = new CaptureSessionFacts
        {
            CaptureId = plan.Id,
            Status = CaptureSessionFacts.Running,
            Interface = plan.Interface,
            Filter = plan.Filter,
            StartTime = Time(DateTime.UtcNow),
            Duration = (int)Math.Ceiling(plan.Duration.TotalSeconds),
            OutputFile = files.CurrentPath,
            LinkType = device.LinkType,
            SnapLength = plan.SnapLength,
            Promiscuous = plan.IsPromiscuous,
            MaxPackets = plan.MaxPackets,
            MaxOctets = plan.Memory is null ? plan.MaxOctets : null,
            Memory = RingNow(),
            RingFiles = plan.RingFiles,
            Pid = Environment.ProcessId,
            ProcessStart = ProcessAge.OfThis,
        };
    }

    /// <summary>Opens the device and the file, and begins.</summary>
    /// <exception cref="LiveException">The device cannot be opened, or the filter does not compile.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static CaptureSession Start(CapturePlan plan, CaptureStorage storage, Daemon daemon)
    {
        ILiveDevice device = daemon.OpenDevice(
            plan.Interface,
            new LiveOptions
            {
                SnapLength = plan.SnapLength,
                IsPromiscuous = plan.IsPromiscuous,
                Filter = plan.Filter,
            }
        );
        ILiveStore? files = null;
        try
        {
            files = plan.Memory is { } limits
                ? new RingInMemory(plan, limits, device.LinkType)
                : new RingOfFiles(plan, storage.Folder, device.LinkType);
            var session = new CaptureSession(plan, storage, device, files);
            session.Save();
            plan.Watch?.Begin(plan.Id);
            plan.Watch?.Completed.ContinueWith(_ => session.Save(), TaskScheduler.Default);
            new Thread(session.Run) { IsBackground = true, Name = plan.Id }.Start();
            return session;
        }
        catch
        {
            files?.Dispose();
            device.Dispose();
            throw;
        }
    }

    /// <summary>How it stands.</summary>
    public CaptureSessionFacts Facts
    {
        get
        {
            CaptureSessionFacts facts = _facts;
            if (facts.IsRunning)
                facts = facts with { ElapsedSeconds = Math.Round(_clock.Elapsed.TotalSeconds, 3) };
            return _plan.Watch is { } watch ? facts with { Analysis = watch.Facts, Triggers = watch.Fired } : facts;
        }
    }

    /// <summary>Asks it to end; <see cref="Ended"/> says when it has.</summary>
    /// <param name="reason">What the status says of why.</param>
    public void Stop(string reason = "request") => _stopReason ??= reason;

    /// <summary>What looks at the frames while they come; null for nothing.</summary>
    public LiveWatch? Watch => _plan.Watch;

    /// <summary>The packets in memory; null when they are in files.</summary>
    public RingInMemory? Ring => _files as RingInMemory;

    /// <summary>What the interface had counted when the capture looked last.</summary>
    public LiveCounters Counters => new(_facts.PacketsReceived, _facts.PacketsDropped, _facts.InterfaceDrops);

    /// <summary>Waits until what has passed the interface by now is there, for a short time at most.</summary>
    public void Settle(CancellationToken cancel)
    {
        if (_ended.Task.IsCompleted)
            return;
        cancel.WaitHandle.WaitOne(Drain);
        int mine = Interlocked.Increment(ref _asked);
        for (int tries = 0; tries < 200 && _settled - mine < 0 && !_ended.Task.IsCompleted; tries++)
        {
            if (cancel.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10)))
                break;
        }
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Completes when the file is closed.</summary>
    public Task Ended => _ended.Task;

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a thread: what goes wrong is the capture's end.")]
    private void Run()
    {
        string endedBy;
        string? error = null;
        (long, long)? reached = null;
        try
        {
            endedBy = Capture();
        }
        catch (LiveException lost)
        {
            (endedBy, error) = ("interface_lost", lost.Message);
        }
        catch (Exception failed)
        {
            // what was taken since is in no file, or not for certain
            (endedBy, error) = ("write_failed", failed.Message);
            reached = _files.Reached;
        }
        try
        {
            _files.End(_device.Counters());
        }
        catch (Exception failed)
        {
            error ??= failed.Message;
        }
        Close();
        Count(_device.Last, reached ?? _files.Written);
        _facts = _facts with
        {
            Status =
                error is not null ? CaptureSessionFacts.Failed
                : endedBy == "request" ? CaptureSessionFacts.Stopped
                : CaptureSessionFacts.Completed,
            EndTime = Time(DateTime.UtcNow),
            ElapsedSeconds = Math.Round(_clock.Elapsed.TotalSeconds, 3),
            EndedBy = endedBy,
            FileSizeBytes = _files.Paths.Sum(path => File.Exists(path) ? new FileInfo(path).Length : 0),
            Error = Quote.Clean(error),
        };
        Save();
        try
        {
            _storage.Settle(_plan.Id);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // what is left over harms nobody
        }
        _plan.Watch?.End();
        _ended.SetResult();
    }

    // Returns why it ended.
    private string Capture()
    {
        TimeSpan saved = TimeSpan.Zero;
        TimeSpan looked = TimeSpan.Zero;
        while (true)
        {
            int asked = _asked;
            (int taken, string? full) = Take(long.MaxValue);
            _plan.Watch?.Flush();
            if (full is not null)
                return full;
            TimeSpan now = _clock.Elapsed;
            bool isAsked = asked != _settled && taken < FramesInARow;
            if (isAsked || now - saved >= BetweenSaves)
            {
                saved = now;
                _files.Flush();
                Count(_device.Counters(), _files.Written);
                Save();
                if (isAsked)
                    _settled = asked;
            }
            if (now - looked >= LongestWait)
            {
                looked = now;
                if (_storage.IsAskedToStop(_plan.Id))
                    Stop();
            }
            string? reason =
                _stopReason is { } wanted ? wanted
                : now >= _plan.Duration ? "duration"
                : null;
            if (reason is not null)
                return Last() ?? reason;
            if (taken == 0)
                _device.Wait(Shorter(LongestWait, _plan.Duration - now));
        }
    }

    // Frames that came before now and are still on their way to us; says which limit they reached, if any.
    private string? Last()
    {
        long until = LiveDescription.Now().Nanoseconds;
        TimeSpan end = _clock.Elapsed + Drain;
        int taken;
        do
        {
            (taken, string? full) = Take(until);
            if (full is not null)
                return full == "later" ? null : full;
            if (taken == 0)
                _device.Wait(Shorter(LongestWait, end - _clock.Elapsed));
        } while (_clock.Elapsed < end || (taken > 0 && _clock.Elapsed < end + LongestBacklog));
        return null;
    }

    private (int Taken, string? Full) Take(long until)
    {
        int taken = 0;
        while (taken < FramesInARow && _device.TryRead(out Frame frame))
        {
            if (frame.At.Nanoseconds > until)
                return (taken, "later");
            if (!_files.TryWrite(frame, _counters))
                return (taken, "max_octets");
            _plan.Watch?.Take(frame);
            taken++;
            if (_plan.MaxPackets is { } most && _files.Written.Frames == most)
                return (taken, "max_packets");
        }
        return (taken, null);
    }

    private void Count(LiveCounters counters, (long Frames, long Octets) written)
    {
        IReadOnlyList<string> paths = _files.Paths;
        _facts = _facts with
        {
            ElapsedSeconds = Math.Round(_clock.Elapsed.TotalSeconds, 3),
            OutputFile = _files.CurrentPath,
            Files = _plan.RingFiles is null ? null : paths,
            Memory = RingNow(),
            FileSizeBytes = _files.Octets,
            PacketsCaptured = written.Frames,
            BytesCaptured = written.Octets,
            PacketsReceived = counters.Received,
            PacketsDropped = counters.DroppedByKernel,
            InterfaceDrops = counters.DroppedByInterface,
        };
    }

    private MemoryRing? RingNow() =>
        Ring?.State is { } state && _plan.Memory is { } limits
            ? new MemoryRing
            {
                MaxPackets = limits.Packets,
                MaxOctets = limits.Octets,
                KeepSeconds = (int?)limits.Age?.TotalSeconds,
                PacketsKept = state.Frames,
                OctetsKept = state.Octets,
                Oldest = state.Oldest?.ToString(),
            }
            : null;

    private void Save()
    {
        try
        {
            lock (_saving)
                _storage.Save(Facts);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // a full disk shows when frames are written; until then the capture goes on
        }
    }

    private void Close()
    {
        _device.Dispose();
        try
        {
            _files.Dispose();
        }
        catch (IOException)
        {
            // it is said already that writing failed
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) =>
        other < TimeSpan.Zero ? TimeSpan.Zero
        : one < other ? one
        : other;

    private static string Time(DateTime utc) =>
        utc.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
