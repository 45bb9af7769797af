using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;
using static Sonde.Engine.ClaimRuling;

namespace Sonde.Engine;

/// <summary>Judges how long answers of DNS took, and how they failed.</summary>
internal sealed class DnsClaim : IClaimJudge, IObserver
{
    private const int Codes = 4096; // RFC 6891 §6.1.3: twelve bits

    private readonly Claim _claim;
    private readonly DnsTracker _tracker;
    private readonly ClaimTimes _times;
    private readonly int? _code;
    private readonly LowestFrames _failed = new();
    private readonly LowestFrames _answers = new();
    private readonly LowestFrames _queries = new();

    public DnsClaim(Claim claim, CaptureEngine engine)
    {
        _claim = claim;
        _tracker = new DnsTracker(engine.Protocols, DnsService.Dns);
        _times = new ClaimTimes(claim, "DNS answers");
        _code = CodeOf(claim.Said.Rcode);
        Observers = [_tracker, this];
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public void OnPacket(in Packet packet)
    {
        foreach (DnsSeen seen in _tracker.Seen)
        {
            if (!IsMeant(seen))
                continue;
            if (seen.Code is not { } code)
            {
                _queries.Add(packet.Frame.Number);
                continue;
            }
            if (seen.Repeated)
                continue;
            _answers.Add(packet.Frame.Number);
            if (seen.Latency is { } latency)
                _times.See(latency, packet.Frame.Number);
            if (_code is { } wanted ? code == wanted : code != 0)
                _failed.Add(packet.Frame.Number);
        }
    }

    public ClaimRuling Judge(CaptureReading reading)
    {
        if (_claim.Kind == "dns_answer_time")
            return _times.Count > 0 ? _times.Rule(null) : Nothing(reading, "answer with its question");
        if (_answers.Count == 0)
            return Nothing(reading, "answer");
        string how = _code is { } code ? $" with {DnsRowMaker.Code(code)}" : "";
        ClaimRuling ruling =
            _failed.Count > 0
                ? new(Yes, Text($"{_failed.Count} of {_answers.Count} answers failed{how}."), _failed)
                : new(No, Text($"None of {_answers.Count} answers failed{how}."), _answers) { RestsOnAbsence = true };
        return ruling with
        {
            Figures = [new("failed", _failed.Count, "count"), new("answers", _answers.Count, "count")],
        };
    }

    private ClaimRuling Nothing(CaptureReading reading, string what)
    {
        bool isHalf = (_queries.Count == 0) != (_answers.Count == 0);
        bool isOneWay = isHalf && (_queries.Count == 0 || reading.Coverage.Directions == "one");
        return isOneWay
            ? NotObservable(
                "one_direction",
                Text(
                    $"The capture holds {_queries.Count} questions and {_answers.Count} answers that the claim is about: one direction only."
                ),
                _queries.Count > 0 ? _queries : _answers
            )
            : NotObservable(
                "nothing_of_the_kind",
                Text($"The capture holds no {what} that the claim is about; {_queries.Count} questions."),
                _queries
            );
    }

    private bool IsMeant(in DnsSeen seen) =>
        _claim.Server.Matches(seen.Code is null ? seen.Destination : seen.Source)
        && (
            _claim.Said.Name is not { } name
            || name.AsSpan().TrimEnd('.').Equals(seen.Name.AsSpan().TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
        );

    private static int? CodeOf(string? typed)
    {
        if (typed is null)
            return null;
        string[] names =
        [
            .. Enumerable.Range(1, 31).Select(code => DnsResponseCodes.NameOf((ulong)code)).OfType<string>(),
        ];
        if (
            int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is > 0 and < Codes
        )
            return number;
        for (int code = 1; code < Codes; code++)
        {
            if (typed.Equals(DnsResponseCodes.NameOf((ulong)code), StringComparison.OrdinalIgnoreCase))
                return code;
        }
        throw EngineException.UnknownName("DNS response code of a failure", typed, names);
    }
}
