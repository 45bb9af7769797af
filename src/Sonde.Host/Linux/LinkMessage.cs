using System.Buffers.Binary;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>Reads what the kernel says of an interface: ifinfomsg (family 8, pad 8, type 16, index 32, flags 32, change 32), attributes.</summary>
public static class LinkMessage
{
    private const int Size = 16;

    private enum Attribute : ushort
    {
        Address = 1,
        Name = 3,
        Mtu = 4,
        Link = 5,
        Statistics = 7,
        Master = 10,
        OperationalState = 16,
        Information = 18,
        Alias = 20,
        Statistics64 = 23,
        LinkNamespace = 37,
        Properties = 52,
        AlternativeName = 53,
    }

    /// <summary>Reads it; null when it is too short or has no name.</summary>
    /// <param name="body">What follows the header of RTM_NEWLINK.</param>
    public static HostInterface? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < Size)
            return null;
        ushort hardware = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(body[8..]);
        IReadOnlyList<string> words = LinuxNames.OfLink(flags);
        HostInterface link = new()
        {
            Index = BinaryPrimitives.ReadInt32LittleEndian(body[4..]),
            Name = "",
            Type = LinuxNames.LinkType(hardware),
            IsEnabled = (flags & 0x1) != 0,
            IsLoopback = (flags & 0x8) != 0,
            // running is the kernel's word for RFC 2863 "up" or "unknown"
            IsUp = (flags & 0x41) == 0x41,
            Flags = words,
        };
        for (var attributes = new NetlinkAttributes(body[Size..]); attributes.MoveNext(); )
        {
            link = (Attribute)attributes.Type switch
            {
                Attribute.Address => link with { LinkAddress = LinkAddress(attributes.Value, hardware) },
                Attribute.Name => link with { Name = attributes.Text },
                Attribute.Mtu => link with { Mtu = (int?)attributes.Number },
                Attribute.Link => link with { LinkIndex = (int?)attributes.Number },
                Attribute.LinkNamespace => link with { LinkIsElsewhere = true },
                Attribute.Master => link with { MasterIndex = (int?)attributes.Number },
                Attribute.OperationalState => link with
                {
                    OperationalState = LinuxNames.OperationalState(attributes.Number ?? 0),
                },
                Attribute.Information => WithInformation(link, attributes.Value),
                Attribute.Alias => link with { Alias = attributes.Text },
                Attribute.Statistics when link.Counters is null => link with
                {
                    Counters = Counters(attributes.Value, width: 4),
                },
                Attribute.Statistics64 => link with { Counters = Counters(attributes.Value, width: 8) },
                Attribute.Properties => link with { AlternativeNames = AlternativeNames(attributes.Value) },
                _ => link,
            };
        }
        // an index of 0 says that nothing lies below
        return link.Name.Length == 0 ? null
            : link.LinkIndex is 0 ? link with { LinkIndex = null }
            : link;
    }

    /// <summary>A link-layer address in text; null when it is empty or of an interface that has none.</summary>
    internal static string? LinkAddress(ReadOnlySpan<byte> octets, ushort hardware = 1)
    {
        // addresses of IP tunnels stand in the same place; four or sixteen octets are the tunnel's end, not a MAC
        if (octets.Length is 0 or > 32 || hardware is 768 or 769 or 776 or 778 or 823)
            return null;
        return string.Create(
            octets.Length * 3 - 1,
            Convert.ToHexStringLower(octets),
            static (text, digits) =>
            {
                text.Fill(':');
                for (int octet = 0; octet * 2 < digits.Length; octet++)
                    digits.AsSpan(octet * 2, 2).CopyTo(text[(octet * 3)..]);
            }
        );
    }

    private static HostInterface WithInformation(HostInterface link, ReadOnlySpan<byte> nested)
    {
        for (var attributes = new NetlinkAttributes(nested); attributes.MoveNext(); )
        {
            if (attributes.Type == 1) // IFLA_INFO_KIND
                link = link with { Type = attributes.Text };
            else if (attributes.Type == 2 && link.Type == "vlan") // IFLA_INFO_DATA
                link = link with { VlanId = VlanId(attributes.Value) };
        }
        return link;
    }

    private static int? VlanId(ReadOnlySpan<byte> nested)
    {
        for (var attributes = new NetlinkAttributes(nested); attributes.MoveNext(); )
        {
            if (attributes.Type == 1) // IFLA_VLAN_ID
                return (int?)attributes.Number;
        }
        return null;
    }

    private static List<string> AlternativeNames(ReadOnlySpan<byte> nested)
    {
        List<string> names = [];
        for (var attributes = new NetlinkAttributes(nested); attributes.MoveNext(); )
        {
            if (attributes.Type == (ushort)Attribute.AlternativeName)
                names.Add(attributes.Text);
        }
        return names;
    }

    // rtnl_link_stats and rtnl_link_stats64 begin with the same ten counters.
    private static HostCounters? Counters(ReadOnlySpan<byte> octets, int width)
    {
        if (octets.Length < 10 * width)
            return null;
        Span<long> counts = stackalloc long[10];
        for (int each = 0; each < counts.Length; each++)
            counts[each] =
                width == 4
                    ? BinaryPrimitives.ReadUInt32LittleEndian(octets[(each * 4)..])
                    : BinaryPrimitives.ReadInt64LittleEndian(octets[(each * 8)..]);
        return new HostCounters
        {
            ReceivedPackets = counts[0],
            SentPackets = counts[1],
            ReceivedOctets = counts[2],
            SentOctets = counts[3],
            ReceiveErrors = counts[4],
            SendErrors = counts[5],
            ReceiveDrops = counts[6],
            SendDrops = counts[7],
            Multicast = counts[8],
            Collisions = counts[9],
        };
    }
}
