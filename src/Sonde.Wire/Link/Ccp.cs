using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Compression Control Protocol of PPP, RFC 1962: | code 1 | identifier 1 | length 2 | options or data … |, big-endian.</summary>
public readonly ref struct Ccp : ILayer<Ccp>
{
    private static readonly Field OptionTypeField = new("ccp.opt.type", "Type", names: OptionName);
    private static readonly Field OptionLengthField = new("ccp.opt.length", "Length");
    private static readonly Field BitsField = new("ccp.opt.supported_bits", "Supported Bits", @base: FieldBase.Hex);
    private static readonly Field[] AllFields =
    [
        PppControl.CodeField,
        PppControl.IdentifierField,
        PppControl.LengthField,
        OptionTypeField,
        OptionLengthField,
        BitsField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) options or data

    private Ccp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ccp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What the packet asks or answers, RFC 1661 §5.</summary>
    public byte Code => _octets[0];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ccp layer)
    {
        ReadStatus status = PppControl.Check(octets, out ReadOnlySpan<byte> packet);
        layer = new Ccp(packet);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        PppControl.DescribeHeader(_octets, sink);
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
            case (18, 6):
                sink.Add(BitsField, at + 2, 4, ReadUInt32BigEndian(option[2..]));
                break;
            default:
                break;
        }
    }

    private static string? OptionName(ulong type) =>
        type switch
        {
            0 => "OUI",
            1 => "Predictor type 1",
            2 => "Predictor type 2",
            17 => "Stac LZS",
            18 => "Microsoft PPE/PPC",
            21 => "BSD Compress",
            26 => "Deflate",
            _ => null,
        };
}
