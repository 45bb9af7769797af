using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The echo requests of one host to another under one identifier, as a run of ping sends them.</summary>
/// <param name="requester">Who asks.</param>
/// <param name="responder">Who is asked.</param>
/// <param name="identifier">Identifier of the messages.</param>
public sealed class EchoSession(Address requester, Address responder, ushort identifier)
{
    private readonly List<long> _roundTrips = [];

    /// <summary>Who asks.</summary>
    public Address Requester { get; } = requester;

    /// <summary>Who is asked.</summary>
    public Address Responder { get; } = responder;

    /// <summary>Identifier of the messages.</summary>
    public ushort Identifier { get; } = identifier;

    /// <summary>Echo requests.</summary>
    public long Requests { get; internal set; }

    /// <summary>Echo replies, duplicates included.</summary>
    public long Replies { get; internal set; }

    /// <summary>Requests with a reply.</summary>
    public long Answered { get; internal set; }

    /// <summary>Replies to requests that had one already.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Replies whose request is not in the capture.</summary>
    public long WithoutRequest { get; internal set; }

    /// <summary>Requests about which an error came.</summary>
    public long Errors { get; internal set; }

    /// <summary>Requests without a reply.</summary>
    public long Unanswered => Requests - Answered;

    /// <summary>Times from request to first reply, nanoseconds, in the order of the replies.</summary>
    public IReadOnlyList<long> RoundTrips => _roundTrips;

    /// <summary>Numbers of the first frames.</summary>
    public FirstFrames Frames { get; } = new();

    internal void Add(long roundTrip) => _roundTrips.Add(roundTrip);
}
