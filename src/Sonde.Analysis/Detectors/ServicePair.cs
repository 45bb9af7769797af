using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A client and a service that it uses.</summary>
/// <param name="Client">The host that asks.</param>
/// <param name="Server">The host that answers.</param>
/// <param name="Protocol">Internet protocol number.</param>
/// <param name="Port">Port of the service.</param>
internal readonly record struct ServiceKey(Address Client, Address Server, byte Protocol, ushort Port);

/// <summary>What one client and one service did, over all their conversations.</summary>
/// <remarks>Memory: about 400 octets, and at most <see cref="MostTimes"/> times and sizes.</remarks>
internal sealed class ServicePair(ServiceKey key)
{
    /// <summary>Conversations whose times and sizes are kept; further ones are counted.</summary>
    public const int MostTimes = 2_048;

    private const long Silence = Timestamp.PerSecond; // what follows sooner belongs to what was before

    private List<FlowWatch>? _calls;
    private long _heard;
    private bool _isLeftOut;

    public ServiceKey Key => key;

    /// <summary>A finding about what the client did there; what is special of its kind is added by the detector.</summary>
    public ThreatFinding Finding(ThreatKind kind) =>
        new()
        {
            Kind = kind,
            Severity = ThreatSeverity.Info,
            Confidence = 0.5,
            Detail = "",
            Reasons = [],
            Actor = key.Client.ToString(),
            Victim = key.Server.ToString(),
            Port = key.Port,
            Side = ThreatSide.Client,
            Count = Conversations,
            Unit = "conversations",
            Frames = Asks,
            Filter = ThreatFilters.Asks(key),
        };

    /// <summary>SYNs to the service, or datagrams to it.</summary>
    public FrameTrail Openings { get; } = new();

    /// <summary>SYNs and segments with data to the service, or datagrams to it.</summary>
    public FrameTrail Asks { get; } = new();

    /// <summary>Times at which the client spoke after a silence, and what it sent then.</summary>
    public List<Beat> Beats { get; } = [];

    /// <summary>Times that were not kept.</summary>
    public long BeatsNotKept { get; private set; }

    /// <summary>What answers there, by its first octets; null while unknown.</summary>
    public string? Service { get; set; }

    /// <summary>Refused logins that could be read.</summary>
    public FrameTrail Failures { get; } = new();

    /// <summary>Granted logins that could be read.</summary>
    public FrameTrail Successes { get; } = new();

    /// <summary>Files that the client put there by FTP.</summary>
    public FrameTrail Uploads { get; } = new();

    /// <summary>Conversations.</summary>
    public long Conversations { get; set; }

    /// <summary>Conversations in which both ends sent data.</summary>
    public long Talks { get; set; }

    /// <summary>Octets of data to the service.</summary>
    public long ClientOctets { get; set; }

    /// <summary>Octets of data from the service.</summary>
    public long ServerOctets { get; set; }

    /// <summary>The opening of at least one conversation was seen.</summary>
    public bool OpeningSeen { get; set; }

    /// <summary>The table dropped it.</summary>
    public bool IsForgotten { get; private set; }

    /// <summary>The first conversations, in their order.</summary>
    public IReadOnlyList<FlowWatch> Calls => _calls ?? (IReadOnlyList<FlowWatch>)[];

    /// <summary>The client speaks.</summary>
    public void Hear(in Frame frame, int octets)
    {
        Asks.Add(frame);
        ClientOctets += octets;
        if (frame.IsTimeless)
            return;
        long now = frame.At.Nanoseconds;
        bool isNew = Beats.Count == 0 || now - _heard >= Silence;
        _heard = now;
        if (!isNew && !_isLeftOut)
            Beats[^1] = Beats[^1] with { Octets = Beats[^1].Octets + octets };
        if (!isNew)
            return;
        _isLeftOut = Beats.Count >= MostTimes;
        if (_isLeftOut)
            BeatsNotKept++;
        else
            Beats.Add(new Beat(now, octets));
    }

    /// <summary>Keeps a conversation.</summary>
    public void Keep(FlowWatch watch) => (_calls ??= []).Add(watch);

    /// <summary>The table dropped it: it lets go of its conversations. Those that go on get another pair.</summary>
    /// <returns>How many there were.</returns>
    public int Release()
    {
        int count = Calls.Count;
        (_calls, IsForgotten) = (null, true);
        return count;
    }
}

/// <summary>The client of a service spoke after a silence.</summary>
/// <param name="At">Nanoseconds since 1970.</param>
/// <param name="Octets">Octets of data until the next silence.</param>
internal readonly record struct Beat(long At, long Octets);
