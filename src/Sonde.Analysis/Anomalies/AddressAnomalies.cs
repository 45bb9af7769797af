using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Addresses and reserved bits of link and Internet headers.</summary>
/// <remarks>Pairs of addresses are judged in the first header of each version, which is what filters can tell.</remarks>
internal static class AddressAnomalies
{
    public static void SeeEthernet(in Packet packet, int index, AnomalyBook book)
    {
        if (packet.TryRead(index, out Ethernet frame) && !frame.IsInterSwitchLink && (frame.Source[0] & 1) != 0)
            book.Add(ConductKinds.GroupSourceHardware, packet, Ethernet.Name);
    }

    public static void SeeIpv4(in Packet packet, int index, bool isOnWire, ref bool isSeen, AnomalyBook book)
    {
        if (!packet.TryRead(index, out Ipv4 header) || header.IsMislabelled)
            return;
        if (packet.GivenTo(packet.Layers[index])[6] >> 7 != 0)
            book.Add(AnomalyKinds.Ipv4ReservedBit, packet, Ipv4.Name);
        if (header.DontFragment && header.IsFragment)
            book.Add(AnomalyKinds.UnfragmentableFragment, packet, Ipv4.Name, header.FragmentOffset);
        if (HasSourceRoute(packet.GivenTo(packet.Layers[index])[20..header.HeaderLength]))
            book.Add(AnomalyKinds.SourceRouted, packet, Ipv4.Name);
        if (!isSeen)
            SeePair(packet, Address.From(header.Source), Address.From(header.Destination), isOnWire, book);
        isSeen = true;
    }

    public static void SeeIpv6(in Packet packet, int index, bool isOnWire, ref bool isSeen, AnomalyBook book)
    {
        if (!packet.TryRead(index, out Ipv6 header))
            return;
        if (!isSeen)
            SeePair(packet, Address.From(header.Source), Address.From(header.Destination), isOnWire, book);
        isSeen = true;
        for (int next = index + 1; next < packet.Layers.Length; next++)
        {
            ref readonly LayerSpan span = ref packet.Layers[next];
            ReadOnlySpan<byte> octets = packet.GivenTo(span);
            switch (span.Reader.Name)
            {
                case "ipv6.routing" when octets.Length >= 3 && octets[2] == 0:
                    book.Add(AnomalyKinds.SourceRouted, packet, "ipv6.routing");
                    break;
                case "ipv6.fraghdr" when octets.Length >= 8 && (octets[1] != 0 || (octets[3] & 6) != 0):
                    book.Add(AnomalyKinds.FragmentReservedBits, packet, "ipv6.fraghdr");
                    break;
                case "ipv6.routing" or "ipv6.fraghdr" or "ipv6.hopopts" or "ipv6.dstopts" or "ah":
                    break;
                default:
                    return;
            }
        }
    }

    private static void SeePair(in Packet packet, Address source, Address destination, bool isOnWire, AnomalyBook book)
    {
        string name = source.Version == 4 ? Ipv4.Name : Ipv6.Name;
        if (AddressBlocks.IsGroup(source))
            book.Add(ConductKinds.GroupSource, packet, name);
        if (AddressBlocks.IsGroup(destination) && packet.Has(Tcp.Name) && !IsMessage(packet))
            book.Add(ConductKinds.TcpToGroup, packet, name);
        bool isLoopback = AddressBlocks.IsLoopback(source);
        if (isOnWire && (isLoopback || AddressBlocks.IsLoopback(destination)))
            book.Add(ConductKinds.LoopbackOnWire, packet, name);
        if (isOnWire && source == destination && !isLoopback && source is not { High: 0, Low: 0 })
            book.Add(ConductKinds.Land, packet, name);
        if (AddressBlocks.IsPrivate(source) && AddressBlocks.IsPublic(destination))
            book.Add(ConductKinds.PrivateToPublic, packet, name);
        if (AddressBlocks.IsPublic(source) && AddressBlocks.IsPrivate(destination))
            book.Add(ConductKinds.PublicToPrivate, packet, name);
    }

    private static bool IsMessage(in Packet packet) => packet.Has(Icmp.Name) || packet.Has(Icmpv6.Name);

    // RFC 791 §3.1: loose and strict
    private static bool HasSourceRoute(ReadOnlySpan<byte> options)
    {
        while (!options.IsEmpty && options[0] != 0)
        {
            if (options[0] is 131 or 137)
                return true;
            int length =
                options[0] == 1 ? 1
                : options.Length < 2 ? 0
                : options[1];
            if (length < 1 || length > options.Length)
                return false;
            options = options[length..];
        }
        return false;
    }
}

/// <summary>Blocks of addresses that are set aside (RFC 6890).</summary>
internal static class AddressBlocks
{
    private static readonly (uint Network, int Bits)[] Special4 =
    [
        (0x00000000, 8),
        (0x0a000000, 8),
        (0x64400000, 10),
        (0x7f000000, 8),
        (0xa9fe0000, 16),
        (0xac100000, 12),
        (0xc0000000, 24),
        (0xc0000200, 24),
        (0xc0586300, 24),
        (0xc0a80000, 16),
        (0xc6120000, 15),
        (0xc6336400, 24),
        (0xcb007100, 24),
        (0xe0000000, 3),
    ];

    /// <summary>RFC 1918 and unique local addresses (RFC 4193).</summary>
    public static bool IsPrivate(Address address) =>
        address.Version == 4
            ? Lies(address, 0x0a000000, 8) || Lies(address, 0xac100000, 12) || Lies(address, 0xc0a80000, 16)
            : address.High >> 57 == 0xfc >> 1;

    /// <summary>Reachable across the internet.</summary>
    public static bool IsPublic(Address address)
    {
        if (address.Version == 6)
            return address.High >> 61 == 1 // 2000::/3
                && address.High >> 41 != 0x2001_0000_0000_0000 >> 41
                && address.High >> 32 != 0x2001_0db8
                && address.High >> 44 != 0x3fff0;
        foreach ((uint network, int bits) in Special4)
        {
            if (Lies(address, network, bits))
                return false;
        }
        return true;
    }

    public static bool IsLoopback(Address address) =>
        address.Version == 4 ? Lies(address, 0x7f000000, 8) : address is { High: 0, Low: 1 };

    /// <summary>Multicast, or the limited broadcast.</summary>
    public static bool IsGroup(Address address) => address.IsMulticast || address is { Version: 4, Low: uint.MaxValue };

    private static bool Lies(Address address, uint network, int bits) =>
        ((uint)address.Low ^ network) >> 32 - bits == 0;
}
