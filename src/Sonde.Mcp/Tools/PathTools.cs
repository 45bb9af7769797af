using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that ask whether hosts answer, and what lies on the way to them.</summary>
internal static class PathTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<PingArguments, PingAnswer>(
                "ping",
                "Ping a host",
                "Whether a host answers, by ICMP, TCP or UDP: loss, round-trip times with jitter and percentiles, duplicates, reordering, ICMP errors. "
                    + "Use it first for reachability; traceroute or mtr next when there is loss.",
                ToolHints.Probes,
                PingQuestion.AskAsync
            ),
            new Tool<BatchPingArguments, BatchPingAnswer>(
                "batch_ping",
                "Ping many hosts",
                "Which of many hosts answer: names, addresses, blocks and ranges, pinged at the same time and listed in the order given. "
                    + "Use it to sweep a subnet or compare hosts.",
                ToolHints.Probes,
                BatchPingQuestion.AskAsync
            ),
            new Tool<TracerouteArguments, TracerouteAnswer>(
                "traceroute",
                "Trace a path",
                "The routers on the way to a host, silent ones included, with times, refusals, MPLS labels, parallel ways (multipath) and path MTU (pmtu). "
                    + "Use it to see where a path ends or turns; mtr to measure loss.",
                ToolHints.Probes,
                TracerouteQuestion.AskAsync
            ),
            new Tool<MtrArguments, MtrAnswer>(
                "mtr",
                "Watch a path",
                "Loss and round-trip times of every hop to a host over several rounds; tells routers that limit their answers from loss of the path. "
                    + "Use it to find where packets are lost or delayed.",
                ToolHints.Probes,
                MtrQuestion.AskAsync
            ),
        ];
}
