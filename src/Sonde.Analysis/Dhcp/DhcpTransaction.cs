using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One message of a transaction.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="At">When it was captured.</param>
/// <param name="Type">Message type; 0 in BOOTP.</param>
/// <param name="IsTimeless">The file has no time for it.</param>
public readonly record struct DhcpStep(long Frame, Timestamp At, byte Type, bool IsTimeless);

/// <summary>The messages of one client under one transaction identifier.</summary>
/// <param name="isVersion6">They are DHCPv6.</param>
/// <param name="id">Transaction identifier: 32 bits, 24 for DHCPv6.</param>
/// <param name="client">Hardware address, or DUID for DHCPv6; empty when no message says it.</param>
public sealed class DhcpTransaction(bool isVersion6, uint id, string client)
{
    /// <summary>Messages kept.</summary>
    public const int MostSteps = 64;

    /// <summary>Offering servers kept.</summary>
    public const int MostServers = 16;

    private static ReadOnlySpan<byte> Handshake =>
        [DhcpMessageTypes.Discover, DhcpMessageTypes.Offer, DhcpMessageTypes.Request, DhcpMessageTypes.Ack];

    private readonly List<DhcpStep> _steps = [];
    private readonly List<string> _offering = [];
    private readonly List<long> _responseTimes = [];
    private DhcpStep? _asked;
    private bool _isGranted;
    private byte _question; // type of the last message that wants an answer
    private int _progress; // of the four messages of a handshake, how many came in order

    /// <summary>They are DHCPv6.</summary>
    public bool IsVersion6 { get; } = isVersion6;

    /// <summary>Transaction identifier.</summary>
    public uint Id { get; } = id;

    /// <summary>The client: hardware address, or DUID for DHCPv6; empty when no message says it.</summary>
    public string Client { get; } = client;

    /// <summary>The first messages.</summary>
    public IReadOnlyList<DhcpStep> Steps => _steps;

    /// <summary>All messages.</summary>
    public long Messages { get; private set; }

    /// <summary>Servers that made offers.</summary>
    public IReadOnlyList<string> OfferingServers => _offering;

    /// <summary>Nanoseconds from a request to its first answer, in order.</summary>
    public IReadOnlyList<long> ResponseTimes => _responseTimes;

    /// <summary>
    /// DISCOVER, OFFER, REQUEST and ACK came in this order. DHCPv6 has an identifier for each exchange (RFC 8415 §16.1): there, a
    /// Request, or a Solicit with rapid commit, got its Reply.
    /// </summary>
    public bool IsHandshake => IsVersion6 ? _isGranted : _progress == Handshake.Length;

    /// <summary>It began with DISCOVER, or Solicit.</summary>
    public bool BeganWithDiscover { get; private set; }

    /// <summary>A message that wants an answer came last.</summary>
    public bool IsUnanswered => _asked is not null;

    internal long? Add(DhcpStep step, bool isQuestion, bool isAnswer, string? offering)
    {
        Messages++;
        if (_steps.Count < MostSteps)
            _steps.Add(step);
        if (Messages == 1)
            BeganWithDiscover = step.Type == 1;
        if (IsVersion6)
            _isGranted |=
                step.Type == Dhcpv6MessageTypes.Reply
                && _question is Dhcpv6MessageTypes.Solicit or Dhcpv6MessageTypes.Request;
        else if (_progress < Handshake.Length && step.Type == Handshake[_progress])
            _progress++;
        if (offering is not null && _offering.Count < MostServers && !_offering.Contains(offering))
            _offering.Add(offering);
        if (isQuestion)
            (_asked, _question) = (step, step.Type);
        if (!isAnswer || _asked is not { } asked)
            return null;
        _asked = null;
        long took = step.At - asked.At;
        if (took < 0 || step.IsTimeless || asked.IsTimeless)
            return null;
        if (_responseTimes.Count < MostSteps)
            _responseTimes.Add(took);
        return took;
    }
}

/// <summary>An address or prefix lent to a client.</summary>
public sealed class DhcpLease
{
    /// <summary>Hardware address or DUID.</summary>
    public required string Client { get; init; }

    /// <summary>What is lent.</summary>
    public required Address Address { get; init; }

    /// <summary>Length of a lent prefix; null for an address.</summary>
    public int? PrefixLength { get; init; }

    /// <summary>The server that lends it.</summary>
    public string Server { get; internal set; } = "";

    /// <summary>For how long, seconds; 0xffffffff means for ever.</summary>
    public uint Seconds { get; internal set; }

    /// <summary>When it was last granted; null where the file has no time.</summary>
    public Timestamp? At { get; internal set; }

    /// <summary>Frame that granted it last.</summary>
    public long Frame { get; internal set; }

    /// <summary>How often it was granted.</summary>
    public long Grants { get; internal set; }

    /// <summary>Frame in which the client gave it back; null when it did not.</summary>
    public long? ReleasedFrame { get; internal set; }
}
