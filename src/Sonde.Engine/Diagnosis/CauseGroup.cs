using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Gathers what shows one cause: frames, hosts and conversations, bounded.</summary>
internal sealed class CauseGroup
{
    private const int Shown = 20;
    private const int MostCounted = 10_000; // conversations told apart

    private readonly SortedSet<string> _hosts = new(StringComparer.Ordinal);
    private readonly List<string> _flows = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private readonly Dictionary<Endpoint, long> _servers = [];

    public LowestFrames Frames { get; } = new();

    public IReadOnlyList<string> Hosts => [.. _hosts];

    public IReadOnlyList<string> Flows => _flows;

    /// <summary>Conversations; null when there were too many to tell apart.</summary>
    public long? FlowsTotal => _seen.Count < MostCounted ? _seen.Count : null;

    public void Add(Endpoint client, Endpoint server, long frame)
    {
        Frames.Add(frame);
        Note(client, server);
        if (_servers.Count < MostCounted || _servers.ContainsKey(server))
            _servers[server] = _servers.GetValueOrDefault(server) + 1;
    }

    /// <summary>Takes note of a conversation whose frame was counted elsewhere.</summary>
    public void Note(Endpoint client, Endpoint server)
    {
        AddHost(client.Address.ToString());
        AddHost(server.Address.ToString());
        string flow = $"{client} <-> {server}";
        if (_seen.Count >= MostCounted || !_seen.Add(flow))
            return;
        if (_flows.Count < Shown)
            _flows.Add(flow);
    }

    public void AddHost(string host)
    {
        if (_hosts.Count < Shown)
            _hosts.Add(host);
    }

    /// <summary>The server of which the largest share failed; null where no server was tried often enough to tell.</summary>
    /// <param name="tries">How often a server was tried.</param>
    public ServerShare? Worst(Func<Endpoint, long> tries) =>
        _servers
            .Select(one => new ServerShare(one.Key, one.Value, tries(one.Key)))
            .Where(one => one.Of >= ServerShare.Enough && one.Count <= one.Of)
            .OrderByDescending(one => (double)one.Count / one.Of)
            .ThenByDescending(one => one.Count)
            .ThenBy(one => one.Server)
            .FirstOrDefault();

    /// <summary>A cause of which the rows were gathered here.</summary>
    public CaptureCause Cause(string name, string area, CauseWeight weight, string explanation, NextQuestion next) =>
        new()
        {
            Cause = name,
            Area = area,
            Severity = weight.Severity,
            Confidence = weight.Confidence,
            Explanation = explanation,
            Supports = weight.Reasons,
            SpeaksAgainst = weight.Against is { } against ? [against] : [],
            NotObservable = [],
            Count = Frames.Count,
            Hosts = Hosts,
            Flows = Flows,
            FlowsTotal = FlowsTotal,
            Evidence = Frames.Show(),
            Next = next,
        };
}
