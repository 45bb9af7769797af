using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What arrives at one host, whoever sent it.</summary>
/// <remarks>Memory: about 300 octets and at most <see cref="MostSources"/> addresses.</remarks>
internal sealed class InboundHost(Address host)
{
    public const int MostSources = 256;

    private HashSet<Address>? _sources;

    public Address Host => host;

    public FrameTrail Datagrams { get; } = new();

    public RateMeter DatagramRate;

    /// <summary>Datagrams that the host sent.</summary>
    public long DatagramsBack { get; set; }

    public FrameTrail Echoes { get; } = new();

    public RateMeter EchoRate;

    /// <summary>Segments that begin a conversation and are no SYN.</summary>
    public FrameTrail Strays { get; } = new();

    public RateMeter StrayRate;

    public long Octets { get; set; }

    /// <summary>Distinct senders of datagrams, echoes and strays, at most <see cref="MostSources"/>.</summary>
    public IReadOnlyCollection<Address> Sources => _sources ?? (IReadOnlyCollection<Address>)[];

    public void From(Address source)
    {
        _sources ??= [];
        if (_sources.Count < MostSources)
            _sources.Add(source);
    }
}

/// <summary>Attempts to open connections to one port of one host, whoever made them.</summary>
internal sealed class InboundPort(Endpoint target)
{
    private HashSet<Address>? _sources;

    public Endpoint Target => target;

    public FrameTrail Syns { get; } = new();

    public RateMeter Rate;

    /// <summary>Handshakes that were finished.</summary>
    public long Finished { get; set; }

    public long Accepted { get; set; }

    public long Conversations { get; set; }

    public IReadOnlyCollection<Address> Sources => _sources ?? (IReadOnlyCollection<Address>)[];

    public void From(Address source)
    {
        _sources ??= [];
        if (_sources.Count < InboundHost.MostSources)
            _sources.Add(source);
    }
}
