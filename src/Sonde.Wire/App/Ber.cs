using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Basic encoding rules, X.690 §8.1, as far as management protocols use them: tags of one octet, lengths of up to 32 bits.</summary>
internal static class Ber
{
    public const byte Integer = 0x02;
    public const byte OctetString = 0x04;
    public const byte Null = 0x05;
    public const byte ObjectIdentifier = 0x06;
    public const byte Sequence = 0x30;

    private const byte IndefiniteLength = 0x80;

    /// <summary>Reads tag and length at the start. False where they do not fit; the length may be more than is there.</summary>
    /// <param name="octets">From the tag on.</param>
    /// <param name="header">Octets of tag and length.</param>
    /// <param name="length">Octets of content; all the rest for an indefinite length.</param>
    public static bool TryReadHeader(ReadOnlySpan<byte> octets, out int header, out long length)
    {
        (header, length) = (2, 0);
        if (octets.Length < 2)
            return false;
        byte first = octets[1];
        if (first == IndefiniteLength)
        {
            length = octets.Length - 2;
            return true;
        }
        if (first < IndefiniteLength)
        {
            length = first;
            return true;
        }
        int count = first & 0x7f;
        header = 2 + count;
        if (header > octets.Length)
            return false;
        foreach (byte octet in octets[2..header])
        {
            length = length << 8 | octet; // zeros in front are allowed, X.690 §8.1.3.5
            if (length > uint.MaxValue)
                return false;
        }
        return true;
    }

    /// <summary>Enters the element at the cursor, which moves behind it. False where it does not fit.</summary>
    public static bool TryEnter(this ref FieldCursor data, out byte tag, out FieldCursor content)
    {
        content = default;
        tag = data.Left > 0 ? data.Rest[0] : (byte)0;
        if (!TryReadHeader(data.Rest, out int header, out long length) || header + length > data.Left)
            return false;
        data.Skip(header);
        content = data.Slice((int)length);
        return data.Skip((int)length);
    }

    /// <summary>Enters the element at the cursor when it has this tag; leaves the cursor alone when not.</summary>
    public static bool TryEnter(this ref FieldCursor data, byte expected, out FieldCursor content)
    {
        content = default;
        return data.Left > 0 && data.Rest[0] == expected && data.TryEnter(out _, out content);
    }

    /// <summary>Adds an integer of up to eight octets.</summary>
    public static bool Integer32(this ref FieldCursor data, Field field) =>
        data.TryEnter(Integer, out FieldCursor content) && content.AddInteger(field);

    /// <summary>Adds the content of an octet string.</summary>
    public static bool OctetsElement(this ref FieldCursor data, Field field) =>
        data.TryEnter(OctetString, out FieldCursor content) && content.RestAsOctets(field);

    /// <summary>Adds the content as a number: two's complement, unless its kind has no sign.</summary>
    public static bool AddInteger(this ref FieldCursor content, Field field, bool isUnsigned = false)
    {
        if (content.Left is 0 or > 9)
            return false;
        ReadOnlySpan<byte> octets = content.Rest;
        if (octets.Length == 9) // unsigned 64 bits with a leading zero octet
        {
            if (octets[0] != 0)
                return false;
            content.Sink.Add(field, content.At, 9, ReadUInt64BigEndian(octets[1..]));
            return content.Skip(9);
        }
        long value = isUnsigned ? octets[0] : (sbyte)octets[0];
        foreach (byte octet in octets[1..])
            value = value << 8 | octet;
        content.Sink.Add(field, content.At, octets.Length, unchecked((ulong)value));
        return content.Skip(octets.Length);
    }

    /// <summary>Adds the content as an object identifier in dots; X.690 §8.19.</summary>
    public static bool AddObjectIdentifier(this ref FieldCursor content, Field field)
    {
        Span<char> text = stackalloc char[1024];
        var target = new TextSpan(text);
        ulong part = 0;
        bool isFirst = true;
        foreach (byte octet in content.Rest)
        {
            part = part << 7 | (uint)(octet & 0x7f);
            if ((octet & 0x80) != 0)
                continue;
            if (isFirst)
            {
                ulong root = Math.Min(part / 40, 2);
                target.Append(root);
                part -= root * 40;
            }
            target.Append('.');
            target.Append(part);
            (part, isFirst) = (0, false);
        }
        if (isFirst)
            target.Append('0');
        content.Sink.Add(field, content.At, content.Left, text[..target.Length]);
        return content.Skip(content.Left);
    }
}
