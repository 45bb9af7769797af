using System.Net;
using System.Net.Sockets;
using Sonde.Native;
using Sonde.Wire;

namespace Sonde.Probes;

/// <summary>Turns entries of error queues into answers to probes.</summary>
internal static class IcmpReplies
{
    private const byte FragmentationNeeded = 4; // code of ICMP's destination unreachable

    /// <summary>The answer that an error is; null when it says nothing of the probe's way.</summary>
    /// <param name="read">The error.</param>
    /// <param name="token">The probe.</param>
    /// <param name="destination">Whom the probe was for.</param>
    /// <param name="strippedHeaders">Octets of the quoted datagram that the system took away.</param>
    public static ProbeReply? Of(in ReadMessage read, int token, IPAddress destination, int strippedHeaders)
    {
        if (read.Message.Error is not { } error || KindOf(read.Family, error) is not { } kind)
            return null;
        bool isLocal = error.Origin == ErrorOrigin.Local;
        return new ProbeReply
        {
            Token = token,
            Kind = kind,
            From = isLocal ? null : error.Offender ?? destination,
            At = read.At,
            HopsLeft = read.HopsLeft,
            Type = error.Type,
            Code = error.Code,
            Mtu = kind == ReplyKind.TooLarge ? (int)Math.Min(error.Info, ushort.MaxValue) : 0,
            Extras = isLocal ? null : IcmpExtras.Read(read.Octets.Span, error.ExtensionsAt, strippedHeaders),
        };
    }

    private static ReplyKind? KindOf(AddressFamily family, in QueuedError error) =>
        error.Origin switch
        {
            ErrorOrigin.Local => error.Number == SystemError.MessageTooLong ? ReplyKind.TooLarge
            : error.Number == SystemError.HostUnreachable ? ReplyKind.Unreachable // no answer to ARP or its like
            : null,
            ErrorOrigin.Icmp when family == AddressFamily.InterNetwork => error.Type switch
            {
                Icmp.TimeExceeded when error.Code == 0 => ReplyKind.HopsExhausted,
                Icmp.Unreachable => error.Code == FragmentationNeeded ? ReplyKind.TooLarge : ReplyKind.Unreachable,
                Icmp.ParameterProblem => ReplyKind.Unreachable,
                _ => null,
            },
            ErrorOrigin.Icmpv6 => error.Type switch
            {
                Icmpv6.TimeExceeded when error.Code == 0 => ReplyKind.HopsExhausted,
                Icmpv6.PacketTooBig => ReplyKind.TooLarge,
                Icmpv6.Unreachable or Icmpv6.ParameterProblem => ReplyKind.Unreachable,
                _ => null,
            },
            _ => null,
        };
}
