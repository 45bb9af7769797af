using System.Net;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Sonde.Engine.Tests;

/// <summary>Blocks as the framework reads them, to hold answers against, and made ones.</summary>
internal static class Networks
{
    /// <summary>Blocks of a small space of 256 addresses, so that they often touch and overlap.</summary>
    public static Gen<string> Within(string space, int bits) =>
        from address in Gen.Choose(0, 255)
        from prefix in Gen.Choose(bits - 8, bits)
        select $"{At(space, address)}/{prefix}";

    /// <summary>Blocks of either version.</summary>
    public static Gen<string> Small => Gen.OneOf(Within("10.0.0.0", 32), Within("2001:db8::", 128));

    public static BigInteger Number(IPAddress address) =>
        new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    public static (BigInteger First, BigInteger Last) Range(string cidr)
    {
        IPNetwork network = IPNetwork.Parse(cidr);
        int bits = network.BaseAddress.GetAddressBytes().Length * 8;
        BigInteger first = Number(network.BaseAddress);
        return (first, first + (BigInteger.One << (bits - network.PrefixLength)) - 1);
    }

    /// <summary>A block as it would be written, for one with host bits.</summary>
    public static string Plain(string cidr)
    {
        string[] parts = cidr.Split('/');
        byte[] octets = IPAddress.Parse(parts[0]).GetAddressBytes();
        int prefix = int.Parse(parts[1], null);
        for (int bit = prefix; bit < octets.Length * 8; bit++)
            octets[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(octets)}/{prefix}";
    }

    public static HashSet<BigInteger> Addresses(IEnumerable<string> cidrs)
    {
        HashSet<BigInteger> all = [];
        foreach ((BigInteger first, BigInteger last) in cidrs.Select(Plain).Select(Range))
        {
            for (BigInteger address = first; address <= last; address++)
                all.Add(address);
        }
        return all;
    }

    private static IPAddress At(string space, int address)
    {
        byte[] octets = IPAddress.Parse(space).GetAddressBytes();
        octets[^1] = (byte)address;
        return new IPAddress(octets);
    }
}
