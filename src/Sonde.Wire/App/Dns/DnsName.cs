namespace Sonde.Wire;

/// <summary>How a domain name is written.</summary>
public enum DnsNameStyle : byte
{
    /// <summary>As Wireshark prints it: UTF-8 with U+FFFD for other octets, labels joined by dots, <c>&lt;Root&gt;</c>.</summary>
    Wireshark,

    /// <summary>As zone files write it (RFC 1035 §5.1): odd octets as <c>\DDD</c>, dots inside labels as <c>\.</c>, the root as a dot.</summary>
    Escaped,

    /// <summary>As dig prints it: with the final dot, and whatever is not printable ASCII as <c>\DDD</c>.</summary>
    Absolute,
}

/// <summary>How expanding a name ended.</summary>
public enum DnsNameStatus : byte
{
    /// <summary>The name is whole.</summary>
    Ok,

    /// <summary>More than 255 octets (RFC 1035 §3.1).</summary>
    TooLong,

    /// <summary>The compression pointers go round.</summary>
    Loops,

    /// <summary>A label is of the extended kind that RFC 6891 §5 gave up: the name ends there.</summary>
    UnknownLabel,

    /// <summary>The octets end inside the name, or begin with a label of an unknown kind.</summary>
    Broken,
}

/// <summary>
/// Domain names with compression, RFC 1035 §4.1.4: | length 1 | label … | … | 0 |, or a pointer of two octets in place of a length.
/// </summary>
/// <remarks>Work is bounded: at most 255 pointers and, after the name is too long, one trip to its end.</remarks>
public static class DnsName
{
    /// <summary>Octets of the longest name without compression.</summary>
    public const int LongestWire = 255;

    /// <summary>Characters that hold any name in either style.</summary>
    public const int LongestText = 1024;

    private const int MostPointers = 255;
    private const int ExtendedKind = 0x40;
    private const int ReservedKind = 0x80;
    private const int PointerKind = 0xc0;

    /// <summary>The position after the name that begins at <paramref name="position"/>, or -1 when it is broken in place.</summary>
    public static int Skip(ReadOnlySpan<byte> message, int position)
    {
        int start = position;
        while ((uint)position < (uint)message.Length)
        {
            byte length = message[position];
            if (length == 0)
                return position + 1;
            if (length >= PointerKind)
                return position + 2 <= message.Length ? position + 2 : -1;
            if (length >= ExtendedKind)
                return length < ReservedKind && position > start ? position + 1 : -1;
            position += 1 + length;
        }
        return -1;
    }

    /// <summary>Writes a name without compression: length octets, labels, and the final zero.</summary>
    /// <param name="message">The whole message: pointers count from its start.</param>
    /// <param name="position">Where the name begins.</param>
    /// <param name="target">At least <see cref="LongestWire"/> octets.</param>
    /// <param name="written">Octets written; meaningful for a name that is whole.</param>
    public static DnsNameStatus Expand(ReadOnlySpan<byte> message, int position, Span<byte> target, out int written)
    {
        written = 0;
        bool tooLong = false;
        for (int pointers = 0; (uint)position < (uint)message.Length; )
        {
            byte length = message[position];
            if (length >= PointerKind)
            {
                if (position + 1 >= message.Length)
                    return DnsNameStatus.Broken;
                if (++pointers > MostPointers)
                    return DnsNameStatus.Loops;
                position = (length & 0x3f) << 8 | message[position + 1];
                continue;
            }
            if (length is >= ExtendedKind and < ReservedKind && written > 0)
                return DnsNameStatus.UnknownLabel;
            if (length >= ExtendedKind || position + 1 + length > message.Length)
                return DnsNameStatus.Broken;
            tooLong |= written + length + 1 > LongestWire;
            if (!tooLong)
            {
                message.Slice(position, length + 1).CopyTo(target[written..]);
                written += length + 1;
            }
            if (length == 0)
                return tooLong ? DnsNameStatus.TooLong : DnsNameStatus.Ok;
            position += length + 1;
        }
        return DnsNameStatus.Broken;
    }

    /// <summary>Writes a name as text. Returns the characters written; 0 when the name is broken.</summary>
    /// <param name="message">The whole message: pointers count from its start.</param>
    /// <param name="position">Where the name begins.</param>
    /// <param name="text">At least <see cref="LongestText"/> characters, or 255 for Wireshark's style.</param>
    /// <param name="style">How odd octets are written.</param>
    public static int Decode(ReadOnlySpan<byte> message, int position, Span<char> text, DnsNameStyle style) =>
        Decode(message, position, text, style, out _, out _);

    /// <summary>Like the shorter form; also tells the name's octets and labels as Wireshark counts them.</summary>
    internal static int Decode(
        ReadOnlySpan<byte> message,
        int position,
        Span<char> text,
        DnsNameStyle style,
        out int octets,
        out int labels
    )
    {
        Span<byte> wire = stackalloc byte[LongestWire];
        var target = new TextSpan(text);
        (octets, labels) = (0, 1);
        switch (Expand(message, position, wire, out int length))
        {
            case DnsNameStatus.Broken:
                labels = 0;
                return 0;
            case DnsNameStatus.TooLong:
                target.Append("<Name too long>");
                octets = target.Length;
                return target.Length;
            case DnsNameStatus.Loops:
                target.Append("<Name contains a pointer that loops>");
                octets = target.Length;
                return target.Length;
            case DnsNameStatus.UnknownLabel:
                target.Append("<Unknown extended label>");
                octets = target.Length;
                return target.Length;
            case DnsNameStatus.Ok when length == 1:
                target.Append(style == DnsNameStyle.Wireshark ? "<Root>" : ".");
                octets = target.Length;
                return target.Length;
            default:
                break;
        }
        octets = length - 2;
        if (style == DnsNameStyle.Escaped)
            AppendEscaped(ref target, wire[..length]);
        else if (style == DnsNameStyle.Absolute)
            AppendAbsolute(ref target, wire[..length]);
        else
            AppendJoined(ref target, wire[..length], ref labels);
        if (octets <= 1) // Wireshark counts nothing for a name of one octet
            (octets, labels) = (0, 0);
        return target.Length;
    }

    private static void AppendJoined(ref TextSpan target, scoped Span<byte> wire, ref int labels)
    {
        for (int at = 1 + wire[0]; wire[at] != 0; )
        {
            int next = at + 1 + wire[at];
            wire[at] = (byte)'.';
            at = next;
        }
        ReadOnlySpan<byte> joined = wire[1..^1];
        labels = joined.Count((byte)'.') + 1;
        target.AppendUtf8(joined);
    }

    private static void AppendAbsolute(ref TextSpan target, scoped ReadOnlySpan<byte> wire)
    {
        for (int at = 0; wire[at] != 0; at += 1 + wire[at])
        {
            target.AppendEscapedAscii(wire.Slice(at + 1, wire[at]), "\"$().;@\\", spaceIsPlain: false);
            target.Append('.');
        }
    }

    private static void AppendEscaped(ref TextSpan target, scoped ReadOnlySpan<byte> wire)
    {
        for (int at = 0; wire[at] != 0; at += 1 + wire[at])
        {
            if (at > 0)
                target.Append('.');
            target.AppendEscaped(wire.Slice(at + 1, wire[at]), ".\\");
        }
    }
}
