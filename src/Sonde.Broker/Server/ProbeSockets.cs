using System.Globalization;
using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>Makes the sockets that a daemon gives away.</summary>
internal static class ProbeSockets
{
    private const byte EchoReply4 = 0;
    private const byte EchoReply6 = 129;
    private const uint Whole = 0xffff;

    /// <summary>Why such a socket is not given; null when it is.</summary>
    public static Refusal? Refused(ProbeRequest request, Offers offers)
    {
        (Offers needed, string name) = request.Kind switch
        {
            SocketKind.RawTcp => (Offers.Tcp, "TCP"),
            SocketKind.RawUdp => (Offers.Udp, "UDP"),
            _ => (Offers.Icmp, "ICMP"),
        };
        return (offers & needed) != 0
            ? null
            : new Refusal(RefusalCode.NotOffered, $"this daemon gives no {name} sockets");
    }

    /// <summary>Opens a socket.</summary>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpen(ProbeRequest request, out GuardedSocket? socket)
    {
        bool is4 = request.Family == AddressFamily.InterNetwork;
        int protocol = request.Kind switch
        {
            SocketKind.RawTcp => 6,
            SocketKind.RawUdp => 17,
            _ => is4 ? 1 : 58,
        };
        return GuardedSocket.TryOpen(request.Family, protocol, FilterOf(request), out socket);
    }

    /// <summary>Why it could not be opened.</summary>
    public static Refusal Explained(int error) =>
        error switch
        {
            SystemError.NotPermitted or SystemError.AccessDenied => new Refusal(
                RefusalCode.NotOffered,
                "the daemon lacks CAP_NET_RAW, or this kernel would let the socket forge headers"
            ),
            SystemError.NetworkUnreachable or SystemError.AddressNotAvailable => new Refusal(
                RefusalCode.Failed,
                "the loopback interface is down, over which the socket is tested"
            ),
            _ => new Refusal(
                RefusalCode.Failed,
                string.Create(CultureInfo.InvariantCulture, $"the system refused with error {error}")
            ),
        };

    /// <summary>What such a socket receives: what answers its own probes.</summary>
    internal static FilterInstruction[] FilterOf(ProbeRequest request)
    {
        // IPv4 comes with its header, so X = its length; IPv6 comes without
        bool is4 = request.Family == AddressFamily.InterNetwork;
        FilterInstruction[] begin = is4 ? [One(0xb1, 0)] : [];
        ushort octet = (ushort)(is4 ? 0x50 : 0x30);
        ushort pair = (ushort)(is4 ? 0x48 : 0x28);
        return request.Kind switch
        {
            SocketKind.RawUdp => [One(0x06, 0)],
            SocketKind.RawTcp =>
            [
                .. begin,
                One(pair, 0),
                One(0x15, request.Expected, otherwise: 1),
                One(0x06, Whole),
                One(0x06, 0),
            ],
            _ =>
            [
                .. begin,
                One(octet, 0),
                One(0x15, is4 ? EchoReply4 : EchoReply6, otherwise: 3),
                One(pair, 4),
                One(0x15, request.Expected, otherwise: 1),
                One(0x06, Whole),
                One(0x06, 0),
            ],
        };
    }

    private static FilterInstruction One(ushort code, uint value, byte otherwise = 0) =>
        new()
        {
            Code = code,
            Value = value,
            IfFalse = otherwise,
        };
}
