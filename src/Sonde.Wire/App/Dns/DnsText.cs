namespace Sonde.Wire;

/// <summary>How the data of a record is written.</summary>
public enum DnsTextStyle : byte
{
    /// <summary>For reading: names without final dots, letters of all scripts, hexadecimal digits in lower case.</summary>
    Plain,

    /// <summary>As dig prints it and zone files take it: final dots, ASCII with <c>\DDD</c>, digits in upper case.</summary>
    ZoneFile,
}

/// <summary>The data of a record as text for people: what zone files write (RFC 1035 §5.1 and the RFC of each type), without final dots.</summary>
public static class DnsText
{
    /// <summary>
    /// Writes the value: <c>192.0.2.1</c>, <c>10 mail.example.com</c>, <c>"v=spf1 -all"</c>. What does not fit its type, or is of an
    /// unknown one, is written as RFC 3597 does: <c>\# 2 abcd</c>.
    /// </summary>
    /// <param name="message">The whole message: names in the data may point into it.</param>
    /// <param name="record">A record of the message.</param>
    /// <param name="text">Receives the text; an ellipsis stands at its end when it is too small.</param>
    /// <param name="style">How names, letters and digits are written.</param>
    /// <returns>Characters written.</returns>
    public static int WriteValue(
        scoped in DnsMessage message,
        in DnsRecord record,
        Span<char> text,
        DnsTextStyle style = DnsTextStyle.Plain
    )
    {
        var value = new DnsTextCursor(message.Octets, record.DataPosition, record.DataLength, text, style);
        if (record.Type == DnsTypes.Opt)
            DnsOptionText.Write(record, ref value);
        else if (record.DataLength > 0 && !(Write(record.Type, ref value) && value.Left == 0))
            value.WriteGeneric();
        return value.Length;
    }

    private static bool Write(ushort type, ref DnsTextCursor value) =>
        type switch
        {
            DnsTypes.A => value.Ipv4(),
            DnsTypes.Aaaa => value.Ipv6(),
            DnsTypes.Ns
            or DnsTypes.Cname
            or DnsTypes.Ptr
            or DnsTypes.Dname
            or DnsTypes.Md
            or DnsTypes.Mf
            or DnsTypes.Mb
            or DnsTypes.Mg
            or DnsTypes.Mr
            or DnsTypes.NsapPtr => value.Name(),
            DnsTypes.Mx or DnsTypes.Kx or DnsTypes.Rt or DnsTypes.Afsdb or DnsTypes.Lp => value.Number(2)
                && value.Name(),
            DnsTypes.Minfo or DnsTypes.Rp => value.Name() && value.Name(),
            DnsTypes.Px => value.Number(2) && value.Name() && value.Name(),
            DnsTypes.Soa => value.Name()
                && value.Name()
                && value.Number(4)
                && value.Number(4)
                && value.Number(4)
                && value.Number(4)
                && value.Number(4),
            DnsTypes.Txt or DnsTypes.Spf or DnsTypes.Hinfo or DnsTypes.Isdn or DnsTypes.X25 or DnsTypes.Gpos =>
                value.Strings(),
            DnsTypes.Srv => value.Number(2) && value.Number(2) && value.Number(2) && value.Name(),
            DnsTypes.Naptr => value.Number(2)
                && value.Number(2)
                && value.String()
                && value.String()
                && value.String()
                && value.Name(),
            DnsTypes.Caa => value.Number(1) && value.Tag() && value.Quoted(value.Left),
            DnsTypes.Uri => value.Number(2) && value.Number(2) && value.Quoted(value.Left),
            DnsTypes.Svcb or DnsTypes.Https => DnsServiceText.WriteBinding(ref value),
            DnsTypes.Apl => DnsServiceText.WritePrefixes(ref value),
            DnsTypes.Loc => DnsServiceText.WriteLocation(ref value),
            DnsTypes.Wks => DnsServiceText.WriteServices(ref value),
            DnsTypes.L32 => value.Number(2) && value.Ipv4(),
            DnsTypes.Nid or DnsTypes.L64 => value.Number(2) && value.Groups(),
            DnsTypes.Eui48 => value.Hex(6, '-'),
            DnsTypes.Eui64 => value.Hex(8, '-'),
            DnsTypes.Dhcid or DnsTypes.Openpgpkey => value.Base64(value.Left),
            _ => DnsSecurityText.Write(type, ref value),
        };
}
