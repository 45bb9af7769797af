namespace Sonde.Wire;

/// <summary>Numbers that begin in the low bits of an octet, RFC 7541 §5.1 and RFC 9204 §4.1.1.</summary>
internal static class PrefixedNumber
{
    private const int Most = 1 << 24; // no index, size or length is greater

    /// <summary>Reads a number and moves behind it. False where it is cut, or greater than any that is of use.</summary>
    /// <param name="rest">What is left of the block.</param>
    /// <param name="bits">Bits of the first octet that belong to the number.</param>
    /// <param name="number">The number.</param>
    public static bool TryRead(scoped ref ReadOnlySpan<byte> rest, int bits, out int number)
    {
        number = 0;
        if (rest.IsEmpty)
            return false;
        int most = (1 << bits) - 1;
        number = rest[0] & most;
        rest = rest[1..];
        if (number < most)
            return true;
        for (int shift = 0; shift <= 28 && !rest.IsEmpty; shift += 7)
        {
            byte octet = rest[0];
            rest = rest[1..];
            long sum = number + ((long)(octet & 0x7f) << shift);
            if (sum > Most)
                return false;
            number = (int)sum;
            if ((octet & 0x80) == 0)
                return true;
        }
        return false;
    }
}
