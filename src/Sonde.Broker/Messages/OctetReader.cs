using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Broker;

/// <summary>Takes values from a message, one after the other; what is not there makes the whole of it malformed.</summary>
internal ref struct OctetReader(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _left = octets;

    /// <summary>Everything was there so far.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Everything was there, and nothing is left over.</summary>
    public readonly bool IsDone => IsWhole && _left.IsEmpty;

    public byte Octet() => Take(1) is [var value] ? value : (byte)0;

    public ushort Number16() => Take(2) is { Length: 2 } value ? ReadUInt16LittleEndian(value) : (ushort)0;

    public uint Number32() => Take(4) is { Length: 4 } value ? ReadUInt32LittleEndian(value) : 0;

    public ulong Number64() => Take(8) is { Length: 8 } value ? ReadUInt64LittleEndian(value) : 0;

    /// <summary>Some octets.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length)
        {
            IsWhole = false;
            _left = default;
            return default;
        }
        ReadOnlySpan<byte> taken = _left[..count];
        _left = _left[count..];
        return taken;
    }

    /// <summary>A text whose length stands in one octet before it.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Octet()));

    /// <summary>A text whose length stands in two octets before it.</summary>
    public string LongText() => Encoding.UTF8.GetString(Take(Number16()));

    /// <summary>What is left, as text.</summary>
    public string Rest() => Encoding.UTF8.GetString(Take(_left.Length));
}

/// <summary>Puts values into a message, one after the other.</summary>
internal sealed class OctetWriter
{
    private readonly List<byte> _octets = [];

    public OctetWriter Octet(byte value)
    {
        _octets.Add(value);
        return this;
    }

    public OctetWriter Number16(ushort value)
    {
        Span<byte> octets = stackalloc byte[2];
        WriteUInt16LittleEndian(octets, value);
        return Octets(octets);
    }

    public OctetWriter Number32(uint value)
    {
        Span<byte> octets = stackalloc byte[4];
        WriteUInt32LittleEndian(octets, value);
        return Octets(octets);
    }

    public OctetWriter Number64(ulong value)
    {
        Span<byte> octets = stackalloc byte[8];
        WriteUInt64LittleEndian(octets, value);
        return Octets(octets);
    }

    public OctetWriter Octets(ReadOnlySpan<byte> octets)
    {
        _octets.AddRange(octets);
        return this;
    }

    /// <summary>A text of at most 255 octets, whose length stands before it.</summary>
    public OctetWriter Text(string text)
    {
        byte[] octets = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(octets.Length, byte.MaxValue, nameof(text));
        return Octet((byte)octets.Length).Octets(octets);
    }

    /// <summary>A text of at most 65535 octets, whose length stands before it in two octets.</summary>
    public OctetWriter LongText(string text)
    {
        byte[] octets = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(octets.Length, ushort.MaxValue, nameof(text));
        return Number16((ushort)octets.Length).Octets(octets);
    }

    /// <summary>Octets so far.</summary>
    public int Length => _octets.Count;

    /// <summary>Begins anew.</summary>
    public void Clear() => _octets.Clear();

    public byte[] Message(MessageType type) =>
        MessageHeader.Message(type, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_octets));
}
