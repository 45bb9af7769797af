using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// MACsec, IEEE 802.1AE §9: | version 1 bit, flags 5 bits, association 2 bits | short length 1 | packet number 4 | channel 8, if flagged |
/// data … | integrity check 16 |, big-endian. Data that is not encrypted begins with an EtherType.
/// </summary>
public readonly ref struct Macsec : ILayer<Macsec>
{
    private const int Size = 6; // octets without channel
    private const int ChannelSize = 8;
    private const int IntegritySize = 16;

    private static readonly Field ControlField = new("macsec.TCI", "TCI", @base: FieldBase.Hex);
    private static readonly Field AssociationField = new("macsec.AN", "AN", @base: FieldBase.Hex);
    private static readonly Field ShortField = new("macsec.SL", "Short length");
    private static readonly Field NumberField = new("macsec.PN", "Packet number");
    private static readonly Field SystemField = new(
        "macsec.SCI.system_identifier",
        "System Identifier",
        FieldKind.Ether
    );
    private static readonly Field PortField = new("macsec.SCI.port_identifier", "Port Identifier");
    private static readonly Field TypeField = new(
        "macsec.etype",
        "Ethertype",
        FieldKind.Unsigned,
        FieldBase.Hex,
        EtherTypes.NameOf
    );
    private static readonly Field[] AllFields =
    [
        ControlField,
        AssociationField,
        ShortField,
        NumberField,
        SystemField,
        PortField,
        TypeField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..TagSize) tag, EtherType unless encrypted, data, integrity check

    private Macsec(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "macsec";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => IsProtected ? TagSize(_octets) : TagSize(_octets) + 2;

    /// <inheritdoc/>
    public int PayloadLength => Math.Max(0, _octets.Length - HeaderLength - IntegritySize);

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsProtected ? NextLayer.Data : EtherTypes.Following(Type, _octets.Slice(HeaderLength, PayloadLength));

    /// <summary>The data is encrypted, or changed by the integrity check.</summary>
    public bool IsProtected => (_octets[0] & 0x0c) != 0;

    private ushort Type => ReadUInt16BigEndian(_octets[(HeaderLength - 2)..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Macsec layer)
    {
        layer = default;
        if (octets.Length < Size || (octets[0] & 0x80) != 0) // version 0 is the only one
            return ReadStatus.NotMine;
        bool isProtected = (octets[0] & 0x0c) != 0;
        if (octets.Length < TagSize(octets) + (isProtected ? 0 : 2))
            return ReadStatus.TooShort;
        layer = new Macsec(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(ControlField, 0, 1, (ulong)(_octets[0] >> 2));
        sink.Add(AssociationField, 0, 1, (ulong)(_octets[0] & 3));
        sink.Add(ShortField, 1, 1, (ulong)(_octets[1] & 0x3f));
        sink.Add(NumberField, 2, 4, ReadUInt32BigEndian(_octets[2..]));
        if (TagSize(_octets) > Size)
        {
            sink.Add(SystemField, 6, 6, _octets[6..12]);
            sink.Add(PortField, 12, 2, ReadUInt16BigEndian(_octets[12..]));
        }
        if (!IsProtected)
            sink.Add(TypeField, HeaderLength - 2, 2, Type);
    }

    private static int TagSize(ReadOnlySpan<byte> octets) => (octets[0] & 0x20) != 0 ? Size + ChannelSize : Size;
}
