using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Sonde.Wire;

/// <summary>The block function of ChaCha20, RFC 8439 §2.3: the platform offers it with Poly1305 only, and headers of QUIC need it alone.</summary>
public static class ChaCha20
{
    /// <summary>Octets of a key.</summary>
    public const int KeySize = 32;

    private const int Words = 16;
    private const int DoubleRounds = 10;

    /// <summary>The first octets of a block of the key stream.</summary>
    /// <param name="key">32 octets.</param>
    /// <param name="counter">Number of the block.</param>
    /// <param name="nonce">12 octets.</param>
    /// <param name="stream">What is filled, at most 64 octets.</param>
    public static void Block(ReadOnlySpan<byte> key, uint counter, ReadOnlySpan<byte> nonce, Span<byte> stream)
    {
        Span<uint> start = stackalloc uint[Words];
        "expand 32-byte k"u8.CopyTo(MemoryMarshal.AsBytes(start));
        for (int word = 0; word < 4 && !BitConverter.IsLittleEndian; word++)
            start[word] = BinaryPrimitives.ReverseEndianness(start[word]);
        for (int word = 0; word < 8; word++)
            start[4 + word] = BinaryPrimitives.ReadUInt32LittleEndian(key[(word * 4)..]);
        start[12] = counter;
        for (int word = 0; word < 3; word++)
            start[13 + word] = BinaryPrimitives.ReadUInt32LittleEndian(nonce[(word * 4)..]);
        Span<uint> state = stackalloc uint[Words];
        start.CopyTo(state);
        for (int round = 0; round < DoubleRounds; round++)
        {
            for (int column = 0; column < 4; column++)
                Quarter(state, column, 4 + column, 8 + column, 12 + column);
            for (int row = 0; row < 4; row++)
                Quarter(state, row, 4 + ((row + 1) & 3), 8 + ((row + 2) & 3), 12 + ((row + 3) & 3));
        }
        Span<byte> block = stackalloc byte[Words * 4];
        for (int word = 0; word < Words; word++)
            BinaryPrimitives.WriteUInt32LittleEndian(block[(word * 4)..], state[word] + start[word]);
        block[..stream.Length].CopyTo(stream);
    }

    // RFC 8439 §2.1
    private static void Quarter(Span<uint> state, int a, int b, int c, int d)
    {
        state[a] += state[b];
        state[d] = BitOperations.RotateLeft(state[d] ^ state[a], 16);
        state[c] += state[d];
        state[b] = BitOperations.RotateLeft(state[b] ^ state[c], 12);
        state[a] += state[b];
        state[d] = BitOperations.RotateLeft(state[d] ^ state[a], 8);
        state[c] += state[d];
        state[b] = BitOperations.RotateLeft(state[b] ^ state[c], 7);
    }
}
