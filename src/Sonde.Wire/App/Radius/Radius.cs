using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>RADIUS, RFC 2865 §3: | code 1 | identifier 1 | length 2 | authenticator 16 | attributes … |.</summary>
public readonly ref struct Radius : ILayer<Radius>
{
    private const int Size = 20; // octets without attributes
    private const int Largest = 4096; // octets, RFC 2865 §3

    private static readonly Field CodeField = new("radius.code", "Code", names: CodeName);
    private static readonly Field IdField = new("radius.id", "Packet identifier");
    private static readonly Field LengthField = new("radius.length", "Length");
    private static readonly Field AuthenticatorField = new("radius.authenticator", "Authenticator", FieldKind.Octets);
    private static readonly Field AttributeField = new("radius.avp", "AVP", FieldKind.Octets);
    private static readonly Field AttributeTypeField = new("radius.avp.type", "Type");
    private static readonly Field AttributeLengthField = new("radius.avp.length", "Length");
    private static readonly Field UserNameField = new("radius.User_Name", "User-Name", FieldKind.Text);
    private static readonly Field NasAddressField = new("radius.NAS_IP_Address", "NAS-IP-Address", FieldKind.Ipv4);
    private static readonly Field FramedAddressField = new(
        "radius.Framed_IP_Address",
        "Framed-IP-Address",
        FieldKind.Ipv4
    );
    private static readonly Field ReplyField = new("radius.Reply_Message", "Reply-Message", FieldKind.Text);
    private static readonly Field CalledField = new("radius.Called_Station_Id", "Called-Station-Id", FieldKind.Text);
    private static readonly Field CallingField = new("radius.Calling_Station_Id", "Calling-Station-Id", FieldKind.Text);
    private static readonly Field NasIdField = new("radius.NAS_Identifier", "NAS-Identifier", FieldKind.Text);
    private static readonly Field StatusField = new("radius.Acct_Status_Type", "Acct-Status-Type", names: StatusName);
    private static readonly Field SessionField = new("radius.Acct_Session_Id", "Acct-Session-Id", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;

    private Radius(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "radius";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            CodeField,
            IdField,
            LengthField,
            AuthenticatorField,
            AttributeField,
            AttributeTypeField,
            AttributeLengthField,
            UserNameField,
            NasAddressField,
            FramedAddressField,
            ReplyField,
            CalledField,
            CallingField,
            NasIdField,
            StatusField,
            SessionField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What is asked or answered.</summary>
    public byte Code => _octets[0];

    /// <summary>Ties answers to requests.</summary>
    public byte Identifier => _octets[1];

    /// <summary>Octets of the message as its header counts them; more may follow.</summary>
    public int Length => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Reads the next attribute, RFC 2865 §5.</summary>
    /// <param name="at">Where it begins, 0 for the first; moves behind it.</param>
    /// <param name="type">Its number.</param>
    /// <param name="value">Its value.</param>
    public bool TryNext(ref int at, out byte type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        at = Math.Max(at, Size);
        int end = Math.Min(Length, _octets.Length);
        if (end - at < 2 || _octets[at + 1] < 2 || _octets[at + 1] > end - at)
            return false;
        type = _octets[at];
        value = _octets.Slice(at + 2, _octets[at + 1] - 2);
        at += _octets[at + 1];
        return true;
    }

    /// <summary>Codes without a meaning and impossible lengths are not RADIUS.</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Radius layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        if (CodeName(octets[0]) is null)
            return ReadStatus.NotMine;
        if (octets.Length < 4)
            return ReadStatus.TooShort;
        int length = ReadUInt16BigEndian(octets[2..]);
        if (length is < Size or > Largest)
            return ReadStatus.NotMine;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new Radius(octets);
        return length > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 0, Math.Min(Length, _octets.Length), sink);
        data.Number(CodeField, 1);
        data.Number(IdField, 1);
        data.Number(LengthField, 2);
        data.Octets(AuthenticatorField, 16);
        while (data.Left >= 2)
        {
            int type = data.Rest[0];
            int length = data.Rest[1];
            if (length < 2 || length > data.Left)
                return;
            sink.Add(AttributeField, data.At, length, data.Rest[..length]);
            data.Number(AttributeTypeField, 1);
            data.Number(AttributeLengthField, 1);
            FieldCursor value = data.Slice(length - 2);
            DescribeAttribute(type, ref value);
            data.Skip(length - 2);
        }
    }

    private static void DescribeAttribute(int type, ref FieldCursor value)
    {
        _ = type switch
        {
            1 => value.Utf8(UserNameField, value.Left),
            4 => value.Octets(NasAddressField, 4),
            8 => value.Octets(FramedAddressField, 4),
            18 => value.Utf8(ReplyField, value.Left),
            30 => value.Utf8(CalledField, value.Left),
            31 => value.Utf8(CallingField, value.Left),
            32 => value.Utf8(NasIdField, value.Left),
            40 => value.Number(StatusField, 4),
            44 => value.Utf8(SessionField, value.Left),
            _ => true,
        };
    }

    private static string? CodeName(ulong value) =>
        value switch
        {
            1 => "Access-Request",
            2 => "Access-Accept",
            3 => "Access-Reject",
            4 => "Accounting-Request",
            5 => "Accounting-Response",
            6 => "Accounting-Status",
            7 => "Access-Password-Request",
            8 => "Access-Password-Ack",
            9 => "Access-Password-Reject",
            10 => "Accounting-Message",
            11 => "Access-Challenge",
            12 => "Status-Server",
            13 => "Status-Client",
            21 => "Resource-Free-Request",
            22 => "Resource-Free-Response",
            23 => "Resource-Query-Request",
            24 => "Resource-Query-Response",
            25 => "Alternate-Resource-Reclaim-Request",
            26 => "NAS-Reboot-Request",
            27 => "NAS-Reboot-Response",
            29 => "Next-Passcode",
            30 => "New-Pin",
            31 => "Terminate-Session",
            32 => "Password-Expired",
            33 => "Event-Request",
            34 => "Event-Response",
            40 => "Disconnect-Request",
            41 => "Disconnect-ACK",
            42 => "Disconnect-NAK",
            43 => "CoA-Request",
            44 => "CoA-ACK",
            45 => "CoA-NAK",
            50 => "IP-Address-Allocate",
            51 => "IP-Address-Release",
            250 => "Experimental Use",
            251 => "Experimental Use",
            252 => "Experimental Use",
            253 => "Experimental Use",
            254 => "Reserved",
            255 => "Reserved",
            _ => null,
        };

    private static string? StatusName(ulong value) =>
        value switch
        {
            1 => "Start",
            2 => "Stop",
            3 => "Interim-Update",
            7 => "Accounting-On",
            8 => "Accounting-Off",
            _ => null,
        };
}
