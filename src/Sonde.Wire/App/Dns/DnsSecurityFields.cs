namespace Sonde.Wire;

/// <summary>Wireshark's names for keys, signatures and denials.</summary>
internal static class DnsSecurityFields
{
    public static readonly Field KeyFlags = new("dns.key.flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field KeyFlagsAuthentication = new(
        "dns.key.flags.authentication",
        "Key allowed for authentication",
        FieldKind.Boolean
    );
    public static readonly Field KeyFlagsConfidentiality = new(
        "dns.key.flags.confidentiality",
        "Key allowed for confidentiality",
        FieldKind.Boolean
    );
    public static readonly Field KeyFlagsRequired = new("dns.key.flags.required", "Key required", FieldKind.Boolean);
    public static readonly Field KeyFlagsAssociatedUser = new(
        "dns.key.flags.associated_user",
        "Key is associated with a user",
        FieldKind.Boolean
    );
    public static readonly Field KeyFlagsAssociatedNamedEntity = new(
        "dns.key.flags.associated_named_entity",
        "Key is associated with the named entity",
        FieldKind.Boolean
    );
    public static readonly Field KeyFlagsIpsec = new("dns.key.flags.ipsec", "Key use with IPSEC", FieldKind.Boolean);
    public static readonly Field KeyFlagsMime = new(
        "dns.key.flags.mime",
        "Key use with MIME security multiparts",
        FieldKind.Boolean
    );
    public static readonly Field KeyFlagsSignatory = new("dns.key.flags.signatory", "Signatory");
    public static readonly Field KeyProtocol = new("dns.key.protocol", "Protocol");
    public static readonly Field KeyAlgorithm = new("dns.key.algorithm", "Algorithm", names: DnsNames.Algorithm);
    public static readonly Field KeyKeyId = new("dns.key.key_id", "Key ID");
    public static readonly Field KeyPublicKey = new("dns.key.public_key", "Public Key", FieldKind.Octets);
    public static readonly Field CertType = new("dns.cert.type", "Type", names: DnsNames.CertificateType);
    public static readonly Field CertKeyTag = new("dns.cert.key_tag", "Key Tag", @base: FieldBase.Hex);
    public static readonly Field CertAlgorithm = new("dns.cert.algorithm", "Algorithm", names: DnsNames.Algorithm);
    public static readonly Field CertCertificate = new(
        "dns.cert.certificate",
        "Certificate (or CRL)",
        FieldKind.Octets
    );
    public static readonly Field DsKeyId = new("dns.ds.key_id", "Key id", @base: FieldBase.Hex);
    public static readonly Field DsAlgorithm = new("dns.ds.algorithm", "Algorithm", names: DnsNames.Algorithm);
    public static readonly Field DsDigestType = new("dns.ds.digest_type", "Digest Type", names: DnsNames.Digest);
    public static readonly Field DsDigest = new("dns.ds.digest", "Digest", FieldKind.Octets);
    public static readonly Field SshfpAlgorithm = new("dns.sshfp.algorithm", "Algorithm", names: DnsNames.SshAlgorithm);
    public static readonly Field SshfpFingerprintType = new(
        "dns.sshfp.fingerprint.type",
        "Fingerprint type",
        names: DnsNames.SshFingerprint
    );
    public static readonly Field SshfpFingerprint = new("dns.sshfp.fingerprint", "Fingerprint", FieldKind.Octets);
    public static readonly Field IpseckeyGatewayPrecedence = new(
        "dns.ipseckey.gateway_precedence",
        "Gateway Precedence"
    );
    public static readonly Field IpseckeyGatewayType = new(
        "dns.ipseckey.gateway_type",
        "Gateway Type",
        names: DnsNames.GatewayType
    );
    public static readonly Field IpseckeyGatewayAlgorithm = new(
        "dns.ipseckey.gateway_algorithm",
        "Gateway Algorithm",
        names: DnsNames.GatewayAlgorithm
    );
    public static readonly Field IpseckeyGatewayIpv4 = new("dns.ipseckey.gateway_ipv4", "IPv4 Gateway", FieldKind.Ipv4);
    public static readonly Field IpseckeyGatewayIpv6 = new("dns.ipseckey.gateway_ipv6", "IPv6 Gateway", FieldKind.Ipv6);
    public static readonly Field IpseckeyGatewayDns = new("dns.ipseckey.gateway_dns", "DNS Gateway", FieldKind.Text);
    public static readonly Field IpseckeyPublicKey = new("dns.ipseckey.public_key", "Public Key", FieldKind.Octets);
    public static readonly Field RrsigTypeCovered = new(
        "dns.rrsig.type_covered",
        "Type Covered",
        names: DnsTypes.NameOf
    );
    public static readonly Field RrsigAlgorithm = new("dns.rrsig.algorithm", "Algorithm", names: DnsNames.Algorithm);
    public static readonly Field RrsigLabels = new("dns.rrsig.labels", "Labels");
    public static readonly Field RrsigOriginalTtl = new("dns.rrsig.original_ttl", "Original TTL");
    public static readonly Field RrsigSignatureExpiration = new(
        "dns.rrsig.signature_expiration",
        "Signature Expiration",
        FieldKind.Time
    );
    public static readonly Field RrsigSignatureInception = new(
        "dns.rrsig.signature_inception",
        "Signature Inception",
        FieldKind.Time
    );
    public static readonly Field RrsigKeyTag = new("dns.rrsig.key_tag", "Key Tag");
    public static readonly Field RrsigSignersName = new("dns.rrsig.signers_name", "Signer's name", FieldKind.Text);
    public static readonly Field RrsigSignature = new("dns.rrsig.signature", "Signature", FieldKind.Octets);
    public static readonly Field NsecNextDomainName = new(
        "dns.nsec.next_domain_name",
        "Next Domain Name",
        FieldKind.Text
    );
    public static readonly Field DnskeyFlags = new("dns.dnskey.flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field DnskeyFlagsZoneKey = new("dns.dnskey.flags.zone_key", "Zone Key", FieldKind.Boolean);
    public static readonly Field DnskeyFlagsKeyRevoked = new(
        "dns.dnskey.flags.key_revoked",
        "Key Revoked",
        FieldKind.Boolean
    );
    public static readonly Field DnskeyFlagsSecureEntryPoint = new(
        "dns.dnskey.flags.secure_entry_point",
        "Key Signing Key",
        FieldKind.Boolean
    );
    public static readonly Field DnskeyFlagsReserved = new(
        "dns.dnskey.flags.reserved",
        "Reserved",
        @base: FieldBase.Hex
    );
    public static readonly Field DnskeyProtocol = new("dns.dnskey.protocol", "Protocol");
    public static readonly Field DnskeyAlgorithm = new("dns.dnskey.algorithm", "Algorithm", names: DnsNames.Algorithm);
    public static readonly Field DnskeyKeyId = new("dns.dnskey.key_id", "Key id");
    public static readonly Field DnskeyPublicKey = new("dns.dnskey.public_key", "Public Key", FieldKind.Octets);
    public static readonly Field Nsec3Algo = new("dns.nsec3.algo", "Hash algorithm");
    public static readonly Field Nsec3Flags = new("dns.nsec3.flags", "NSEC3 flags");
    public static readonly Field Nsec3FlagsOptOut = new(
        "dns.nsec3.flags.opt_out",
        "NSEC3 Opt-out flag",
        FieldKind.Boolean
    );
    public static readonly Field Nsec3Iterations = new("dns.nsec3.iterations", "NSEC3 iterations");
    public static readonly Field Nsec3SaltLength = new("dns.nsec3.salt_length", "Salt length");
    public static readonly Field Nsec3SaltValue = new("dns.nsec3.salt_value", "Salt value", FieldKind.Octets);
    public static readonly Field Nsec3HashLength = new("dns.nsec3.hash_length", "Hash length");
    public static readonly Field Nsec3HashValue = new("dns.nsec3.hash_value", "Next hashed owner", FieldKind.Text);
    public static readonly Field TlsaCertificateUsage = new(
        "dns.tlsa.certificate_usage",
        "Certificate Usage",
        names: DnsNames.CertificateUsage
    );
    public static readonly Field TlsaSelector = new("dns.tlsa.selector", "Selector", names: DnsNames.Selector);
    public static readonly Field TlsaMatchingType = new(
        "dns.tlsa.matching_type",
        "Matching Type",
        names: DnsNames.MatchingType
    );
    public static readonly Field TlsaCertificateAssociationData = new(
        "dns.tlsa.certificate_association_data",
        "Certificate Association Data",
        FieldKind.Octets
    );
    public static readonly Field HipHitLength = new("dns.hip.hit.length", "HIT length");
    public static readonly Field HipHitPkAlgo = new("dns.hip.hit.pk.algo", "Public key algorithm");
    public static readonly Field HipPkLength = new("dns.hip.pk.length", "PK length");
    public static readonly Field HipHit = new("dns.hip.hit", "Host Identity Tag", FieldKind.Octets);
    public static readonly Field HipPk = new("dns.hip.pk", "HIP Public Key", FieldKind.Octets);
    public static readonly Field HipRendezvousServer = new(
        "dns.hip.rendezvous_server",
        "Rendezvous Server",
        FieldKind.Text
    );
    public static readonly Field Openpgpkey = new("dns.openpgpkey", "OpenPGP Key", FieldKind.Octets);
    public static readonly Field CsyncSoa = new("dns.csync.soa", "SOA");
    public static readonly Field CsyncFlags = new("dns.csync.flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field CsyncFlagsImmediate = new("dns.csync.flags.immediate", "immediate", FieldKind.Boolean);
    public static readonly Field CsyncFlagsSoaminimum = new(
        "dns.csync.flags.soaminimum",
        "soaminimum",
        FieldKind.Boolean
    );
    public static readonly Field CsyncTypeBitmap = new("dns.csync.type_bitmap", "Type Bitmap", FieldKind.Octets);
    public static readonly Field ZonemdSerial = new("dns.zonemd.serial", "Serial");
    public static readonly Field ZonemdScheme = new("dns.zonemd.scheme", "Scheme");
    public static readonly Field ZonemdHashAlgo = new("dns.zonemd.hash_algo", "Hash Algorithm");
    public static readonly Field ZonemdDigest = new("dns.zonemd.digest", "Digest", FieldKind.Octets);
    public static readonly Field TkeyAlgoName = new("dns.tkey.algo_name", "Algorithm name", FieldKind.Text);
    public static readonly Field TkeySignatureInception = new(
        "dns.tkey.signature_inception",
        "Signature Inception",
        FieldKind.Time
    );
    public static readonly Field TkeySignatureExpiration = new(
        "dns.tkey.signature_expiration",
        "Signature Expiration",
        FieldKind.Time
    );
    public static readonly Field TkeyMode = new("dns.tkey.mode", "Mode", names: DnsNames.KeyMode);
    public static readonly Field TkeyError = new("dns.tkey.error", "Error", names: DnsResponseCodes.DescriptionOf);
    public static readonly Field TkeyKeySize = new("dns.tkey.key_size", "Key Size");
    public static readonly Field TkeyKeyData = new("dns.tkey.key_data", "Key Data", FieldKind.Octets);
    public static readonly Field TkeyOtherSize = new("dns.tkey.other_size", "Other Size");
    public static readonly Field TkeyOtherData = new("dns.tkey.other_data", "Other Data", FieldKind.Octets);
    public static readonly Field TsigAlgorithmName = new("dns.tsig.algorithm_name", "Algorithm Name", FieldKind.Text);
    public static readonly Field TsigTimeSigned = new("dns.tsig.time_signed", "Time Signed", FieldKind.Time);
    public static readonly Field TsigFudge = new("dns.tsig.fudge", "Fudge");
    public static readonly Field TsigMacSize = new("dns.tsig.mac_size", "MAC Size");
    public static readonly Field TsigMac = new("dns.tsig.mac", "MAC", FieldKind.Group);
    public static readonly Field TsigOriginalId = new("dns.tsig.original_id", "Original Id");
    public static readonly Field TsigError = new("dns.tsig.error", "Error", names: DnsResponseCodes.DescriptionOf);
    public static readonly Field TsigOtherLen = new("dns.tsig.other_len", "Other Len");
    public static readonly Field TsigOtherData = new("dns.tsig.other_data", "Other Data", FieldKind.Octets);

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        KeyFlags,
        KeyFlagsAuthentication,
        KeyFlagsConfidentiality,
        KeyFlagsRequired,
        KeyFlagsAssociatedUser,
        KeyFlagsAssociatedNamedEntity,
        KeyFlagsIpsec,
        KeyFlagsMime,
        KeyFlagsSignatory,
        KeyProtocol,
        KeyAlgorithm,
        KeyKeyId,
        KeyPublicKey,
        CertType,
        CertKeyTag,
        CertAlgorithm,
        CertCertificate,
        DsKeyId,
        DsAlgorithm,
        DsDigestType,
        DsDigest,
        SshfpAlgorithm,
        SshfpFingerprintType,
        SshfpFingerprint,
        IpseckeyGatewayPrecedence,
        IpseckeyGatewayType,
        IpseckeyGatewayAlgorithm,
        IpseckeyGatewayIpv4,
        IpseckeyGatewayIpv6,
        IpseckeyGatewayDns,
        IpseckeyPublicKey,
        RrsigTypeCovered,
        RrsigAlgorithm,
        RrsigLabels,
        RrsigOriginalTtl,
        RrsigSignatureExpiration,
        RrsigSignatureInception,
        RrsigKeyTag,
        RrsigSignersName,
        RrsigSignature,
        NsecNextDomainName,
        DnskeyFlags,
        DnskeyFlagsZoneKey,
        DnskeyFlagsKeyRevoked,
        DnskeyFlagsSecureEntryPoint,
        DnskeyFlagsReserved,
        DnskeyProtocol,
        DnskeyAlgorithm,
        DnskeyKeyId,
        DnskeyPublicKey,
        Nsec3Algo,
        Nsec3Flags,
        Nsec3FlagsOptOut,
        Nsec3Iterations,
        Nsec3SaltLength,
        Nsec3SaltValue,
        Nsec3HashLength,
        Nsec3HashValue,
        TlsaCertificateUsage,
        TlsaSelector,
        TlsaMatchingType,
        TlsaCertificateAssociationData,
        HipHitLength,
        HipHitPkAlgo,
        HipPkLength,
        HipHit,
        HipPk,
        HipRendezvousServer,
        Openpgpkey,
        CsyncSoa,
        CsyncFlags,
        CsyncFlagsImmediate,
        CsyncFlagsSoaminimum,
        CsyncTypeBitmap,
        ZonemdSerial,
        ZonemdScheme,
        ZonemdHashAlgo,
        ZonemdDigest,
        TkeyAlgoName,
        TkeySignatureInception,
        TkeySignatureExpiration,
        TkeyMode,
        TkeyError,
        TkeyKeySize,
        TkeyKeyData,
        TkeyOtherSize,
        TkeyOtherData,
        TsigAlgorithmName,
        TsigTimeSigned,
        TsigFudge,
        TsigMacSize,
        TsigMac,
        TsigOriginalId,
        TsigError,
        TsigOtherLen,
        TsigOtherData,
    ];
}
