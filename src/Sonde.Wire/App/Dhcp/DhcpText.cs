using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>The data of an option as text for people.</summary>
public static class DhcpText
{
    /// <summary>
    /// Writes the value: addresses and numbers with commas between them, text with odd octets escaped, client identifiers as
    /// <c>01:02:00:00:00:00:0a</c>, everything unknown in hexadecimal.
    /// </summary>
    /// <param name="code">Which option: <see cref="DhcpOptions"/>.</param>
    /// <param name="data">Its data.</param>
    /// <param name="text">Receives the text; an ellipsis stands at its end when it is too small.</param>
    /// <returns>Characters written.</returns>
    public static int WriteValue(int code, ReadOnlySpan<byte> data, Span<char> text)
    {
        var target = new TextSpan(text);
        if (!TryWrite(code, data, ref target))
        {
            target = new TextSpan(text);
            target.AppendHex(data);
        }
        return target.Length;
    }

    private static bool TryWrite(int code, ReadOnlySpan<byte> data, ref TextSpan target)
    {
        (DhcpForm form, Field? field) = DhcpOptionTable.Of(code);
        return form switch
        {
            DhcpForm.Text => WriteText(data, ref target),
            DhcpForm.Address => data.Length == 4 && WriteAddresses(data, ref target),
            DhcpForm.Addresses => WriteAddresses(data, ref target),
            DhcpForm.Boolean => data.Length == 1 && WriteWord(data[0] == 0 ? "false" : "true", ref target),
            DhcpForm.Number8 => data.Length == 1 && WriteNamed(field, data[0], ref target),
            DhcpForm.Number16 => data.Length == 2 && WriteNumbers(data, 2, ref target),
            DhcpForm.Number32 => data.Length == 4 && WriteNumbers(data, 4, ref target),
            DhcpForm.Signed32 => data.Length == 4 && WriteSigned(data, ref target),
            DhcpForm.Numbers8 => WriteNumbers(data, 1, ref target),
            DhcpForm.Numbers16 => WriteNumbers(data, 2, ref target),
            _ => TryWriteSpecial(code, data, ref target),
        };
    }

    private static bool TryWriteSpecial(int code, ReadOnlySpan<byte> data, ref TextSpan target)
    {
        switch (code)
        {
            case 21 or 33:
                return WritePairs(data, ref target);
            case DhcpOptions.ClientIdentifier:
                target.AppendHex(data, ':');
                return true;
            case DhcpOptions.FullName:
                return data.Length >= 3 && WriteFullName(data, ref target);
            case DhcpOptions.RelayAgent:
                return WriteAgent(data, ref target);
            case DhcpOptions.DomainSearch:
                return WriteDomains(data, ref target);
            case DhcpOptions.ClasslessRoutes or 249:
                return WriteRoutes(data, ref target);
            case 97:
                return data.Length == 17 && WriteGuid(data[1..], ref target);
            default:
                return false;
        }
    }

    private static bool WriteWord(string word, ref TextSpan target)
    {
        target.Append(word);
        return true;
    }

    private static bool WriteText(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        target.AppendEscaped(data.TrimEnd((byte)0), "\\");
        return true;
    }

    private static bool WriteNamed(Field? field, byte value, ref TextSpan target)
    {
        if (field?.Names?.Invoke(value) is { } name)
        {
            target.Append(name);
            target.Append(" (");
            target.Append((ulong)value);
            target.Append(')');
            return true;
        }
        target.Append((ulong)value);
        return true;
    }

    private static bool WriteNumbers(ReadOnlySpan<byte> data, int size, ref TextSpan target)
    {
        if (data.Length % size != 0)
            return false;
        for (int at = 0; at < data.Length; at += size)
        {
            WriteComma(at, ref target);
            target.Append(
                size switch
                {
                    1 => data[at],
                    2 => ReadUInt16BigEndian(data[at..]),
                    _ => (ulong)ReadUInt32BigEndian(data[at..]),
                }
            );
        }
        return true;
    }

    private static bool WriteSigned(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        int value = ReadInt32BigEndian(data);
        if (value < 0)
            target.Append('-');
        target.Append((ulong)Math.Abs((long)value));
        return true;
    }

    private static bool WriteAddresses(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        if (data.Length % 4 != 0)
            return false;
        for (int at = 0; at < data.Length; at += 4)
        {
            WriteComma(at, ref target);
            target.AppendIpv4(data[at..]);
        }
        return true;
    }

    private static bool WritePairs(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        if (data.Length % 8 != 0)
            return false;
        for (int at = 0; at < data.Length; at += 8)
        {
            WriteComma(at, ref target);
            target.AppendIpv4(data[at..]);
            target.Append(' ');
            target.AppendIpv4(data[(at + 4)..]);
        }
        return true;
    }

    private static bool WriteFullName(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        if ((data[0] & 4) == 0)
            return WriteText(data[3..], ref target);
        Span<char> name = stackalloc char[DnsName.LongestText];
        int written = DnsName.Decode(data[3..], 0, name, DnsNameStyle.Escaped);
        target.Append(name[..written]);
        return written > 0;
    }

    private static bool WriteDomains(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        Span<char> name = stackalloc char[DnsName.LongestText];
        for (int at = 0; at < data.Length; )
        {
            int next = DnsName.Skip(data, at);
            int written = next < 0 ? 0 : DnsName.Decode(data, at, name, DnsNameStyle.Escaped);
            if (written == 0)
                return false;
            WriteComma(at, ref target);
            target.Append(name[..written]);
            at = next;
        }
        return true;
    }

    private static bool WriteRoutes(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        Span<byte> network = stackalloc byte[4];
        for (int at = 0; at < data.Length; )
        {
            int prefix = data[at];
            int size = (prefix + 7) / 8;
            if (prefix > 32 || at + 1 + size + 4 > data.Length)
                return false;
            network.Clear();
            data.Slice(at + 1, size).CopyTo(network);
            WriteComma(at, ref target);
            target.AppendIpv4(network);
            target.Append('/');
            target.Append((ulong)prefix);
            target.Append(" via ");
            target.AppendIpv4(data[(at + 1 + size)..]);
            at += 1 + size + 4;
        }
        return true;
    }

    private static bool WriteAgent(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        for (int at = 0; at < data.Length; )
        {
            if (at + 2 > data.Length || at + 2 + data[at + 1] > data.Length)
                return false;
            int code = data[at];
            ReadOnlySpan<byte> value = data.Slice(at + 2, data[at + 1]);
            WriteComma(at, ref target);
            target.Append(DhcpNames.AgentSuboption((ulong)code) ?? "Suboption");
            target.Append(' ');
            if (code is 5 or 11 or 150 or 152 && value.Length == 4)
                target.AppendIpv4(value);
            else if (value.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
                target.AppendEscaped(value, "\\,");
            else
                target.AppendHex(value);
            at += 2 + value.Length;
        }
        return true;
    }

    private static bool WriteGuid(ReadOnlySpan<byte> data, ref TextSpan target)
    {
        Span<char> text = stackalloc char[36];
        new Guid(data).TryFormat(text, out int written);
        target.Append(text[..written]);
        return true;
    }

    private static void WriteComma(int at, ref TextSpan target)
    {
        if (at > 0)
            target.Append(", ");
    }
}
