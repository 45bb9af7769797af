using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Prism header, in the byte order of the capturing machine: | message 4 | length 4 | device 16 | values of 12 octets … |, then an
/// IEEE 802.11 frame. Some drivers put an AVS header here instead.
/// </summary>
public readonly ref struct Prism : ILayer<Prism>
{
    private const int Shortest = 24; // octets without values

    private static readonly Field MessageField = new("prism.msgcode", "Message Code", @base: FieldBase.Hex);
    private static readonly Field LengthField = new("prism.msglen", "Message Length");
    private static readonly Field DeviceField = new("prism.devname", "Device", FieldKind.Text);
    private static readonly Field[] AllFields = [MessageField, LengthField, DeviceField];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then frame
    private readonly int _header;

    private Prism(ReadOnlySpan<byte> octets, int header)
    {
        _octets = octets;
        _header = header;
    }

    /// <inheritdoc/>
    public static string Name => "prism";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _header;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _header;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsAvs(_octets) ? new(NextSpace.LinkType, LinkTypes.Ieee80211Avs)
        : _header == 0 ? new(NextSpace.Direct, Direct.Wlan)
        : new(NextSpace.Direct, Direct.WlanRadio);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Prism layer)
    {
        layer = default;
        if (octets.Length < 4)
            return ReadStatus.TooShort;
        if (IsAvs(octets) || MessageOf(octets) is not (0x41 or 0x44))
        {
            layer = new Prism(octets, 0);
            return ReadStatus.Ok;
        }
        if (octets.Length < Shortest)
            return ReadStatus.TooShort;
        uint length = LengthOf(octets);
        if (length < Shortest)
            return ReadStatus.Malformed;
        if (length > octets.Length)
            return ReadStatus.TooShort;
        layer = new Prism(octets, (int)length);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (_header == 0)
            return;
        sink.Add(MessageField, 0, 4, MessageOf(_octets));
        sink.Add(LengthField, 4, 4, LengthOf(_octets));
        ReadOnlySpan<byte> device = _octets[8..24];
        int end = device.IndexOf((byte)0);
        sink.AddUtf8(DeviceField, 8, end < 0 ? device : device[..end]);
    }

    private static bool IsAvs(ReadOnlySpan<byte> octets) => ReadUInt32BigEndian(octets) >> 8 == 0x802110;

    private static bool IsLittleEndian(ReadOnlySpan<byte> octets) => octets[0] != 0;

    private static uint MessageOf(ReadOnlySpan<byte> octets) =>
        IsLittleEndian(octets) ? ReadUInt32LittleEndian(octets) : ReadUInt32BigEndian(octets);

    private static uint LengthOf(ReadOnlySpan<byte> octets) =>
        IsLittleEndian(octets) ? ReadUInt32LittleEndian(octets[4..]) : ReadUInt32BigEndian(octets[4..]);
}
