using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Radiotap header: | version 1 | pad 1 | length 2 | present 4, more while bit 31 is set | values … |, little-endian; each value is
/// aligned to its size and there only if its bit is present. Then an IEEE 802.11 frame.
/// </summary>
public readonly ref struct Radiotap : ILayer<Radiotap>
{
    private const int Size = 8; // octets without values
    private const int FrameCheckSize = 4;
    private const int FlagsBit = 1;
    private const int ZeroLengthBit = 26; // no frame follows, only what was heard of one

    private static readonly Field VersionField = new("radiotap.version", "Header revision");
    private static readonly Field PadField = new("radiotap.pad", "Header pad");
    private static readonly Field LengthField = new("radiotap.length", "Header length");
    private static readonly Field PresentField = new(
        "radiotap.present.word",
        "Present flags word",
        @base: FieldBase.Hex
    );
    private static readonly Field TimeField = new("radiotap.mactime", "MAC timestamp");
    private static readonly Field FlagsField = new("radiotap.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field CheckField = new("radiotap.flags.fcs", "FCS at end", FieldKind.Boolean);
    private static readonly Field PaddedField = new("radiotap.flags.datapad", "Data Pad", FieldKind.Boolean);
    private static readonly Field BadField = new("radiotap.flags.badfcs", "Bad FCS", FieldKind.Boolean);
    private static readonly Field RateField = new("radiotap.datarate", "Data rate (Mb/s)", FieldKind.Double);
    private static readonly Field FrequencyField = new("radiotap.channel.freq", "Channel frequency");
    private static readonly Field ChannelFlagsField = new(
        "radiotap.channel.flags",
        "Channel flags",
        @base: FieldBase.Hex
    );
    private static readonly Field SignalField = new("radiotap.dbm_antsignal", "Antenna signal", FieldKind.Signed);
    private static readonly Field NoiseField = new("radiotap.dbm_antnoise", "Antenna noise", FieldKind.Signed);
    private static readonly Field AntennaField = new("radiotap.antenna", "Antenna");
    private static readonly Field[] AllFields =
    [
        VersionField,
        PadField,
        LengthField,
        PresentField,
        TimeField,
        FlagsField,
        CheckField,
        PaddedField,
        BadField,
        RateField,
        FrequencyField,
        ChannelFlagsField,
        SignalField,
        NoiseField,
        AntennaField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..length) header, then frame
    private readonly byte _flags;

    private Radiotap(ReadOnlySpan<byte> octets, byte flags)
    {
        _octets = octets;
        _flags = flags;
    }

    /// <inheritdoc/>
    public static string Name => "radiotap";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => ReadUInt16LittleEndian(_octets[2..]);

    /// <inheritdoc/>
    public int PayloadLength =>
        Math.Max(0, _octets.Length - HeaderLength - ((_flags & 0x10) != 0 ? FrameCheckSize : 0));

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        (Present & (1u << ZeroLengthBit)) != 0
            ? NextLayer.None
            : new(NextSpace.Direct, (_flags & 0x20) != 0 ? Direct.WlanRadioPadded : Direct.WlanRadio);

    private uint Present => ReadUInt32LittleEndian(_octets[4..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Radiotap layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int length = ReadUInt16LittleEndian(octets[2..]);
        if (length < Size)
            return ReadStatus.Malformed;
        if (length > octets.Length)
            return ReadStatus.TooShort;
        ReadOnlySpan<byte> header = octets[..length];
        byte flags = 0;
        var values = new RadiotapValues(header);
        while (values.TryNext(out int bit, out int at) && bit <= FlagsBit)
            flags = bit == FlagsBit ? octets[at] : flags;
        layer = new Radiotap(octets, flags);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        ReadOnlySpan<byte> header = _octets[..HeaderLength];
        sink.Add(VersionField, 0, 1, header[0]);
        sink.Add(PadField, 1, 1, header[1]);
        sink.Add(LengthField, 2, 2, (ulong)HeaderLength);
        int words = RadiotapValues.WordsOf(header);
        for (int word = 0; word < words; word++)
            sink.Add(PresentField, 4 + word * 4, 4, ReadUInt32LittleEndian(header[(4 + word * 4)..]));
        var values = new RadiotapValues(header);
        while (values.TryNext(out int bit, out int at))
            DescribeValue(sink, bit, at, header);
    }

    private static void DescribeValue(FieldSink sink, int bit, int at, ReadOnlySpan<byte> header)
    {
        switch (bit)
        {
            case 0:
                sink.Add(TimeField, at, 8, ReadUInt64LittleEndian(header[at..]));
                break;
            case FlagsBit:
                sink.Add(FlagsField, at, 1, header[at]);
                sink.Add(CheckField, at, 1, (ulong)((header[at] >> 4) & 1));
                sink.Add(PaddedField, at, 1, (ulong)((header[at] >> 5) & 1));
                sink.Add(BadField, at, 1, (ulong)((header[at] >> 6) & 1));
                break;
            case 2:
                sink.Add(RateField, at, 1, (header[at] & 0x7f) / 2.0);
                break;
            case 3:
                sink.Add(FrequencyField, at, 2, ReadUInt16LittleEndian(header[at..]));
                sink.Add(ChannelFlagsField, at + 2, 2, ReadUInt16LittleEndian(header[(at + 2)..]));
                break;
            case 5:
                sink.Add(SignalField, at, 1, (ulong)(sbyte)header[at]);
                break;
            case 6:
                sink.Add(NoiseField, at, 1, (ulong)(sbyte)header[at]);
                break;
            case 11:
                sink.Add(AntennaField, at, 1, header[at]);
                break;
            default:
                break;
        }
    }
}
