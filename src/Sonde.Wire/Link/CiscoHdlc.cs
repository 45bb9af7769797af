using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Cisco HDLC: | address 1 | control 1 | protocol 2 | data … |, big-endian; before OSI packets stands an octet of padding.</summary>
public readonly ref struct CiscoHdlc : ILayer<CiscoHdlc>
{
    private const int Size = 4; // octets, without the padding
    private const ushort OsiProtocol = 0xfefe;

    private static readonly Field AddressField = new(
        "chdlc.address",
        "Address",
        FieldKind.Unsigned,
        FieldBase.Hex,
        AddressName
    );
    private static readonly Field ControlField = new("chdlc.control", "Control", @base: FieldBase.Hex);
    private static readonly Field ProtocolField = new(
        "chdlc.protocol",
        "Protocol",
        FieldKind.Unsigned,
        FieldBase.Hex,
        CiscoProtocols.NameOf
    );
    private static readonly Field PaddingField = new("chdlc.clns_padding", "CLNS Padding", @base: FieldBase.Hex);
    private static readonly Field[] AllFields = [AddressField, ControlField, ProtocolField, PaddingField];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, one octet of padding before OSI, then data

    private CiscoHdlc(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "chdlc";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => HasPadding ? Size + 1 : Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => CiscoProtocols.Following(Protocol);

    /// <summary>EtherType, or a number that Cisco assigned.</summary>
    public ushort Protocol => ReadUInt16BigEndian(_octets[2..]);

    private bool HasPadding => Protocol == OsiProtocol && _octets.Length > Size;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out CiscoHdlc layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new CiscoHdlc(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(AddressField, 0, 1, _octets[0]);
        sink.Add(ControlField, 1, 1, _octets[1]);
        sink.Add(ProtocolField, 2, 2, Protocol);
        if (HasPadding)
            sink.Add(PaddingField, Size, 1, _octets[Size]);
    }

    private static string? AddressName(ulong address) =>
        address switch
        {
            0x0f => "Unicast",
            0x8f => "Multicast",
            _ => null,
        };
}
