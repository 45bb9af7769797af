using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Says which ways of the conversations a capture shows: a tap may see only one.</summary>
internal static class Directions
{
    private const double NearlyAll = 0.9; // refused and unanswered requests are one-way also in a whole capture

    public static string Of(FlowTable flows)
    {
        int oneWay = 0;
        int bothWays = 0;
        foreach (Flow flow in flows.Flows)
        {
            if (flow.Key.Protocol is not (IpProtocols.Tcp or IpProtocols.Udp) || flow.Packets < 2 || IsToMany(flow))
                continue;
            if (flow.Forward.Packets > 0 && flow.Backward.Packets > 0)
                bothWays++;
            else
                oneWay++;
        }
        int all = oneWay + bothWays;
        return all == 0 ? "unknown"
            : bothWays >= NearlyAll * all ? "both"
            : bothWays == 0 ? "one"
            : "mixed";
    }

    // Nobody answers from a multicast or broadcast address, so such a flow says nothing.
    private static bool IsToMany(Flow flow)
    {
        Address to = flow.Responder.Address;
        return to.IsMulticast || (to.Version == 4 && to.Low >= 0xf000_0000);
    }
}
