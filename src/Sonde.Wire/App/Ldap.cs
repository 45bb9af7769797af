namespace Sonde.Wire;

/// <summary>Lightweight Directory Access Protocol 3, RFC 4511: messages in BER.</summary>
/// <remarks>Layout (§4.1.1): <c>SEQUENCE { messageID, protocolOp, controls }</c>. Passwords have no field.</remarks>
public readonly ref struct Ldap : IStreamLayer<Ldap>
{
    private const byte BindRequest = 0x60;
    private const byte SearchRequest = 0x63;
    private const byte SearchResultEntry = 0x64;
    private const byte SearchResultReference = 0x73;
    private const byte ExtendedRequest = 0x77;
    private const byte Enumerated = 0x0a;
    private const byte Sasl = 0xa3; // the choices of AuthenticationChoice, §4.2
    private const byte RequestName = 0x80;

    private static readonly Field MessageField = new("ldap.messageID", "messageID");
    private static readonly Field OperationField = new("ldap.protocolOp", "protocolOp", names: OperationName);
    private static readonly Field VersionField = new("ldap.version", "version");
    private static readonly Field NameField = new("ldap.name", "name", FieldKind.Text);
    private static readonly Field AuthenticationField = new("ldap.authentication", "authentication", names: ChoiceName);
    private static readonly Field MechanismField = new("ldap.mechanism", "mechanism", FieldKind.Text);
    private static readonly Field BaseField = new("ldap.baseObject", "baseObject", FieldKind.Text);
    private static readonly Field ScopeField = new("ldap.scope", "scope", names: ScopeName);
    private static readonly Field EntryField = new("ldap.entry", "entry", FieldKind.Text);
    private static readonly Field RequestField = new("ldap.requestName", "requestName", FieldKind.Text);
    private static readonly Field ResultField = new("ldap.resultCode", "resultCode", names: ResultName);
    private static readonly Field MatchedField = new("ldap.matchedDN", "matchedDN", FieldKind.Text);
    private static readonly Field ErrorField = new("ldap.errorMessage", "errorMessage", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;

    private Ldap(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ldap";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            MessageField,
            OperationField,
            VersionField,
            NameField,
            AuthenticationField,
            MechanismField,
            BaseField,
            ScopeField,
            EntryField,
            RequestField,
            ResultField,
            MatchedField,
            ErrorField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>The whole message.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>The tag of the operation, §4.2 and following; 0 when these octets are no message.</summary>
    public static byte Operation(ReadOnlySpan<byte> octets)
    {
        if (!Ber.TryReadHeader(octets, out int header, out long length) || octets[0] != Ber.Sequence || length < 5)
            return 0;
        ReadOnlySpan<byte> content = octets[header..];
        if (content.Length < 3 || content[0] != Ber.Integer || content[1] is < 1 or > 5)
            return 0;
        int at = 2 + content[1];
        return
            at < content.Length && OperationName((uint)content[at] & 0x1f) is not null && (content[at] & 0xc0) == 0x40
            ? content[at]
            : (byte)0;
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ldap layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        MessageExtent extent = Measure(octets);
        if (extent.Length < 0)
            return ReadStatus.NotMine;
        if (extent.Length == 0)
            return ReadStatus.TooShort;
        bool isCut = extent.Length > octets.Length;
        layer = new Ldap(isCut ? octets : octets[..extent.Length]);
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return MessageExtent.NeedMore;
        if (octets[0] != Ber.Sequence)
            return MessageExtent.NotMine;
        if (!Ber.TryReadHeader(octets, out int header, out long length))
            return octets.Length < 6 ? MessageExtent.NeedMore : MessageExtent.NotMine;
        return length > int.MaxValue - header ? MessageExtent.NotMine : new MessageExtent(0, header + (int)length);
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 0, _octets.Length, sink);
        if (!Ber.TryReadHeader(_octets, out int header, out _) || !data.Skip(header))
            return;
        if (!data.TryEnter(Ber.Integer, out FieldCursor number) || !number.AddInteger(MessageField))
            return;
        int at = data.At;
        if (!data.TryEnter(out byte tag, out FieldCursor operation))
            return;
        sink.Add(OperationField, at, 1, (uint)tag & 0x1f);
        switch (tag)
        {
            case BindRequest:
                DescribeBind(ref operation);
                break;
            case SearchRequest:
                _ = Text(ref operation, BaseField) && Integer(ref operation, Enumerated, ScopeField);
                break;
            case SearchResultEntry:
                Text(ref operation, EntryField);
                break;
            case ExtendedRequest when operation.TryEnter(RequestName, out FieldCursor name):
                name.Utf8(RequestField, name.Left);
                break;
            case (>= 0x61 and <= 0x6f or 0x78) and not SearchResultReference:
                _ =
                    Integer(ref operation, Enumerated, ResultField)
                    && Text(ref operation, MatchedField)
                    && Text(ref operation, ErrorField);
                break;
        }
    }

    private static void DescribeBind(ref FieldCursor bind)
    {
        if (!Integer(ref bind, Ber.Integer, VersionField) || !Text(ref bind, NameField))
            return;
        int at = bind.At;
        if (!bind.TryEnter(out byte choice, out FieldCursor content))
            return;
        bind.Sink.Add(AuthenticationField, at, 1, (uint)choice & 0x1f);
        if (choice == Sasl)
            Text(ref content, MechanismField);
    }

    private static bool Text(ref FieldCursor data, Field field) =>
        data.TryEnter(Ber.OctetString, out FieldCursor text) && text.Utf8(field, text.Left);

    private static bool Integer(ref FieldCursor data, byte tag, Field field) =>
        data.TryEnter(tag, out FieldCursor number) && number.AddInteger(field);

    private static string? OperationName(ulong value) =>
        value switch
        {
            0 => "bindRequest",
            1 => "bindResponse",
            2 => "unbindRequest",
            3 => "searchRequest",
            4 => "searchResEntry",
            5 => "searchResDone",
            6 => "modifyRequest",
            7 => "modifyResponse",
            8 => "addRequest",
            9 => "addResponse",
            10 => "delRequest",
            11 => "delResponse",
            12 => "modDNRequest",
            13 => "modDNResponse",
            14 => "compareRequest",
            15 => "compareResponse",
            16 => "abandonRequest",
            19 => "searchResRef",
            23 => "extendedReq",
            24 => "extendedResp",
            25 => "intermediateResponse",
            _ => null,
        };

    private static string? ChoiceName(ulong value) =>
        value switch
        {
            0 => "simple",
            3 => "sasl",
            9 => "ntlmsspNegotiate",
            10 => "ntlmsspNegotiate",
            11 => "ntlmsspAuth",
            _ => null,
        };

    private static string? ScopeName(ulong value) =>
        value switch
        {
            0 => "baseObject",
            1 => "singleLevel",
            2 => "wholeSubtree",
            _ => null,
        };

    private static string? ResultName(ulong value) =>
        value switch
        {
            0 => "success",
            1 => "operationsError",
            2 => "protocolError",
            3 => "timeLimitExceeded",
            4 => "sizeLimitExceeded",
            7 => "authMethodNotSupported",
            8 => "strongerAuthRequired",
            10 => "referral",
            12 => "unavailableCriticalExtension",
            14 => "saslBindInProgress",
            16 => "noSuchAttribute",
            32 => "noSuchObject",
            34 => "invalidDNSyntax",
            48 => "inappropriateAuthentication",
            49 => "invalidCredentials",
            50 => "insufficientAccessRights",
            51 => "busy",
            52 => "unavailable",
            53 => "unwillingToPerform",
            65 => "objectClassViolation",
            68 => "entryAlreadyExists",
            80 => "other",
            _ => null,
        };
}
