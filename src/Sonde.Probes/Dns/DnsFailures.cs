using System.Net.Sockets;

namespace Sonde.Probes;

/// <summary>Words for what goes wrong below DNS.</summary>
internal static class DnsFailures
{
    public static string Words(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.ConnectionReset => "connection reset",
            SocketError.NetworkUnreachable => "network unreachable",
            SocketError.HostUnreachable => "host unreachable",
            SocketError.HostDown => "host down",
            SocketError.TimedOut => "connection timed out",
            SocketError.AccessDenied => "forbidden by this machine's firewall or routes",
            SocketError.MessageSize => "message too long for the path",
            SocketError.AddressFamilyNotSupported => "this machine has no such address family",
            SocketError.AddressNotAvailable => "no address of this machine can reach it",
            _ => $"socket error {error}",
        };
}
