using System.Net;

namespace Sonde.Probes;

/// <summary>What became of the probes to one host.</summary>
public sealed class PingSeries
{
    private readonly List<PingProbe> _probes = [];
    private int _highestAnswered = -1;

    /// <summary>A series of no probes yet.</summary>
    public PingSeries(IPAddress address) => Address = address;

    /// <summary>The host.</summary>
    public IPAddress Address { get; }

    /// <summary>The probes that were sent or could not be sent, in order.</summary>
    public IReadOnlyList<PingProbe> Probes => _probes;

    /// <summary>Answers that came again.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Answers that came after that of a later probe.</summary>
    public int Reordered { get; private set; }

    /// <summary>Answers that came after the time allowed.</summary>
    public int Late { get; private set; }

    /// <summary>Everything that was asked of this host was done.</summary>
    public bool IsFinished { get; internal set; }

    /// <summary>Probes whose fate is known, and that left this machine: the base of loss.</summary>
    public int Sent => _probes.Count(probe => probe.Fate is not (PingFate.Open or PingFate.NotSent));

    /// <summary>Probes that were answered in time.</summary>
    public int Received => _probes.Count(probe => probe.Fate == PingFate.Answered);

    internal int Begin(TimeSpan at, SendFailure? failure)
    {
        _probes.Add(
            new PingProbe(_probes.Count + 1)
            {
                SentAt = at,
                Failure = failure,
                Fate = failure is null ? PingFate.Open : PingFate.NotSent,
            }
        );
        return _probes.Count - 1;
    }

    internal void GiveUp(int index)
    {
        if (_probes[index].Fate == PingFate.Open)
            _probes[index].Fate = PingFate.Silent;
    }

    internal void Receive(int index, ProbeReply reply, TimeSpan timeout)
    {
        PingProbe probe = _probes[index];
        bool isAnswer = reply.Kind == ReplyKind.Answer;
        TimeSpan taken = reply.At - probe.SentAt;
        switch (probe.Fate)
        {
            case PingFate.Answered:
                if (isAnswer)
                    Duplicates++;
                return;
            case PingFate.Silent when !isAnswer || probe.Reply is not null || taken > timeout:
                if (isAnswer && probe.Reply is null)
                    Late++;
                probe.Reply ??= reply;
                return;
            case PingFate.Silent: // it came in time, and was only read too late
            case PingFate.Open:
                break;
            default:
                return;
        }
        probe.Reply = reply;
        if (!isAnswer)
        {
            probe.Fate = PingFate.Refused;
            return;
        }
        if (taken > timeout)
        {
            probe.Fate = PingFate.Silent;
            Late++;
            return;
        }
        probe.Fate = PingFate.Answered;
        probe.RoundTrip = taken > TimeSpan.Zero ? taken : TimeSpan.Zero;
        if (index < _highestAnswered)
            Reordered++;
        _highestAnswered = Math.Max(_highestAnswered, index);
    }
}

/// <summary>One probe of a series.</summary>
/// <param name="number">Its number in the series, from 1.</param>
public sealed class PingProbe(int number)
{
    /// <summary>Its number in the series, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>When it was sent.</summary>
    public TimeSpan SentAt { get; internal set; }

    /// <summary>What became of it.</summary>
    public PingFate Fate { get; internal set; }

    /// <summary>Time until the answer; null when none came in time.</summary>
    public TimeSpan? RoundTrip { get; internal set; }

    /// <summary>The answer or the error that came for it; null when none did.</summary>
    public ProbeReply? Reply { get; internal set; }

    /// <summary>Why it could not be sent; null when it was.</summary>
    public SendFailure? Failure { get; internal set; }
}

/// <summary>What became of a probe.</summary>
public enum PingFate
{
    /// <summary>It is under way.</summary>
    Open,

    /// <summary>It was answered in time.</summary>
    Answered,

    /// <summary>ICMP said that it did not arrive.</summary>
    Refused,

    /// <summary>Nothing came in time.</summary>
    Silent,

    /// <summary>It could not be sent.</summary>
    NotSent,
}
