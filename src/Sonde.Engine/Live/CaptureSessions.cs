using System.Collections.Concurrent;
using System.Globalization;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>The live captures: those of this process, and by the storage folder those of others.</summary>
/// <remarks>Safe for use by several questions at once. What runs when the process ends is closed in order.</remarks>
internal sealed class CaptureSessions
{
    private const int MostAtOnce = 16;
    internal const string Last = "last";
    private const long MostMemory = 512L << 20;

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, CaptureSession> _own = new(StringComparer.Ordinal);
    private readonly PathPolicy _paths;
    private readonly Lock _starting = new();

    public CaptureSessions(CaptureConfig config, PathPolicy paths)
    {
        (Config, _paths) = (config, paths);
        Storage = new CaptureStorage(config);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();
    }

    /// <summary>How live captures are made.</summary>
    public CaptureConfig Config { get; }

    /// <summary>Where they are stored.</summary>
    public CaptureStorage Storage { get; }

    /// <summary>Begins a capture.</summary>
    /// <param name="make">Makes the plan; given the octets that the storage has left.</param>
    /// <exception cref="EngineException">Too many at once, no room, or the device cannot be opened.</exception>
    public CaptureSession Start(Func<long, CapturePlan> make)
    {
        // one at a time, so that two cannot share the room that is left
        lock (_starting)
        {
            Storage.Prepare();
            CaptureSessionFacts[] running = [.. All().Where(facts => facts.IsRunning)];
            if (running.Length >= MostAtOnce)
                throw new EngineException(
                    EngineFault.LimitExceeded,
                    $"{running.Length} captures run already; {MostAtOnce} are allowed.",
                    "Stop one of them first: get_capture_status lists them."
                );
            CapturePlan plan = make(Room(running));
            if (plan.Memory is { } memory)
                MakeRoom(memory.Octets);
            if (plan.Watch is not null)
                ForgetAnalyses();
            try
            {
                var session = CaptureSession.Start(plan, Storage, new Daemon(Config));
                _own[plan.Id] = session;
                _paths.Include(Storage.Folder);
                return session;
            }
            catch (LiveException refused)
            {
                throw LiveFaults.Explained(refused, plan, new Daemon(Config));
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw File.Exists(Path.Combine(Storage.Folder, plan.NameOf(1)))
                    ? new EngineException(
                        EngineFault.InvalidArgument,
                        $"The file {Quote.Text(plan.NameOf(1))} exists already.",
                        "Choose another output_file; files are never overwritten.",
                        cause: refused
                    )
                    : new EngineException(
                        EngineFault.AccessDenied,
                        $"The capture file cannot be made: {Quote.Clean(refused.Message)}",
                        cause: refused
                    );
            }
        }
    }

    /// <summary>Writes into the storage, knowing the octets that it has left; one at a time, like the beginning of captures.</summary>
    public T Write<T>(Func<long, T> write)
    {
        lock (_starting)
        {
            Storage.Prepare();
            T written = write(Room([.. All().Where(facts => facts.IsRunning)]));
            _paths.Include(Storage.Folder);
            return written;
        }
    }

    /// <summary>Captures that are being analyzed.</summary>
    public int Analyzed => _own.Values.Count(own => own.Watch is { IsThere: true, IsBusy: true });

    /// <summary>A capture of this process; null for those of others and of earlier ones.</summary>
    public CaptureSession? Own(string id) => _own.GetValueOrDefault(Named(id));

    /// <summary>Waits until what has passed the interface by now can be read, for a short time at most.</summary>
    public void Settle(string id, CancellationToken cancel)
    {
        if (Own(id) is { } own)
        {
            own.Settle(cancel);
            return;
        }
        // another process says how far it is each time that it has let others read
        DateTimeOffset begin = DateTimeOffset.UtcNow + CaptureSession.Drain;
        for (int tries = 0; tries < 40 && Storage.Find(Named(id)) is { IsRunning: true } facts; tries++)
        {
            if (
                DateTimeOffset.TryParse(facts.StartTime, CultureInfo.InvariantCulture, out DateTimeOffset start)
                && start + TimeSpan.FromSeconds(facts.ElapsedSeconds) >= begin
            )
                return;
            if (cancel.WaitHandle.WaitOne(BetweenLooks))
                cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>All captures that are known, those that run first, then the newest first.</summary>
    public IReadOnlyList<CaptureSessionFacts> All() =>
        [
            .. Storage
                .All()
                .Select(facts => _own.TryGetValue(facts.CaptureId, out CaptureSession? own) ? own.Facts : facts)
                .OrderByDescending(facts => facts.IsRunning),
        ];

    /// <summary>How a capture stands; null when it is not known.</summary>
    public CaptureSessionFacts? Find(string id) =>
        _own.TryGetValue(id = Named(id), out CaptureSession? own) ? own.Facts : Storage.Find(id);

    /// <summary>Ends a capture of this or another process, and waits until its file is closed.</summary>
    /// <exception cref="EngineException">It is not known, or its process does not answer.</exception>
    public CaptureSessionFacts Stop(string id, CancellationToken cancel)
    {
        id = Named(id);
        if (_own.TryGetValue(id, out CaptureSession? own))
        {
            own.Stop();
            if (!own.Ended.Wait(LongestStop, cancel))
                throw NotStopped(id);
            own.Watch?.Completed.Wait(LongestStop, cancel); // so that the answer has what the last packets showed
            return own.Facts;
        }
        CaptureSessionFacts facts = Storage.Find(id) ?? throw Unknown(id);
        if (!facts.IsRunning)
            return facts;
        try
        {
            Storage.AskToStop(id);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                EngineFault.AccessDenied,
                $"The capture {id} belongs to somebody else and cannot be stopped.",
                cause: refused
            );
        }
        for (TimeSpan waited = TimeSpan.Zero; waited < LongestStop; waited += BetweenLooks)
        {
            cancel.WaitHandle.WaitOne(BetweenLooks);
            cancel.ThrowIfCancellationRequested();
            if (Storage.Find(id) is { IsRunning: false } ended)
                return ended;
        }
        throw NotStopped(id);
    }

    /// <summary>The fault of an id that no capture has.</summary>
    public EngineException Unknown(string id)
    {
        string[] known = [.. All().Select(facts => facts.CaptureId)];
        IReadOnlyList<string> nearest = NearestNames.Of(id, known);
        return new EngineException(
            EngineFault.NotFound,
            $"There is no capture {Quote.Text(id)}.",
            "get_capture_status lists the captures that are known.",
            nearest: nearest
        );
    }

    private long Room(CaptureSessionFacts[] running)
    {
        long used = Storage.Files().Sum(file => file.Length);
        long promised = running.Sum(facts =>
            Math.Max(0, (facts.MaxOctets ?? 0) * (facts.RingFiles ?? 1) - facts.FileSizeBytes)
        );
        return Config.StorageOctets - used - promised;
    }

    // Rings of captures that ended are kept until the memory is needed.
    private void MakeRoom(long octets)
    {
        CaptureSession[] rings =
        [
            .. _own
                .Values.Where(own => own.Ring is { IsCleared: false })
                .OrderBy(own => own.Facts.StartTime, StringComparer.Ordinal),
        ];
        long used = rings.Sum(own => own.Facts.Memory!.MaxOctets);
        foreach (CaptureSession old in rings.Where(own => !own.Facts.IsRunning))
        {
            if (used + octets <= MostMemory)
                return;
            used -= old.Facts.Memory!.MaxOctets;
            old.Ring!.Clear();
        }
        if (used + octets > MostMemory)
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"The captures that run may keep {used} octets in memory; with {octets} more it would be over {MostMemory}.",
                "Stop one of them (capture_stop), or ask for a smaller max_octets."
            );
    }

    // Of captures that ended, the analysis of the last one is kept: the packets of the others can be read again.
    private void ForgetAnalyses()
    {
        foreach (
            CaptureSession old in _own
                .Values.Where(own => own.Watch is { IsThere: true, IsBusy: false })
                .OrderByDescending(own => own.Facts.StartTime, StringComparer.Ordinal)
                .Skip(1)
        )
            old.Watch!.Forget();
    }

    // "last" is the one that began last, whoever makes it.
    private string Named(string id) => id == Last && Storage.All() is [var newest, ..] ? newest.CaptureId : id;

    private static EngineException NotStopped(string id) =>
        new(
            EngineFault.Timeout,
            $"The capture {id} was asked to stop and has not within {LongestStop.TotalSeconds:0} seconds.",
            "Look at get_capture_status in a moment."
        );

    private void StopAll()
    {
        foreach (CaptureSession session in _own.Values)
            session.Stop();
        Task.WaitAll([.. _own.Values.Select(session => session.Ended)], LongestStop);
        Task.WaitAll([.. _own.Values.Select(session => session.Watch?.Completed ?? Task.CompletedTask)], LongestStop);
    }
}
