namespace Sonde.Wire;

/// <summary>FDDI, ISO 9314-2: | frame control 1 | destination 6 | source 6 | LLC … |.</summary>
/// <remarks>The ring sends addresses with the highest bit first; captures keep them so, and Wireshark shows them turned around.</remarks>
public readonly ref struct Fddi : ILayer<Fddi>
{
    private const int Size = 13; // octets, fixed
    private const int LogicalLink = 0x50; // frame control, without synchronous class and priority

    private static readonly Field ControlField = new("fddi.fc", "Frame Control", @base: FieldBase.Hex);
    private static readonly Field DestinationField = new("fddi.dst", "Destination", FieldKind.Ether);
    private static readonly Field SourceField = new("fddi.src", "Source", FieldKind.Ether);
    private static readonly Field AddressField = new("fddi.addr", "Source or Destination Address", FieldKind.Ether)
    {
        IsHidden = true,
    };
    private static readonly Field[] AllFields = [ControlField, DestinationField, SourceField, AddressField];

    private readonly ReadOnlySpan<byte> _octets; // [0..13) header, [13..) data

    private Fddi(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "fddi";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        (FrameControl & 0x70) == LogicalLink ? new(NextSpace.Direct, Direct.Llc) : NextLayer.Data;

    /// <summary>Kind of frame and, with LLC, its priority.</summary>
    public byte FrameControl => _octets[0];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Fddi layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new Fddi(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(ControlField, 0, 1, FrameControl);
        Span<byte> address = stackalloc byte[6];
        Turn(_octets[1..7], address);
        sink.Add(DestinationField, 1, 6, address);
        sink.Add(AddressField, 1, 6, address);
        Turn(_octets[7..13], address);
        sink.Add(SourceField, 7, 6, address);
        sink.Add(AddressField, 7, 6, address);
    }

    private static void Turn(ReadOnlySpan<byte> octets, Span<byte> turned)
    {
        for (int at = 0; at < octets.Length; at++)
        {
            int value = octets[at];
            value = ((value & 0x55) << 1) | ((value >> 1) & 0x55);
            value = ((value & 0x33) << 2) | ((value >> 2) & 0x33);
            turned[at] = (byte)((value << 4) | (value >> 4));
        }
    }
}
