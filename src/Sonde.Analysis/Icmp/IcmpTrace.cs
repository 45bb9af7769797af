using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The routers at which hops ran out on the way from one host to another, as a traceroute makes them answer.</summary>
/// <param name="source">Who sent the datagrams.</param>
/// <param name="target">Whom they were for.</param>
/// <param name="protocol">Their protocol (IANA).</param>
public sealed class IcmpTrace(Address source, Address target, byte protocol)
{
    /// <summary>Routers kept; a path has at most 255.</summary>
    public const int MostRouters = 256;

    private readonly Dictionary<Address, int> _places = [];
    private readonly List<(Address Router, long Answers)> _routers = [];

    /// <summary>Who sent the datagrams.</summary>
    public Address Source { get; } = source;

    /// <summary>Whom they were for.</summary>
    public Address Target { get; } = target;

    /// <summary>Their protocol (IANA).</summary>
    public byte Protocol { get; } = protocol;

    /// <summary>The routers in the order of their first answers, and how often each answered.</summary>
    public IReadOnlyList<(Address Router, long Answers)> Routers => _routers;

    /// <summary>Answers of routers that came after the limit.</summary>
    public long NotKept { get; private set; }

    /// <summary>Frames with the routers' answers.</summary>
    public FirstFrames Frames { get; } = new();

    internal void Add(IcmpMessage message)
    {
        Frames.Add(message.Frame);
        if (_places.TryGetValue(message.Source, out int place))
            _routers[place] = (message.Source, _routers[place].Answers + 1);
        else if (_routers.Count < MostRouters)
        {
            _places.Add(message.Source, _routers.Count);
            _routers.Add((message.Source, 1));
        }
        else
            NotKept++;
    }
}
