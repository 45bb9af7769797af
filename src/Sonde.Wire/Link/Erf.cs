using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Endace record, LINKTYPE_ERF: | time 8, little-endian | type 1 | flags 1 | record length 2 | loss or color 2 | wire length 2 |
/// extension headers of 8 octets | two octets of padding before Ethernet | frame … |, big-endian otherwise.
/// </summary>
public readonly ref struct Erf : ILayer<Erf>
{
    private const int Size = 16; // octets without extension headers
    private const int ExtensionSize = 8;
    private const int EthernetPadding = 2;
    private const int MostExtensions = 8;

    private static readonly Field TimeField = new("erf.ts", "Timestamp", @base: FieldBase.Hex);
    private static readonly Field TypeField = new("erf.types.type", "Type");
    private static readonly Field FlagsField = new("erf.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field InterfaceField = new("erf.flags.cap", "Capture interface");
    private static readonly Field RecordField = new("erf.rlen", "Record length");
    private static readonly Field WireField = new("erf.wlen", "Wire length");
    private static readonly Field[] AllFields =
    [
        TimeField,
        TypeField,
        FlagsField,
        InterfaceField,
        RecordField,
        WireField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0.._header) headers and padding, then frame
    private readonly int _header;

    private Erf(ReadOnlySpan<byte> octets, int header)
    {
        _octets = octets;
        _header = header;
    }

    /// <inheritdoc/>
    public static string Name => "erf";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _header;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _header;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsEthernet(Type) ? new(NextSpace.Direct, Direct.Ethernet)
        : Type is 1 or 5 or 9 or 12 or 15 or 17 ? Serial(_octets[_header..])
        : Type == 22 ? new(NextSpace.EtherType, EtherTypes.Ipv4)
        : Type == 23 ? new(NextSpace.EtherType, EtherTypes.Ipv6)
        : NextLayer.Data;

    /// <summary>What kind of record it is.</summary>
    public int Type => _octets[8] & 0x7f;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Erf layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int header = Size;
        bool more = (octets[8] & 0x80) != 0;
        for (int extension = 0; more && extension < MostExtensions; extension++)
        {
            if (header >= octets.Length)
                return ReadStatus.TooShort;
            more = (octets[header] & 0x80) != 0;
            header += ExtensionSize;
        }
        if (IsEthernet(octets[8] & 0x7f))
            header += EthernetPadding;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        layer = new Erf(octets, header);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(TimeField, 0, 8, ReadUInt64LittleEndian(_octets));
        sink.Add(TypeField, 8, 1, (ulong)Type);
        sink.Add(FlagsField, 9, 1, _octets[9]);
        sink.Add(InterfaceField, 9, 1, (ulong)(_octets[9] & 3));
        sink.Add(RecordField, 10, 2, ReadUInt16BigEndian(_octets[10..]));
        sink.Add(WireField, 14, 2, ReadUInt16BigEndian(_octets[14..]));
    }

    private static bool IsEthernet(int type) => type is 2 or 11 or 16 or 20;

    private static NextLayer Serial(ReadOnlySpan<byte> frame) =>
        frame is [0x0f or 0x8f, ..] ? new(NextSpace.Direct, Direct.CiscoHdlc)
        : frame is [0xff, ..] ? new(NextSpace.Direct, Direct.Ppp)
        : NextLayer.Data;
}
