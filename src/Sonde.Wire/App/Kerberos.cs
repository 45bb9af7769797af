using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Kerberos 5, RFC 4120 §5: messages in DER, over TCP behind four octets of length (§7.2.2).</summary>
/// <remarks>Tickets, checksums and what is encrypted have no field.</remarks>
public readonly ref struct Kerberos : IStreamLayer<Kerberos>
{
    private const int Prefix = 4;
    private const int LongestMessage = 1 << 20;
    private const int AsRequest = 10;
    private const int AsResponse = 11;
    private const int TgsRequest = 12;
    private const int TgsResponse = 13;
    private const int ApRequest = 14;
    private const int Error = 30;

    private static readonly Field TypeField = new("kerberos.msg_type", "msg-type", FieldKind.Signed, names: TypeName);
    private static readonly Field ClientRealmField = new("kerberos.crealm", "crealm", FieldKind.Text);
    private static readonly Field ClientField = new("kerberos.CNameString", "CNameString", FieldKind.Text);
    private static readonly Field RealmField = new("kerberos.realm", "realm", FieldKind.Text);
    private static readonly Field ServiceField = new("kerberos.SNameString", "SNameString", FieldKind.Text);
    private static readonly Field OfferedField = new("kerberos.ENCTYPE", "ENCTYPE", FieldKind.Signed, names: EtypeName);
    private static readonly Field EtypeField = new("kerberos.etype", "etype", FieldKind.Signed, names: EtypeName);
    private static readonly Field ErrorField = new(
        "kerberos.error_code",
        "error-code",
        FieldKind.Signed,
        names: ErrorName
    );

    private readonly ReadOnlySpan<byte> _octets;

    private Kerberos(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "kerberos";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [TypeField, ClientRealmField, ClientField, RealmField, ServiceField, OfferedField, EtypeField, ErrorField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>The number of the message that the octets are, as a datagram holds them; -1 when they are none.</summary>
    public static int MessageType(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 4 || (octets[0] & 0xe0) != 0x60 || TypeName((uint)octets[0] & 0x1f) is null)
            return -1;
        return
            Ber.TryReadHeader(octets, out int header, out _) && header < octets.Length && octets[header] == Ber.Sequence
            ? octets[0] & 0x1f
            : -1;
    }

    /// <summary>An application tag of ASN.1, or the zero that a length in front begins with.</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Kerberos layer)
    {
        layer = default;
        if (octets.Length < 4)
            return ReadStatus.TooShort;
        if ((octets[0] & 0xe0) != 0x60 && octets[0] != 0)
            return ReadStatus.NotMine;
        layer = new Kerberos(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.Length <= Prefix)
            return octets.IsEmpty || octets[0] == 0 ? MessageExtent.NeedMore : MessageExtent.NotMine;
        uint length = ReadUInt32BigEndian(octets);
        bool isMessage = length is > 0 and <= LongestMessage && (octets[Prefix] & 0xe0) == 0x60;
        return isMessage ? new MessageExtent(Prefix, Prefix + (int)length) : MessageExtent.NotMine;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 0, _octets.Length, sink);
        if (!data.TryEnter(out byte tag, out FieldCursor message) || (tag & 0xe0) != 0x60)
            return;
        if (!message.TryEnter(Ber.Sequence, out FieldCursor fields))
            return;
        int type = tag & 0x1f;
        while (fields.TryEnter(out byte number, out FieldCursor value))
            DescribeField(type, number & 0x1f, ref value);
    }

    // The numbers of the fields of KDC-REQ, KDC-REP, AP-REQ and KRB-ERROR, §5.4 to §5.9.
    private static void DescribeField(int type, int number, ref FieldCursor value)
    {
        switch (type, number)
        {
            case (AsRequest or TgsRequest, 2) or (not (AsRequest or TgsRequest), 1):
                Integer(ref value, TypeField);
                break;
            case (AsRequest or TgsRequest, 4):
                DescribeBody(ref value);
                break;
            case (AsResponse or TgsResponse, 3) or (Error, 7):
                Text(ref value, ClientRealmField);
                break;
            case (AsResponse or TgsResponse, 4) or (Error, 8):
                Principal(ref value, ClientField);
                break;
            case (AsResponse or TgsResponse, 5) or (ApRequest, 3):
                DescribeTicket(ref value);
                break;
            case (AsResponse or TgsResponse, 6) or (ApRequest, 4):
                DescribeEncrypted(ref value);
                break;
            case (Error, 6):
                Integer(ref value, ErrorField);
                break;
            case (Error, 9):
                Text(ref value, RealmField);
                break;
            case (Error, 10):
                Principal(ref value, ServiceField);
                break;
        }
    }

    private static void DescribeBody(ref FieldCursor value)
    {
        if (!value.TryEnter(Ber.Sequence, out FieldCursor body))
            return;
        while (body.TryEnter(out byte tag, out FieldCursor field))
        {
            switch (tag & 0x1f)
            {
                case 1:
                    Principal(ref field, ClientField);
                    break;
                case 2:
                    Text(ref field, RealmField);
                    break;
                case 3:
                    Principal(ref field, ServiceField);
                    break;
                case 8 when field.TryEnter(Ber.Sequence, out FieldCursor types):
                    while (Integer(ref types, OfferedField)) { }
                    break;
            }
        }
    }

    private static void DescribeTicket(ref FieldCursor value)
    {
        if (!value.TryEnter(out _, out FieldCursor ticket) || !ticket.TryEnter(Ber.Sequence, out FieldCursor fields))
            return;
        while (fields.TryEnter(out byte tag, out FieldCursor field))
        {
            switch (tag & 0x1f)
            {
                case 1:
                    Text(ref field, RealmField);
                    break;
                case 2:
                    Principal(ref field, ServiceField);
                    break;
                case 3:
                    DescribeEncrypted(ref field);
                    break;
            }
        }
    }

    private static void DescribeEncrypted(ref FieldCursor value)
    {
        if (value.TryEnter(Ber.Sequence, out FieldCursor data) && data.TryEnter(out _, out FieldCursor type))
            Integer(ref type, EtypeField);
    }

    // PrincipalName, §5.2.2: a type, and the parts of the name.
    private static void Principal(ref FieldCursor value, Field field)
    {
        if (!value.TryEnter(Ber.Sequence, out FieldCursor name) || !name.TryEnter(out _, out _))
            return;
        if (!name.TryEnter(out _, out FieldCursor strings) || !strings.TryEnter(Ber.Sequence, out FieldCursor parts))
            return;
        while (Text(ref parts, field)) { }
    }

    private static bool Text(ref FieldCursor data, Field field) =>
        data.TryEnter(out _, out FieldCursor text) && text.Utf8(field, text.Left);

    private static bool Integer(ref FieldCursor data, Field field) =>
        data.TryEnter(Ber.Integer, out FieldCursor number) && number.AddInteger(field);

    private static string? TypeName(ulong value) =>
        value switch
        {
            10 => "krb-as-req",
            11 => "krb-as-rep",
            12 => "krb-tgs-req",
            13 => "krb-tgs-rep",
            14 => "krb-ap-req",
            15 => "krb-ap-rep",
            20 => "krb-safe",
            21 => "krb-priv",
            22 => "krb-cred",
            30 => "krb-error",
            _ => null,
        };

    private static string? EtypeName(ulong value) =>
        unchecked((long)value) switch
        {
            1 => "des-cbc-crc",
            3 => "des-cbc-md5",
            16 => "des3-cbc-sha1",
            17 => "aes128-cts-hmac-sha1-96",
            18 => "aes256-cts-hmac-sha1-96",
            19 => "aes128-cts-hmac-sha256-128",
            20 => "aes256-cts-hmac-sha384-192",
            23 => "rc4-hmac",
            24 => "rc4-hmac-exp",
            _ => null,
        };

    private static string? ErrorName(ulong value) =>
        value switch
        {
            6 => "KDC_ERR_C_PRINCIPAL_UNKNOWN",
            7 => "KDC_ERR_S_PRINCIPAL_UNKNOWN",
            12 => "KDC_ERR_POLICY",
            13 => "KDC_ERR_BADOPTION",
            14 => "KDC_ERR_ETYPE_NOSUPP",
            18 => "KDC_ERR_CLIENT_REVOKED",
            23 => "KDC_ERR_KEY_EXPIRED",
            24 => "KDC_ERR_PREAUTH_FAILED",
            25 => "KDC_ERR_PREAUTH_REQUIRED",
            31 => "KRB_AP_ERR_BAD_INTEGRITY",
            32 => "KRB_AP_ERR_TKT_EXPIRED",
            37 => "KRB_AP_ERR_SKEW",
            41 => "KRB_AP_ERR_MODIFIED",
            52 => "KRB_ERR_RESPONSE_TOO_BIG",
            60 => "KRB_ERR_GENERIC",
            68 => "KDC_ERR_WRONG_REALM",
            _ => null,
        };
}
