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

    private List<FlowWatch>? _calls;

    public ServiceKey Key => key;

    /// <summary>SYNs to the service, or datagrams to it.</summary>
    public FrameTrail Openings { get; } = new();

    /// <summary>Segments with data to the service.</summary>
    public FrameTrail Sent { get; } = new();

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

    /// <summary>The first conversations, in their order.</summary>
    public IReadOnlyList<FlowWatch> Calls => _calls ?? (IReadOnlyList<FlowWatch>)[];

    /// <summary>Keeps a conversation; false where no more are kept.</summary>
    public bool Keep(FlowWatch watch)
    {
        _calls ??= [];
        if (_calls.Count >= MostTimes)
            return false;
        _calls.Add(watch);
        return true;
    }
}
