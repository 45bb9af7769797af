using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>ISO transport over TCP, RFC 1006 §6: | version 1 (3) | reserved 1 | length 2, of all | TPDU |.</summary>
/// <remarks>
/// Remote Desktop shares its connection with what is none of it: fast-path messages ([MS-RDPBCGR] §2.2.9.1.2), which are RDP
/// behind a packet without header, and TLS. Wireshark shows what it does not know there as continuation of a packet.
/// </remarks>
public readonly ref struct Tpkt : IStreamLayer<Tpkt>
{
    private const int Size = 4;
    private const byte Version = 3;

    private static readonly Field VersionField = new("tpkt.version", "Version");
    private static readonly Field ReservedField = new("tpkt.reserved", "Reserved");
    private static readonly Field LengthField = new("tpkt.length", "Length");
    private static readonly Field ContinuationField = new(
        "tpkt.continuation_data",
        "Continuation data",
        FieldKind.Octets
    );

    private readonly ReadOnlySpan<byte> _octets;

    private Tpkt(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "tpkt";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [VersionField, ReservedField, LengthField, ContinuationField];

    /// <inheritdoc/>
    public int HeaderLength =>
        HasHeader ? Size
        : Rdp.IsFastPath(_octets) ? 0
        : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None
        : HasHeader ? new NextLayer(NextSpace.Direct, Direct.Cotp)
        : new NextLayer(NextSpace.Direct, Direct.Rdp);

    private bool HasHeader => _octets[0] == Version;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Tpkt layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        MessageExtent extent = Measure(octets);
        if (extent.Length == 0)
            return ReadStatus.TooShort;
        bool isCut = extent.Length > octets.Length;
        layer = new Tpkt(isCut ? octets : octets[..extent.Length]);
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) =>
        octets.IsEmpty ? MessageExtent.NeedMore
        : octets[0] != Version ? new MessageExtent(0, octets.Length)
        : octets.Length < Size ? MessageExtent.NeedMore
        : new MessageExtent(0, Math.Max((int)ReadUInt16BigEndian(octets[2..]), Size));

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 0, _octets.Length, sink);
        if (HasHeader)
            _ = data.Number(VersionField, 1) && data.Number(ReservedField, 1) && data.Number(LengthField, 2);
        else if (HeaderLength > 0)
            data.RestAsOctets(ContinuationField);
    }
}
