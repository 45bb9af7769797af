namespace Sonde.Analysis;

/// <summary>A packet whose header was unmasked, and whose content is still hidden, RFC 9001 §5.4. Valid as long as the buffer is.</summary>
internal readonly ref struct QuicProtected
{
    private const int SampleOffset = 4; // octets from the packet number to the sample, RFC 9001 §5.4.2
    private const int LongBits = 0x0c; // bits that are zero in every packet, RFC 9000 §17.2 and §17.3
    private const int ShortBits = 0x18;

    /// <summary>The header in the clear.</summary>
    public ReadOnlySpan<byte> Header { get; private init; }

    /// <summary>The content with its tag.</summary>
    public ReadOnlySpan<byte> Hidden { get; private init; }

    /// <summary>The low octets of the packet number.</summary>
    public uint Number { get; private init; }

    /// <summary>Octets of the packet number that were sent.</summary>
    public int NumberSize { get; private init; }

    /// <summary>Bits are set that are zero in every packet: the mask was another one.</summary>
    public bool HasReservedBits => (Header[0] & ((Header[0] & 0x80) != 0 ? LongBits : ShortBits)) != 0;

    /// <summary>The phase of the keys in a short header, RFC 9001 §6.</summary>
    public bool Phase => (Header[0] & 4) != 0;

    /// <summary>Takes the mask off a header. False where the packet is too short.</summary>
    /// <param name="octets">The whole packet.</param>
    /// <param name="numberOffset">Where the packet number begins.</param>
    /// <param name="cipher">The cipher of headers.</param>
    /// <param name="buffer">Holds the header in the clear; four octets more than there are before the packet number.</param>
    /// <param name="packet">The packet.</param>
    public static bool TryUnmask(
        ReadOnlySpan<byte> octets,
        int numberOffset,
        QuicBlockCipher cipher,
        Span<byte> buffer,
        out QuicProtected packet
    )
    {
        packet = default;
        int sample = numberOffset + SampleOffset;
        if (octets.Length < sample + QuicBlockCipher.Size || sample > buffer.Length)
            return false;
        ReadOnlySpan<byte> mask = cipher.Mask(octets.Slice(sample, QuicBlockCipher.Size));
        bool isLong = (octets[0] & 0x80) != 0;
        byte flags = (byte)(octets[0] ^ mask[0] & (isLong ? 0x0f : 0x1f));
        int size = (flags & 3) + 1;
        Span<byte> header = buffer[..(numberOffset + size)];
        octets[..header.Length].CopyTo(header);
        header[0] = flags;
        uint number = 0;
        for (int index = 0; index < size; index++)
        {
            header[numberOffset + index] ^= mask[1 + index];
            number = number << 8 | header[numberOffset + index];
        }
        packet = new QuicProtected
        {
            Header = header,
            Hidden = octets[header.Length..],
            Number = number,
            NumberSize = size,
        };
        return true;
    }

    /// <summary>The whole packet number: the one with these low octets that is nearest to the next one, RFC 9000 §A.3.</summary>
    /// <param name="expected">One more than the greatest that was received.</param>
    public ulong Recover(ulong expected)
    {
        ulong window = 1ul << (NumberSize * 8);
        ulong half = window / 2;
        ulong candidate = expected & ~(window - 1) | Number;
        if (candidate + half <= expected && candidate < (1ul << 62) - window)
            return candidate + window;
        return candidate > expected + half && candidate >= window ? candidate - window : candidate;
    }
}
