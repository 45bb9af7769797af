using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Adds the data of one record to a sink, field by field; every step says whether it fitted, and nothing is read that did not.</summary>
internal ref struct DnsDataCursor(ReadOnlySpan<byte> message, int start, int end, FieldSink sink)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public FieldSink Sink { get; } = sink;

    public int At { get; private set; } = start;

    public int End { get; } = end;

    public readonly int Left => End - At;

    public readonly ReadOnlySpan<byte> Rest => _message[At..End];

    /// <summary>A cursor over the next octets only.</summary>
    public readonly DnsDataCursor Slice(int length) => new(_message, At, At + length, Sink);

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
            1 => _message[At],
            2 => ReadUInt16BigEndian(_message[At..]),
            _ => ReadUInt32BigEndian(_message[At..]),
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
                ? ReadUInt32BigEndian(_message[At..])
                : (ulong)ReadUInt16BigEndian(_message[At..]) << 32 | ReadUInt32BigEndian(_message[(At + 2)..]);
        Sink.Add(field, At, size, unchecked(seconds * (ulong)Timestamp.PerSecond));
        At += size;
        return true;
    }

    public bool Octets(Field field, int length)
    {
        if (length > Left)
            return false;
        if (length > 0)
            Sink.Add(field, At, length, _message.Slice(At, length));
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
        _message.Slice(At, length).CopyTo(octets);
        Sink.Add(field, At, length, octets[..size]);
        At += length;
        return true;
    }

    public bool Ascii(Field field, int length)
    {
        if (length > Left)
            return false;
        Sink.AddAscii(field, At, _message.Slice(At, length));
        At += length;
        return true;
    }

    public bool Utf8(Field field, int length)
    {
        if (length > Left)
            return false;
        Sink.AddUtf8(field, At, _message.Slice(At, length));
        At += length;
        return true;
    }

    /// <summary>A character string, RFC 1035 §3.3: its length in one octet, then itself.</summary>
    public bool CountedAscii(Field length, Field text) => Number(length, 1, out int count) && Ascii(text, count);

    public bool Name(Field field) => Name(field, null);

    public bool Name(Field field, Field? length)
    {
        int next = Left > 0 ? DnsName.Skip(_message, At) : -1;
        Span<char> text = stackalloc char[256];
        if (
            next < 0
            || DnsName.Decode(_message, At, text, DnsNameStyle.Wireshark, out int octets, out _)
                is not (> 0 and var written)
        )
            return false;
        if (length is not null)
            Sink.Add(length, At, 0, (ulong)octets);
        Sink.Add(field, At, next - At, text[..written]);
        At = next;
        return true;
    }

    /// <summary>The record types of a bitmap, RFC 4034 §4.1.2.</summary>
    public void Types()
    {
        while (Left >= 2)
        {
            int window = _message[At];
            int length = _message[At + 1];
            At += 2;
            if (length > Left)
                return;
            Bits(window * 256, length);
        }
    }

    /// <summary>One run of bits, most significant first; each bit that is set is a record type.</summary>
    public void Bits(int first, int length)
    {
        for (int bit = 0; bit < length * 8; bit++)
        {
            if ((_message[At + bit / 8] & 0x80 >> bit % 8) != 0)
                Sink.Add(DnsFields.RespType, At + bit / 8, 1, (ulong)(first + bit));
        }
        At += length;
    }
}
