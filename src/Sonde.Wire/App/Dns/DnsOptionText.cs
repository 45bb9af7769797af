namespace Sonde.Wire;

/// <summary>Writes an OPT record (RFC 6891 §6.1) in words: <c>udp 1232, do, cookie 0102…</c>.</summary>
internal static class DnsOptionText
{
    public static void Write(in DnsRecord record, ref DnsTextCursor value)
    {
        uint version = record.TimeToLive >> 16 & 0xff;
        value.Append("udp ");
        value.Append(record.Class);
        if (version > 0)
        {
            value.Append(", version ");
            value.Append(version);
        }
        if ((record.TimeToLive & 0x8000) != 0)
            value.Append(", do");
        if (record.TimeToLive >> 24 is > 0 and var code)
        {
            value.Append(", extended rcode ");
            value.Append(code);
        }
        while (value.TryTake(2, out uint option) && value.TryTake(2, out uint length) && length <= value.Left)
        {
            value.Append(", ");
            int end = value.Left - (int)length;
            WriteOption(option, (int)length, ref value);
            value.Skip(value.Left - end);
        }
    }

    private static void WriteOption(uint option, int length, ref DnsTextCursor value)
    {
        if (DnsNames.Option(option) is { } name)
            value.Append(name);
        else
        {
            value.Append("option ");
            value.Append(option);
        }
        switch (option)
        {
            case 3:
                value.Quoted(length);
                break;
            case 8 or 20730 when length >= 4:
                value.TryTake(2, out uint family);
                value.TryTake(1, out uint source);
                value.TryTake(1, out uint scope);
                value.Append(" ");
                if (family is not (1 or 2) || !value.AppendAddress(length - 4, family == 2))
                    return;
                value.Append("/");
                value.Append(source);
                value.Append("/");
                value.Append(scope);
                break;
            case 9 or 11 when length is 2 or 4:
                value.Number(length);
                break;
            case 12:
                value.Append(" ");
                value.Append((ulong)length);
                break;
            case 15 when length >= 2:
                value.Number(2, out uint code);
                if (DnsNames.ExtendedError(code) is { } words)
                {
                    value.Append(" (");
                    value.Append(words);
                    value.Append(")");
                }
                if (length > 2)
                    value.Quoted(length - 2);
                break;
            case 18:
                if (length > 0)
                    value.Name();
                break;
            default:
                if (length > 0)
                    value.Hex(length);
                break;
        }
    }
}
