using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The datagram that an ICMP error or redirect is about, as far as it was quoted.</summary>
/// <param name="Source">Who had sent it, and so receives the error.</param>
/// <param name="Destination">Whom it was for: what is unreachable.</param>
/// <param name="Protocol">Its protocol (IANA); behind IPv6 extension headers where they were quoted.</param>
/// <param name="SourcePort">Source port; null without a transport header with ports.</param>
/// <param name="DestinationPort">Destination port; null without a transport header with ports.</param>
/// <param name="Echo">Key of the echo request it was; null for anything else.</param>
public readonly record struct IcmpQuoted(
    Address Source,
    Address Destination,
    byte Protocol,
    int? SourcePort,
    int? DestinationPort,
    EchoKey? Echo
);

/// <summary>What ties an echo reply to its request (RFC 792, RFC 4443 §4): both hosts, identifier and sequence number.</summary>
/// <param name="Requester">Who asked.</param>
/// <param name="Responder">Who was asked.</param>
/// <param name="Identifier">Identifier of the asking program.</param>
/// <param name="Sequence">Number of the request.</param>
public readonly record struct EchoKey(Address Requester, Address Responder, ushort Identifier, ushort Sequence);
