using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One ICMP or ICMPv6 message of a capture.</summary>
public sealed class IcmpMessage
{
    /// <summary>Number of the frame.</summary>
    public required long Frame { get; init; }

    /// <summary>When it was captured; means nothing with <see cref="IsTimeless"/>.</summary>
    public required Timestamp At { get; init; }

    /// <summary>The file has no time for it.</summary>
    public bool IsTimeless { get; init; }

    /// <summary>Octets of the frame on the wire.</summary>
    public required long FrameLength { get; init; }

    /// <summary>Who sent it.</summary>
    public required Address Source { get; init; }

    /// <summary>Who it is for.</summary>
    public required Address Destination { get; init; }

    /// <summary>Time to live, or hop limit, of its Internet header.</summary>
    public required byte HopsLeft { get; init; }

    /// <summary>It is ICMPv6: types and codes are those of RFC 4443.</summary>
    public required bool IsVersion6 { get; init; }

    /// <summary>Type (IANA).</summary>
    public required byte Type { get; init; }

    /// <summary>Code, by type.</summary>
    public required byte Code { get; init; }

    /// <summary>Checksum as it stands in the message.</summary>
    public required ushort Checksum { get; init; }

    /// <summary>Identifier of echo, timestamp, information and mask messages; else null.</summary>
    public int? Identifier { get; init; }

    /// <summary>Sequence number of the same messages; else null.</summary>
    public int? Sequence { get; init; }

    /// <summary>Largest datagram for the next hop, octets; of fragmentation needed (RFC 1191 §4) and packet too big, else null.</summary>
    public long? Mtu { get; init; }

    /// <summary>Gateway or target that a redirect names; else null.</summary>
    public Address? Gateway { get; init; }

    /// <summary>Neighbor that a solicitation or advertisement is about; else null.</summary>
    public Address? NeighborTarget { get; init; }

    /// <summary>What an error or redirect is about; null when it quotes nothing that can be read.</summary>
    public IcmpQuoted? Quoted { get; init; }

    /// <summary>Frame of the request that this reply answers.</summary>
    public long? RequestFrame { get; internal set; }

    /// <summary>Frame of the first reply to this request.</summary>
    public long? ReplyFrame { get; internal set; }

    /// <summary>Frame of the first error about this request.</summary>
    public long? ErrorFrame { get; internal set; }

    /// <summary>Nanoseconds from request to reply, on the reply.</summary>
    public long? RoundTrip { get; internal set; }

    /// <summary>The reply came again.</summary>
    public bool IsDuplicate { get; internal set; }

    /// <summary>It asks for an echo.</summary>
    public bool IsEchoRequest => Type == (IsVersion6 ? Icmpv6.EchoRequest : Icmp.EchoRequest);

    /// <summary>It is the reply to an echo request.</summary>
    public bool IsEchoReply => Type == (IsVersion6 ? Icmpv6.EchoReply : Icmp.EchoReply);

    /// <summary>It says that hops or time ran out.</summary>
    public bool IsTimeExceeded => Type == (IsVersion6 ? Icmpv6.TimeExceeded : Icmp.TimeExceeded);

    /// <summary>It says that the destination cannot be reached.</summary>
    public bool IsUnreachable => Type == (IsVersion6 ? Icmpv6.Unreachable : Icmp.Unreachable);

    /// <summary>It names another gateway.</summary>
    public bool IsRedirect => Type == (IsVersion6 ? Icmpv6.Redirect : Icmp.Redirect);

    /// <summary>It is about another datagram: an error or a redirect.</summary>
    public bool IsAboutAnother =>
        IsVersion6
            ? Type is (>= Icmpv6.Unreachable and <= Icmpv6.ParameterProblem) or Icmpv6.Redirect
            : Type
                is Icmp.Unreachable
                    or Icmp.SourceQuench
                    or Icmp.Redirect
                    or Icmp.TimeExceeded
                    or Icmp.ParameterProblem;
}
