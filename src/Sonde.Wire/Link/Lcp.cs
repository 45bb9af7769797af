using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Link Control Protocol of PPP, RFC 1661 §5: | code 1 | identifier 1 | length 2 | options or data … |, big-endian.</summary>
public readonly ref struct Lcp : ILayer<Lcp>
{
    private const int ProtocolReject = 8;
    private const int RejectSize = 6; // octets of a protocol reject before the rejected packet

    private static readonly Field MagicField = new("lcp.magic_number", "Magic Number", @base: FieldBase.Hex);
    private static readonly Field RejectedField = new(
        "lcp.rej_proto",
        "Rejected Protocol",
        @base: FieldBase.Hex,
        names: PppProtocols.NameOf
    );
    private static readonly Field OptionTypeField = new("lcp.opt.type", "Type", names: OptionName);
    private static readonly Field OptionLengthField = new("lcp.opt.length", "Length");
    private static readonly Field ReceiveUnitField = new("lcp.opt.mru", "Maximum Receive Unit");
    private static readonly Field CharacterMapField = new(
        "lcp.opt.asyncmap",
        "Async Control Character Map",
        @base: FieldBase.Hex
    );
    private static readonly Field AuthenticationField = new(
        "lcp.opt.auth_protocol",
        "Authentication Protocol",
        @base: FieldBase.Hex,
        names: PppProtocols.NameOf
    );
    private static readonly Field QualityField = new(
        "lcp.opt.quality_protocol",
        "Quality Protocol",
        @base: FieldBase.Hex
    );
    private static readonly Field OptionMagicField = new("lcp.opt.magic_number", "Magic Number", @base: FieldBase.Hex);
    private static readonly Field[] AllFields =
    [
        PppControl.CodeField,
        PppControl.IdentifierField,
        PppControl.LengthField,
        MagicField,
        RejectedField,
        OptionTypeField,
        OptionLengthField,
        ReceiveUnitField,
        CharacterMapField,
        AuthenticationField,
        QualityField,
        OptionMagicField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) options or data

    private Lcp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "lcp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => IsReject ? RejectSize : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <summary>A protocol reject returns the packet that it is about.</summary>
    public NextLayer NextLayer =>
        IsReject && PayloadLength > 0
            ? PppProtocols.Following(ReadUInt16BigEndian(_octets[PppControl.Size..]))
            : NextLayer.None;

    private bool IsReject => Code == ProtocolReject && _octets.Length >= RejectSize;

    /// <summary>What the packet asks or answers, RFC 1661 §5.</summary>
    public byte Code => _octets[0];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Lcp layer)
    {
        ReadStatus status = PppControl.Check(octets, out ReadOnlySpan<byte> packet);
        layer = new Lcp(packet);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        PppControl.DescribeHeader(_octets, sink);
        if (IsReject)
            sink.Add(RejectedField, 4, 2, ReadUInt16BigEndian(_octets[4..]));
        if (Code is >= 9 and <= 13 && _octets.Length >= 8)
            sink.Add(MagicField, 4, 4, ReadUInt32BigEndian(_octets[4..]));
        if (!PppControl.HasOptions(_octets))
            return;
        for (int at = PppControl.Size; PppControl.OptionLength(_octets, at) is > 0 and int length; at += length)
        {
            sink.Add(OptionTypeField, at, 1, _octets[at]);
            sink.Add(OptionLengthField, at + 1, 1, (ulong)length);
            DescribeOption(sink, at, _octets.Slice(at, length));
        }
    }

    private static void DescribeOption(FieldSink sink, int at, ReadOnlySpan<byte> option)
    {
        switch (option[0], option.Length)
        {
            case (1, 4):
                sink.Add(ReceiveUnitField, at + 2, 2, ReadUInt16BigEndian(option[2..]));
                break;
            case (2, 6):
                sink.Add(CharacterMapField, at + 2, 4, ReadUInt32BigEndian(option[2..]));
                break;
            case (3, >= 4):
                sink.Add(AuthenticationField, at + 2, 2, ReadUInt16BigEndian(option[2..]));
                break;
            case (4, >= 4):
                sink.Add(QualityField, at + 2, 2, ReadUInt16BigEndian(option[2..]));
                break;
            case (5, 6):
                sink.Add(OptionMagicField, at + 2, 4, ReadUInt32BigEndian(option[2..]));
                break;
            default:
                break;
        }
    }

    private static string? OptionName(ulong type) =>
        type switch
        {
            1 => "Maximum Receive Unit",
            2 => "Async Control Character Map",
            3 => "Authentication Protocol",
            4 => "Quality Protocol",
            5 => "Magic Number",
            7 => "Protocol Field Compression",
            8 => "Address and Control Field Compression",
            13 => "Callback",
            17 => "Multilink MRRU",
            18 => "Multilink Short Sequence Number Header",
            19 => "Multilink Endpoint Discriminator",
            _ => null,
        };
}
