namespace Sonde.Wire;

/// <summary>Fields of TLS by Wireshark's names; those of DTLS have the same names behind another prefix.</summary>
internal sealed class TlsFields
{
    public static readonly TlsFields Tls = new("tls");
    public static readonly TlsFields Dtls = new("dtls");

    private TlsFields(string prefix)
    {
        ContentType = Number(
            prefix + ".record.content_type",
            "Content Type",
            names: v => TlsNames.ContentType((byte)v)
        );
        RecordVersion = Hex(prefix + ".record.version", "Version", v => TlsNames.Version((ushort)v));
        RecordLength = Number(prefix + ".record.length", "Length");
        Epoch = Number(prefix + ".record.epoch", "Epoch");
        SequenceNumber = Number(prefix + ".record.sequence_number", "Sequence Number");
        ChangeCipherSpec = new(prefix + ".change_cipher_spec", "Change Cipher Spec Message", FieldKind.Group);
        AppData = new(prefix + ".app_data", "Encrypted Application Data", FieldKind.Octets);
        AlertLevel = Number(prefix + ".alert_message.level", "Level", v => TlsNames.AlertLevel((byte)v));
        AlertDescription = Number(prefix + ".alert_message.desc", "Description", v => TlsNames.Alert((byte)v));
        HandshakeType = Number(prefix + ".handshake.type", "Handshake Message Type", v => TlsNames.Handshake((byte)v));
        HandshakeLength = Number(prefix + ".handshake.length", "Length");
        MessageSequence = Number(prefix + ".handshake.message_seq", "Message Sequence");
        FragmentOffset = Number(prefix + ".handshake.fragment_offset", "Fragment Offset");
        FragmentLength = Number(prefix + ".handshake.fragment_length", "Fragment Length");
        HandshakeVersion = Hex(prefix + ".handshake.version", "Version", v => TlsNames.Version((ushort)v));
        Random = Octets(prefix + ".handshake.random", "Random");
        SessionIdLength = Number(prefix + ".handshake.session_id_length", "Session ID Length");
        SessionId = Octets(prefix + ".handshake.session_id", "Session ID");
        CookieLength = Number(prefix + ".handshake.cookie_length", "Cookie Length");
        Cookie = Octets(prefix + ".handshake.cookie", "Cookie");
        SuitesLength = Number(prefix + ".handshake.cipher_suites_length", "Cipher Suites Length");
        Suite = Hex(prefix + ".handshake.ciphersuite", "Cipher Suite", v => TlsCipherSuites.NameOf((ushort)v));
        CompressionsLength = Number(prefix + ".handshake.comp_methods_length", "Compression Methods Length");
        Compression = Number(prefix + ".handshake.comp_method", "Compression Method");
        ExtensionsLength = Number(prefix + ".handshake.extensions_length", "Extensions Length");
        ExtensionType = Number(prefix + ".handshake.extension.type", "Type", v => TlsNames.Extension((ushort)v));
        ExtensionLength = Number(prefix + ".handshake.extension.len", "Length");
        ServerName = new(prefix + ".handshake.extensions_server_name", "Server Name", FieldKind.Text);
        Protocol = new(prefix + ".handshake.extensions_alpn_str", "ALPN Next Protocol", FieldKind.Text);
        Group = Hex(
            prefix + ".handshake.extensions_supported_group",
            "Supported Group",
            v => TlsAlgorithmNames.Group((ushort)v)
        );
        PointFormat = Number(prefix + ".handshake.extensions_ec_point_format", "EC point format");
        Scheme = Hex(
            prefix + ".handshake.sig_hash_alg",
            "Signature Algorithm",
            v => TlsAlgorithmNames.Signature((ushort)v)
        );
        SupportedVersion = Hex(
            prefix + ".handshake.extensions.supported_version",
            "Supported Version",
            v => TlsNames.Version((ushort)v)
        );
        KeyShareGroup = Number(
            prefix + ".handshake.extensions_key_share_group",
            "Group",
            v => TlsAlgorithmNames.Group((ushort)v)
        );
        NamedCurve = Hex(
            prefix + ".handshake.server_named_curve",
            "Named Curve",
            v => TlsAlgorithmNames.Group((ushort)v)
        );
        Ja3 = new(prefix + ".handshake.ja3", "JA3", FieldKind.Text);
        Ja3S = new(prefix + ".handshake.ja3s", "JA3S", FieldKind.Text);
        CertificateLength = Number(prefix + ".handshake.certificate_length", "Certificate Length");
        Certificate = Octets(prefix + ".handshake.certificate", "Certificate");
    }

    public Field ContentType { get; }
    public Field RecordVersion { get; }
    public Field RecordLength { get; }
    public Field Epoch { get; }
    public Field SequenceNumber { get; }
    public Field ChangeCipherSpec { get; }
    public Field AppData { get; }
    public Field AlertLevel { get; }
    public Field AlertDescription { get; }
    public Field HandshakeType { get; }
    public Field HandshakeLength { get; }
    public Field MessageSequence { get; }
    public Field FragmentOffset { get; }
    public Field FragmentLength { get; }
    public Field HandshakeVersion { get; }
    public Field Random { get; }
    public Field SessionIdLength { get; }
    public Field SessionId { get; }
    public Field CookieLength { get; }
    public Field Cookie { get; }
    public Field SuitesLength { get; }
    public Field Suite { get; }
    public Field CompressionsLength { get; }
    public Field Compression { get; }
    public Field ExtensionsLength { get; }
    public Field ExtensionType { get; }
    public Field ExtensionLength { get; }
    public Field ServerName { get; }
    public Field Protocol { get; }
    public Field Group { get; }
    public Field PointFormat { get; }
    public Field Scheme { get; }
    public Field SupportedVersion { get; }
    public Field KeyShareGroup { get; }
    public Field NamedCurve { get; }
    public Field Ja3 { get; }
    public Field Ja3S { get; }
    public Field CertificateLength { get; }
    public Field Certificate { get; }

    /// <summary>Those that records of a stream have.</summary>
    public IReadOnlyList<Field> All =>
        [
            ContentType,
            RecordVersion,
            RecordLength,
            ChangeCipherSpec,
            AppData,
            AlertLevel,
            AlertDescription,
            HandshakeType,
            HandshakeLength,
            HandshakeVersion,
            Random,
            SessionIdLength,
            SessionId,
            SuitesLength,
            Suite,
            CompressionsLength,
            Compression,
            ExtensionsLength,
            ExtensionType,
            ExtensionLength,
            ServerName,
            Protocol,
            Group,
            PointFormat,
            Scheme,
            SupportedVersion,
            KeyShareGroup,
            NamedCurve,
            Ja3,
            Ja3S,
            CertificateLength,
            Certificate,
        ];

    /// <summary>Those that only datagrams have.</summary>
    public IReadOnlyList<Field> OfDatagrams =>
        [Epoch, SequenceNumber, MessageSequence, FragmentOffset, FragmentLength, CookieLength, Cookie];

    private static Field Number(string name, string title, Func<ulong, string?>? names = null) =>
        new(name, title, names: names);

    private static Field Hex(string name, string title, Func<ulong, string?>? names) =>
        new(name, title, @base: FieldBase.Hex, names: names);

    private static Field Octets(string name, string title) => new(name, title, FieldKind.Octets);
}
