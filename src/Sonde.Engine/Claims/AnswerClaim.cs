using Sonde.Analysis;
using Sonde.Wire;
using static Sonde.Engine.ClaimRuling;

namespace Sonde.Engine;

/// <summary>Judges: the server did not answer: a SYN, a datagram, a question of DNS, a request of HTTP.</summary>
internal sealed class AnswerClaim : IClaimJudge, ITcpFlowObserver
{
    private const long SynWait = 3 * Timestamp.PerSecond; // a SYN is sent again after 1 s (RFC 6298 §2)
    private const long RequestWait = Timestamp.PerSecond;
    private const int MostWaiting = 10_000; // kept until the end of the capture is known

    private readonly Claim _claim;
    private readonly DnsTracker _dns;
    private readonly LowestFrames _unanswered = new();
    private readonly LowestFrames _answered = new();
    private readonly LowestFrames _tooSoon = new();
    private readonly LowestFrames _rejected = new();
    private readonly List<(long Frame, Timestamp? At, long Wait)> _waiting = [];
    private bool _isFull;
    private long _spoken; // segments and datagrams of the server

    public AnswerClaim(Claim claim, CaptureEngine engine)
    {
        _claim = claim;
        _dns = new DnsTracker(engine.Protocols, DnsService.Dns);
        Observers = [new TcpFlowReport(0, claim.Server, [this]), _dns];
        Sinks = new ApplicationSinks { Http = See };
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public ApplicationSinks? Sinks { get; }

    public Coverage Complete(Coverage coverage) =>
        coverage.With((_isFull, "unanswered_requests_in_memory", MostWaiting));

    public void OnFlowEnd(TcpFlow flow)
    {
        if (!_claim.IsBetween(flow))
            return;
        _spoken += flow.Server.Segments;
        if (flow.IcmpErrors.Count > 0 && flow.Server.Segments == 0)
            _rejected.Add(flow.IcmpErrors);
        else if (ConnectionRowMaker.Opening(flow) == "no_answer")
            Wait(flow.Handshake.SynFrame, flow.First, flow.Handshake.Syns > 1 ? 0 : SynWait);
        else if (flow.Server.Segments > 0)
            _answered.Add(flow.Handshake.SynAckFrame > 0 ? flow.Handshake.SynAckFrame : flow.LastFrame);
    }

    public ClaimRuling Judge(CaptureReading reading)
    {
        _dns.Complete();
        SeeDatagrams(reading.Pass.Flows);
        SeeQuestions();
        foreach ((long frame, Timestamp? at, long wait) in _waiting)
        {
            bool isLong = wait == 0 || (at is { } from && reading.Pass.Totals.Latest is { } end && end - from >= wait);
            (isLong ? _unanswered : _tooSoon).Add(frame);
        }
        return Rule(reading) with
        {
            Figures =
            [
                new("unanswered", _unanswered.Count, "count"),
                new("answered_conversations", _answered.Count, "count"),
                new("answered_by_icmp_errors", _rejected.Count, "count"),
            ],
        };
    }

    private ClaimRuling Rule(CaptureReading reading)
    {
        if (_unanswered.Count > 0)
            return reading.Coverage.Directions == "one" && _spoken == 0
                ? NotObservable(
                    "one_direction",
                    "The capture shows one direction of its conversations only: answers would not be in it.",
                    _unanswered
                )
                : new(
                    Yes,
                    Text(
                        $"{_unanswered.Count} SYNs, datagrams or requests to {_claim.Server} have no answer in the capture."
                    ),
                    _unanswered
                );
        if (_tooSoon.Count > 0)
            return NotObservable(
                "capture_ends_too_soon",
                "The capture ends too soon after the request to expect an answer in it.",
                _tooSoon
            );
        if (_rejected.Count > 0)
            return new(No, Text($"{_rejected.Count} ICMP errors answered."), _rejected);
        return _answered.Count > 0
            ? new(
                No,
                Text($"{_claim.Server} answered in {_answered.Count} conversations, and nothing is left unanswered."),
                _answered
            )
            {
                RestsOnAbsence = true,
            }
            : NotObservable("nothing_of_the_kind", "The capture has no request to that server.");
    }

    private void See(HttpExchange exchange)
    {
        bool isMeant = _claim.Client.Matches(exchange.Carrier.Client) && _claim.Server.Matches(exchange.Carrier.Server);
        if (isMeant && exchange is { Status: 0, IsRequestComplete: true, HasGap: false, RequestLast: { } last })
            Wait(last.Frame, last.At, RequestWait);
    }

    // Of questions of DNS the tracker knows more: one socket may ask several.
    private void SeeQuestions()
    {
        foreach (DnsIncident one in _dns.Unanswered.Rows)
        {
            if (_claim.Client.Matches(one.Client) && _claim.Server.Matches(one.Server))
                Wait(one.Frame, one.At, RequestWait);
        }
    }

    private void SeeDatagrams(FlowTable flows)
    {
        HashSet<Endpoint> servers = [.. _dns.Servers.Select(server => server.Endpoint)];
        foreach (Flow flow in flows.Flows)
        {
            bool isMeant =
                flow.Key.Protocol == IpProtocols.Udp
                && _claim.Client.Matches(flow.Initiator)
                && _claim.Server.Matches(flow.Responder)
                && !flow.Responder.Address.IsMulticast;
            if (!isMeant)
                continue;
            _spoken += flow.Backward.Packets;
            if (flow.Backward.Packets > 0)
                _answered.Add(flow.FirstFrame);
            else if (!servers.Contains(flow.Responder))
                Wait(flow.FirstFrame, flow.HasTimes ? flow.First : null, RequestWait);
        }
    }

    private void Wait(long frame, Timestamp? at, long wait)
    {
        if (_waiting.Count < MostWaiting)
            _waiting.Add((frame, at, wait));
        else
            _isFull = true;
    }
}
