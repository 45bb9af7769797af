using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Generic Network Virtualization Encapsulation, RFC 8926 §3.4.</summary>
/// <remarks>
/// | version 2 bits, options length in 4 octets 6 bits | flags 1 | protocol type 2 | VNI 3 | reserved 1 | options … |;
/// an option is | class 2 | type 1 | length in 4 octets, header left out 1 | data … |
/// </remarks>
public readonly ref struct Geneve : ILayer<Geneve>
{
    private const int Size = 8; // octets without options

    private static readonly Field VersionField = new("geneve.version", "Version");
    private static readonly Field FlagsField = new("geneve.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field ControlField = new(
        "geneve.flags.oam",
        "Operations, Administration and Management Frame",
        FieldKind.Boolean
    );
    private static readonly Field CriticalField = new(
        "geneve.flags.critical",
        "Critical Options Present",
        FieldKind.Boolean
    );
    private static readonly Field ProtocolField = new(
        "geneve.proto_type",
        "Protocol Type",
        @base: FieldBase.Hex,
        names: EtherTypes.NameOf
    );
    private static readonly Field VniField = new(
        "geneve.vni",
        "Virtual Network Identifier (VNI)",
        @base: FieldBase.Hex
    );
    private static readonly Field OptionsField = new("geneve.options", "Options", FieldKind.Octets);
    private static readonly Field OptionClassField = new("geneve.option.class", "Class", @base: FieldBase.Hex);
    private static readonly Field OptionTypeField = new("geneve.option.type", "Type", @base: FieldBase.Hex);
    private static readonly Field OptionLengthField = new("geneve.option.length", "Length");

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, [8..HeaderLength) options, then data

    private Geneve(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "geneve";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            VersionField,
            FlagsField,
            ControlField,
            CriticalField,
            ProtocolField,
            VniField,
            OptionsField,
            OptionClassField,
            OptionTypeField,
            OptionLengthField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => Size + (_octets[0] & 0x3f) * 4;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        ProtocolType == EtherTypes.Bridging
            ? new(NextSpace.Direct, Direct.Ethernet)
            : new(NextSpace.EtherType, ProtocolType);

    /// <summary>EtherType of the data.</summary>
    public ushort ProtocolType => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Virtual network identifier, 24 bits.</summary>
    public uint Vni => ReadUInt32BigEndian(_octets[4..]) >> 8;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Geneve layer)
    {
        layer = default;
        if (octets.Length < Size || Size + (octets[0] & 0x3f) * 4 > octets.Length)
            return ReadStatus.TooShort;
        layer = new Geneve(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, (ulong)(_octets[0] >> 6));
        sink.Add(OptionLengthField, 0, 1, (ulong)(HeaderLength - Size));
        sink.Add(FlagsField, 1, 1, _octets[1]);
        sink.Add(ControlField, 1, 1, (ulong)(_octets[1] >> 7));
        sink.Add(CriticalField, 1, 1, (ulong)((_octets[1] >> 6) & 1));
        sink.Add(ProtocolField, 2, 2, ProtocolType);
        sink.Add(VniField, 4, 3, Vni);
        int header = HeaderLength;
        if (header > Size)
            sink.Add(OptionsField, Size, header - Size, _octets[Size..header]);
        for (int at = Size; at + 4 <= header; at += 4 + (_octets[at + 3] & 0x1f) * 4)
        {
            sink.Add(OptionClassField, at, 2, ReadUInt16BigEndian(_octets[at..]));
            sink.Add(OptionTypeField, at + 2, 1, _octets[at + 2]);
            sink.Add(OptionLengthField, at + 3, 1, (ulong)((_octets[at + 3] & 0x1f) * 4 + 4));
        }
    }

    /// <summary>Writes a header without options, and the data. Returns the octets written.</summary>
    public static int Write(Span<byte> target, uint vni, ushort protocolType, ReadOnlySpan<byte> data)
    {
        WriteUInt16BigEndian(target, 0);
        WriteUInt16BigEndian(target[2..], protocolType);
        WriteUInt32BigEndian(target[4..], vni << 8);
        data.CopyTo(target[Size..]);
        return Size + data.Length;
    }
}
