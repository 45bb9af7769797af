using Sonde.Analysis;
using static Sonde.Engine.ClaimRuling;

namespace Sonde.Engine;

/// <summary>Whether a reset comes from the end in whose name it was sent.</summary>
internal static class ResetSender
{
    private const int OtherWay = 3; // hops
    private const int FarOther = 20; // hops: another system sent it

    /// <summary>How many hops it came from elsewhere, as far as other packets of the address tell.</summary>
    public static int Apart(TcpFlow flow, TcpReset reset, UsualHops hops)
    {
        TcpFlowSide sender = flow.ResetByClient == true ? flow.Client : flow.Server;
        return reset.UsualHopsLeft is { } usual ? Math.Abs(reset.HopsLeft - usual)
            : hops.Of(sender.Endpoint.Address) is { } known ? Math.Abs(reset.HopsLeft - known)
            : 0;
    }

    /// <summary>True: somebody else sent it; null: that may be; false: nothing says so.</summary>
    public static bool? IsOther(TcpReset reset, int apart) =>
        reset.LooksInjected || apart >= FarOther ? true
        : apart >= OtherWay ? null
        : false;
}

/// <summary>Judges: this end reset a connection, perhaps after a silence.</summary>
internal sealed class ResetClaim : IClaimJudge, ITcpFlowObserver
{
    private readonly Claim _claim;
    private readonly UsualHops _hops = new();
    private readonly LowestFrames _fitting = new();
    private readonly LowestFrames _tooSoon = new();
    private readonly LowestFrames _forged = new();
    private readonly LowestFrames _doubtful = new();
    private readonly LowestFrames _byOther = new();
    private readonly LowestFrames _ends = new();
    private long _connections;
    private long _silent;
    private long _longestIdle = -1;

    public ResetClaim(Claim claim)
    {
        _claim = claim;
        Observers = [_hops, new TcpFlowReport(0, claim.By, [this])];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public void OnFlowEnd(TcpFlow flow)
    {
        bool byClient = Fits(flow.Client, flow.Server);
        bool byServer = Fits(flow.Server, flow.Client);
        if (!byClient && !byServer)
            return;
        _connections++;
        if (flow.FirstReset is not { } reset || flow.ResetByClient is not { } isClient)
        {
            if ((byClient ? flow.Client : flow.Server).Segments == 0)
                _silent++;
            else
                _ends.Add(flow.LastFrame);
            return;
        }
        if (isClient ? !byClient : !byServer)
        {
            _byOther.Add(reset.Frame);
            return;
        }
        if (ResetSender.IsOther(reset, ResetSender.Apart(flow, reset, _hops)) is not false and var other)
        {
            (other is true ? _forged : _doubtful).Add(reset.Frame);
            return;
        }
        long idle = reset.IdleBefore ?? 0;
        _longestIdle = Math.Max(_longestIdle, idle);
        (idle / 1e9 >= (_claim.Said.AfterIdleS ?? 0) ? _fitting : _tooSoon).Add(reset.Frame);
    }

    public ClaimRuling Judge(CaptureReading reading)
    {
        string who = _claim.By.ToString();
        ClaimFigure[] figures =
        [
            new("connections", _connections, "count"),
            new("resets", _fitting.Count + _tooSoon.Count, "count"),
            .. _longestIdle >= 0
                ? [new ClaimFigure("longest_silence_before_a_reset", Math.Round(_longestIdle / 1e9, 6), "s")]
                : (ClaimFigure[])[],
        ];
        return Rule(who) with { Figures = figures };
    }

    private ClaimRuling Rule(string who)
    {
        string idle = _claim.Said.AfterIdleS is { } seconds ? Text($" after at least {seconds} s of silence") : "";
        string silence = Text($"the longest silence right before one was {_longestIdle / 1e9:0.######} s");
        if (_fitting.Count > 0)
            return new(
                Yes,
                Text($"{_fitting.Count} of {_connections} connections were reset by {who}{idle}; {silence}."),
                _fitting
            );
        if (_connections == 0)
            return NotObservable("nothing_of_the_kind", $"The capture has no TCP connection of these ends.");
        if (_tooSoon.Count > 0)
            return new(No, Text($"{who} reset {_tooSoon.Count} connections, none{idle}: {silence}."), _tooSoon);
        if (_forged.Count > 0)
            return new(
                No,
                Text(
                    $"{_forged.Count} resets came in the name of {who}, but do not fit its other packets (hops, sequence or identification): somebody else sent them."
                ),
                _forged
            );
        if (_doubtful.Count > 0)
            return NotObservable(
                "sender_doubtful",
                Text(
                    $"{_doubtful.Count} resets came in the name of {who} with another number of hops left than its other packets: somebody on the path may have sent them."
                ),
                _doubtful
            );
        if (_silent == _connections)
            return NotObservable("one_direction", $"The capture holds no packet that {who} sent in these connections.");
        if (_byOther.Count > 0)
            return new(No, Text($"{_byOther.Count} connections were reset, by the other end first."), _byOther)
            {
                RestsOnAbsence = true,
            };
        return new(
            No,
            Text($"None of {_connections} connections of these ends was reset; these are their last frames."),
            _ends
        )
        {
            RestsOnAbsence = true,
        };
    }

    private bool Fits(TcpFlowSide by, TcpFlowSide of) =>
        _claim.By.Matches(by.Endpoint) && _claim.Of.Matches(of.Endpoint);
}

/// <summary>Judges: the server refused a connection.</summary>
internal sealed class RefusalClaim : IClaimJudge, ITcpFlowObserver
{
    private readonly Claim _claim;
    private readonly UsualHops _hops = new();
    private readonly LowestFrames _refused = new();
    private readonly LowestFrames _forged = new();
    private readonly LowestFrames _doubtful = new();
    private readonly LowestFrames _open = new();
    private readonly LowestFrames _unanswered = new();
    private readonly LowestFrames _rejected = new();
    private long _connections;

    public RefusalClaim(Claim claim)
    {
        _claim = claim;
        Observers = [_hops, new TcpFlowReport(0, claim.Server, [this])];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public void OnFlowEnd(TcpFlow flow)
    {
        if (!_claim.IsBetween(flow))
            return;
        _connections++;
        if (flow is { Closing: TcpClosing.Refused, FirstReset: { } reset })
            (
                ResetSender.IsOther(reset, ResetSender.Apart(flow, reset, _hops)) switch
                {
                    true => _forged,
                    null => _doubtful,
                    false => _refused,
                }
            ).Add(reset.Frame);
        else if (flow.IcmpErrors.Count > 0 && flow.Server.Segments == 0)
            _rejected.Add(flow.IcmpErrors);
        else if (ConnectionRowMaker.Opening(flow) == "no_answer")
            _unanswered.Add(flow.Handshake.SynFrame);
        else if (flow.Server.Segments > 0)
            _open.Add(flow.Handshake.SynAckFrame > 0 ? flow.Handshake.SynAckFrame : flow.FirstFrame);
    }

    public ClaimRuling Judge(CaptureReading reading) =>
        Rule(reading) with
        {
            Figures = [new("connections", _connections, "count"), new("refused", _refused.Count, "count")],
        };

    private ClaimRuling Rule(CaptureReading reading)
    {
        string whose = _claim.Ends;
        if (_refused.Count > 0)
            return new(
                Yes,
                Text($"{_refused.Count} of {_connections} {whose} were refused: a reset answered the SYN."),
                _refused
            );
        if (_connections == 0)
            return NotObservable("nothing_of_the_kind", $"The capture has no {whose}.");
        if (_forged.Count > 0)
            return new(
                No,
                Text(
                    $"{_forged.Count} resets answered the SYN in the server's name, but do not fit its other packets: somebody on the path refused."
                ),
                _forged
            );
        if (_doubtful.Count > 0)
            return NotObservable(
                "sender_doubtful",
                Text(
                    $"{_doubtful.Count} resets answered the SYN with another number of hops left than the server's other packets: somebody on the path may have refused."
                ),
                _doubtful
            );
        if (_rejected.Count > 0)
            return new(No, Text($"The SYNs were answered by {_rejected.Count} ICMP errors, not by a reset."), _rejected)
            {
                RestsOnAbsence = true,
            };
        if (_open.Count > 0)
            return new(
                No,
                Text($"None of {_connections} {whose} was refused: the server answered {_open.Count} of them."),
                _open
            )
            {
                RestsOnAbsence = true,
            };
        if (_unanswered.Count > 0 && reading.Coverage.Directions != "one")
            return new(
                No,
                Text($"The SYNs of {_unanswered.Count} connections were not answered at all, not even by a reset."),
                _unanswered
            )
            {
                RestsOnAbsence = true,
            };
        return NotObservable(
            "one_direction",
            "The capture holds no packet of the server in these connections.",
            _unanswered
        );
    }
}
