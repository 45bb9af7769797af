using static Sonde.Wire.DnsRecordFields;

namespace Sonde.Wire;

/// <summary>Adds the data of one record, by its type; stops where the data stops fitting its type.</summary>
internal static class DnsRecordDescription
{
    public static void Describe(ushort type, ref FieldCursor data)
    {
        _ = type switch
        {
            DnsTypes.A => data.Octets(DnsRecordFields.A, 4),
            DnsTypes.Aaaa => data.Octets(DnsRecordFields.Aaaa, 16),
            DnsTypes.Ns => data.Name(Ns),
            DnsTypes.Cname => data.Name(Cname),
            DnsTypes.Ptr => data.Name(PtrDomainName),
            DnsTypes.Dname => data.Name(Dname),
            DnsTypes.Md => data.Name(Md),
            DnsTypes.Mf => data.Name(Mf),
            DnsTypes.Mb => data.Name(Mb),
            DnsTypes.Mg => data.Name(Mg),
            DnsTypes.Mr => data.Name(Mr),
            DnsTypes.NsapPtr => data.Name(NsapPtrOwner),
            DnsTypes.Soa => data.Name(SoaMname)
                && data.Name(SoaRname)
                && data.Number(SoaSerialNumber, 4)
                && data.Number(SoaRefreshInterval, 4)
                && data.Number(SoaRetryInterval, 4)
                && data.Number(SoaExpireLimit, 4)
                && data.Number(SoaMinimumTtl, 4),
            DnsTypes.Mx => data.Number(MxPreference, 2) && data.Name(MxMailExchange),
            DnsTypes.Kx => data.Number(KxPreference, 2) && data.Name(KxKeyExchange),
            DnsTypes.Rt => data.Number(RtSubtype, 2) && data.Name(RtIntermediateHost),
            DnsTypes.Afsdb => data.Number(AfsdbSubtype, 2) && data.Name(AfsdbHostname),
            DnsTypes.Px => data.Number(PxPreference, 2) && data.Name(PxMap822) && data.Name(PxMap400),
            DnsTypes.Lp => data.Number(IlnpLpPreference, 2) && data.Name(IlnpLp),
            DnsTypes.Nid => data.Number(IlnpNidPreference, 2) && data.Octets(IlnpNid, 8),
            DnsTypes.L32 => data.Number(IlnpL32Preference, 2) && data.Octets(IlnpL32, 4),
            DnsTypes.L64 => data.Number(IlnpL64Preference, 2) && data.Octets(IlnpL64, 8),
            DnsTypes.Minfo => data.Name(MinfoR) && data.Name(MinfoE),
            DnsTypes.Rp => data.Name(RpMailbox) && data.Name(RpTxtRr),
            DnsTypes.Hinfo => data.CountedAscii(HinfoCpuLength, HinfoCpu) && data.CountedAscii(HinfoOsLength, HinfoOs),
            DnsTypes.X25 => data.CountedAscii(X25Length, X25PsdnAddress),
            DnsTypes.Isdn => data.CountedAscii(IdsnLength, IdsnAddress)
                && data.Left > 0
                && data.CountedAscii(IdsnSaLength, IdsnSaAddress),
            DnsTypes.Gpos => data.CountedAscii(GposLongitudeLength, GposLongitude)
                && data.CountedAscii(GposLatitudeLength, GposLatitude)
                && data.CountedAscii(GposAltitudeLength, GposAltitude),
            DnsTypes.Txt => DescribeTexts(TxtLength, Txt, ref data),
            DnsTypes.Spf => DescribeTexts(SpfLength, Spf, ref data),
            DnsTypes.Null => data.RestAsOctets(Null),
            DnsTypes.Nsap => data.RestAsOctets(NsapRdata),
            DnsTypes.Dhcid => data.RestAsOctets(DhcidRdata),
            DnsTypes.Wks => DescribeServices(ref data),
            DnsTypes.Loc => DescribeLocation(ref data),
            DnsTypes.Nxt => DescribeNext(ref data),
            DnsTypes.A6 => DescribeA6(ref data),
            DnsTypes.Apl => DescribePrefixes(ref data),
            DnsTypes.Eui48 => data.Octets(DnsRecordFields.Eui48, 6),
            DnsTypes.Eui64 => DescribeEui64(ref data),
            DnsTypes.Wins => DescribeWins(ref data),
            DnsTypes.WinsR => data.Number(WinsrLocalFlag, 4)
                && data.Number(WinsrLookupTimeout, 4)
                && data.Number(WinsrCacheTimeout, 4)
                && data.Name(WinsrNameResultDomain),
            DnsTypes.Opt => DnsOptionDescription.Describe(ref data),
            _ => DnsServiceDescription.TryDescribe(type, ref data)
                || DnsSecurityDescription.TryDescribe(type, ref data)
                || data.RestAsOctets(DnsRecordFields.Data),
        };
    }

    private static bool DescribeTexts(Field length, Field text, ref FieldCursor data)
    {
        while (data.Left > 0)
        {
            if (!data.CountedAscii(length, text))
                return false;
        }
        return true;
    }

    private static bool DescribeServices(ref FieldCursor data)
    {
        if (!data.Octets(WksAddress, 4) || !data.Number(WksProtocol, 1))
            return false;
        while (data.Left > 0)
        {
            if (data.Rest[0] == 0)
                data.Skip(1);
            else
                data.Number(WksBits, 1);
        }
        return true;
    }

    private static bool DescribeLocation(ref FieldCursor data)
    {
        if (data.Rest[0] != 0)
            return data.Number(LocVersion, 1) && data.RestAsOctets(LocUnknownData);
        return data.Number(LocVersion, 1)
            && data.Number(LocSize, 1)
            && data.Number(LocHorizontalPrecision, 1)
            && data.Number(LocVerticalPrecision, 1)
            && data.Number(LocLatitude, 4)
            && data.Number(LocLongitude, 4)
            && data.Number(LocAltitude, 4);
    }

    private static bool DescribeNext(ref FieldCursor data)
    {
        if (!data.Name(NxtNextDomainName) || data.Left < 0)
            return false;
        data.Bits(0, data.Left);
        return true;
    }

    private static bool DescribeA6(ref FieldCursor data)
    {
        if (!data.Number(A6PrefixLen, 1, out int prefix) || prefix > 128)
            return false;
        int suffix = (128 - prefix + 7) / 8;
        if (suffix > data.Left)
            return false;
        Span<byte> address = stackalloc byte[16];
        address.Clear();
        data.Rest[..suffix].CopyTo(address[(16 - suffix)..]);
        data.Sink.Add(A6AddressSuffix, data.At, suffix, address);
        data.Skip(suffix);
        return prefix == 0 || data.Name(A6PrefixName);
    }

    private static bool DescribePrefixes(ref FieldCursor data)
    {
        while (data.Left >= 4)
        {
            data.Number(AplAddressFamily, 2, out int family);
            data.Number(AplCodedPrefix, 1);
            int length = data.Rest[0];
            data.Sink.Add(AplNegation, data.At, 1, (ulong)(length >> 7));
            data.Sink.Add(AplAfdlength, data.At, 1, (ulong)(length &= 0x7f));
            data.Skip(1);
            bool fits = family switch
            {
                1 => data.Address(AplAfdpartIpv4, length, 4),
                2 => data.Address(AplAfdpartIpv6, length, 16),
                _ => data.Octets(AplAfdpartData, length),
            };
            if (!fits)
                return false;
        }
        return true;
    }

    private static bool DescribeEui64(ref FieldCursor data)
    {
        if (data.Left < 8)
            return false;
        Span<char> text = stackalloc char[23];
        var target = new TextSpan(text);
        target.AppendHex(data.Rest[..8], ':');
        data.Sink.Add(DnsRecordFields.Eui64, data.At, 8, text[..target.Length]);
        return data.Skip(8);
    }

    private static bool DescribeWins(ref FieldCursor data)
    {
        if (
            !data.Number(WinsLocalFlag, 4)
            || !data.Number(WinsLookupTimeout, 4)
            || !data.Number(WinsCacheTimeout, 4)
            || !data.Number(WinsNbWinsServers, 4, out int servers)
        )
            return false;
        for (uint server = 0; server < (uint)servers; server++)
        {
            if (!data.Octets(WinsWinsServer, 4))
                return false;
        }
        return true;
    }
}
