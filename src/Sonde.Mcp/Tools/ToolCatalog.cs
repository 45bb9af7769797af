using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Every tool there is, by name.</summary>
public sealed class ToolCatalog
{
    // made once, since the schemas of all tools cost more than most questions
    private static readonly ITool[] Standard =
    [
        .. CaptureTools.All,
        .. ClaimTools.All,
        .. ConnectionTools.All,
        .. DhcpTools.All,
        .. DnsTools.All,
        .. ExpertTools.All,
        .. HostTools.All,
        .. HttpTools.All,
        .. DatabaseTools.All,
        .. IcmpTools.All,
        .. NameTools.All,
        .. KernelTools.All,
        .. LiveTools.All,
        .. PacketTools.All,
        .. PathTools.All,
        .. PlanningTools.All,
        .. SeriesTools.All,
        .. ServiceTools.All,
        .. SipTools.All,
        .. StreamTools.All,
        .. TcpTools.All,
        .. ThreatTools.All,
        .. TlsTools.All,
    ];

    private readonly SortedDictionary<string, ITool> _tools = new(StringComparer.Ordinal);

    /// <summary>The tools, one list a subject.</summary>
    public ToolCatalog()
    {
        foreach (ITool tool in Standard)
            _tools.Add(tool.Name, tool);
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyCollection<ITool> Tools => _tools.Values;

    /// <summary>Finds a tool.</summary>
    /// <exception cref="EngineException">There is none of this name.</exception>
    public ITool Find(string name) => _tools.TryGetValue(name, out ITool? tool) ? tool : throw Unknown(name);

    /// <summary>The fault of a name that no tool has.</summary>
    public EngineException Unknown(string name) => EngineException.UnknownName("tool", name, [.. _tools.Keys]);
}
