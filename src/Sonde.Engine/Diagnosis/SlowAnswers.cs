using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Answers of applications that began long after their question had ended.</summary>
internal sealed class SlowAnswers
{
    private const long Long = Timestamp.PerSecond; // what a person notices as an interruption
    private const int MostProtocols = 64;

    private readonly SortedDictionary<string, CauseGroup> _slow = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _longest = new(StringComparer.Ordinal);

    /// <summary>An exchange.</summary>
    public void See(Transaction one)
    {
        if (one.ResponseFirst is not { } first || first.At.Nanoseconds == 0)
            return;
        long took = first.At - one.RequestLast.At;
        if (took < Long || (_slow.Count >= MostProtocols && !_slow.ContainsKey(one.Protocol)))
            return;
        if (!_slow.TryGetValue(one.Protocol, out CauseGroup? group))
            _slow.Add(one.Protocol, group = new CauseGroup());
        group.Add(one.Carrier.Client, one.Carrier.Server, first.Frame);
        _longest[one.Protocol] = Math.Max(_longest.GetValueOrDefault(one.Protocol), took);
    }

    /// <summary>A cause for each protocol with such answers.</summary>
    /// <param name="tries">Answers of a protocol's server.</param>
    /// <param name="answers">Answers of a protocol.</param>
    public IEnumerable<CaptureCause> Find(Func<(string, Endpoint), long> tries, Func<string, long> answers)
    {
        foreach ((string protocol, CauseGroup group) in _slow)
        {
            CaptureCause cause = group.Cause(
                "slow_answers",
                "application",
                CauseWeight.Of(
                    group.Frames.Count,
                    answers(protocol),
                    $"answers of {protocol} began a second or more after their question had ended",
                    group.Worst(server => tries((protocol, server))),
                    highest: 1
                ),
                $"Servers of {protocol} take long to answer.",
                new("Which questions took how long?", "analyze_application_response_times")
            );
            yield return cause with
            {
                Confidence = Math.Min(0.7, cause.Confidence),
                Supports =
                [
                    .. cause.Supports,
                    string.Create(CultureInfo.InvariantCulture, $"the longest took {_longest[protocol] / 1e9:0.##} s"),
                ],
                SpeaksAgainst =
                [
                    .. cause.SpeaksAgainst,
                    "requests that wait for news (long polling) and large reports take long on purpose",
                ],
                NotObservable = ["what the server did meanwhile, and whom it asked itself"],
            };
        }
    }
}
