using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>Random numbers that are the same on every machine and in every version: the SplitMix64 sequence.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A die of its own, so that what one conversation throws does not change the others.</summary>
    public Dice Fork() => new(Next());

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>Like <see cref="Between"/>, but small numbers far more often: the throw is taken to the fourth power.</summary>
    public int MostlySmall(int low, int high)
    {
        ulong x = Next() >> 48; // 16 bits
        ulong power = x * x >> 16;
        power = power * power >> 16;
        return low + (int)((ulong)(high - low) * power >> 16);
    }

    /// <summary>True in <paramref name="perThousand"/> of 1000 throws.</summary>
    public bool Happens(int perThousand) => Next() % 1000 < (ulong)perThousand;

    public T Pick<T>(ReadOnlySpan<T> from) => from[(int)(Next() % (ulong)from.Length)];

    /// <summary>Octets without any pattern, as ciphertext has them.</summary>
    public void Fill(Span<byte> octets)
    {
        while (octets.Length >= 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(octets, Next());
            octets = octets[8..];
        }
        for (int i = 0; i < octets.Length; i++)
            octets[i] = (byte)Next();
    }

    public byte[] Octets(int count)
    {
        byte[] octets = new byte[count];
        Fill(octets);
        return octets;
    }
}
