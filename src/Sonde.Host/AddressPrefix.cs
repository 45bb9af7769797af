using System.Net;

namespace Sonde.Host;

/// <summary>Prefixes of addresses.</summary>
public static class AddressPrefix
{
    /// <summary>Whether an address begins with the same bits; bits of the network behind its prefix do not count.</summary>
    /// <param name="network">An address of the network.</param>
    /// <param name="length">Bits that count.</param>
    /// <param name="address">The address; one of another family never does.</param>
    public static bool Covers(IPAddress network, int length, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(address);
        byte[] left = network.GetAddressBytes();
        byte[] right = address.GetAddressBytes();
        if (left.Length != right.Length)
            return false;
        for (int bit = 0; bit < Math.Min(length, 8 * left.Length); bit++)
        {
            if (((left[bit / 8] ^ right[bit / 8]) >> (7 - bit % 8) & 1) != 0)
                return false;
        }
        return true;
    }
}
