using static Sonde.Wire.Dhcpv6Fields;

namespace Sonde.Wire;

/// <summary>Adds the data of one option that holds no other options.</summary>
internal static class Dhcpv6OptionDescription
{
    public static void Describe(int code, int message, ref FieldCursor value)
    {
        _ = code switch
        {
            1 or 2 or 53 => DescribeDuid(ref value),
            6 or 43 => Numbers(RequestedOptionCode, ref value),
            7 => value.Number(OptionPreference, 1),
            8 => DescribeElapsed(ref value),
            11 => value.Number(AuthProtocol, 1)
                && value.Number(AuthAlgorithm, 1)
                && value.Number(AuthRdm, 1)
                && value.Octets(AuthReplayDetection, 8)
                && value.RestAsOctets(AuthInfo),
            12 => value.Octets(Unicast, 16),
            13 => value.Number(StatusCode, 2) && value.Left > 0 && value.Utf8(StatusMsg, value.Left),
            15 => DescribeClasses(ref value),
            16 => value.Number(VendorclassEnterprise, 4) && DescribeVendorClasses(ref value),
            17 => value.Number(VendoroptsEnterprise, 4) && DescribeVendorOptions(ref value),
            18 => value.RestAsOctets(InterfaceId),
            19 => value.Number(ReconfMsg, 1),
            21 => Names(SipServerDomainSearchFqdn, ref value),
            22 => Addresses(SipServerA, ref value),
            23 => Addresses(DnsServer, ref value),
            24 => Names(SearchListEntry, ref value),
            27 => Addresses(NisServer, ref value),
            28 => Addresses(NispServer, ref value),
            29 => Names(NisFqdn, ref value),
            30 => Names(NispFqdn, ref value),
            31 => Addresses(SntpServer, ref value),
            32 => value.Number(Lifetime, 4),
            33 => Names(BcmcsServerFqdn, ref value),
            34 => Addresses(BcmcsServerA, ref value),
            37 => value.Number(RemoteidEnterprise, 4) && value.RestAsOctets(RemoteidEnterpriseId),
            38 => value.Ascii(SubscriberId, value.Left),
            39 => DescribeFullName(message, ref value),
            40 => Addresses(PanaAgent, ref value),
            41 => value.Left > 0 && value.Ascii(Dhcpv6Fields.Timezone, value.Left),
            42 => value.Left > 0 && value.Ascii(Tzdb, value.Left),
            46 => value.Number(CltTime, 4),
            47 => value.Octets(LqRelayDataPeerAddr, 16),
            48 => Addresses(LqClientLink, ref value),
            52 => Addresses(CapwapAcV6, ref value),
            56 => DescribeTimeServers(ref value),
            64 => Names(AftrName, ref value),
            67 => value.Number(PdExcludePrefLen, 1) && value.RestAsOctets(PdExcludeSubnetId),
            90 => value.Octets(S46BrAddress, 16),
            93 => value.Number(S46PortparamOffset, 1)
                && value.Number(S46PortparamPsidLen, 1)
                && value.Left >= 2
                && DescribePortSet(ref value),
            103 => value.Left > 0 && value.Ascii(CaptivePortal, value.Left),
            112 => value.Left > 0 && value.Ascii(Mudurl, value.Left),
            135 => value.Number(RelayPort, 2),
            _ => true,
        };
    }

    private static bool Numbers(Field field, ref FieldCursor value)
    {
        while (value.Number(field, 2)) { }
        return true;
    }

    private static bool Addresses(Field field, ref FieldCursor value)
    {
        while (value.Octets(field, 16)) { }
        return true;
    }

    private static bool Names(Field field, ref FieldCursor value)
    {
        while (value.Left > 0 && value.DottedName(field)) { }
        return true;
    }

    /// <summary>Hundredths of a second on the wire, milliseconds in the field.</summary>
    private static bool DescribeElapsed(ref FieldCursor value)
    {
        if (value.Left < 2)
            return false;
        int hundredths = value.Rest[0] << 8 | value.Rest[1];
        value.Sink.Add(ElapsedTime, value.At, 2, (ulong)hundredths * 10);
        return value.Skip(2);
    }

    /// <summary>RFC 8415 §11.</summary>
    private static bool DescribeDuid(ref FieldCursor value)
    {
        if (value.Left > 0)
            value.Sink.Add(DuidBytes, value.At, value.Left, value.Rest);
        if (!value.Number(DuidType, 2, out int type))
            return false;
        return type switch
        {
            1 => value.Number(DuidlltHwtype, 2)
                && value.TimeSince2000(DuidlltTime)
                && value.Left > 0
                && value.HexText(DuidlltLinkLayerAddr, value.Left, ':'),
            2 => value.Number(DuidenEnterprise, 4) && value.RestAsOctets(DuidenIdentifier),
            3 => value.Number(DuidllHwtype, 2) && value.Left > 0 && value.HexText(DuidllLinkLayerAddr, value.Left, ':'),
            4 => value.RestAsOctets(DuiduuidBytes),
            _ => true,
        };
    }

    private static bool TimeSince2000(this ref FieldCursor value, Field field)
    {
        const ulong secondsTo2000 = 946_684_800; // from 1970
        if (value.Left < 4)
            return false;
        ulong seconds = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(value.Rest);
        value.Sink.Add(field, value.At, 4, (seconds + secondsTo2000) * (ulong)Timestamp.PerSecond);
        return value.Skip(4);
    }

    private static bool DescribeClasses(ref FieldCursor value)
    {
        while (value.Number(UserclassLength, 2, out int length) && value.Octets(UserclassOpaqueData, length)) { }
        return true;
    }

    private static bool DescribeVendorClasses(ref FieldCursor value)
    {
        while (value.Left >= 2)
        {
            int length = value.Rest[0] << 8 | value.Rest[1];
            if (!value.Skip(2) || !value.Ascii(VendorclassData, length))
                return false;
        }
        return true;
    }

    private static bool DescribeVendorOptions(ref FieldCursor value)
    {
        while (
            value.Number(VendoroptsEnterpriseOptionCode, 2)
            && value.Number(VendoroptsEnterpriseOptionLength, 2, out int length)
            && value.Octets(VendoroptsEnterpriseOptionData, length)
        ) { }
        return true;
    }

    /// <summary>RFC 4704 §4: servers set flags of their own.</summary>
    private static bool DescribeFullName(int message, ref FieldCursor value)
    {
        if (!value.Number(ClientFqdnFlags, 1, out int flags))
            return false;
        if (message is Dhcpv6MessageTypes.Advertise or Dhcpv6MessageTypes.Reply)
        {
            value.Bit(ClientfqdnServerN, 1, flags, 4);
            value.Bit(ClientfqdnServerO, 1, flags, 2);
            value.Bit(ClientfqdnServerS, 1, flags, 1);
        }
        else
        {
            value.Bit(ClientfqdnClientN, 1, flags, 4);
            value.Bit(ClientfqdnClientS, 1, flags, 1);
        }
        return value.Left > 0 && value.DottedName(ClientDomain);
    }

    /// <summary>RFC 5908 §4.</summary>
    private static bool DescribeTimeServers(ref FieldCursor value)
    {
        while (
            value.Number(NtpserverOptionType, 2, out int type)
            && value.Number(NtpserverOptionLength, 2, out int length)
            && length <= value.Left
        )
        {
            FieldCursor part = value.Slice(length);
            _ = type switch
            {
                1 => part.Octets(NtpserverAddr, 16),
                2 => part.Octets(NtpserverMcAddr, 16),
                3 => part.Left > 0 && part.DottedName(NtpserverFqdn),
                _ => true,
            };
            value.Skip(length);
        }
        return true;
    }

    /// <summary>RFC 7598 §4.5: the identifier stands at the left of its two octets.</summary>
    private static bool DescribePortSet(ref FieldCursor value)
    {
        int length = Math.Min((int)value.All[value.At - 1], 16);
        int bits = value.Rest[0] << 8 | value.Rest[1];
        value.Sink.Add(S46PortparamPsid, value.At, 2, (ulong)(bits >> (16 - length)));
        return value.Skip(2);
    }

    /// <summary>A name with a final dot when its zero octet is there; clients may send it without (RFC 4704 §4.2).</summary>
    private static bool DottedName(this ref FieldCursor value, Field field)
    {
        ReadOnlySpan<byte> rest = value.Rest;
        Span<char> text = stackalloc char[DnsName.LongestText];
        int next = DnsName.Skip(rest, 0);
        if (next > 0)
        {
            int written = DnsName.Decode(rest, 0, text, DnsNameStyle.Wireshark);
            if (written == 0)
                return false;
            bool isOneLabel = !text[..written].Contains('.');
            text[written++] = '.';
            value.Sink.Add(isOneLabel ? Tld : field, value.At, next, text[..written]);
            return value.Skip(next);
        }
        var target = new TextSpan(text);
        int at = 0;
        for (; at < rest.Length && at + 1 + rest[at] <= rest.Length && rest[at] > 0; at += 1 + rest[at])
        {
            if (at > 0)
                target.Append('.');
            target.AppendAscii(rest.Slice(at + 1, rest[at]));
        }
        if (at != rest.Length)
            return false;
        value.Sink.Add(field, value.At, at, text[..target.Length]);
        return value.Skip(at);
    }
}
