namespace Sonde.Wire;

/// <summary>Writes the data of records about keys, signatures and denials.</summary>
internal static class DnsSecurityText
{
    public static bool Write(ushort type, ref DnsTextCursor value) =>
        type switch
        {
            DnsTypes.Ds or DnsTypes.Cds or DnsTypes.Dlv or DnsTypes.Ta => value.Number(2)
                && value.Number(1)
                && value.Number(1)
                && value.Hex(value.Left),
            DnsTypes.Dnskey or DnsTypes.Cdnskey or DnsTypes.Key => value.Number(2)
                && value.Number(1)
                && value.Number(1)
                && value.Base64(value.Left),
            DnsTypes.Rrsig or DnsTypes.Sig => WriteSignature(ref value),
            DnsTypes.Nsec => value.Name() && value.Types(),
            DnsTypes.Nsec3 => WriteHash(ref value) && WriteHashedName(ref value) && value.Types(),
            DnsTypes.Nsec3Param => WriteHash(ref value),
            DnsTypes.Tlsa or DnsTypes.Smimea => value.Number(1)
                && value.Number(1)
                && value.Number(1)
                && value.Hex(value.Left),
            DnsTypes.Sshfp => value.Number(1) && value.Number(1) && value.Hex(value.Left),
            DnsTypes.Cert => value.Number(2) && value.Number(2) && value.Number(1) && value.Base64(value.Left),
            DnsTypes.Zonemd => value.Number(4) && value.Number(1) && value.Number(1) && value.Hex(value.Left),
            DnsTypes.Csync => value.Number(4) && value.Number(2) && value.Types(),
            DnsTypes.Ipseckey => WriteGateway(ref value),
            DnsTypes.Hip => WriteHostIdentity(ref value),
            DnsTypes.Tsig => WriteTransactionSignature(ref value),
            DnsTypes.Tkey => WriteKeyExchange(ref value),
            _ => false,
        };

    private static bool WriteSignature(ref DnsTextCursor value)
    {
        if (!value.TryTake(2, out uint covered))
            return false;
        value.TypeName(covered);
        if (
            !value.Number(1)
            || !value.Number(1)
            || !value.Number(4)
            || !value.TryTake(4, out uint expiration)
            || !value.TryTake(4, out uint inception)
        )
            return false;
        value.Time(expiration);
        value.Time(inception);
        return value.Number(2) && value.Name() && value.Base64(value.Left);
    }

    private static bool WriteHash(ref DnsTextCursor value)
    {
        if (!value.Number(1) || !value.Number(1) || !value.Number(2) || !value.TryTake(1, out uint salt))
            return false;
        if (salt > 0)
            return value.Hex((int)salt);
        value.Word("-");
        return true;
    }

    private static bool WriteHashedName(ref DnsTextCursor value) =>
        value.TryTake(1, out uint length) && value.Base32Hex((int)length);

    private static bool WriteGateway(ref DnsTextCursor value)
    {
        if (!value.Number(1) || !value.Number(1, out uint type) || !value.Number(1))
            return false;
        if (type == 0)
            value.Word(".");
        bool fits = type switch
        {
            0 => true,
            1 => value.Ipv4(),
            2 => value.Ipv6(),
            3 => value.Name(),
            _ => false,
        };
        return fits && (value.Left == 0 || value.Base64(value.Left));
    }

    private static bool WriteHostIdentity(ref DnsTextCursor value)
    {
        if (
            !value.TryTake(1, out uint tag)
            || !value.Number(1)
            || !value.TryTake(2, out uint key)
            || !value.Hex((int)tag)
            || !value.Base64((int)key)
        )
            return false;
        while (value.Left > 0)
        {
            if (!value.Name())
                return false;
        }
        return true;
    }

    private static bool WriteTransactionSignature(ref DnsTextCursor value)
    {
        if (!value.Name() || !value.TryTake(2, out uint high) || !value.TryTake(4, out uint low))
            return false;
        value.Time((ulong)high << 32 | low);
        return value.Number(2)
            && value.Number(2, out uint size)
            && value.Base64((int)size)
            && value.Number(2)
            && WriteError(ref value)
            && value.Number(2, out uint other)
            && (other == 0 || value.Hex((int)other));
    }

    private static bool WriteKeyExchange(ref DnsTextCursor value)
    {
        if (!value.Name() || !value.TryTake(4, out uint inception) || !value.TryTake(4, out uint expiration))
            return false;
        value.Time(inception);
        value.Time(expiration);
        return value.Number(2)
            && WriteError(ref value)
            && value.Number(2, out uint key)
            && value.Base64((int)key)
            && value.Number(2, out uint other)
            && (other == 0 || value.Hex((int)other));
    }

    private static bool WriteError(ref DnsTextCursor value)
    {
        if (!value.TryTake(2, out uint code))
            return false;
        if (DnsResponseCodes.NameOf(code) is { } name)
            value.Word(name);
        else
            value.Number(code);
        return true;
    }

    private static void Number(this ref DnsTextCursor value, uint number)
    {
        value.Separate();
        value.Append(number);
    }
}
