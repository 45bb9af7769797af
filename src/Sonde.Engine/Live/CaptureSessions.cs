using System.Collections.Concurrent;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>The live captures: those of this process, and by the storage folder those of others.</summary>
/// <remarks>Safe for use by several questions at once. What runs when the process ends is closed in order.</remarks>
internal sealed class CaptureSessions
{
    private const int MostAtOnce = 16;
    private const string Last = "last";

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
            long used = Storage.Files().Sum(file => file.Length);
            long promised = running.Sum(facts =>
                Math.Max(0, facts.MaxOctets * (facts.RingFiles ?? 1) - facts.FileSizeBytes)
            );
            CapturePlan plan = make(Config.StorageOctets - used - promised);
            try
            {
                var session = CaptureSession.Start(plan, Storage);
                _own[plan.Id] = session;
                _paths.Include(Storage.Folder);
                return session;
            }
            catch (LiveException refused)
            {
                throw LiveFaults.Explained(refused, plan);
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
    }
}
