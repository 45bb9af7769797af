namespace Sonde.Wire;

/// <summary>IPv6 Control Protocol of PPP, RFC 5072: | code 1 | identifier 1 | length 2 | options or data … |, big-endian.</summary>
public readonly ref struct Ipv6cp : ILayer<Ipv6cp>
{
    private static readonly Field OptionTypeField = new("ipv6cp.opt.type", "Type");
    private static readonly Field OptionLengthField = new("ipv6cp.opt.length", "Length");
    private static readonly Field InterfaceField = new(
        "ipv6cp.interface_identifier",
        "Interface Identifier",
        FieldKind.Octets
    );
    private static readonly Field[] AllFields =
    [
        PppControl.CodeField,
        PppControl.IdentifierField,
        PppControl.LengthField,
        OptionTypeField,
        OptionLengthField,
        InterfaceField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) options or data

    private Ipv6cp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ipv6cp";

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
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ipv6cp layer)
    {
        ReadStatus status = PppControl.Check(octets, out ReadOnlySpan<byte> packet);
        layer = new Ipv6cp(packet);
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
            case (1, 10):
                sink.Add(InterfaceField, at + 2, 8, option[2..]);
                break;
            default:
                break;
        }
    }
}
