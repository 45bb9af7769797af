using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Apple's packet tap, LINKTYPE_PKTAP: | header length 4 | record type 4 | link type 4 | interface name 24 | flags 4 | family 4 |
/// link header length 4 | link trailer length 4 | process 4 | command 20 | service class 4 | interface type 2 | unit 2 |
/// effective process 4 | its command 20 | frame … |, little-endian.
/// </summary>
public readonly ref struct PacketTap : ILayer<PacketTap>
{
    private const int Shortest = 108; // octets
    private const int NameSize = 24;
    private const int CommandSize = 20;
    private const int PacketRecord = 1;

    private static readonly Field LengthField = new("pktap.hdrlen", "Header length");
    private static readonly Field RecordField = new("pktap.rectype", "Record type");
    private static readonly Field LinkTypeField = new("pktap.dlt", "DLT");
    private static readonly Field InterfaceField = new("pktap.ifname", "Interface name", FieldKind.Text);
    private static readonly Field FlagsField = new("pktap.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field FamilyField = new("pktap.pfamily", "Protocol family");
    private static readonly Field LinkHeaderField = new("pktap.llhdrlen", "Link-layer header length");
    private static readonly Field LinkTrailerField = new("pktap.lltrlrlen", "Link-layer trailer length");
    private static readonly Field ProcessField = new("pktap.pid", "Process ID");
    private static readonly Field CommandField = new("pktap.cmdname", "Command name", FieldKind.Text);
    private static readonly Field EffectiveProcessField = new("pktap.epid", "Effective process ID");
    private static readonly Field EffectiveCommandField = new(
        "pktap.ecmdname",
        "Effective command name",
        FieldKind.Text
    );
    private static readonly Field[] AllFields =
    [
        LengthField,
        RecordField,
        LinkTypeField,
        InterfaceField,
        FlagsField,
        FamilyField,
        LinkHeaderField,
        LinkTrailerField,
        ProcessField,
        CommandField,
        EffectiveProcessField,
        EffectiveCommandField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then frame

    private PacketTap(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pktap";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => (int)ReadUInt32LittleEndian(_octets);

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        ReadUInt32LittleEndian(_octets[4..]) == PacketRecord
            ? new(NextSpace.LinkType, ReadUInt32LittleEndian(_octets[8..]))
            : NextLayer.Data;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PacketTap layer)
    {
        layer = default;
        if (octets.Length < Shortest)
            return ReadStatus.TooShort;
        uint header = ReadUInt32LittleEndian(octets);
        if (header < Shortest)
            return ReadStatus.Malformed;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        layer = new PacketTap(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        AddNumber(sink, LengthField, 0);
        AddNumber(sink, RecordField, 4);
        AddNumber(sink, LinkTypeField, 8);
        AddName(sink, InterfaceField, 12, NameSize);
        AddNumber(sink, FlagsField, 36);
        AddNumber(sink, FamilyField, 40);
        AddNumber(sink, LinkHeaderField, 44);
        AddNumber(sink, LinkTrailerField, 48);
        AddNumber(sink, ProcessField, 52);
        AddName(sink, CommandField, 56, CommandSize);
        AddNumber(sink, EffectiveProcessField, 84);
        AddName(sink, EffectiveCommandField, 88, CommandSize);
    }

    private void AddNumber(FieldSink sink, Field field, int at) =>
        sink.Add(field, at, 4, ReadUInt32LittleEndian(_octets[at..]));

    private void AddName(FieldSink sink, Field field, int at, int room)
    {
        ReadOnlySpan<byte> name = _octets.Slice(at, room);
        int end = name.IndexOf((byte)0);
        sink.AddUtf8(field, at, end < 0 ? name : name[..end]);
    }
}
