namespace Sonde.Wire;

/// <summary>The code in which HPACK may write strings, RFC 7541 §5.2 and appendix B.</summary>
public static class HpackHuffman
{
    private const int Symbols = 257; // octets, and the end
    private const int EndOfString = 256;
    private const int Longest = 30;

    // Bits of each symbol's code. The code is canonical: of equal length in the order of symbols, so that this is all of it.
    private static ReadOnlySpan<byte> Lengths =>
        [
            13,
            23,
            28,
            28,
            28,
            28,
            28,
            28,
            28,
            24,
            30,
            28,
            28,
            30,
            28,
            28,
            28,
            28,
            28,
            28,
            28,
            28,
            30,
            28,
            28,
            28,
            28,
            28,
            28,
            28,
            28,
            28,
            6,
            10,
            10,
            12,
            13,
            6,
            8,
            11,
            10,
            10,
            8,
            11,
            8,
            6,
            6,
            6,
            5,
            5,
            5,
            6,
            6,
            6,
            6,
            6,
            6,
            6,
            7,
            8,
            15,
            6,
            12,
            10,
            13,
            6,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            7,
            8,
            7,
            8,
            13,
            19,
            13,
            14,
            6,
            15,
            5,
            6,
            5,
            6,
            5,
            6,
            6,
            6,
            5,
            7,
            7,
            6,
            6,
            6,
            5,
            6,
            7,
            6,
            5,
            5,
            6,
            7,
            7,
            7,
            7,
            7,
            15,
            11,
            14,
            13,
            28,
            20,
            22,
            20,
            20,
            22,
            22,
            22,
            23,
            22,
            23,
            23,
            23,
            23,
            23,
            24,
            23,
            24,
            24,
            22,
            23,
            24,
            23,
            23,
            23,
            23,
            21,
            22,
            23,
            22,
            23,
            23,
            24,
            22,
            21,
            20,
            22,
            22,
            23,
            23,
            21,
            23,
            22,
            22,
            24,
            21,
            22,
            23,
            23,
            21,
            21,
            22,
            21,
            23,
            22,
            23,
            23,
            20,
            22,
            22,
            22,
            23,
            22,
            22,
            23,
            26,
            26,
            20,
            19,
            22,
            23,
            22,
            25,
            26,
            26,
            26,
            27,
            27,
            26,
            24,
            25,
            19,
            21,
            26,
            27,
            27,
            26,
            27,
            24,
            21,
            21,
            26,
            26,
            28,
            27,
            27,
            27,
            20,
            24,
            20,
            21,
            22,
            21,
            21,
            23,
            22,
            22,
            25,
            25,
            24,
            24,
            26,
            23,
            26,
            27,
            26,
            26,
            27,
            27,
            27,
            27,
            27,
            28,
            27,
            27,
            27,
            27,
            27,
            26,
            30,
        ];

    private static readonly Code Canonical = Code.Make();

    /// <summary>Octets that a string of so many coded octets has at most.</summary>
    public static int MostDecoded(int coded) => (int)(coded * 8L / 5);

    /// <summary>Decodes a string. Returns its octets, or -1 where the code is broken or there is no room.</summary>
    public static int Decode(ReadOnlySpan<byte> coded, Span<byte> target)
    {
        int written = 0;
        int code = 0;
        int length = 0;
        foreach (byte octet in coded)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                code = (code << 1) | ((octet >> bit) & 1);
                length++;
                int index = code - Canonical.First[length];
                if (index >= Canonical.Count[length])
                {
                    if (length == Longest)
                        return -1;
                    continue;
                }
                int symbol = Canonical.Sorted[Canonical.Start[length] + index];
                if (symbol == EndOfString || written == target.Length)
                    return -1; // RFC 7541 §5.2: the end is never written
                target[written++] = (byte)symbol;
                (code, length) = (0, 0);
            }
        }
        bool isPadding = length < 8 && code == (1 << length) - 1;
        return isPadding ? written : -1;
    }

    private sealed record Code(int[] First, int[] Count, int[] Start, short[] Sorted)
    {
        public static Code Make()
        {
            var code = new Code(new int[Longest + 1], new int[Longest + 1], new int[Longest + 1], new short[Symbols]);
            (int next, int sorted) = (0, 0);
            for (int length = 1; length <= Longest; length++)
            {
                next <<= 1;
                (code.First[length], code.Start[length]) = (next, sorted);
                for (int symbol = 0; symbol < Symbols; symbol++)
                {
                    if (Lengths[symbol] != length)
                        continue;
                    code.Sorted[sorted++] = (short)symbol;
                    code.Count[length]++;
                }
                next += code.Count[length];
            }
            return code;
        }
    }
}
