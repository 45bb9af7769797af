using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Causes in TCP connections: those of the diagnosis of TCP, weighed against the whole capture.</summary>
internal sealed class ConnectionCauses : ICauseSource
{
    private const double Few = 0.2; // of the connections
    private const double MostOfFew = 0.7; // confidence
    private static readonly string[] Openings =
    [
        "refused_by_server",
        "refused_on_path",
        "rejected_by_icmp",
        "dropped_on_path",
        "no_answer",
        "handshake_not_finished",
    ];

    private readonly ConnectionTally _tally = new();
    private readonly TcpPaces _paces = new();
    private readonly UsualHops _hops = new();
    private readonly TcpFlowReport _report;
    private int _openBefore;

    public ConnectionCauses()
    {
        _report = new TcpFlowReport(TcpFlowReport.DefaultLimit, default, [_tally]);
        Observers = [_report, _paces, _hops];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public string LookedAt => $"transport: {_report.Seen} TCP connections, {_report.Segments} segments";

    public Coverage Complete(Coverage coverage) =>
        coverage.With(
            (_report.NotKept > 0, "tcp_connections_in_memory", _report.Limit),
            (_hops.IsFull, "addresses_in_memory", UsualHops.Limit)
        );

    public IReadOnlyList<CaptureCause> Find(CaptureReading reading)
    {
        _openBefore = _report.Flows.Count(flow => flow.Handshake.SynFrame == 0 && flow.Handshake.SynAckFrame == 0);
        var read = new ConnectionReading(reading, _report, _tally, default);
        Dictionary<int, TcpFlow> flows = [];
        foreach (TcpFlow flow in _report.Flows)
            flows.TryAdd(flow.Stream, flow);
        return [.. Diagnosing.Of(new FindingContext(read, _paces, _hops)).Select(row => Cause(row, flows))];
    }

    public IReadOnlyList<string> NotObservable(CaptureReading reading) =>
        _openBefore > 0 ? [$"how {_openBefore} TCP connections were opened: the capture begins later"] : [];

    private CaptureCause Cause(DiagnosisRow row, Dictionary<int, TcpFlow> flows)
    {
        var hosts = new CauseGroup();
        foreach (DiagnosedConnection one in row.Connections)
        {
            if (flows.TryGetValue(one.Stream, out TcpFlow? flow))
                hosts.Note(flow.Client.Endpoint, flow.Server.Endpoint);
        }
        bool isOpening = Openings.Contains(row.Cause);
        bool isFew = isOpening && row.ConnectionsTotal < Few * _report.Seen;
        string others = string.Create(
            CultureInfo.InvariantCulture,
            $"only {row.ConnectionsTotal} of {_report.Seen} connections of the capture show it"
        );
        return new CaptureCause
        {
            Cause = row.Cause,
            Area =
                row.Type == "capture" ? "capture"
                : isOpening ? "reachability"
                : row.Cause == "slow_server" ? "application"
                : "transport",
            Severity = row.Severity,
            Confidence = isFew ? Math.Min(MostOfFew, row.Confidence) : row.Confidence,
            Explanation = row.Explanation,
            Supports = row.Supports,
            SpeaksAgainst = isFew ? [.. row.SpeaksAgainst, others] : row.SpeaksAgainst,
            NotObservable = Hidden(row.Cause),
            Count = row.Count,
            Hosts = hosts.Hosts,
            Flows = [.. row.Connections.Select(one => one.Connection)],
            FlowsTotal = row.ConnectionsTotal,
            Evidence = row.Evidence,
            Next = Next(row.Cause),
        };
    }

    private static IReadOnlyList<string> Hidden(string cause) =>
        cause switch
        {
            "loss_before_capture" or "loss_behind_capture" =>
            [
                "at which hop: the capture tells only the side of its own place",
            ],
            "reset_on_path" or "refused_on_path" => ["which system on the path sent it"],
            "dropped_on_path" or "no_answer" => ["where the packets end: whatever drops them says nothing"],
            "path_mtu_black_hole" => ["which hop has the smaller MTU"],
            "slow_server" => ["what the server did meanwhile"],
            "receiver_does_not_read" => ["why its program did not read"],
            _ => [],
        };

    private static NextQuestion Next(string cause) =>
        cause switch
        {
            "loss_before_capture" or "loss_behind_capture" or "unnecessary_retransmission" or "reordering_on_path" =>
                new("Which connections lose how much, and when?", "analyze_tcp_retransmissions"),
            "reset_on_path" or "reset_by_client" or "reset_by_server" or "peer_silent" => new(
                "What went on in the connection before it ended?",
                "analyze_connection_lifecycle"
            ),
            "receiver_does_not_read" => new("When was the window closed, and for how long?", "analyze_tcp_zero_window"),
            "slow_server" => new("Which requests took how long?", "analyze_application_response_times"),
            "rate_limit" => new("How does the rate go over time?", "analyze_throughput"),
            "path_mtu_black_hole" or "rejected_by_icmp" => new(
                "Which ICMP errors came, and from whom?",
                "analyze_icmp_packets"
            ),
            "captured_twice" or "capture_missed_packets" => new("How was the capture made?", "analyze_capinfos"),
            _ => new("Which connections were tried, and what came of each?", "analyze_tcp_connections"),
        };
}
