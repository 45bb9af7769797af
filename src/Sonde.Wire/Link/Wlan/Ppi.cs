using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Per-packet information: | version 1 | flags 1 | length 2 | link type 4 |, then items of | type 2 | length 2 | value … |, little-endian,
/// then a frame of that link type.
/// </summary>
public readonly ref struct Ppi : ILayer<Ppi>
{
    private const int Size = 8; // octets without items
    private const int FrameCheckSize = 4;
    private const int CommonItem = 2; // what every IEEE 802.11 radio tells
    private const int FrameCheckFlag = 1;

    private static readonly Field VersionField = new("ppi.version", "Version");
    private static readonly Field FlagsField = new("ppi.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field LengthField = new("ppi.length", "Header length");
    private static readonly Field LinkTypeField = new("ppi.dlt", "DLT");
    private static readonly Field ItemTypeField = new("ppi.field_type", "Field type");
    private static readonly Field ItemLengthField = new("ppi.field_len", "Field length");
    private static readonly Field CommonFlagsField = new("ppi.80211-common.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field FrequencyField = new("ppi.80211-common.chan.freq", "Channel frequency");
    private static readonly Field SignalField = new(
        "ppi.80211-common.dbm.antsignal",
        "dBm antenna signal",
        FieldKind.Signed
    );
    private static readonly Field NoiseField = new(
        "ppi.80211-common.dbm.antnoise",
        "dBm antenna noise",
        FieldKind.Signed
    );
    private static readonly Field[] AllFields =
    [
        VersionField,
        FlagsField,
        LengthField,
        LinkTypeField,
        ItemTypeField,
        ItemLengthField,
        CommonFlagsField,
        FrequencyField,
        SignalField,
        NoiseField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..length) header, then frame
    private readonly bool _hasFrameCheck;

    private Ppi(ReadOnlySpan<byte> octets, bool hasFrameCheck)
    {
        _octets = octets;
        _hasFrameCheck = hasFrameCheck;
    }

    /// <inheritdoc/>
    public static string Name => "ppi";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => ReadUInt16LittleEndian(_octets[2..]);

    /// <inheritdoc/>
    public int PayloadLength => Math.Max(0, _octets.Length - HeaderLength - (_hasFrameCheck ? FrameCheckSize : 0));

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        LinkType == LinkTypes.Ieee80211 ? new(NextSpace.Direct, Direct.WlanRadio) : new(NextSpace.LinkType, LinkType);

    /// <summary>LINKTYPE_ value of the frame.</summary>
    public uint LinkType => ReadUInt32LittleEndian(_octets[4..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ppi layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int length = ReadUInt16LittleEndian(octets[2..]);
        if (length < Size)
            return ReadStatus.Malformed;
        if (length > octets.Length)
            return ReadStatus.TooShort;
        bool hasFrameCheck = false;
        for (int at = Size; NextItem(octets[..length], ref at, out int type, out ReadOnlySpan<byte> value); )
            hasFrameCheck |= type == CommonItem && value.Length >= 10 && (value[8] & FrameCheckFlag) != 0;
        layer = new Ppi(octets, hasFrameCheck);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, _octets[0]);
        sink.Add(FlagsField, 1, 1, _octets[1]);
        sink.Add(LengthField, 2, 2, (ulong)HeaderLength);
        sink.Add(LinkTypeField, 4, 4, LinkType);
        for (int at = Size; NextItem(_octets[..HeaderLength], ref at, out int type, out ReadOnlySpan<byte> value); )
        {
            int start = at - value.Length;
            sink.Add(ItemTypeField, start - 4, 2, (ulong)type);
            sink.Add(ItemLengthField, start - 2, 2, (ulong)value.Length);
            if (type != CommonItem || value.Length < 20)
                continue;
            sink.Add(CommonFlagsField, start + 8, 2, ReadUInt16LittleEndian(value[8..]));
            sink.Add(FrequencyField, start + 12, 2, ReadUInt16LittleEndian(value[12..]));
            sink.Add(SignalField, start + 18, 1, (ulong)(sbyte)value[18]);
            sink.Add(NoiseField, start + 19, 1, (ulong)(sbyte)value[19]);
        }
    }

    private static bool NextItem(ReadOnlySpan<byte> header, ref int at, out int type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (at > header.Length - 4)
            return false;
        type = ReadUInt16LittleEndian(header[at..]);
        int length = ReadUInt16LittleEndian(header[(at + 2)..]);
        if (length > header.Length - at - 4)
            return false;
        value = header.Slice(at + 4, length);
        at += 4 + length;
        return true;
    }
}
