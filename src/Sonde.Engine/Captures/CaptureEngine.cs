using Sonde.Analysis;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Asks questions of captures: opens what the policy lets pass, runs one pass over it, and says what was read.</summary>
/// <remarks>Safe for several questions at once: each has its own readers and its own pass.</remarks>
public sealed class CaptureEngine
{
    private const int PacketsBetweenReports = 16_384;

    private readonly CaptureOpener _opener;
    private readonly Lazy<ProbeGate> _probes;
    private readonly Lazy<CaptureSessions> _live;
    private readonly Lazy<RdapRegistries> _registries = new(() => new RdapRegistries(TimeProvider.System));

    /// <summary>An engine with this configuration and these rights.</summary>
    /// <param name="config">The configuration in force.</param>
    /// <param name="paths">Which files may be read.</param>
    /// <param name="standardInput">What the path <c>-</c> reads; null where there is no such thing, as in a server.</param>
    /// <param name="download">What fetches captures from the web; by default as the configuration says.</param>
    /// <param name="resolver">What turns the names of targets into addresses; by default this machine's resolver.</param>
    public CaptureEngine(
        SondeConfig config,
        PathPolicy paths,
        Func<Stream>? standardInput = null,
        CaptureDownload? download = null,
        INameResolver? resolver = null
    )
    {
        ArgumentNullException.ThrowIfNull(config);
        (Config, Paths) = (config, paths);
        var lazily = new Lazy<CaptureDownload>(() =>
            download ?? new CaptureDownload(new TargetPolicy(config.Security, new SystemResolver()), config.Pcap)
        );
        _probes = new Lazy<ProbeGate>(() => new ProbeGate(config, resolver));
        _live = new Lazy<CaptureSessions>(() => new CaptureSessions(config.Capture, paths));
        _opener = new CaptureOpener(paths, lazily, standardInput, _live);
        // what Sonde captured itself may be read
        if (paths.IsRestricted)
            paths.Include(new CaptureStorage(config.Capture).Folder);
    }

    /// <summary>The configuration in force.</summary>
    public SondeConfig Config { get; }

    /// <summary>The key log that the environment names, used where a question names none; null where there is none.</summary>
    public string? KeyLog { get; init; }

    /// <summary>Which files may be read.</summary>
    internal PathPolicy Paths { get; }

    /// <summary>What questions to the network pass.</summary>
    public ProbeGate Probes => _probes.Value;

    /// <summary>What is done once before anything is measured.</summary>
    internal Rehearsal Rehearsal { get; } = new();

    /// <summary>Which RDAP server knows what, as far as that was asked.</summary>
    internal RdapRegistries Registries => _registries.Value;

    /// <summary>The live captures of this process, and what is known of others.</summary>
    internal CaptureSessions Live => _live.Value;

    /// <summary>Who watches the kernel: this process by its own rights, or one that has them.</summary>
    public IKernelSource Kernel { get; init; } = new KernelSource();

    /// <summary>The table of protocols; one for all questions, since it is only read.</summary>
    internal Protocols Protocols { get; } = StandardProtocols.Create();

    /// <summary>A folder that objects may be written to.</summary>
    /// <exception cref="EngineException">It may not be written.</exception>
    internal ObjectFolder ObjectFolder(string typed) => Engine.ObjectFolder.Open(typed, Paths, Config.Pcap.ObjectsPath);

    /// <summary>Reads the captures that the arguments name and shows every packet to the observers.</summary>
    /// <param name="arguments">Which captures, and how much of them.</param>
    /// <param name="observers">Who sees the packets, in this order.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <param name="isEnough">Says after each packet whether the rest is needed; null for the whole capture.</param>
    /// <param name="hash">Whether to make the checksum of a single file as well.</param>
    /// <param name="flowLimit">Conversations that the pass may keep.</param>
    internal CaptureReading Read(
        CaptureArguments arguments,
        IReadOnlyList<IObserver> observers,
        AskContext context,
        Func<bool>? isEnough = null,
        bool hash = false,
        int flowLimit = FlowTable.DefaultLimit
    )
    {
        if (arguments.TlsKeyLog is { } named)
            Paths.Check(named); // of no use to this question, but a mistake is not passed over
        return Read(arguments, observers, null, context, isEnough, hash, flowLimit);
    }

    /// <summary>Reads the packets of a live capture and shows them to the observers.</summary>
    internal CaptureReading Read(LivePackets packets, IReadOnlyList<IObserver> observers, AskContext context)
    {
        long? limit = Config.Pcap.PacketLimit(null);
        using OpenedCaptures captures = CaptureOpener.Open(packets, limit);
        return Read(captures, limit, observers, null, context, null, false, FlowTable.DefaultLimit);
    }

    /// <summary>Reads the captures and what applications said in them, decrypted as far as there are keys.</summary>
    /// <param name="arguments">Which captures, how much of them, and with which keys.</param>
    /// <param name="sinks">Who is told what.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <param name="before">Who sees packets before the applications are read.</param>
    /// <param name="after">Who sees them afterwards.</param>
    /// <param name="takes">Which conversations are read; null for all.</param>
    /// <param name="flowLimit">Conversations that the pass may keep.</param>
    internal CaptureReading ReadApplications(
        CaptureArguments arguments,
        ApplicationSinks sinks,
        AskContext context,
        IReadOnlyList<IObserver>? before = null,
        IReadOnlyList<IObserver>? after = null,
        Func<Flow, bool>? takes = null,
        int flowLimit = FlowTable.DefaultLimit
    )
    {
        CaptureKeys keys = CaptureKeys.Of(arguments.TlsKeyLog, KeyLog, Paths);
        sinks = sinks with { Keys = keys.Log, Decryption = keys.Counts };
        IObserver[] observers = [.. before ?? [], .. StandardApplications.Observe(sinks, takes), .. after ?? []];
        return Read(arguments, observers, keys, context, null, false, flowLimit);
    }

    private CaptureReading Read(
        CaptureArguments arguments,
        IReadOnlyList<IObserver> observers,
        CaptureKeys? keys,
        AskContext context,
        Func<bool>? isEnough,
        bool hash,
        int flowLimit
    )
    {
        long? limit = Config.Pcap.PacketLimit(arguments.MaxPackets);
        using OpenedCaptures captures = _opener.Open(arguments.Sources(), limit, context.Cancel);
        return Read(captures, limit, observers, keys, context, isEnough, hash, flowLimit);
    }

    private CaptureReading Read(
        OpenedCaptures captures,
        long? limit,
        IReadOnlyList<IObserver> observers,
        CaptureKeys? keys,
        AskContext context,
        Func<bool>? isEnough,
        bool hash,
        int flowLimit
    )
    {
        var pass = new Pass(Protocols, flowLimit, observers);
        var unread = new UnreadLinkTypes(Protocols);
        Feed(captures, pass, unread, keys, context, isEnough);
        pass.Finish();
        captures.ThrowIfNothingWasRead();
        if (observers.Count > 0) // else the question is about the files alone
            unread.ThrowIfNoneIsRead(captures.Name);
        Coverage coverage = CoverageOf(captures, pass, unread, limit);
        coverage = keys?.Complete(coverage) ?? coverage;
        return new CaptureReading(captures.Name, pass, captures.Files, coverage)
        {
            Sha256 = hash ? captures.Hash(context.Cancel) : null,
        };
    }

    private static void Feed(
        OpenedCaptures captures,
        Pass pass,
        UnreadLinkTypes unread,
        CaptureKeys? keys,
        AskContext context,
        Func<bool>? isEnough
    )
    {
        long report = PacketsBetweenReports;
        while (captures.TryRead(out Frame frame))
        {
            unread.See(frame.LinkType);
            if (captures.Current is { } notes)
                keys?.Take(notes);
            pass.Feed(frame);
            if (isEnough is not null && isEnough())
                return;
            if (--report > 0)
                continue;
            report = PacketsBetweenReports;
            context.Cancel.ThrowIfCancellationRequested();
            context.Progress?.Report(
                new AskProgress(captures.OctetsRead, captures.OctetsTotal, $"{pass.Totals.Packets} packets read")
            );
        }
    }

    private static Coverage CoverageOf(OpenedCaptures captures, Pass pass, UnreadLinkTypes unread, long? limit)
    {
        Totals totals = pass.Totals;
        return new Coverage
        {
            Complete = captures.IsComplete && captures.Skipped.Count == 0,
            PacketsRead = totals.Packets,
            PacketsDropped = captures.PacketsDropped,
            PacketsCut = totals.CutPackets,
            OctetsRead = totals.Octets,
            FirstTime = totals.Earliest?.ToString(),
            LastTime = totals.Latest?.ToString(),
            Directions = Directions.Of(pass.Flows),
            Limits = LimitsOf(captures, pass, limit),
            Ended = captures.Ended,
            LinkTypesNotRead = unread.Notes,
            FilesSkipped = captures.Skipped.Count > 0 ? captures.Skipped : null,
        };
    }

    private static List<LimitReached>? LimitsOf(OpenedCaptures captures, Pass pass, long? limit)
    {
        List<LimitReached> limits = LimitsOf(pass);
        if (limit is { } packets && captures.LimitWasReached)
            limits.Insert(0, new("max_packets", packets));
        return limits.Count > 0 ? limits : null;
    }

    /// <summary>Limits of memory that a pass reached.</summary>
    internal static List<LimitReached> LimitsOf(Pass pass)
    {
        List<LimitReached> limits = [];
        if (pass.Flows.Forgotten > 0)
            limits.Add(new("conversations_in_memory", pass.Flows.Limit));
        if (pass.SegmentsAfterForgetting > 0) // a closed connection that stays silent is not missed
            limits.Add(new("closed_tcp_connections_in_memory", Pass.ClosedConnectionLimit));
        if (pass.DatagramsGivenUp > 0)
            limits.Add(new("fragmented_datagrams_under_way", Pass.DatagramLimit));
        return limits;
    }
}
