namespace Sonde.Wire;

/// <summary>The Internet checksum, RFC 1071.</summary>
public static class Checksum
{
    /// <summary>The checksum to write into a header whose checksum field is zero; 0 over a header that is right.</summary>
    public static ushort Internet(ReadOnlySpan<byte> octets, uint start = 0)
    {
        ulong sum = start;
        while (octets.Length >= 2)
        {
            sum += (uint)((octets[0] << 8) | octets[1]);
            octets = octets[2..];
        }
        if (octets.Length == 1)
            sum += (uint)(octets[0] << 8);
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    /// <summary>
    /// The sum over the pseudo-header of TCP, UDP and ICMPv6, to be given to <see cref="Internet"/>
    /// (RFC 9293 §3.1, RFC 8200 §8.1); addresses of 4 or 16 octets.
    /// </summary>
    public static uint PseudoHeader(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination,
        byte protocol,
        int length
    )
    {
        uint sum = protocol + (uint)(length >> 16) + (uint)(length & 0xffff);
        return sum + SumOfWords(source) + SumOfWords(destination);
    }

    private static uint SumOfWords(ReadOnlySpan<byte> octets)
    {
        uint sum = 0;
        for (int at = 0; at + 1 < octets.Length; at += 2)
            sum += (uint)((octets[at] << 8) | octets[at + 1]);
        return sum;
    }
}
