using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Makes the list of issues from the records of connections. Severity follows published counts.</summary>
internal sealed class TcpIssueFinder(TcpReading tcp, TcpIssueTally tally)
{
    private const string High = "high";
    private const string Medium = "medium";
    private const string Low = "low";
    private const string Info = "info";

    // What is not counted in resets that an ICMP error quotes.
    private const string NotQuoted = "!icmp && !icmpv6";

    private static readonly string[] Order = [High, Medium, Low, Info];

    private readonly TcpFlowReport _report = tcp.Report;

    public List<TcpIssueRow> All()
    {
        List<TcpIssueRow> found = [.. Found().Where(issue => issue.Count > 0)];
        return [.. Order.SelectMany(severity => found.Where(issue => issue.Severity == severity))];
    }

    private IEnumerable<TcpIssueRow> Found()
    {
        yield return Of(
            TcpVerdicts.Retransmission,
            count =>
                count > 100 ? High
                : count > 10 ? Medium
                : Low,
            "Octets were sent again: look for loss on congested or faulty links; analyze_tcp_retransmissions says which connections, and on which side of the capture point."
        );
        yield return Connections(
            tally.InjectedReset,
            _ => High,
            "Resets that do not fit the packets of the end in whose name they came: a firewall, proxy or somebody else on the path may have sent them."
        );
        yield return Connections(
            tally.PathMtu,
            _ => High,
            "Large segments do not arrive while small ones do: look for a link with a smaller MTU and for ICMP that is filtered."
        );
        yield return Of(
            TcpVerdicts.ZeroWindow,
            count => count > 50 ? High : Medium,
            "A receiver could take no more data: its program reads too slowly; analyze_tcp_zero_window says who and for how long."
        );
        yield return Copies();
        yield return Resets();
        yield return Connections(
            tally.NoAnswer,
            _ => Medium,
            "SYNs without any answer: the host is down or unreachable, or a firewall drops them, or the capture shows one direction only."
        );
        yield return Connections(
            tally.Refused,
            count => count > 10 ? Medium : Low,
            "SYNs answered with a reset: nothing listens on the port, or a firewall refuses."
        );
        yield return Of(
            TcpVerdicts.DuplicateAck,
            count => count > 20 ? Medium : Low,
            "Receivers repeated what they wait for: segments were lost or overtaken."
        );
        yield return Of(
            TcpVerdicts.OutOfOrder,
            count => count > 20 ? Medium : Low,
            "Segments were overtaken on their way: several paths, or parallel queues; analyze_packet_timing_issues says how far."
        );
        yield return Of(
            TcpVerdicts.LostSegment,
            count => count > 10 ? Medium : Low,
            "Something before these segments is not in the capture: lost on the way to the capture point, or by the capture itself."
        );
        yield return Of(
            TcpVerdicts.AckLostSegment,
            _ => Low,
            "Octets were acknowledged that the capture does not show: the capture lost packets, so other counts are too low."
        );
        yield return Of(
            TcpVerdicts.WindowFull,
            _ => Low,
            "A sender filled the receiver's window: throughput is limited by the receiver's buffer."
        );
        yield return Of(
            TcpVerdicts.FastRetransmission,
            _ => Low,
            "Loss that duplicate ACKs made known quickly; part of the retransmissions."
        );
        yield return Of(
            TcpVerdicts.SpuriousRetransmission,
            _ => Low,
            "Sent again although it was acknowledged: timers too short, delays that vary, or lost ACKs; part of the retransmissions."
        );
        yield return Of(TcpVerdicts.KeepAlive, _ => Info, "Idle connections are being kept open; nothing is wrong.");
        yield return Of(
            TcpVerdicts.ReusedPorts,
            _ => Info,
            "A client opened another connection from the same port; trouble only when the old one is still remembered."
        );
    }

    private TcpIssueRow Of(TcpVerdicts verdict, Func<long, string> severity, string recommendation)
    {
        string name = TcpVerdictNames.Of(verdict).First();
        long count = _report.Count(verdict);
        bool isOfData =
            verdict
            is TcpVerdicts.Retransmission
                or TcpVerdicts.FastRetransmission
                or TcpVerdicts.SpuriousRetransmission
                or TcpVerdicts.OutOfOrder;
        TopFlows flows = tally.With(verdict);
        return new TcpIssueRow
        {
            IssueType = name,
            Count = count,
            Rate = TcpReading.Rate(
                verdict == TcpVerdicts.Retransmission ? _report.DataRetransmissions : count,
                isOfData ? _report.DataSegments : _report.Segments
            ),
            RateOf = isOfData ? "data_segments" : "segments",
            Severity = severity(count),
            AffectedFlows = Names(flows),
            AffectedFlowsTotal = flows.Count,
            Recommendation = recommendation,
            Evidence = tcp.Show(_report.Evidence(verdict), $"tcp.analysis.{name}"),
        };
    }

    private TcpIssueRow Resets()
    {
        long count = _report.Resets.Count;
        TopFlows flows = tally.Resets;
        return new TcpIssueRow
        {
            IssueType = "reset",
            Count = count,
            Rate = TcpReading.Rate(count, _report.Segments),
            RateOf = "segments",
            Severity = count > 50 ? Medium : Low,
            AffectedFlows = Names(flows),
            AffectedFlowsTotal = flows.Count,
            Recommendation =
                "Connections were broken off: refused, given up by a program, or cut by a firewall; harmless after a close.",
            Evidence = tcp.Show(_report.Resets, $"tcp.flags.reset == 1 && {NotQuoted}"),
        };
    }

    private TcpIssueRow Copies()
    {
        TopFlows flows = tally.Copied;
        long count = tally.Copies.Count;
        return new TcpIssueRow
        {
            IssueType = "captured_twice",
            Count = count,
            Rate = TcpReading.Rate(count, _report.Segments),
            RateOf = "segments",
            Severity = Medium,
            AffectedFlows = Names(flows),
            AffectedFlowsTotal = flows.Count,
            Recommendation =
                "The capture has these packets twice (mirrored port, several interfaces), so that they look like retransmissions and duplicate ACKs: capture at one place, or remove the copies.",
            Evidence = tally.Copies.Show(),
        };
    }

    private TcpIssueRow Connections(ConnectionIssue issue, Func<long, string> severity, string recommendation) =>
        new()
        {
            IssueType = issue.Name,
            Count = issue.Flows.Count,
            Rate = TcpReading.Rate(issue.Flows.Count, _report.Seen),
            RateOf = "connections",
            Severity = severity(issue.Flows.Count),
            AffectedFlows = Names(issue.Flows),
            AffectedFlowsTotal = issue.Flows.Count,
            Recommendation = recommendation,
            Evidence = issue.Frames.Show(),
        };

    private static List<string> Names(TopFlows flows) =>
        [.. flows.Flows.Select(flow => $"{flow.Client.Endpoint} -> {flow.Server.Endpoint}")];
}
