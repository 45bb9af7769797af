using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Whether an address lies inside a network or somewhere else.</summary>
public static class AddressScope
{
    /// <summary>Private, shared, link-local, loopback, multicast, broadcast or unspecified: nothing that routers on the internet carry.</summary>
    public static bool IsInternal(Address address) =>
        address.Version == 4
            ? AddressBlocks.IsPrivate(address)
                || AddressBlocks.IsLoopback(address)
                || AddressBlocks.IsGroup(address)
                || Lies(address, 0xa9fe0000, 16)
                || Lies(address, 0x64400000, 10)
                || Lies(address, 0, 8)
            : AddressBlocks.IsPrivate(address)
                || AddressBlocks.IsLoopback(address)
                || address.IsMulticast
                || address.High >> 54 == 0x3fa // fe80::/10
                || address.High >> 54 == 0x3fb // fec0::/10, RFC 3879
                || address is { High: 0, Low: 0 };

    /// <summary>From inside a network to somewhere else.</summary>
    public static bool Leaves(Address from, Address to) => IsInternal(from) && !IsInternal(to);

    /// <summary>A group, a broadcast, or no address: nobody answers from there.</summary>
    public static bool IsGroup(Address address) =>
        AddressBlocks.IsGroup(address) || (address.Version == 4 && (address.Low & 0xff) == 0xff && IsInternal(address));

    private static bool Lies(Address address, uint network, int bits) =>
        ((uint)address.Low ^ network) >> 32 - bits == 0;
}
