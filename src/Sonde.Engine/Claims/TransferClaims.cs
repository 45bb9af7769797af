using Sonde.Analysis;
using static Sonde.Engine.ClaimRuling;

namespace Sonde.Engine;

/// <summary>Judges how much data was sent again.</summary>
internal sealed class RetransmissionClaim : IClaimJudge, ITcpFlowObserver
{
    private readonly Claim _claim;
    private readonly LowestFrames _again = new();
    private long _connections;
    private long _data;
    private long _dataAgain;

    public RetransmissionClaim(Claim claim)
    {
        _claim = claim;
        Observers = [new TcpFlowReport(0, claim.Server, [this])];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public void OnFlowEnd(TcpFlow flow)
    {
        if (!_claim.IsBetween(flow))
            return;
        _connections++;
        _data += flow.DataSegments;
        _dataAgain += ConnectionRowMaker.DataRetransmissions(flow);
        _again.Add(flow.Evidence(TcpVerdicts.Retransmission));
    }

    public ClaimRuling Judge(CaptureReading reading) =>
        _data == 0
            ? NotObservable(
                "nothing_of_the_kind",
                _connections == 0
                    ? $"The capture has no TCP connection that the claim is about."
                    : Text($"{_connections} connections carried no data, so none could be sent again.")
            )
            : ClaimCounts.Rule(
                _claim,
                "segments with data were sent again",
                _dataAgain,
                _data,
                null,
                _again,
                _claim.Narrow("tcp.analysis.retransmission")
            );
}

/// <summary>Judges how many segments were lost on the way, by the same rules as the diagnosis of TCP.</summary>
internal sealed class LossClaim : IClaimJudge
{
    private readonly Claim _claim;
    private readonly ConnectionTally _tally = new();
    private readonly TcpFlowReport _report;

    public LossClaim(Claim claim)
    {
        _claim = claim;
        _report = new TcpFlowReport(TcpFlowReport.DefaultLimit, claim.Server, [_tally]);
        Observers = [_report];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public Coverage Complete(Coverage coverage) =>
        coverage.With((_report.NotKept > 0, "tcp_connections_in_memory", _report.Limit));

    public ClaimRuling Judge(CaptureReading reading)
    {
        TcpFlow[] flows = [.. _report.Flows.Where(_claim.IsBetween)];
        TcpFlow[] data = [.. flows.Where(flow => flow.DataSegments > 0)];
        if (data.Length == 0)
            return NotObservable(
                "nothing_of_the_kind",
                "The capture has no TCP connection with data that the claim is about."
            );
        if (Array.TrueForAll(data, flow => flow.Client.Segments == 0 || flow.Server.Segments == 0))
            return NotObservable(
                "one_direction",
                "Of these connections the capture holds one direction only: whether data arrived cannot be seen."
            );
        var context = new FindingContext(
            new ConnectionReading(reading, _report, _tally, _claim.Server),
            new TcpPaces(0, _claim.Server),
            new UsualHops()
        );
        Finding[] lost =
        [
            .. LossRules
                .Of(context)
                .Concat(EndRules.Of(context))
                .Where(finding =>
                    finding.Cause is Cause.LossBeforeCapture or Cause.LossBehindCapture or Cause.PathMtuBlackHole
                    && _claim.IsBetween(finding.Flow)
                ),
        ];
        var frames = new LowestFrames();
        foreach (Finding finding in lost)
            frames.Add(finding.Frames);
        long Sum(Cause cause) => lost.Where(finding => finding.Cause == cause).Sum(finding => finding.Count);
        ClaimRuling ruling = ClaimCounts.Rule(
            _claim,
            "segments with data were lost",
            lost.Sum(finding => finding.Count),
            data.Sum(flow => flow.DataSegments),
            null,
            frames,
            null
        );
        return ruling with
        {
            Figures =
            [
                .. ruling.Figures,
                new("lost_before_capture_point", Sum(Cause.LossBeforeCapture), "count"),
                new("lost_behind_capture_point", Sum(Cause.LossBehindCapture), "count"),
                new("lost_for_their_size", Sum(Cause.PathMtuBlackHole), "count"),
            ],
        };
    }
}

/// <summary>Judges round trips: of the handshake, else the shortest from data to its acknowledgment both ways.</summary>
internal sealed class RoundTripClaim : IClaimJudge, ITcpFlowObserver
{
    private readonly Claim _claim;
    private readonly ClaimTimes _times;
    private long _connections;
    private long _oneWay;

    public RoundTripClaim(Claim claim)
    {
        _claim = claim;
        _times = new ClaimTimes(claim, "round trips, one for each connection,");
        Observers = [new TcpFlowReport(0, claim.Server, [this])];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public void OnFlowEnd(TcpFlow flow)
    {
        if (!_claim.IsBetween(flow))
            return;
        _connections++;
        if (flow.Client.Segments == 0 || flow.Server.Segments == 0)
            _oneWay++;
        if (flow.Handshake is { ServerRtt: { } server, ClientRtt: { } client, IsAmbiguous: false })
            _times.See(server + client, flow.Handshake.AckFrame);
        else if (flow.Client.Rtt.Count > 0 && flow.Server.Rtt.Count > 0)
            _times.See(flow.Client.Rtt.Min + flow.Server.Rtt.Min, flow.LastFrame);
    }

    public ClaimRuling Judge(CaptureReading reading) =>
        _times.Count > 0 ? _times.Rule(null)
        : _connections == 0
            ? NotObservable("nothing_of_the_kind", "The capture has no TCP connection that the claim is about.")
        : _oneWay == _connections
            ? NotObservable("one_direction", "Of these connections the capture holds one direction only.")
        : NotObservable(
            "capture_begins_later",
            "Neither a whole handshake nor acknowledged data both ways was captured."
        );
}

/// <summary>Judges: an end closed its window.</summary>
internal sealed class ZeroWindowClaim : IClaimJudge, ITcpFlowObserver
{
    private readonly Claim _claim;
    private readonly LowestFrames _closed = new();
    private readonly LowestFrames _last = new();
    private long _ends;
    private long _silent;
    private long _longest;

    public ZeroWindowClaim(Claim claim)
    {
        _claim = claim;
        Observers = [new TcpFlowReport(0, claim.By, [this])];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public void OnFlowEnd(TcpFlow flow)
    {
        See(flow, flow.Client, flow.Server);
        See(flow, flow.Server, flow.Client);
    }

    public ClaimRuling Judge(CaptureReading reading)
    {
        string who = _claim.By.IsAll ? "an end" : _claim.By.ToString();
        ClaimFigure[] figures =
        [
            new("closed_windows", _closed.Count, "count"),
            new("longest", Math.Round(_longest / 1e6, 6), "ms"),
        ];
        return (
            _closed.Count > 0
                ? new ClaimRuling(
                    Yes,
                    Text($"{who} closed its window {_closed.Count} times, at longest for {_longest / 1e9:0.###} s."),
                    _closed
                )
            : _ends == 0
                ? NotObservable("nothing_of_the_kind", "The capture has no TCP connection that the claim is about.")
            : _silent == _ends
                ? NotObservable("one_direction", $"The capture holds no segment that {who} sent in these connections.")
            : new ClaimRuling(
                No,
                Text(
                    $"In {_ends - _silent} cases {who} took part in a connection and never said that its window is closed; these are the last frames."
                ),
                _last
            )
            {
                RestsOnAbsence = true,
            }
        ) with
        {
            Figures = figures,
        };
    }

    private void See(TcpFlow flow, TcpFlowSide by, TcpFlowSide of)
    {
        if (!_claim.By.Matches(by.Endpoint) || !_claim.Of.Matches(of.Endpoint))
            return;
        _ends++;
        if (by.Segments == by.Resets)
            _silent++;
        if (by.ZeroWindows.Count > 0)
        {
            _closed.Add(by.ZeroWindows.First.Select(one => one.FirstFrame), by.ZeroWindows.Count);
            _longest = Math.Max(_longest, by.ZeroWindows.Longest);
        }
        else
            _last.Add(flow.LastFrame);
    }
}
