using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Goes through the values of a radiotap header: which bit announced each, and where it stands.</summary>
/// <remarks>Stops at what has no known length: a vendor's namespace, and bits that were given out later.</remarks>
internal ref struct RadiotapValues
{
    private const int NamespaceBit = 29; // the next word begins radiotap's own bits anew, for another antenna

    private readonly ReadOnlySpan<byte> _header; // [0..) the whole header, at least 8 octets
    private readonly int _words;
    private int _word;
    private int _bit;
    private int _at;

    /// <summary>Begins before the first value.</summary>
    public RadiotapValues(ReadOnlySpan<byte> header)
    {
        _header = header;
        _words = WordsOf(header);
        _at = 4 + _words * 4;
    }

    /// <summary>Words of presence bits that are there.</summary>
    public static int WordsOf(ReadOnlySpan<byte> header)
    {
        int words = 1;
        while ((header[words * 4 + 3] & 0x80) != 0 && header.Length >= (words + 2) * 4)
            words++;
        return words;
    }

    /// <summary>The next value; false when there is none whose place is known.</summary>
    public bool TryNext(out int bit, out int at)
    {
        for (; _word < _words; _word++, _bit = 0)
        {
            uint present = ReadUInt32LittleEndian(_header[(4 + _word * 4)..]);
            for (; _bit < NamespaceBit; _bit++)
            {
                if ((present & (1u << _bit)) == 0)
                    continue;
                (int size, int alignment) = FormOf(_bit);
                at = (_at + alignment - 1) & -alignment;
                bit = _bit++;
                _at = at + size;
                if (size > 0 && _at <= _header.Length)
                    return true;
                _word = _words;
                return false;
            }
            if ((present & (1u << NamespaceBit)) == 0)
                break;
        }
        _word = _words;
        (bit, at) = (-1, 0);
        return false;
    }

    private static (int Size, int Alignment) FormOf(int bit) =>
        bit switch
        {
            0 => (8, 8),
            3 => (4, 2),
            4 or 7 or 8 or 9 or 14 or 15 => (2, 2),
            18 or 20 => (8, 4),
            19 => (3, 1),
            21 or 23 or 24 => (12, 2),
            22 => (12, 8),
            25 => (6, 2),
            27 => (4, 2),
            28 => (0, 1),
            _ => (1, 1),
        };
}
