using System.Buffers.Binary;
using System.Net;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>
/// Reads what the kernel says of a socket: inet_diag_msg (family, state, timer, retransmits, 8 each; ports 16 each in network
/// order; addresses 128 each; interface 32, cookie 64; expires, queues, user, inode, 32 each), attributes.
/// </summary>
public static class SocketMessage
{
    /// <summary>Octets of the fixed part.</summary>
    public const int Size = 72;

    /// <summary>INET_DIAG_INFO: tcp_info.</summary>
    internal const int Information = 2;

    /// <summary>INET_DIAG_CONG: name of the congestion control.</summary>
    internal const int Congestion = 4;

    private static readonly string?[] States =
    [
        null,
        "ESTABLISHED",
        "SYN-SENT",
        "SYN-RECEIVED",
        "FIN-WAIT-1",
        "FIN-WAIT-2",
        "TIME-WAIT",
        "CLOSED",
        "CLOSE-WAIT",
        "LAST-ACK",
        "LISTEN",
        "CLOSING",
        "SYN-RECEIVED", // TCP_NEW_SYN_RECV: the same state, kept in another table
        "CLOSED", // TCP_BOUND_INACTIVE
    ];

    /// <summary>Reads it; null when it is too short or of another family.</summary>
    /// <param name="body">What follows the header of SOCK_DIAG_BY_FAMILY.</param>
    /// <param name="isTcp">Which protocol was asked about; the message does not say.</param>
    public static HostSocket? Read(ReadOnlySpan<byte> body, bool isTcp)
    {
        if (body.Length < Size || body[0] is not (AddressMessage.Ipv4 or AddressMessage.Ipv6))
            return null;
        int width = body[0] == AddressMessage.Ipv4 ? 4 : 16;
        string? state = isTcp ? StateName(body[1]) : null;
        ushort remotePort = BinaryPrimitives.ReadUInt16BigEndian(body[6..]);
        var remote = new IPAddress(body.Slice(24, width));
        bool isConnected = remotePort != 0 || !IsUnspecified(remote);
        SocketTcpFacts? facts = null;
        string? congestion = null;
        for (var attributes = new NetlinkAttributes(body[Size..]); attributes.MoveNext(); )
        {
            // of a listener the kernel fills the same structure with other things
            if (attributes.Type == Information && isTcp && state is not ("LISTEN" or "CLOSED"))
                facts = TcpInformation.Read(attributes.Value);
            else if (attributes.Type == Congestion)
                congestion = attributes.Text;
        }
        return new HostSocket
        {
            IsTcp = isTcp,
            LocalAddress = new IPAddress(body.Slice(8, width)),
            LocalPort = BinaryPrimitives.ReadUInt16BigEndian(body[4..]),
            RemoteAddress = isConnected ? remote : null,
            RemotePort = isConnected ? remotePort : null,
            State = state,
            InterfaceIndex = BinaryPrimitives.ReadInt32LittleEndian(body[40..]),
            ReceiveQueue = BinaryPrimitives.ReadUInt32LittleEndian(body[56..]),
            SendQueue = BinaryPrimitives.ReadUInt32LittleEndian(body[60..]),
            UserId = BinaryPrimitives.ReadUInt32LittleEndian(body[64..]),
            Inode = BinaryPrimitives.ReadUInt32LittleEndian(body[68..]),
            Tcp = facts is null ? null : facts with { CongestionControl = congestion },
        };
    }

    /// <summary>The state by RFC 9293's name; null for a number that the kernel does not use.</summary>
    internal static string? StateName(byte state) => state < States.Length ? States[state] : null;

    private static bool IsUnspecified(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
