using System.Net;

namespace Sonde.Probes;

/// <summary>What answered at one distance.</summary>
public sealed class PathHop
{
    private const int MostResponders = 64;
    private readonly List<PathResponder> _responders = [];

    internal PathHop(int number) => Number = number;

    /// <summary>Its distance, from 1.</summary>
    public int Number { get; }

    /// <summary>Probes whose fate is known.</summary>
    public int Sent { get; internal set; }

    /// <summary>Probes that were answered, by whomever.</summary>
    public int Received { get; private set; }

    /// <summary>Answers that came again.</summary>
    public int Duplicates { get; internal set; }

    /// <summary>Who answered, in the order of their first answers.</summary>
    public IReadOnlyList<PathResponder> Responders => _responders;

    /// <summary>Who answered most often; null when nobody did.</summary>
    public PathResponder? Main => _responders.MaxBy(one => one.RoundTrips.Count);

    /// <summary>All round-trip times, milliseconds, in the order of the answers.</summary>
    public IReadOnlyList<double> RoundTrips => _roundTrips;

    private readonly List<double> _roundTrips = [];

    internal void Answer(ProbeReply reply, int flow, double milliseconds)
    {
        Received++;
        _roundTrips.Add(milliseconds);
        PathResponder? responder = _responders.Find(one => one.Address.Equals(reply.From));
        if (responder is null)
        {
            if (_responders.Count == MostResponders)
                return;
            responder = new PathResponder(reply.From!);
            _responders.Add(responder);
        }
        responder.Add(reply, flow, milliseconds);
    }
}

/// <summary>One that answered at a distance.</summary>
public sealed class PathResponder
{
    private readonly List<double> _roundTrips = [];
    private readonly SortedSet<int> _flows = [];

    internal PathResponder(IPAddress address) => Address = address;

    /// <summary>Its address.</summary>
    public IPAddress Address { get; }

    /// <summary>Its round-trip times, milliseconds, in the order of the answers.</summary>
    public IReadOnlyList<double> RoundTrips => _roundTrips;

    /// <summary>The flows that came to it.</summary>
    public IReadOnlyCollection<int> Flows => _flows;

    /// <summary>The last answer.</summary>
    public ProbeReply Last { get; private set; } = null!;

    /// <summary>The last answer that said why a probe did not reach its receiver; null when none did.</summary>
    public ProbeReply? Refusal { get; private set; }

    /// <summary>What it added to its answers; null when nothing.</summary>
    public IcmpExtras? Extras { get; private set; }

    internal void Add(ProbeReply reply, int flow, double milliseconds)
    {
        _roundTrips.Add(milliseconds);
        _flows.Add(flow);
        Last = reply;
        if (reply.Kind is ReplyKind.Unreachable or ReplyKind.TooLarge)
            Refusal = reply;
        Extras = reply.Extras ?? Extras;
    }
}
