using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>IP Control Protocol of PPP, RFC 1332 and RFC 1877: | code 1 | identifier 1 | length 2 | options or data … |, big-endian.</summary>
public readonly ref struct Ipcp : ILayer<Ipcp>
{
    private static readonly Field OptionTypeField = new("ipcp.opt.type", "Type", names: OptionName);
    private static readonly Field OptionLengthField = new("ipcp.opt.length", "Length");
    private static readonly Field CompressionField = new(
        "ipcp.opt.compress_proto",
        "IP Compression Protocol",
        @base: FieldBase.Hex
    );
    private static readonly Field AddressField = new("ipcp.opt.ip_address", "IP Address", FieldKind.Ipv4);
    private static readonly Field PrimaryDnsField = new(
        "ipcp.opt.pri_dns_address",
        "Primary DNS Address",
        FieldKind.Ipv4
    );
    private static readonly Field PrimaryNbnsField = new(
        "ipcp.opt.pri_nbns_address",
        "Primary NBNS Address",
        FieldKind.Ipv4
    );
    private static readonly Field SecondaryDnsField = new(
        "ipcp.opt.sec_dns_address",
        "Secondary DNS Address",
        FieldKind.Ipv4
    );
    private static readonly Field SecondaryNbnsField = new(
        "ipcp.opt.sec_nbns_address",
        "Secondary NBNS Address",
        FieldKind.Ipv4
    );
    private static readonly Field[] AllFields =
    [
        PppControl.CodeField,
        PppControl.IdentifierField,
        PppControl.LengthField,
        OptionTypeField,
        OptionLengthField,
        CompressionField,
        AddressField,
        PrimaryDnsField,
        PrimaryNbnsField,
        SecondaryDnsField,
        SecondaryNbnsField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) options or data

    private Ipcp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ipcp";

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
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ipcp layer)
    {
        ReadStatus status = PppControl.Check(octets, out ReadOnlySpan<byte> packet);
        layer = new Ipcp(packet);
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
            case (2, >= 4):
                sink.Add(CompressionField, at + 2, 2, ReadUInt16BigEndian(option[2..]));
                break;
            case (3, 6):
                sink.Add(AddressField, at + 2, 4, option[2..]);
                break;
            case (129, 6):
                sink.Add(PrimaryDnsField, at + 2, 4, option[2..]);
                break;
            case (130, 6):
                sink.Add(PrimaryNbnsField, at + 2, 4, option[2..]);
                break;
            case (131, 6):
                sink.Add(SecondaryDnsField, at + 2, 4, option[2..]);
                break;
            case (132, 6):
                sink.Add(SecondaryNbnsField, at + 2, 4, option[2..]);
                break;
            default:
                break;
        }
    }

    private static string? OptionName(ulong type) =>
        type switch
        {
            1 => "IP Addresses (deprecated)",
            2 => "IP Compression Protocol",
            3 => "IP Address",
            4 => "Mobile Node's Home Address",
            129 => "Primary DNS Server IP Address",
            130 => "Primary NBNS Server IP Address",
            131 => "Secondary DNS Server IP Address",
            132 => "Secondary NBNS Server IP Address",
            _ => null,
        };
}
