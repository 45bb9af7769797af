using System.Net;

namespace Sonde.Probes;

/// <summary>A packet that a strategy wants sent.</summary>
/// <param name="Token">Tells the probes of one measurement apart; counts from 0.</param>
/// <param name="Destination">Whom it is for.</param>
/// <param name="Hops">Time to live or hop limit, 1 to 255.</param>
/// <param name="Flow">Which of several flows it belongs to: routers that balance by flow send one flow one way.</param>
/// <param name="Size">Octets of data behind the transport header; of UDP and echo.</param>
public readonly record struct Probe(int Token, IPAddress Destination, int Hops, int Flow, int Size);

/// <summary>What became of sending a probe.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Failure">Why it could not be sent; null when it was.</param>
public readonly record struct Sending(TimeSpan At, SendFailure? Failure);

/// <summary>Why this machine could not send a probe.</summary>
public enum SendFailure
{
    /// <summary>There is no route to the destination.</summary>
    NoRoute,

    /// <summary>This machine's packet filter or its rights forbid it.</summary>
    NotPermitted,

    /// <summary>The packet is larger than the attached link carries.</summary>
    TooLarge,

    /// <summary>The kernel has no memory or no descriptor left for it.</summary>
    NoResources,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>What an answer to a probe is.</summary>
public enum ReplyKind
{
    /// <summary>An answer of the destination: echo reply, SYN-ACK or reset, UDP datagram.</summary>
    Answer,

    /// <summary>A router says that the time to live ran out.</summary>
    HopsExhausted,

    /// <summary>ICMP says that the packet did not reach its receiver; type and code say why.</summary>
    Unreachable,

    /// <summary>ICMP says that the packet is too large for the next link.</summary>
    TooLarge,
}

/// <summary>An answer to a probe.</summary>
public sealed record ProbeReply
{
    /// <summary>The probe.</summary>
    public required int Token { get; init; }

    /// <summary>What the answer is.</summary>
    public required ReplyKind Kind { get; init; }

    /// <summary>Who sent it; null when the system does not say.</summary>
    public IPAddress? From { get; init; }

    /// <summary>When it was received.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Time to live or hop limit with which it came; null when unknown.</summary>
    public int? HopsLeft { get; init; }

    /// <summary>Type of the ICMP message; of errors.</summary>
    public byte Type { get; init; }

    /// <summary>Code of the ICMP message; of errors.</summary>
    public byte Code { get; init; }

    /// <summary>Largest packet that fits, octets; of <see cref="ReplyKind.TooLarge"/>, 0 when the router does not say.</summary>
    public int Mtu { get; init; }

    /// <summary>What the answer was beyond that it came: "SYN-ACK" or "RST"; null when there is nothing to say.</summary>
    public string? Detail { get; init; }

    /// <summary>What routers add behind the quoted datagram; null when nothing.</summary>
    public IcmpExtras? Extras { get; init; }
}
