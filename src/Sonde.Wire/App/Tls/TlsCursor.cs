using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Reads numbers and vectors (RFC 8446 §3.4) one after the other; every step says whether it fitted.</summary>
internal ref struct TlsCursor(ReadOnlySpan<byte> octets)
{
    private readonly ReadOnlySpan<byte> _octets = octets;

    public int At { get; private set; }

    public readonly int Left => _octets.Length - At;

    public readonly ReadOnlySpan<byte> Rest => _octets[At..];

    public bool TryUInt8(out byte value)
    {
        bool fits = Left >= 1;
        value = fits ? _octets[At++] : (byte)0;
        return fits;
    }

    public bool TryUInt16(out ushort value)
    {
        bool fits = TryOctets(2, out ReadOnlySpan<byte> octets);
        value = fits ? ReadUInt16BigEndian(octets) : (ushort)0;
        return fits;
    }

    public bool TryUInt24(out int value)
    {
        bool fits = TryOctets(3, out ReadOnlySpan<byte> octets);
        value = fits ? octets[0] << 16 | ReadUInt16BigEndian(octets[1..]) : 0;
        return fits;
    }

    public bool TryOctets(int length, out ReadOnlySpan<byte> octets)
    {
        octets = default;
        if (length > Left)
            return false;
        octets = _octets.Slice(At, length);
        At += length;
        return true;
    }

    /// <summary>A vector whose length stands before it in one, two or three octets.</summary>
    public bool TryVector(int lengthSize, out ReadOnlySpan<byte> octets)
    {
        octets = default;
        if (lengthSize > Left)
            return false;
        int length = lengthSize switch
        {
            1 => _octets[At],
            2 => ReadUInt16BigEndian(_octets[At..]),
            _ => _octets[At] << 16 | ReadUInt16BigEndian(_octets[(At + 1)..]),
        };
        if (length > Left - lengthSize)
            return false;
        At += lengthSize;
        return TryOctets(length, out octets);
    }
}
