using System.Buffers.Binary;
using System.Net;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>Reads the kernel's network tables over netlink.</summary>
internal static class KernelTable
{
    /// <summary>How long the kernel is waited for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private const ushort NewRoute = 24; // RTM_NEWROUTE
    private const ushort GetRoute = 26; // RTM_GETROUTE
    private const ushort DestinationAttribute = 1; // RTA_DST
    private const ushort InterfaceAttribute = 4; // RTA_OIF
    private const uint LookUpTable = 0x1000; // RTM_F_LOOKUP_TABLE: say in which table the entry stands
    private const uint MatchedEntry = 0x2000; // RTM_F_FIB_MATCH: the entry, not what follows from it
    private const int MostAttempts = 5;

    /// <summary>Reads a whole table, again when it changed meanwhile.</summary>
    /// <param name="family">Who is asked.</param>
    /// <param name="type">The request's type.</param>
    /// <param name="body">What follows its header.</param>
    /// <param name="begin">Called before each attempt: what came before counts no more.</param>
    /// <param name="take">Takes the bodies of the answer.</param>
    /// <returns>False when the table changed during every attempt.</returns>
    /// <exception cref="HostException">The kernel does not answer.</exception>
    public static bool Read(NetlinkFamily family, ushort type, ReadOnlySpan<byte> body, Action begin, BodyReceiver take)
    {
        try
        {
            for (int attempt = 0; attempt < MostAttempts; attempt++)
            {
                begin();
                // an attempt that broke off may leave messages behind: each has its own socket
                using NetlinkSocket socket = NetlinkSocket.Open(family, Longest);
                if (socket.Ask(type, NetlinkSocket.Dump, body, (_, octets) => take(octets)))
                    return true;
            }
            return false;
        }
        catch (NetlinkException refused)
        {
            throw new HostException(refused.Message, refused);
        }
    }

    /// <summary>What the coverage says when a table never stood still.</summary>
    public static string NeverStill(string table) =>
        $"The table of {table} changed during each of {MostAttempts} readings: entries may be missing or doubled.";

    /// <summary>Asks what would be done with a packet to an address.</summary>
    public static RouteChoice RouteTo(IPAddress destination, Func<int, string?> interfaceName)
    {
        HostRoute? way;
        try
        {
            way = Ask(destination, LookUpTable, interfaceName);
        }
        catch (NetlinkException refused) when (Refusal(refused.Error) is { } reason)
        {
            return new RouteChoice { Refused = reason };
        }
        catch (NetlinkException refused)
        {
            throw new HostException(refused.Message, refused);
        }
        if (way?.Type is "blackhole" or "unreachable" or "prohibit")
            return new RouteChoice { Refused = way.Type, Entry = way };
        HostRoute? entry = null;
        try
        {
            entry = Ask(destination, LookUpTable | MatchedEntry, interfaceName);
        }
        catch (NetlinkException)
        {
            // kernels before 4.13 do not know the flag; the way itself stands
        }
        return new RouteChoice { Way = way, Entry = entry };
    }

    private static string? Refusal(int error) =>
        error switch
        {
            NetlinkException.NetworkUnreachable => "no route",
            NetlinkException.HostUnreachable => "unreachable",
            NetlinkException.AccessDenied => "prohibit",
            NetlinkException.Invalid => "blackhole",
            _ => null,
        };

    private static HostRoute? Ask(IPAddress destination, uint flags, Func<int, string?> interfaceName)
    {
        byte[] octets = destination.GetAddressBytes();
        bool isIpv6 = octets.Length == 16;
        int scope = isIpv6 ? (int)destination.ScopeId : 0;
        byte[] body = new byte[12 + 4 + octets.Length + (scope == 0 ? 0 : 8)];
        body[0] = isIpv6 ? AddressMessage.Ipv6 : AddressMessage.Ipv4;
        body[1] = (byte)(octets.Length * 8);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(8), flags);
        Span<byte> attribute = body.AsSpan(12);
        BinaryPrimitives.WriteUInt16LittleEndian(attribute, (ushort)(4 + octets.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(attribute[2..], DestinationAttribute);
        octets.CopyTo(attribute[4..]);
        if (scope != 0)
        {
            attribute = attribute[(4 + octets.Length)..];
            BinaryPrimitives.WriteUInt16LittleEndian(attribute, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(attribute[2..], InterfaceAttribute);
            BinaryPrimitives.WriteInt32LittleEndian(attribute[4..], scope);
        }
        HostRoute? route = null;
        using NetlinkSocket socket = NetlinkSocket.Open(NetlinkFamily.Route, Longest);
        socket.Ask(
            GetRoute,
            0,
            body,
            (type, reply) =>
            {
                if (type == NewRoute)
                    route = RouteMessage.ReadAny(reply, interfaceName);
            }
        );
        return route;
    }
}

/// <summary>Takes the body of a netlink message.</summary>
internal delegate void BodyReceiver(ReadOnlySpan<byte> body);
