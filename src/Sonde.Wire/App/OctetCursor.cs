using System.Buffers.Binary;
using System.Text;

namespace Sonde.Wire;

/// <summary>Reads numbers and texts one after another; a step past the end gives zero or nothing, and is remembered.</summary>
public ref struct OctetCursor(ReadOnlySpan<byte> octets)
{
    /// <summary>What is left.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = octets;

    /// <summary>A step did not fit.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Nothing is left.</summary>
    public readonly bool IsEmpty => Rest.IsEmpty;

    /// <summary>The next octet.</summary>
    public byte Byte() => Take(1) is { IsEmpty: false } taken ? taken[0] : (byte)0;

    /// <summary>The next two octets, the most significant first.</summary>
    public ushort Short() =>
        Take(2) is { IsEmpty: false } taken ? BinaryPrimitives.ReadUInt16BigEndian(taken) : default;

    /// <summary>The next four octets, the most significant first.</summary>
    public uint Word() => Take(4) is { IsEmpty: false } taken ? BinaryPrimitives.ReadUInt32BigEndian(taken) : 0;

    /// <summary>The next octets as a number, the least significant first.</summary>
    /// <param name="size">Octets, 1 to 8.</param>
    public ulong Little(int size)
    {
        ReadOnlySpan<byte> taken = Take(size);
        ulong value = 0;
        for (int i = taken.Length - 1; i >= 0; i--)
            value = (value << 8) | taken[i];
        return value;
    }

    /// <summary>The next octets; nothing, and broken, when there are fewer.</summary>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Rest.Length)
        {
            IsBroken = true;
            Rest = [];
            return [];
        }
        ReadOnlySpan<byte> taken = Rest[..(int)count];
        Rest = Rest[(int)count..];
        return taken;
    }

    /// <summary>The octets before the next zero, which is passed over; all that is left, and broken, when there is none.</summary>
    public ReadOnlySpan<byte> ToZero()
    {
        int zero = Rest.IndexOf((byte)0);
        if (zero < 0)
        {
            ReadOnlySpan<byte> all = Rest;
            Rest = [];
            IsBroken = true;
            return all;
        }
        ReadOnlySpan<byte> taken = Rest[..zero];
        Rest = Rest[(zero + 1)..];
        return taken;
    }

    /// <summary>Text up to the next zero.</summary>
    public string TextToZero() => Encoding.UTF8.GetString(ToZero());
}
