namespace Sonde.Wire;

/// <summary>
/// Bridged frames over PPP, RFC 3518 §4.2: | FCS present 1 bit, LAN 1, zero fill 1, control 1, pads 4 bits | MAC type 1 |
/// LAN 4, if present | frame … | FCS and pads |.
/// </summary>
public readonly ref struct PppBridging : ILayer<PppBridging>
{
    private const int Size = 2; // octets without a LAN identifier
    private const int LanSize = 4;
    private const int FrameCheckSize = 4;
    private const int Ethernet = 1;

    private static readonly Field FlagsField = new("bcp_bpdu.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field TypeField = new("bcp_bpdu.mac_type", "MAC Type", names: TypeName);
    private static readonly Field[] AllFields = [FlagsField, TypeField];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then frame, then FCS and pads

    private PppBridging(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "bcp_bpdu";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => (_octets[0] & 0x40) != 0 ? Size + LanSize : Size;

    /// <inheritdoc/>
    public int PayloadLength =>
        Math.Max(
            0,
            _octets.Length - HeaderLength - (_octets[0] & 0x0f) - ((_octets[0] & 0x80) != 0 ? FrameCheckSize : 0)
        );

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        _octets[1] switch
        {
            Ethernet => new(NextSpace.Direct, Direct.Ethernet),
            3 => new(NextSpace.Direct, Direct.TokenRing),
            4 => new(NextSpace.Direct, Direct.Fddi),
            _ => NextLayer.Data,
        };

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PppBridging layer)
    {
        layer = default;
        if (octets.Length < Size || ((octets[0] & 0x40) != 0 && octets.Length < Size + LanSize))
            return ReadStatus.TooShort;
        layer = new PppBridging(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(FlagsField, 0, 1, _octets[0]);
        sink.Add(TypeField, 1, 1, _octets[1]);
    }

    private static string? TypeName(ulong type) =>
        type switch
        {
            0 => "Bridge PDU",
            Ethernet => "IEEE 802.3/Ethernet",
            2 => "IEEE 802.4",
            3 => "IEEE 802.5",
            4 => "FDDI",
            _ => null,
        };
}
