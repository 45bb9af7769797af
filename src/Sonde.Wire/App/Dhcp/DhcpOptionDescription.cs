using static Sonde.Wire.DhcpFields;

namespace Sonde.Wire;

/// <summary>Adds the data of one option, by its code.</summary>
internal static class DhcpOptionDescription
{
    private const int LongestDomainList = 1024; // characters

    public static void Describe(int code, ref FieldCursor data)
    {
        (DhcpForm form, Field? field) = DhcpOptionTable.Of(code);
        if (field is null)
            DescribeSpecial(code, ref data);
        else
            DescribeForm(form, field, ref data);
    }

    private static void DescribeForm(DhcpForm form, Field field, ref FieldCursor data)
    {
        switch (form)
        {
            case DhcpForm.Address:
                data.Octets(field, 4);
                break;
            case DhcpForm.Addresses:
                while (data.Octets(field, 4)) { }
                break;
            case DhcpForm.Text:
                data.ZeroTerminated(field);
                break;
            case DhcpForm.Boolean or DhcpForm.Number8:
                data.Number(field, 1);
                break;
            case DhcpForm.Number16:
                data.Number(field, 2);
                break;
            case DhcpForm.Number32:
                data.Number(field, 4);
                break;
            case DhcpForm.Signed32:
                data.Signed(field, 4);
                break;
            case DhcpForm.Numbers8:
                while (data.Number(field, 1)) { }
                break;
            case DhcpForm.Numbers16:
                while (data.Number(field, 2)) { }
                break;
            default:
                break;
        }
    }

    private static void DescribeSpecial(int code, ref FieldCursor data)
    {
        switch (code)
        {
            case 21:
                while (data.Octets(OptionPolicyFilterIp, 4) && data.Octets(OptionPolicyFilterSubnetMask, 4)) { }
                break;
            case 33:
                while (data.Octets(OptionStaticRouteIp, 4) && data.Octets(OptionStaticRouteRouter, 4)) { }
                break;
            case 43:
                data.RestAsOctets(OptionVendorValue);
                break;
            case 61:
                DhcpIdentifierDescription.Describe(ref data);
                break;
            case 77:
                DescribeUserClass(ref data);
                break;
            case 78:
                data.Number(OptionSlpDirectoryAgentValue, 1);
                while (data.Octets(OptionSlpDirectoryAgentSlpdaAddress, 4)) { }
                break;
            case 79:
                if (data.Number(OptionSlpServiceScopeValue, 1))
                    data.ZeroTerminated(OptionSlpServiceScopeString);
                break;
            case 81:
                DescribeFullName(ref data);
                break;
            case 82:
                DhcpAgentDescription.Describe(ref data);
                break;
            case 90:
                _ =
                    data.Number(OptionDhcpAuthenticationProtocol, 1)
                    && data.Number(OptionDhcpAuthenticationAlgDelay, 1)
                    && data.Number(OptionDhcpAuthenticationRdm, 1)
                    && data.Number(OptionDhcpAuthenticationRdmReplayDetection, 8);
                break;
            case 94:
                if (data.Skip(1) && data.Number(ClientNetworkIdMajor, 1))
                    data.Number(ClientNetworkIdMinor, 1);
                break;
            case 97:
                if (data.Left >= 17 && data.Skip(1))
                    data.Guid(ClientIdUuid);
                break;
            case 119:
                DescribeDomains(ref data);
                break;
            case 120:
                DescribeSipServers(ref data);
                break;
            case 121 or 249:
                DescribeRoutes(ref data);
                break;
            case 124:
                DescribeVendorClasses(ref data);
                break;
            case 125:
                DescribeVendorOptions(ref data);
                break;
            case 146:
                _ =
                    data.Number(OptionRdnssReserved, 1)
                    && data.Octets(OptionRdnssPrimaryDns, 4)
                    && data.Octets(OptionRdnssSecondaryDns, 4)
                    && data.Name(OptionRdnssDomain);
                break;
            case 151:
                if (data.Number(OptionBulkLeaseStatusCode, 1) && data.Left > 0)
                    data.Utf8(OptionBulkLeaseStatusCodeMessage, data.Left);
                break;
            case 158:
                while (data.Number(OptionPcpListLength, 1, out int length) && length <= data.Left)
                {
                    for (; length >= 4; length -= 4)
                        data.Octets(OptionPcpServer, 4);
                    data.Skip(length);
                }
                break;
            case 159:
                _ =
                    data.Number(OptionPortparamsOffset, 1)
                    && data.Number(OptionPortparamsPsidLength, 1)
                    && data.Octets(OptionPortparamsPsid, 2);
                break;
            case 212:
                if (
                    data.Number(Option6RDIpv4MaskLen, 1)
                    && data.Number(Option6RDPrefixLen, 1)
                    && data.Octets(Option6RDPrefix, 16)
                )
                {
                    while (data.Octets(Option6RDBorderRelayIp, 4)) { }
                }
                break;
            default:
                break;
        }
    }

    /// <summary>RFC 3004 §4: each class behind its length; some clients send bare text instead.</summary>
    private static void DescribeUserClass(ref FieldCursor data)
    {
        if (!IsListOfClasses(data.Rest))
        {
            data.Ascii(OptionUserClassText, data.Left);
            return;
        }
        for (ulong index = 0; data.Left > 0; index++)
        {
            data.Sink.Add(OptionUserClass, data.At, Math.Min(data.Left, 1 + data.Rest[0]), index);
            if (!data.Number(OptionUserClassLength, 1, out int length) || !data.Octets(OptionUserClassData, length))
                return;
        }
    }

    private static bool IsListOfClasses(ReadOnlySpan<byte> octets)
    {
        int at = 0;
        while (at < octets.Length)
            at += 1 + octets[at];
        return at == octets.Length;
    }

    /// <summary>RFC 4702 §2: flags, two old codes, and the name in DNS or ASCII form.</summary>
    private static void DescribeFullName(ref FieldCursor data)
    {
        if (!data.Number(FqdnFlags, 1, out int flags))
            return;
        data.Sink.Add(FqdnMbz, data.At - 1, 1, (ulong)(flags & 0xf0));
        data.Bit(FqdnN, 1, flags, 8);
        data.Bit(FqdnE, 1, flags, 4);
        data.Bit(FqdnO, 1, flags, 2);
        data.Bit(FqdnS, 1, flags, 1);
        if (!data.Number(FqdnRcode1, 1) || !data.Number(FqdnRcode2, 1) || data.Left <= 0)
            return;
        if ((flags & 4) == 0)
            data.Ascii(FqdnName, data.Left);
        else
            data.BareName(FqdnName);
    }

    /// <summary>RFC 3397 §2: names that may point back within the option.</summary>
    private static void DescribeDomains(ref FieldCursor data)
    {
        ReadOnlySpan<byte> all = data.Rest;
        Span<char> text = stackalloc char[LongestDomainList];
        for (int at = 0; at < all.Length; )
        {
            int next = DnsName.Skip(all, at);
            int written = next < 0 ? 0 : DnsName.Decode(all, at, text, DnsNameStyle.Wireshark);
            if (written == 0)
                return;
            data.Sink.Add(OptionDhcpDnsDomainSearchListFqdn, data.At + at, next - at, text[..written]);
            at = next;
        }
    }

    /// <summary>RFC 3361 §3: names or addresses.</summary>
    private static void DescribeSipServers(ref FieldCursor data)
    {
        if (!data.Number(OptionSipServerEncoding, 1, out int encoding))
            return;
        if (encoding == 1)
        {
            while (data.Octets(OptionSipServerAddress, 4)) { }
        }
        else if (encoding == 0)
        {
            while (data.BareName(OptionSipServerName)) { }
        }
    }

    /// <summary>RFC 3442: prefix length, the octets of the prefix that matter, router.</summary>
    private static void DescribeRoutes(ref FieldCursor data)
    {
        while (data.Left > 0)
        {
            int prefix = data.Rest[0];
            if (prefix > 32 || !data.Octets(OptionClasslessStaticRoute, 1 + (prefix + 7) / 8 + 4))
                return;
        }
    }

    /// <summary>RFC 3925 §3.</summary>
    private static void DescribeVendorClasses(ref FieldCursor data)
    {
        while (
            data.Number(OptionViClassEnterprise, 4)
            && data.Number(OptionViClassLength, 1, out int length)
            && data.Ascii(OptionViClassData, length)
        ) { }
    }

    /// <summary>RFC 3925 §4.</summary>
    private static void DescribeVendorOptions(ref FieldCursor data)
    {
        while (
            data.Number(OptionViEnterprise, 4) && data.Number(OptionViLength, 1, out int length) && length <= data.Left
        )
        {
            FieldCursor options = data.Slice(length);
            while (
                options.Number(VendorSuboption, 1)
                && options.Number(OptionSuboptionLength, 1, out int size)
                && options.Octets(VendorData, size)
            ) { }
            data.Skip(length);
        }
    }
}
