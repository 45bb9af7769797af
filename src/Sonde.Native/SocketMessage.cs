using System.Diagnostics;
using System.Net;

namespace Sonde.Native;

/// <summary>What a socket received: a datagram, or an entry of its error queue.</summary>
public readonly record struct SocketMessage
{
    /// <summary>Octets received; of an error, of the datagram that it is about.</summary>
    public int Length { get; init; }

    /// <summary>Who sent it; of an error, whom the datagram was for.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>The port that goes with <see cref="Peer"/>.</summary>
    public int PeerPort { get; init; }

    /// <summary>When the kernel received it, as <see cref="Stopwatch.GetTimestamp"/> counts; when it was taken, if the kernel does not say.</summary>
    public long ReceivedAt { get; init; }

    /// <summary>Time to live or hop limit with which it came; null when the kernel does not say.</summary>
    public int? HopsLeft { get; init; }

    /// <summary>The error; null of a datagram.</summary>
    public QueuedError? Error { get; init; }
}

/// <summary>An entry of a socket's error queue, struct sock_extended_err of ip(7).</summary>
/// <param name="Number">The system's number of the error.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Type">Type of the ICMP message.</param>
/// <param name="Code">Code of the ICMP message.</param>
/// <param name="Info">The MTU, when the datagram was too large.</param>
/// <param name="Offender">Who sent the ICMP message.</param>
/// <param name="ExtensionsAt">Where the extensions of RFC 4884 begin in what was received; 0 when the kernel found none.</param>
public readonly record struct QueuedError(
    int Number,
    ErrorOrigin Origin,
    byte Type,
    byte Code,
    uint Info,
    IPAddress? Offender,
    int ExtensionsAt
);

/// <summary>Where an entry of an error queue comes from.</summary>
public enum ErrorOrigin
{
    /// <summary>Nobody says.</summary>
    None = 0,

    /// <summary>This machine.</summary>
    Local = 1,

    /// <summary>An ICMP message.</summary>
    Icmp = 2,

    /// <summary>An ICMPv6 message.</summary>
    Icmpv6 = 3,
}
