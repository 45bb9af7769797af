using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Adds octets to a sink field by field; every step says whether it fitted, and nothing is read that did not.</summary>
internal ref struct FieldCursor(ReadOnlySpan<byte> octets, int start, int end, FieldSink sink)
{
    /// <summary>The octets that positions count in.</summary>
    public ReadOnlySpan<byte> All { get; } = octets;

    public FieldSink Sink { get; } = sink;

    public int At { get; private set; } = start;

    public int End { get; } = end;

    public readonly int Left => End - At;

    public readonly ReadOnlySpan<byte> Rest => All[At..End];

    /// <summary>A cursor over the next octets only.</summary>
    public readonly FieldCursor Slice(int length) => new(All, At, At + length, Sink);

    public bool Skip(int length)
    {
        if (length > Left)
            return false;
        At += length;
        return true;
    }

    public bool Number(Field field, int size) => Number(field, size, out _);

    public bool Number(Field field, int size, out int value)
    {
        value = 0;
        if (size > Left)
            return false;
        ulong number = size switch
        {
            1 => All[At],
            2 => ReadUInt16BigEndian(All[At..]),
            3 => (ulong)All[At] << 16 | ReadUInt16BigEndian(All[(At + 1)..]),
            4 => ReadUInt32BigEndian(All[At..]),
            _ => ReadUInt64BigEndian(All[At..]),
        };
        Sink.Add(field, At, size, number);
        value = unchecked((int)number);
        At += size;
        return true;
    }

    /// <summary>One bit of the number that stands just before the cursor.</summary>
    public readonly void Bit(Field field, int size, int value, int mask) =>
        Sink.Add(field, At - size, size, (value & mask) != 0 ? 1u : 0u);

    /// <summary>Seconds since 1970 in four or six octets.</summary>
    public bool Time(Field field, int size)
    {
        if (size > Left)
            return false;
        ulong seconds =
            size == 4
                ? ReadUInt32BigEndian(All[At..])
                : (ulong)ReadUInt16BigEndian(All[At..]) << 32 | ReadUInt32BigEndian(All[(At + 2)..]);
        Sink.Add(field, At, size, unchecked(seconds * (ulong)Timestamp.PerSecond));
        At += size;
        return true;
    }

    public bool Octets(Field field, int length)
    {
        if (length > Left)
            return false;
        if (length > 0)
            Sink.Add(field, At, length, All.Slice(At, length));
        At += length;
        return true;
    }

    public bool RestAsOctets(Field field) => Octets(field, Math.Max(Left, 0));

    /// <summary>The first octets of an address whose others are zero.</summary>
    public bool Address(Field field, int length, int size)
    {
        if (length > Left || length > size)
            return false;
        Span<byte> octets = stackalloc byte[16];
        octets.Clear();
        All.Slice(At, length).CopyTo(octets);
        Sink.Add(field, At, length, octets[..size]);
        At += length;
        return true;
    }

    public bool Ascii(Field field, int length)
    {
        if (length > Left)
            return false;
        Sink.AddAscii(field, At, All.Slice(At, length));
        At += length;
        return true;
    }

    public bool Utf8(Field field, int length)
    {
        if (length > Left)
            return false;
        Sink.AddUtf8(field, At, All.Slice(At, length));
        At += length;
        return true;
    }

    /// <summary>Text behind its length in one octet.</summary>
    public bool CountedAscii(Field length, Field text) => Number(length, 1, out int count) && Ascii(text, count);

    /// <summary>The rest as ASCII text, up to its first zero octet.</summary>
    public bool ZeroTerminated(Field field)
    {
        int zero = Rest.IndexOf((byte)0);
        Sink.AddAscii(field, At, zero < 0 ? Rest : Rest[..zero]);
        At = End;
        return true;
    }

    public bool Signed(Field field, int size)
    {
        if (size > Left)
            return false;
        long number = size switch
        {
            1 => (sbyte)All[At],
            2 => ReadInt16BigEndian(All[At..]),
            _ => ReadInt32BigEndian(All[At..]),
        };
        Sink.Add(field, At, size, unchecked((ulong)number));
        At += size;
        return true;
    }

    /// <summary>Octets as text: two hexadecimal digits each; at most 255 octets.</summary>
    public bool HexText(Field field, int length, char? separator = null)
    {
        if (length > Left || length > 255)
            return false;
        Span<char> text = stackalloc char[768];
        var target = new TextSpan(text);
        if (separator is { } mark)
            target.AppendHex(All.Slice(At, length), mark);
        else
            target.AppendHex(All.Slice(At, length));
        Sink.Add(field, At, length, text[..target.Length]);
        At += length;
        return true;
    }

    /// <summary>Sixteen octets as text, the first three groups little-endian as in the DCE's form.</summary>
    public bool Guid(Field field)
    {
        if (Left < 16)
            return false;
        Span<char> text = stackalloc char[36];
        new Guid(All.Slice(At, 16)).TryFormat(text, out int written);
        Sink.Add(field, At, 16, text[..written]);
        At += 16;
        return true;
    }
}
