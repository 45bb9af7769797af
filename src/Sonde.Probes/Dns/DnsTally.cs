namespace Sonde.Probes;

/// <summary>Counts what was sent and what came in that is no answer. Safe for use by several senders at once.</summary>
public sealed class DnsTally
{
    private long _sent;
    private long _otherSource;
    private long _otherId;
    private long _otherQuestion;
    private long _malformed;
    private long _late;

    /// <summary>Questions sent.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Datagrams from an address that was not asked.</summary>
    public long OtherSource => Volatile.Read(ref _otherSource);

    /// <summary>Messages under an id that was not used.</summary>
    public long OtherId => Volatile.Read(ref _otherId);

    /// <summary>Messages that answer another question.</summary>
    public long OtherQuestion => Volatile.Read(ref _otherQuestion);

    /// <summary>Octets that are no answering message.</summary>
    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>Answers that came twice, or after nobody waited any more.</summary>
    public long Late => Volatile.Read(ref _late);

    internal void CountSent() => Interlocked.Increment(ref _sent);

    internal void CountOtherSource() => Interlocked.Increment(ref _otherSource);

    internal void CountLate() => Interlocked.Increment(ref _late);

    internal void Count(DnsMatch match)
    {
        switch (match)
        {
            case DnsMatch.OtherId:
                Interlocked.Increment(ref _otherId);
                break;
            case DnsMatch.OtherQuestion:
                Interlocked.Increment(ref _otherQuestion);
                break;
            case DnsMatch.Malformed:
                Interlocked.Increment(ref _malformed);
                break;
            default:
                break;
        }
    }
}
