using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Remote Desktop Protocol, [MS-RDPBCGR]: its negotiation (§2.2.1.1), fast-path messages (§2.2.9.1.2), and data of which only the name is told.</summary>
/// <remarks>
/// A negotiation is <c>cookie or token up to CR LF</c>, then <c>type 1, flags 1, length 2 (8), value 4</c>, little-endian, both optional.
/// A fast-path message is <c>action and flags 1, length of all 1 or 2</c>, and data that is encrypted as a rule.
/// </remarks>
public readonly ref struct Rdp : ILayer<Rdp>
{
    private const byte Request = 1;
    private const byte Response = 2;
    private const byte Failure = 3;
    private const int Block = 8; // octets of a negotiation without its cookie

    private static readonly Field CookieField = new("rdp.rt_cookie", "Routing Token/Cookie", FieldKind.Text);
    private static readonly Field TypeField = new("rdp.neg_type", "Type", FieldKind.Unsigned, FieldBase.Hex, TypeName);
    private static readonly Field FlagsField = new("rdp.negReq.flags", "Flags", FieldKind.Unsigned, FieldBase.Hex);
    private static readonly Field ResponseFlagsField = new(
        "rdp.negRsp.flags",
        "Flags",
        FieldKind.Unsigned,
        FieldBase.Hex
    );
    private static readonly Field LengthField = new("rdp.neg_length", "Length");
    private static readonly Field RequestedField = new(
        "rdp.negReq.requestedProtocols",
        "requestedProtocols",
        FieldKind.Unsigned,
        FieldBase.Hex
    );
    private static readonly Field SelectedField = new(
        "rdp.negReq.selectedProtocol",
        "selectedProtocol",
        FieldKind.Unsigned,
        FieldBase.Hex,
        ProtocolName
    );
    private static readonly Field FailureField = new(
        "rdp.negFailure.failureCode",
        "failureCode",
        FieldKind.Unsigned,
        FieldBase.Hex,
        FailureName
    );
    private static readonly Field ActionField = new("rdp.fastpath.action", "Action");
    private static readonly Field FastLengthField = new("rdp.fastpathPDULength", "fastpathPDULength");

    private readonly ReadOnlySpan<byte> _octets;

    private Rdp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "rdp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            CookieField,
            TypeField,
            FlagsField,
            ResponseFlagsField,
            LengthField,
            RequestedField,
            SelectedField,
            FailureField,
            ActionField,
            FastLengthField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What stands in the place of a transport connection's parameters is a negotiation of RDP.</summary>
    public static bool IsNegotiation(ReadOnlySpan<byte> octets) =>
        octets.StartsWith("Cookie: "u8) || octets is [Request or Response or Failure, _, Block, 0, _, _, _, _, ..];

    /// <summary>The octets are one fast-path message, whole: its length is theirs.</summary>
    public static bool IsFastPath(ReadOnlySpan<byte> octets) =>
        FastLength(octets) is var length && length > 0 && length == octets.Length;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Rdp layer)
    {
        layer = new Rdp(octets);
        return octets.IsEmpty ? ReadStatus.TooShort : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (IsNegotiation(_octets))
        {
            DescribeNegotiation(sink);
        }
        else if (IsFastPath(_octets))
        {
            sink.Add(ActionField, 0, 1, _octets[0] & 3u);
            sink.Add(FastLengthField, 1, (_octets[1] & 0x80) != 0 ? 2 : 1, (ulong)FastLength(_octets));
        }
    }

    private void DescribeNegotiation(FieldSink sink)
    {
        int at = 0;
        if (_octets[0] == 'C')
        {
            int end = _octets.IndexOf("\r\n"u8);
            sink.AddUtf8(CookieField, 0, end < 0 ? _octets : _octets[..end]);
            at = end < 0 ? _octets.Length : end + 2;
        }
        if (_octets.Length - at < Block)
            return;
        byte type = _octets[at];
        uint value = ReadUInt32LittleEndian(_octets[(at + 4)..]);
        sink.Add(TypeField, at, 1, type);
        sink.Add(type == Response ? ResponseFlagsField : FlagsField, at + 1, 1, _octets[at + 1]);
        sink.Add(LengthField, at + 2, 2, ReadUInt16LittleEndian(_octets[(at + 2)..]));
        if (type is Request or Response or Failure)
            sink.Add(
                type == Request ? RequestedField
                    : type == Response ? SelectedField
                    : FailureField,
                at + 4,
                4,
                value
            );
    }

    private static int FastLength(ReadOnlySpan<byte> octets) =>
        octets.Length < 3 || (octets[0] & 3) != 0 ? 0
        : (octets[1] & 0x80) == 0 ? octets[1]
        : ReadUInt16BigEndian(octets[1..]) & 0x7fff;

    private static string? TypeName(ulong value) =>
        value switch
        {
            Request => "RDP Negotiation Request",
            Response => "RDP Negotiation Response",
            Failure => "RDP Negotiation Failure",
            _ => null,
        };

    private static string? ProtocolName(ulong value) =>
        value switch
        {
            0 => "Standard RDP Security",
            1 => "TLS 1.0, 1.1, 1.2 or 1.3",
            2 => "CredSSP",
            4 => "RDSTLS",
            8 => "CredSSP with Early User Authorization Result PDU",
            _ => null,
        };

    private static string? FailureName(ulong value) =>
        value switch
        {
            1 => "SSL_REQUIRED_BY_SERVER",
            2 => "SSL_NOT_ALLOWED_BY_SERVER",
            3 => "SSL_CERT_NOT_ON_SERVER",
            4 => "INCONSISTENT_FLAGS",
            5 => "HYBRID_REQUIRED_BY_SERVER",
            6 => "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
            _ => null,
        };
}
