namespace Sonde.Wire;

/// <summary>Steps that only DNS data has: names with compression, bitmaps of record types.</summary>
internal static class DnsFieldCursor
{
    public static bool Name(this ref FieldCursor data, Field field) => data.Name(field, null);

    public static bool Name(this ref FieldCursor data, Field field, Field? length)
    {
        int next = data.Left > 0 ? DnsName.Skip(data.All, data.At) : -1;
        Span<char> text = stackalloc char[256];
        if (
            next < 0
            || DnsName.Decode(data.All, data.At, text, DnsNameStyle.Wireshark, out int octets, out _)
                is not (> 0 and var written)
        )
            return false;
        if (length is not null)
            data.Sink.Add(length, data.At, 0, (ulong)octets);
        data.Sink.Add(field, data.At, next - data.At, text[..written]);
        return data.Skip(next - data.At);
    }

    /// <summary>A name outside a DNS message: pointers count from its own start.</summary>
    public static bool BareName(this ref FieldCursor data, Field field)
    {
        ReadOnlySpan<byte> rest = data.Rest;
        int next = DnsName.Skip(rest, 0);
        Span<char> text = stackalloc char[256];
        int written = next < 0 ? 0 : DnsName.Decode(rest, 0, text, DnsNameStyle.Wireshark);
        if (written == 0)
            return false;
        data.Sink.Add(field, data.At, next, text[..written]);
        return data.Skip(next);
    }

    /// <summary>The record types of a bitmap, RFC 4034 §4.1.2.</summary>
    public static void Types(this ref FieldCursor data)
    {
        while (data.Left >= 2)
        {
            int window = data.All[data.At];
            int length = data.All[data.At + 1];
            data.Skip(2);
            if (length > data.Left)
                return;
            data.Bits(window * 256, length);
        }
    }

    /// <summary>One run of bits, most significant first; each bit that is set is a record type.</summary>
    public static void Bits(this ref FieldCursor data, int first, int length)
    {
        for (int bit = 0; bit < length * 8; bit++)
        {
            if ((data.All[data.At + bit / 8] & 0x80 >> bit % 8) != 0)
                data.Sink.Add(DnsFields.RespType, data.At + bit / 8, 1, (ulong)(first + bit));
        }
        data.Skip(length);
    }
}
