namespace Sonde.Wire;

/// <summary>Writes the data of records about services and places.</summary>
internal static class DnsServiceText
{
    private const int KeyCount = 9; // service parameters with a name

    /// <summary>RFC 9460 §2.1: priority, target, then parameters as <c>key=value</c>.</summary>
    public static bool WriteBinding(ref DnsTextCursor value)
    {
        if (!value.Number(2) || !value.Name())
            return false;
        while (value.Left > 0)
        {
            if (!value.TryTake(2, out uint key) || !value.TryTake(2, out uint length) || length > value.Left)
                return false;
            value.Separate();
            WriteKey(key, ref value);
            if (length == 0)
                continue;
            value.Append("=");
            bool isQuoted = value.IsZoneFile && (key is 1 or > 6);
            if (isQuoted)
                value.Append("\"");
            if (!WriteParameter(key, (int)length, ref value))
                return false;
            if (isQuoted)
                value.Append("\"");
        }
        return true;
    }

    /// <summary>RFC 3123 §5: <c>1:192.168.0.0/16</c>, with an exclamation mark for the negation.</summary>
    public static bool WritePrefixes(ref DnsTextCursor value)
    {
        while (value.Left > 0)
        {
            if (
                !value.TryTake(2, out uint family)
                || !value.TryTake(1, out uint prefix)
                || !value.TryTake(1, out uint length)
            )
                return false;
            value.Word(length > 127 ? "!" : "");
            value.Append(family);
            value.Append(":");
            if (family is not (1 or 2) || !value.AppendAddress((int)length & 127, family == 2))
                return false;
            value.Append("/");
            value.Append(prefix);
        }
        return true;
    }

    /// <summary>RFC 1035 §3.4.2: address, protocol, ports.</summary>
    public static bool WriteServices(ref DnsTextCursor value)
    {
        if (!value.Ipv4() || !value.Number(1))
            return false;
        for (uint first = 0; value.TryTake(1, out uint bits); first += 8)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                if ((bits & 0x80 >> bit) == 0)
                    continue;
                value.Separate();
                value.Append(first + (uint)bit);
            }
        }
        return true;
    }

    /// <summary>RFC 1876 §3: degrees, minutes, seconds, altitude, size, precisions.</summary>
    public static bool WriteLocation(ref DnsTextCursor value)
    {
        if (value.Left != 16 || value.Rest[0] != 0)
            return false;
        value.Skip(1);
        value.TryTake(1, out uint size);
        value.TryTake(1, out uint horizontal);
        value.TryTake(1, out uint vertical);
        value.TryTake(4, out uint latitude);
        value.TryTake(4, out uint longitude);
        value.TryTake(4, out uint altitude);
        WriteAngle(latitude, 'N', 'S', ref value);
        WriteAngle(longitude, 'E', 'W', ref value);
        long centimetres = altitude - 10_000_000L; // counted from 100 km below the ellipsoid
        value.Word(centimetres < 0 ? "-" : "");
        WriteMetres((ulong)Math.Abs(centimetres), ref value);
        WriteSize(size, ref value);
        WriteSize(horizontal, ref value);
        WriteSize(vertical, ref value);
        return true;
    }

    private static void WriteKey(uint key, ref DnsTextCursor value)
    {
        if (key < KeyCount)
        {
            value.Append(DnsNames.ServiceKey(key));
            return;
        }
        value.Append("key");
        value.Append(key);
    }

    private static bool WriteParameter(uint key, int length, ref DnsTextCursor value)
    {
        int end = value.Left - length;
        for (bool isFirst = true; value.Left > end; isFirst = false)
        {
            if (!isFirst)
                value.Append(",");
            bool fits;
            switch (key)
            {
                case 0:
                    fits = value.TryTake(2, out uint mandatory);
                    WriteKey(mandatory, ref value);
                    break;
                case 1:
                    fits = value.TryTake(1, out uint name) && value.AppendEscaped((int)name, " ,\"\\");
                    break;
                case 3:
                    fits = value.TryTake(2, out uint port);
                    value.Append(port);
                    break;
                case 4:
                    fits = value.AppendIpv4();
                    break;
                case 5:
                    fits = value.AppendBase64(length);
                    break;
                case 6:
                    fits = value.AppendIpv6();
                    break;
                default:
                    fits = value.AppendEscaped(length, value.IsZoneFile ? "\"\\" : " \"\\");
                    break;
            }
            if (!fits)
                return false;
        }
        return value.Left == end;
    }

    private static void WriteAngle(uint stored, char positive, char negative, ref DnsTextCursor value)
    {
        long thousandths = stored - 0x80000000L; // of a second of arc
        ulong size = (ulong)Math.Abs(thousandths);
        value.Separate();
        value.Append(size / 3_600_000);
        value.Append(" ");
        value.Append(size / 60_000 % 60);
        value.Append(" ");
        value.Append(size / 1000 % 60);
        value.Append(".");
        WriteDigits(size % 1000, 100, ref value);
        value.Append(" ");
        value.Append([thousandths < 0 ? negative : positive]);
    }

    private static void WriteSize(uint stored, ref DnsTextCursor value)
    {
        ulong centimetres = stored >> 4;
        for (uint power = stored & 15; power > 0; power--)
            centimetres *= 10;
        value.Separate();
        WriteMetres(centimetres, ref value);
    }

    private static void WriteMetres(ulong centimetres, ref DnsTextCursor value)
    {
        value.Append(centimetres / 100);
        if (centimetres % 100 > 0)
        {
            value.Append(".");
            WriteDigits(centimetres % 100, 10, ref value);
        }
        value.Append("m");
    }

    private static void WriteDigits(ulong number, ulong highest, ref DnsTextCursor value)
    {
        for (ulong unit = highest; unit > 0; unit /= 10)
            value.Append(number / unit % 10);
    }
}
