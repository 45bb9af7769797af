using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Ethernet II and IEEE 802.3: | destination 6 | source 6 | type or length 2 | data … |, big-endian.</summary>
public readonly ref struct Ethernet : ILayer<Ethernet>
{
    private const int Size = 14; // octets, fixed

    private static readonly Field DestinationField = new("eth.dst", "Destination", FieldKind.Ether);
    private static readonly Field SourceField = new("eth.src", "Source", FieldKind.Ether);
    private static readonly Field AddressField = new("eth.addr", "Address", FieldKind.Ether) { IsHidden = true };
    private static readonly Field TypeField = new(
        "eth.type",
        "Type",
        FieldKind.Unsigned,
        FieldBase.Hex,
        EtherTypes.NameOf
    );
    private static readonly Field LengthField = new("eth.len", "Length");

    private readonly ReadOnlySpan<byte> _octets; // [0..14) header, [14..) data and padding; never shorter than Size

    private Ethernet(ReadOnlySpan<byte> octets)
    {
        _octets = octets;
        IsInterSwitchLink = octets is [0x01, 0x00, 0x0c, 0x00, 0x00, ..];
    }

    /// <inheritdoc/>
    public static string Name => "eth";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [DestinationField, SourceField, AddressField, TypeField, LengthField];

    /// <inheritdoc/>
    public int HeaderLength => IsInterSwitchLink ? 0 : Size;

    /// <inheritdoc/>
    public int PayloadLength =>
        IsInterSwitchLink ? _octets.Length : EtherTypes.Kept(TypeOrLength, _octets.Length - Size);

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsInterSwitchLink ? new(NextSpace.Direct, Direct.Isl) : EtherTypes.Following(TypeOrLength, _octets[Size..]);

    /// <summary>Hardware address of the receiver, six octets.</summary>
    public ReadOnlySpan<byte> Destination => _octets[..6];

    /// <summary>Hardware address of the sender, six octets.</summary>
    public ReadOnlySpan<byte> Source => _octets[6..12];

    /// <summary>EtherType from 1,536 on; length of the LLC data up to 1,500.</summary>
    public ushort TypeOrLength => ReadUInt16BigEndian(_octets[12..]);

    /// <summary>The frame is wrapped in Cisco's ISL: nothing of it is an Ethernet header.</summary>
    public bool IsInterSwitchLink { get; }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ethernet layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Ethernet(octets);
        bool isCut = EtherTypes.IsLength(layer.TypeOrLength) && layer.TypeOrLength > octets.Length - Size;
        return isCut && !layer.IsInterSwitchLink ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (IsInterSwitchLink)
            return;
        sink.Add(DestinationField, 0, 6, Destination);
        sink.Add(AddressField, 0, 6, Destination);
        sink.Add(SourceField, 6, 6, Source);
        sink.Add(AddressField, 6, 6, Source);
        sink.Add(EtherTypes.IsLength(TypeOrLength) ? LengthField : TypeField, 12, 2, TypeOrLength);
    }

    /// <summary>Writes a header and its data. Returns the octets written.</summary>
    public static int Write(
        Span<byte> target,
        ReadOnlySpan<byte> destination,
        ReadOnlySpan<byte> source,
        ushort type,
        ReadOnlySpan<byte> data
    )
    {
        destination[..6].CopyTo(target);
        source[..6].CopyTo(target[6..]);
        WriteUInt16BigEndian(target[12..], type);
        data.CopyTo(target[Size..]);
        return Size + data.Length;
    }
}
