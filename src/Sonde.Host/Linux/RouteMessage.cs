using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>Reads what the kernel says of a route: rtmsg (family, destination and source prefix lengths, tos, table, protocol, scope, type, 8 each; flags 32), attributes.</summary>
public static class RouteMessage
{
    private const int Size = 12;
    private const uint Cloned = 0x200; // RTM_F_CLONED: an entry of the cache

    private enum Attribute : ushort
    {
        Destination = 1,
        From = 2,
        Interface = 4,
        Gateway = 5,
        Priority = 6,
        Source = 7,
        Metrics = 8,
        Multipath = 9,
        Table = 15,
        Via = 18,
        Preference = 20,
    }

    // What the attributes say, before it is put together.
    private ref struct Parts
    {
        public IPAddress? Destination;
        public IPAddress? From;
        public IPAddress? Gateway;
        public IPAddress? Source;
        public int Interface;
        public uint Table;
        public long? Metric;
        public int? Mtu;
        public string? Preference;
        public List<HostNextHop>? Several;
    }

    /// <summary>Reads it; null when it is too short, of another family, or an entry of the cache.</summary>
    /// <param name="body">What follows the header of RTM_NEWROUTE.</param>
    /// <param name="interfaceName">The name of an interface by its number; null when there is none.</param>
    public static HostRoute? Read(ReadOnlySpan<byte> body, Func<int, string?> interfaceName) =>
        body.Length >= Size && (BinaryPrimitives.ReadUInt32LittleEndian(body[8..]) & Cloned) != 0
            ? null
            : ReadAny(body, interfaceName);

    /// <summary>Reads it, entries of the cache as well: those are the answers to questions about one destination.</summary>
    internal static HostRoute? ReadAny(ReadOnlySpan<byte> body, Func<int, string?> interfaceName)
    {
        if (body.Length < Size || body[0] is not (AddressMessage.Ipv4 or AddressMessage.Ipv6))
            return null;
        bool isIpv6 = body[0] == AddressMessage.Ipv6;
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(body[8..]) & ~Cloned;
        Parts parts = Read(body[Size..], body[4], interfaceName);
        IReadOnlyList<string> words = LinuxNames.OfRoute(flags);
        List<HostNextHop> hops =
            parts.Several is { Count: > 0 } several ? several
            : parts.Gateway is null && parts.Interface == 0 ? []
            : [new HostNextHop(parts.Gateway, parts.Interface, interfaceName(parts.Interface), 1, words)];
        return new HostRoute
        {
            Destination = parts.Destination ?? (isIpv6 ? IPAddress.IPv6Any : IPAddress.Any),
            PrefixLength = body[1],
            Type = LinuxNames.RouteType(body[7]),
            Table = parts.Table,
            NextHops = hops,
            Metric = parts.Metric,
            Protocol = LinuxNames.RouteProtocol(body[5]),
            Scope = LinuxNames.Scope(body[6]),
            Source = parts.Source,
            FromPrefix = body[2] == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{parts.From}/{body[2]}"),
            Mtu = parts.Mtu,
            Preference = parts.Preference,
            Flags = words.Count == 0 ? null : string.Join(' ', words),
            IsDead = hops.Count > 0 && hops.All(hop => hop.Flags.Any(flag => flag is "dead" or "linkdown")),
        };
    }

    private static Parts Read(ReadOnlySpan<byte> octets, byte table, Func<int, string?> interfaceName)
    {
        var parts = new Parts { Table = table };
        for (var attributes = new NetlinkAttributes(octets); attributes.MoveNext(); )
        {
            ReadOnlySpan<byte> value = attributes.Value;
            switch ((Attribute)attributes.Type)
            {
                case Attribute.Destination:
                    parts.Destination = AddressMessage.Address(value);
                    break;
                case Attribute.From:
                    parts.From = AddressMessage.Address(value);
                    break;
                case Attribute.Interface:
                    parts.Interface = (int)(attributes.Number ?? 0);
                    break;
                case Attribute.Gateway:
                    parts.Gateway = AddressMessage.Address(value);
                    break;
                case Attribute.Via: // a gateway of the other family: family 16, address
                    parts.Gateway = value.Length > 2 ? AddressMessage.Address(value[2..]) : null;
                    break;
                case Attribute.Priority:
                    parts.Metric = (long?)attributes.Number;
                    break;
                case Attribute.Source:
                    parts.Source = AddressMessage.Address(value);
                    break;
                case Attribute.Metrics:
                    parts.Mtu = Mtu(value);
                    break;
                case Attribute.Multipath:
                    parts.Several = NextHops(value, interfaceName);
                    break;
                case Attribute.Table:
                    parts.Table = (uint)(attributes.Number ?? table);
                    break;
                case Attribute.Preference:
                    parts.Preference = Preference(attributes.Number);
                    break;
                default:
                    break;
            }
        }
        return parts;
    }

    // rtnexthop: length 16, flags 8, hops 8 (weight less one), interface 32; attributes. Padded to four octets.
    private static List<HostNextHop> NextHops(ReadOnlySpan<byte> octets, Func<int, string?> interfaceName)
    {
        const int Header = 8;
        List<HostNextHop> hops = [];
        while (octets.Length >= Header)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(octets);
            if (length < Header || length > octets.Length)
                break;
            int index = BinaryPrimitives.ReadInt32LittleEndian(octets[4..]);
            IPAddress? gateway = null;
            for (var attributes = new NetlinkAttributes(octets[Header..length]); attributes.MoveNext(); )
            {
                if (attributes.Type == (ushort)Attribute.Gateway)
                    gateway = AddressMessage.Address(attributes.Value);
                else if (attributes.Type == (ushort)Attribute.Via && attributes.Value.Length > 2)
                    gateway = AddressMessage.Address(attributes.Value[2..]);
            }
            IReadOnlyList<string> flags = LinuxNames.OfRoute(octets[2]);
            hops.Add(new HostNextHop(gateway, index, interfaceName(index), octets[3] + 1, flags));
            octets = octets[Math.Min(octets.Length, (length + 3) & ~3)..];
        }
        return hops;
    }

    private static int? Mtu(ReadOnlySpan<byte> nested)
    {
        for (var attributes = new NetlinkAttributes(nested); attributes.MoveNext(); )
        {
            if (attributes.Type == 2) // RTAX_MTU
                return (int?)attributes.Number;
        }
        return null;
    }

    // RFC 4191 §2.1, two bits with a sign
    private static string? Preference(ulong? bits) =>
        bits switch
        {
            0 => "medium",
            1 => "high",
            3 => "low",
            _ => null,
        };
}
