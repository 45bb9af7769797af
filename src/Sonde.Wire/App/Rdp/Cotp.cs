namespace Sonde.Wire;

/// <summary>Connection-oriented transport protocol, ITU-T X.224 §13 (ISO 8073), in its class 0 over RFC 1006.</summary>
/// <remarks>Layout: <c>length of the rest of the header 1, type and credit 1</c>, then what the type says, then data.</remarks>
public readonly ref struct Cotp : ILayer<Cotp>
{
    private const int Request = 0x0e; // CR, CC, DR: | destination 2 | source 2 | class or reason 1 | parameters |
    private const int Confirm = 0x0d;
    private const int Disconnect = 0x08;
    private const int Data = 0x0f; // | end and number 1 |
    private const int Fixed = 7; // octets of a CR or CC in front of its parameters
    private const byte SourceSelector = 0xc1;
    private const byte TargetSelector = 0xc2;

    private static readonly Field LengthField = new("cotp.li", "Length");
    private static readonly Field TypeField = new("cotp.type", "PDU Type", FieldKind.Unsigned, FieldBase.Hex, TypeName);
    private static readonly Field TargetField = new(
        "cotp.destref",
        "Destination reference",
        FieldKind.Unsigned,
        FieldBase.Hex
    )
    {
        Width = 2,
    };
    private static readonly Field SourceField = new(
        "cotp.srcref",
        "Source reference",
        FieldKind.Unsigned,
        FieldBase.Hex
    );
    private static readonly Field ClassField = new("cotp.class", "Class");
    private static readonly Field ExtendedField = new(
        "cotp.opts.extended_formats",
        "Extended formats",
        FieldKind.Boolean
    );
    private static readonly Field NoFlowField = new(
        "cotp.opts.no_explicit_flow_control",
        "No explicit flow control",
        FieldKind.Boolean
    );
    private static readonly Field NumberField = new(
        "cotp.tpdu-number",
        "TPDU number",
        FieldKind.Unsigned,
        FieldBase.Hex
    );
    private static readonly Field EndField = new("cotp.eot", "Last data unit", FieldKind.Boolean);
    private static readonly Field ParameterField = new(
        "cotp.parameter_code",
        "Parameter code",
        FieldKind.Unsigned,
        FieldBase.Hex
    );
    private static readonly Field ParameterLengthField = new("cotp.parameter_length", "Parameter length");
    private static readonly Field CallingField = new("cotp.src-tsap-bytes", "Source TSAP", FieldKind.Octets);
    private static readonly Field CalledField = new("cotp.dst-tsap-bytes", "Destination TSAP", FieldKind.Octets);

    private readonly ReadOnlySpan<byte> _octets;

    private Cotp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "cotp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            LengthField,
            TypeField,
            TargetField,
            SourceField,
            ClassField,
            ExtendedField,
            NoFlowField,
            NumberField,
            EndField,
            ParameterField,
            ParameterLengthField,
            CallingField,
            CalledField,
        ];

    /// <summary>What the unit is, X.224 table 8.</summary>
    public int Type => _octets[1] >> 4;

    /// <summary>The header; what Remote Desktop says in the parameters' place belongs to it, not to the header.</summary>
    public int HeaderLength => CarriesRdp ? Fixed : _octets[0] + 1;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None
        : CarriesRdp ? new NextLayer(NextSpace.Direct, Direct.Rdp)
        : Type == Data && T125.IsPlausible(_octets[HeaderLength..]) ? new NextLayer(NextSpace.Direct, Direct.T125)
        : NextLayer.Data;

    private bool CarriesRdp => Type is Request or Confirm && Rdp.IsNegotiation(_octets[Fixed..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Cotp layer)
    {
        layer = default;
        if (octets.Length < 2)
            return ReadStatus.TooShort;
        int type = octets[1] >> 4;
        int least = type switch
        {
            Request or Confirm or Disconnect => Fixed,
            Data => 3,
            _ => 2,
        };
        if (TypeName((ulong)type) is null || octets[0] == 0xff || octets[0] + 1 < least)
            return ReadStatus.Malformed;
        if (octets.Length < octets[0] + 1)
            return ReadStatus.TooShort;
        layer = new Cotp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 0, HeaderLength, sink);
        data.Number(LengthField, 1);
        sink.Add(TypeField, 1, 1, (ulong)Type);
        data.Skip(1);
        switch (Type)
        {
            case Request or Confirm:
                byte options = _octets[6];
                data.Number(TargetField, 2);
                data.Number(SourceField, 2);
                sink.Add(ClassField, 6, 1, (ulong)options >> 4);
                sink.Add(ExtendedField, 6, 1, (options & 2u) >> 1);
                sink.Add(NoFlowField, 6, 1, options & 1u);
                data.Skip(1);
                DescribeParameters(ref data);
                break;
            case Disconnect:
                _ = data.Number(TargetField, 2) && data.Number(SourceField, 2);
                break;
            case Data:
                sink.Add(TargetField, 2, 0, 0ul); // class 0 has none, and Wireshark says 0
                sink.Add(NumberField, 2, 1, _octets[2] & 0x7fu);
                sink.Add(EndField, 2, 1, (ulong)_octets[2] >> 7);
                break;
        }
    }

    private static void DescribeParameters(ref FieldCursor data)
    {
        while (data.Number(ParameterField, 1, out int code) && data.Number(ParameterLengthField, 1, out int length))
        {
            bool fits = code switch
            {
                SourceSelector => data.Octets(CallingField, length),
                TargetSelector => data.Octets(CalledField, length),
                _ => data.Skip(length),
            };
            if (!fits)
                return;
        }
    }

    private static string? TypeName(ulong value) =>
        value switch
        {
            0x01 => "ED Expedited Data",
            0x02 => "EA Expedited Data Acknowledgement",
            0x05 => "RJ Reject",
            0x06 => "AK Data Acknowledgement",
            0x07 => "ER TPDU Error",
            Disconnect => "DR Disconnect Request",
            0x0c => "DC Disconnect Confirm",
            Confirm => "CC Connect Confirm",
            Request => "CR Connect Request",
            Data => "DT Data",
            _ => null,
        };
}
