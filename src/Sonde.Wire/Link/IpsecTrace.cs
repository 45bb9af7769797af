using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// OpenBSD's encapsulating interface, LINKTYPE_ENC: | family 4, in the byte order of the capturing machine | SPI 4 | flags 4 | datagram … |,
/// big-endian otherwise.
/// </summary>
public readonly ref struct IpsecTrace : ILayer<IpsecTrace>
{
    private const int Size = 12; // octets, fixed

    private static readonly Field FamilyField = new("enc.af", "Address Family");
    private static readonly Field SpiField = new("enc.spi", "SPI", @base: FieldBase.Hex);
    private static readonly Field FlagsField = new("enc.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field[] AllFields = [FamilyField, SpiField, FlagsField];

    private readonly ReadOnlySpan<byte> _octets; // [0..12) header, [12..) datagram

    private IpsecTrace(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "enc";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        Family switch
        {
            2 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            24 => new(NextSpace.EtherType, EtherTypes.Ipv6), // only OpenBSD has this interface
            _ => NextLayer.Data,
        };

    /// <summary>Address family by the numbers of OpenBSD.</summary>
    public uint Family
    {
        get
        {
            uint value = ReadUInt32LittleEndian(_octets);
            return value <= 0xffff ? value : ReadUInt32BigEndian(_octets);
        }
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out IpsecTrace layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new IpsecTrace(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(FamilyField, 0, 4, Family);
        sink.Add(SpiField, 4, 4, ReadUInt32BigEndian(_octets[4..]));
        sink.Add(FlagsField, 8, 4, ReadUInt32BigEndian(_octets[8..]));
    }
}
