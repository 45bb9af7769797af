using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which protocols are in this capture, and what carries what.</summary>
public static class ProtocolHierarchyQuestion
{
    private const int TopShown = 10;

    /// <summary>Reads the capture and counts.</summary>
    /// <exception cref="EngineException">The capture cannot be read.</exception>
    public static ProtocolHierarchy Ask(CaptureEngine engine, CaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var tree = new Analysis.Hierarchy(engine.Protocols);
        var flat = new PublishedProtocols(engine.Protocols);
        CaptureReading reading = engine.Read(arguments, [tree, flat], context);
        Totals totals = reading.Pass.Totals;
        return new ProtocolHierarchy
        {
            Summary = Say(reading, flat),
            FilePath = reading.Name,
            TotalPackets = totals.Packets,
            TotalBytes = totals.Octets,
            Tree = TreeOf(tree, totals),
            Hierarchy = TableOf(flat, totals),
            TopProtocols =
            [
                .. flat.Counts()
                    .Take(TopShown)
                    .Select(count => new TopProtocol(
                        count.Name,
                        count.Packets,
                        Percent.Of(count.Packets, totals.Packets)
                    )),
            ],
            Coverage = reading.Coverage,
        };
    }

    /// <summary>The tree, with shares of these totals.</summary>
    internal static ProtocolNode[] TreeOf(Analysis.Hierarchy tree, Totals totals) =>
        Children(tree.Nodes.ToLookup(node => node.Parent), -1, totals);

    /// <summary>The flat table, with shares of these totals.</summary>
    internal static Dictionary<string, ProtocolShare> TableOf(PublishedProtocols flat, Totals totals) =>
        flat.Counts()
            .ToDictionary(
                count => count.Name,
                count => new ProtocolShare(
                    count.Packets,
                    count.Octets,
                    Percent.Of(count.Packets, totals.Packets),
                    Percent.Of(count.Octets, totals.Octets)
                )
            );

    private static ProtocolNode[] Children(ILookup<int, HierarchyNode> byParent, int parent, Totals totals) =>
        [
            .. byParent[parent]
                .Select(node => new ProtocolNode(
                    node.Protocol,
                    node.Frames,
                    node.Octets,
                    Percent.Of(node.Frames, totals.Packets),
                    Percent.Of(node.Octets, totals.Octets),
                    Children(byParent, node.Place, totals)
                )),
        ];

    private static string Say(CaptureReading reading, PublishedProtocols flat)
    {
        long packets = reading.Pass.Totals.Packets;
        if (packets == 0)
            return "The capture holds no packets.";
        IEnumerable<string> most = flat.Counts().Take(5).Select(count => $"{count.Name} {count.Packets}");
        return $"{packets} packets; by protocol: {string.Join(", ", most)}.{reading.Shortfall}";
    }
}
