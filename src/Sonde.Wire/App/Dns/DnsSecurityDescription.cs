using static Sonde.Wire.DnsSecurityFields;

namespace Sonde.Wire;

/// <summary>Adds the data of records about keys, signatures and denials.</summary>
internal static class DnsSecurityDescription
{
    /// <summary>False when the type is not of this group.</summary>
    public static bool TryDescribe(ushort type, ref FieldCursor data)
    {
        switch (type)
        {
            case DnsTypes.Rrsig or DnsTypes.Sig:
                _ =
                    data.Number(RrsigTypeCovered, 2)
                    && data.Number(RrsigAlgorithm, 1)
                    && data.Number(RrsigLabels, 1)
                    && data.Number(RrsigOriginalTtl, 4)
                    && data.Time(RrsigSignatureExpiration, 4)
                    && data.Time(RrsigSignatureInception, 4)
                    && data.Number(RrsigKeyTag, 2)
                    && data.Name(RrsigSignersName)
                    && data.RestAsOctets(RrsigSignature);
                return true;
            case DnsTypes.Ds or DnsTypes.Cds or DnsTypes.Dlv:
                _ =
                    data.Number(DsKeyId, 2)
                    && data.Number(DsAlgorithm, 1)
                    && data.Number(DsDigestType, 1)
                    && data.RestAsOctets(DsDigest);
                return true;
            case DnsTypes.Dnskey or DnsTypes.Cdnskey:
                DescribeZoneKey(ref data);
                return true;
            case DnsTypes.Key:
                DescribeKey(ref data);
                return true;
            case DnsTypes.Nsec:
                if (data.Name(NsecNextDomainName))
                    data.Types();
                return true;
            case DnsTypes.Nsec3 or DnsTypes.Nsec3Param:
                DescribeHashedNext(type, ref data);
                return true;
            case DnsTypes.Tlsa:
                _ =
                    data.Number(TlsaCertificateUsage, 1)
                    && data.Number(TlsaSelector, 1)
                    && data.Number(TlsaMatchingType, 1)
                    && data.RestAsOctets(TlsaCertificateAssociationData);
                return true;
            case DnsTypes.Sshfp:
                _ =
                    data.Number(SshfpAlgorithm, 1)
                    && data.Number(SshfpFingerprintType, 1)
                    && data.RestAsOctets(SshfpFingerprint);
                return true;
            case DnsTypes.Cert:
                _ =
                    data.Number(CertType, 2)
                    && data.Number(CertKeyTag, 2)
                    && data.Number(CertAlgorithm, 1)
                    && data.RestAsOctets(CertCertificate);
                return true;
            case DnsTypes.Ipseckey:
                DescribeGateway(ref data);
                return true;
            case DnsTypes.Hip:
                DescribeHostIdentity(ref data);
                return true;
            case DnsTypes.Openpgpkey:
                data.RestAsOctets(DnsSecurityFields.Openpgpkey);
                return true;
            case DnsTypes.Csync:
                DescribeSynchronization(ref data);
                return true;
            case DnsTypes.Zonemd:
                _ =
                    data.Number(ZonemdSerial, 4)
                    && data.Number(ZonemdScheme, 1)
                    && data.Number(ZonemdHashAlgo, 1)
                    && data.RestAsOctets(ZonemdDigest);
                return true;
            case DnsTypes.Tkey:
                DescribeKeyExchange(ref data);
                return true;
            case DnsTypes.Tsig:
                DescribeTransactionSignature(ref data);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The number by which signatures name a key, RFC 4034 appendix B.</summary>
    public static int KeyTag(ReadOnlySpan<byte> key)
    {
        if (key.Length < 4)
            return 0;
        if (key[3] == 1) // RSA/MD5: the lower 24 bits of the modulus, without the last eight
            return key.Length < 7 ? 0 : key[^3] << 8 | key[^2];
        uint sum = 0;
        for (int at = 0; at < key.Length; at++)
            sum += (at & 1) == 0 ? (uint)key[at] << 8 : key[at];
        return (int)(sum + (sum >> 16) & 0xffff);
    }

    private static void DescribeZoneKey(ref FieldCursor data)
    {
        ReadOnlySpan<byte> key = data.Rest;
        if (!data.Number(DnskeyFlags, 2, out int flags))
            return;
        data.Bit(DnskeyFlagsZoneKey, 2, flags, 0x0100);
        data.Bit(DnskeyFlagsKeyRevoked, 2, flags, 0x0080);
        data.Bit(DnskeyFlagsSecureEntryPoint, 2, flags, 0x0001);
        data.Sink.Add(DnskeyFlagsReserved, data.At - 2, 2, (ulong)(flags & 0xfe7e));
        if (!data.Number(DnskeyProtocol, 1) || !data.Number(DnskeyAlgorithm, 1))
            return;
        data.Sink.Add(DnskeyKeyId, data.End, 0, (ulong)KeyTag(key));
        data.RestAsOctets(DnskeyPublicKey);
    }

    private static void DescribeKey(ref FieldCursor data)
    {
        ReadOnlySpan<byte> key = data.Rest;
        if (!data.Number(KeyFlags, 2, out int flags))
            return;
        data.Bit(KeyFlagsAuthentication, 2, flags, 0x8000);
        data.Bit(KeyFlagsConfidentiality, 2, flags, 0x4000);
        data.Bit(KeyFlagsRequired, 2, flags, 0x2000);
        data.Bit(KeyFlagsAssociatedUser, 2, flags, 0x0400);
        data.Bit(KeyFlagsAssociatedNamedEntity, 2, flags, 0x0200);
        data.Bit(KeyFlagsIpsec, 2, flags, 0x0080);
        data.Bit(KeyFlagsMime, 2, flags, 0x0040);
        data.Sink.Add(KeyFlagsSignatory, data.At - 2, 2, (ulong)(flags & 15));
        if (!data.Number(KeyProtocol, 1) || !data.Number(KeyAlgorithm, 1))
            return;
        data.Sink.Add(KeyKeyId, data.End, 0, (ulong)KeyTag(key));
        data.RestAsOctets(KeyPublicKey);
    }

    private static void DescribeHashedNext(ushort type, ref FieldCursor data)
    {
        if (!data.Number(Nsec3Algo, 1) || !data.Number(Nsec3Flags, 1, out int flags))
            return;
        if (type == DnsTypes.Nsec3)
            data.Bit(Nsec3FlagsOptOut, 1, flags, 1);
        if (
            !data.Number(Nsec3Iterations, 2)
            || !data.Number(Nsec3SaltLength, 1, out int salt)
            || !data.Octets(Nsec3SaltValue, salt)
            || type == DnsTypes.Nsec3Param
            || !data.Number(Nsec3HashLength, 1, out int hash)
            || hash > data.Left
        )
            return;
        Span<char> text = stackalloc char[408];
        var target = new TextSpan(text);
        target.AppendBase32Hex(data.Rest[..hash]);
        data.Sink.Add(Nsec3HashValue, data.At, hash, text[..target.Length]);
        data.Skip(hash);
        data.Types();
    }

    private static void DescribeGateway(ref FieldCursor data)
    {
        if (
            !data.Number(IpseckeyGatewayPrecedence, 1)
            || !data.Number(IpseckeyGatewayType, 1, out int type)
            || !data.Number(IpseckeyGatewayAlgorithm, 1)
        )
            return;
        bool fits = type switch
        {
            1 => data.Octets(IpseckeyGatewayIpv4, 4),
            2 => data.Octets(IpseckeyGatewayIpv6, 16),
            3 => data.Name(IpseckeyGatewayDns),
            _ => true,
        };
        if (fits)
            data.RestAsOctets(IpseckeyPublicKey);
    }

    private static void DescribeHostIdentity(ref FieldCursor data)
    {
        if (
            !data.Number(HipHitLength, 1, out int tag)
            || !data.Number(HipHitPkAlgo, 1)
            || !data.Number(HipPkLength, 2, out int key)
            || !data.Octets(HipHit, tag)
            || !data.Octets(HipPk, key)
        )
            return;
        while (data.Left > 0 && data.Name(HipRendezvousServer)) { }
    }

    private static void DescribeSynchronization(ref FieldCursor data)
    {
        if (!data.Number(CsyncSoa, 4) || !data.Number(CsyncFlags, 2, out int flags))
            return;
        data.Bit(CsyncFlagsImmediate, 2, flags, 1);
        data.Bit(CsyncFlagsSoaminimum, 2, flags, 2);
        if (data.Left > 0)
            data.Sink.Add(CsyncTypeBitmap, data.At, data.Left, data.Rest);
        data.Types();
    }

    private static void DescribeKeyExchange(ref FieldCursor data)
    {
        _ =
            data.Name(TkeyAlgoName)
            && data.Time(TkeySignatureInception, 4)
            && data.Time(TkeySignatureExpiration, 4)
            && data.Number(TkeyMode, 2)
            && data.Number(TkeyError, 2)
            && data.Number(TkeyKeySize, 2, out int key)
            && data.Octets(TkeyKeyData, key)
            && data.Number(TkeyOtherSize, 2, out int other)
            && data.Octets(TkeyOtherData, other);
    }

    private static void DescribeTransactionSignature(ref FieldCursor data)
    {
        if (
            !data.Name(TsigAlgorithmName)
            || !data.Time(TsigTimeSigned, 6)
            || !data.Number(TsigFudge, 2)
            || !data.Number(TsigMacSize, 2, out int size)
            || size > data.Left
        )
            return;
        data.Sink.Open(TsigMac, data.At, size);
        data.Sink.Close();
        data.Skip(size);
        _ =
            data.Number(TsigOriginalId, 2)
            && data.Number(TsigError, 2)
            && data.Number(TsigOtherLen, 2, out int other)
            && data.Octets(TsigOtherData, other);
    }
}
