using System.Net;
using System.Net.Sockets;

namespace Sonde.Probes;

/// <summary>What a port is, as far as one attempt tells.</summary>
public enum PortState
{
    /// <summary>Somebody accepts connections, or answers datagrams.</summary>
    Open,

    /// <summary>The host itself refuses: nobody listens.</summary>
    Closed,

    /// <summary>No answer, or somebody on the way says that it does not let the packet pass.</summary>
    Filtered,

    /// <summary>UDP: no answer, as of a port that is filtered or of a service that does not answer what was asked.</summary>
    OpenFiltered,

    /// <summary>This machine could not ask.</summary>
    Error,
}

/// <summary>What an attempt found.</summary>
/// <param name="State">What the port is.</param>
/// <param name="Code">Why, in one word such as <c>connection_refused</c>; null for an open port.</param>
/// <param name="Time">From the attempt to its end.</param>
/// <param name="By">Who sent the ICMP error behind it, when one did.</param>
public readonly record struct PortFinding(PortState State, string? Code, TimeSpan Time, IPAddress? By = null)
{
    /// <summary>Nobody answered in time.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>The host refused.</summary>
    public const string Refused = "connection_refused";

    /// <summary>The connection came about and was reset at once.</summary>
    public const string ResetAfterHandshake = "reset_after_handshake";

    /// <summary>What the end of a connection says of the port, when nothing else is known of it.</summary>
    /// <param name="error">How it ended.</param>
    /// <param name="time">From the attempt to its end.</param>
    public static PortFinding Of(SocketError error, TimeSpan time) => Of(new ConnectEnd(0, error), time);

    /// <summary>What a failed or finished connection says of the port.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="time">From the attempt to its end.</param>
    public static PortFinding Of(ConnectEnd end, TimeSpan time)
    {
        if (end.Icmp is { } icmp)
            return new PortFinding(PortState.Filtered, IcmpReasons.Of(icmp), time, icmp.From);
        return end.Error switch
        {
            SocketError.Success => new PortFinding(PortState.Open, null, time),
            SocketError.ConnectionRefused => new PortFinding(PortState.Closed, Refused, time),
            SocketError.TimedOut => new PortFinding(PortState.Filtered, TimedOut, time),
            // a reset in place of the handshake is a refusal: this one came after it
            SocketError.ConnectionReset => new PortFinding(PortState.Open, ResetAfterHandshake, time),
            SocketError.HostUnreachable => new PortFinding(PortState.Filtered, "host_unreachable", time),
            SocketError.HostDown => new PortFinding(PortState.Filtered, "host_down", time),
            SocketError.NetworkUnreachable => new PortFinding(PortState.Error, "no_route", time),
            SocketError.AddressFamilyNotSupported => new PortFinding(PortState.Error, "no_such_address_family", time),
            SocketError.AccessDenied => new PortFinding(PortState.Error, "not_permitted", time),
            SocketError.AddressNotAvailable => new PortFinding(PortState.Error, "no_local_address", time),
            SocketError.TooManyOpenSockets => new PortFinding(PortState.Error, "too_many_open_files", time),
            SocketError.NoBufferSpaceAvailable => new PortFinding(PortState.Error, "no_memory", time),
            _ => new PortFinding(PortState.Error, "cannot_connect", time),
        };
    }
}
