using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Causes in name resolution.</summary>
internal sealed class NameCauses : ICauseSource
{
    private const long Enough = Timestamp.PerSecond; // for an answer to come

    private static readonly NextQuestion Next = new(
        "Which names, which servers, and how long did they take?",
        "analyze_dns_resolution_issues"
    );

    private readonly DnsTracker _tracker;

    public NameCauses(CaptureEngine engine)
    {
        _tracker = new DnsTracker(engine.Protocols, DnsService.Dns);
        Observers = [_tracker];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public string LookedAt => $"name resolution: {_tracker.Queries} DNS queries, {_tracker.Responses} responses";

    public Coverage Complete(Coverage coverage) =>
        coverage.With(
            (_tracker.Forgotten > 0, "dns_questions_in_memory", DnsTracker.TransactionLimit),
            (_tracker.ServersNotKept > 0, "dns_servers_in_memory", DnsTracker.ServerLimit)
        );

    public IReadOnlyList<string> NotObservable(CaptureReading reading) =>
        _tracker.Queries + _tracker.Responses == 0 ? ["name resolution: the capture holds no DNS in the clear"] : [];

    public IReadOnlyList<CaptureCause> Find(CaptureReading reading)
    {
        _tracker.Complete();
        List<CaptureCause> causes = [];
        long answers = _tracker.Responses - _tracker.RepeatedResponses;
        foreach ((int code, long count) in _tracker.FailuresByCode.OrderBy(one => one.Key))
        {
            (string name, string text, int highest) = code switch
            {
                DnsResponseCodes.NoSuchName => ("name_does_not_exist", "Names are asked for that do not exist.", 1),
                DnsResponseCodes.ServerFailure => (
                    "name_server_failure",
                    "The name server could not find an answer.",
                    2
                ),
                DnsResponseCodes.Refused => (
                    "name_server_refuses",
                    "The name server refuses to answer this client, or for these names.",
                    2
                ),
                _ => ("name_error", $"The name server answers {DnsRowMaker.Code(code)}.", 2),
            };
            CauseGroup group = Group(_tracker.Failed.Rows.Where(one => one.ResponseCode == code));
            CaptureCause cause = group.Cause(
                name,
                "name_resolution",
                CauseWeight.Of(
                    count,
                    answers,
                    $"DNS answers are {DnsRowMaker.Code(code)}",
                    group.Worst(Answers),
                    highest
                ),
                text,
                Next
            );
            causes.Add(Counted(cause, count, code < 16 ? $"dns.flags.rcode == {code}" : null));
        }
        AddUnanswered(causes, reading);
        if (_tracker.Slow.Count > 0)
        {
            CauseGroup slowly = Group(_tracker.Slow.Rows);
            CaptureCause slow = slowly.Cause(
                "name_server_slow",
                "name_resolution",
                CauseWeight.Of(
                    _tracker.Slow.Count,
                    answers,
                    "DNS answers took more than 100 ms",
                    slowly.Worst(Answers),
                    1
                ),
                "The name server takes long to answer.",
                Next
            );
            causes.Add(Counted(slow, _tracker.Slow.Count, "dns.time > 0.1"));
        }
        return causes;
    }

    private void AddUnanswered(List<CaptureCause> causes, CaptureReading reading)
    {
        DnsIncident[] late =
        [
            .. _tracker.Unanswered.Rows.Where(one =>
                one.At is { } at && reading.Pass.Totals.Latest is { } end && end - at >= Enough
            ),
        ];
        if (late.Length == 0 || _tracker.Responses == 0 && reading.Coverage.Directions == "one")
            return;
        CauseGroup silent = Group(late);
        CaptureCause cause = silent.Cause(
            "name_server_silent",
            "name_resolution",
            CauseWeight.Of(
                late.Length,
                _tracker.Queries,
                "DNS queries have no answer in the capture",
                silent.Worst(Queries)
            ),
            "The name server does not answer.",
            Next
        );
        causes.Add(
            Counted(cause, late.Length, null) with
            {
                NotObservable = ["whether the query was lost, the answer was lost, or the server was silent"],
            }
        );
    }

    private long Answers(Endpoint server) =>
        _tracker.Servers.Where(one => one.Endpoint == server).Sum(one => one.Responses);

    private long Queries(Endpoint server) =>
        _tracker.Servers.Where(one => one.Endpoint == server).Sum(one => one.Queries);

    private static CaptureCause Counted(CaptureCause cause, long count, string? filter) =>
        count == cause.Evidence.FramesTotal && cause.Evidence.DisplayFilter is not null
            ? cause
            : cause with
            {
                Count = count,
                Evidence = cause.Evidence with { FramesTotal = count, DisplayFilter = filter },
            };

    private static CauseGroup Group(IEnumerable<DnsIncident> incidents)
    {
        var group = new CauseGroup();
        foreach (DnsIncident one in incidents.OrderBy(one => one.Frame))
            group.Add(one.Client, one.Server, one.Frame);
        return group;
    }
}
