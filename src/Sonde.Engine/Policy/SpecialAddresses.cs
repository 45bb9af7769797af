using System.Net;
using System.Net.Sockets;

namespace Sonde.Engine;

/// <summary>Sorts addresses by the IANA registries of special-purpose addresses (RFC 6890).</summary>
public static class SpecialAddresses
{
    private static readonly (AddressRange Range, AddressKind Kind)[] Table =
    [
        // RFC 1122 §3.2.1.3; to the Linux kernel 0.0.0.0 is this host
        (AddressRange.Parse("0.0.0.0/32"), AddressKind.Loopback),
        (AddressRange.Parse("127.0.0.0/8"), AddressKind.Loopback),
        (AddressRange.Parse("0.0.0.0/8"), AddressKind.Reserved),
        (AddressRange.Parse("10.0.0.0/8"), AddressKind.Private),
        (AddressRange.Parse("172.16.0.0/12"), AddressKind.Private),
        (AddressRange.Parse("192.168.0.0/16"), AddressKind.Private),
        (AddressRange.Parse("100.64.0.0/10"), AddressKind.Shared),
        (AddressRange.Parse("169.254.0.0/16"), AddressKind.LinkLocal),
        (AddressRange.Parse("192.0.0.0/24"), AddressKind.Reserved),
        (AddressRange.Parse("192.0.2.0/24"), AddressKind.Documentation),
        (AddressRange.Parse("192.88.99.0/24"), AddressKind.Reserved),
        (AddressRange.Parse("198.18.0.0/15"), AddressKind.Documentation),
        (AddressRange.Parse("198.51.100.0/24"), AddressKind.Documentation),
        (AddressRange.Parse("203.0.113.0/24"), AddressKind.Documentation),
        (AddressRange.Parse("224.0.0.0/4"), AddressKind.Multicast),
        (AddressRange.Parse("240.0.0.0/4"), AddressKind.Reserved),
        (AddressRange.Parse("::/128"), AddressKind.Loopback),
        (AddressRange.Parse("::1/128"), AddressKind.Loopback),
        (AddressRange.Parse("64:ff9b::/96"), AddressKind.Global),
        (AddressRange.Parse("2001:db8::/32"), AddressKind.Documentation),
        (AddressRange.Parse("3fff::/20"), AddressKind.Documentation),
        (AddressRange.Parse("2001::/32"), AddressKind.Global),
        (AddressRange.Parse("2001::/23"), AddressKind.Reserved),
        (AddressRange.Parse("fc00::/7"), AddressKind.Private),
        (AddressRange.Parse("fec0::/10"), AddressKind.Private),
        (AddressRange.Parse("fe80::/10"), AddressKind.LinkLocal),
        (AddressRange.Parse("ff00::/8"), AddressKind.Multicast),
        (AddressRange.Parse("2000::/3"), AddressKind.Global),
        (AddressRange.Parse("0.0.0.0/0"), AddressKind.Global),
        // RFC 4291 §2.4: outside 2000::/3 nothing is given to hosts of the internet
        (AddressRange.Parse("::/0"), AddressKind.Reserved),
    ];

    /// <summary>The kind of one address, read as it stands; see <see cref="Views"/> for what it may lead to.</summary>
    public static AddressKind KindOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Table[BlockOf(address)].Kind;
    }

    /// <summary>Whether everything between two addresses is set aside by one entry of the registries.</summary>
    internal static bool IsWithinOneBlock(IPAddress first, IPAddress last)
    {
        int block = BlockOf(first);
        return Table[block].Kind != AddressKind.Global && block == BlockOf(last);
    }

    // The entries are in order: the first that contains the address decides, and the last of each family has them all.
    private static int BlockOf(IPAddress address) => Array.FindIndex(Table, entry => entry.Range.Contains(address));

    /// <summary>The kind in words, with its article: "a loopback address".</summary>
    public static string Words(AddressKind kind) =>
        kind switch
        {
            AddressKind.Global => "a global address",
            AddressKind.Loopback => "a loopback address",
            AddressKind.LinkLocal => "a link-local address",
            AddressKind.Private => "a private address",
            AddressKind.Shared => "an address shared within a provider's network",
            AddressKind.Multicast => "a multicast address",
            AddressKind.Documentation => "an address set aside for documentation",
            _ => "a reserved address",
        };

    /// <summary>
    /// The address and every IPv4 address inside it that packets to it may reach: mapped and compatible
    /// (RFC 4291 §2.5.5), translated (RFC 2765), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380).
    /// </summary>
    public static IReadOnlyList<IPAddress> Views(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return [address];
        if (address.IsIPv4MappedToIPv6)
            return [address.MapToIPv4()];
        byte[] wire = address.GetAddressBytes();
        var plain = new IPAddress(wire);
        if (Compatible.Contains(plain) && !IPAddress.IPv6Any.Equals(plain) && !IPAddress.IPv6Loopback.Equals(plain))
            return [plain, new IPAddress(wire.AsSpan(12))];
        if (Translated.Contains(plain) || Nat64.Contains(plain) || LocalNat64.Contains(plain))
            return [plain, new IPAddress(wire.AsSpan(12))];
        if (SixToFour.Contains(plain))
            return [plain, new IPAddress(wire.AsSpan(2, 4))];
        if (Teredo.Contains(plain))
            return [plain, new IPAddress(wire.AsSpan(4, 4)), Inverted(wire.AsSpan(12))];
        return [plain];
    }

    private static readonly AddressRange Compatible = AddressRange.Parse("::/96");
    private static readonly AddressRange Translated = AddressRange.Parse("::ffff:0:0:0/96");
    private static readonly AddressRange Nat64 = AddressRange.Parse("64:ff9b::/96");
    private static readonly AddressRange LocalNat64 = AddressRange.Parse("64:ff9b:1::/48");
    private static readonly AddressRange SixToFour = AddressRange.Parse("2002::/16");
    private static readonly AddressRange Teredo = AddressRange.Parse("2001::/32");

    // RFC 4380 §4: the client's address is stored with every bit turned
    private static IPAddress Inverted(ReadOnlySpan<byte> wire) =>
        new([(byte)~wire[0], (byte)~wire[1], (byte)~wire[2], (byte)~wire[3]]);
}
