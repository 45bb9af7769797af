using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>PPP, RFC 1661 §2 and RFC 1662 §3.1: | address FF and control 03, or nothing | protocol 1 or 2 | data … |, big-endian.</summary>
/// <remarks>Cisco HDLC frames on the same line are told by their first octet, 0F or 8F (RFC 1547 §4.3.1).</remarks>
public readonly ref struct Ppp : ILayer<Ppp>
{
    private const byte AllStations = 0xff;

    private static readonly Field DirectionField = new("ppp.direction", "Direction");
    private static readonly Field AddressField = new("ppp.address", "Address", @base: FieldBase.Hex);
    private static readonly Field ControlField = new("ppp.control", "Control", @base: FieldBase.Hex);

    /// <summary>The protocol number, which multilink packets have too.</summary>
    internal static readonly Field ProtocolField = new(
        "ppp.protocol",
        "Protocol",
        FieldKind.Unsigned,
        FieldBase.Hex,
        PppProtocols.NameOf
    )
    {
        Width = 2,
    };

    /// <summary>The fields, which the form with a direction shares.</summary>
    internal static readonly Field[] AllFields = [DirectionField, AddressField, ControlField, ProtocolField];

    private readonly ReadOnlySpan<byte> _octets; // [0.._start) pseudo-header, then address and control, protocol, data
    private readonly int _start;
    private readonly int _header;

    private Ppp(ReadOnlySpan<byte> octets, int start, int header)
    {
        _octets = octets;
        _start = start;
        _header = header;
    }

    /// <inheritdoc/>
    public static string Name => "ppp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _header;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _header;

    /// <inheritdoc/>
    public NextLayer NextLayer => IsCisco ? new(NextSpace.Direct, Direct.CiscoHdlc) : PppProtocols.Following(Protocol);

    /// <summary>The frame is Cisco HDLC; it has no PPP protocol.</summary>
    public bool IsCisco => _header == _start;

    /// <summary>PPP protocol number, the compressed form widened.</summary>
    public ushort Protocol => ProtocolAt(_octets, ProtocolStart);

    private int ProtocolStart => _start + (HasAddress ? 2 : 0);

    private bool HasAddress => _octets[_start] == AllStations;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ppp layer) => TryRead(octets, 0, out layer);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (_start == 1)
            sink.Add(DirectionField, 0, 1, _octets[0]);
        if (IsCisco)
            return;
        if (HasAddress)
        {
            sink.Add(AddressField, _start, 1, _octets[_start]);
            sink.Add(ControlField, _start + 1, 1, _octets[_start + 1]);
        }
        sink.Add(ProtocolField, ProtocolStart, _header - ProtocolStart, Protocol);
    }

    /// <summary>Reads a frame that stands behind a pseudo-header.</summary>
    internal static ReadStatus TryRead(ReadOnlySpan<byte> octets, int start, out Ppp layer)
    {
        layer = default;
        ReadOnlySpan<byte> frame = octets[Math.Min(start, octets.Length)..];
        if (frame is [0x0f or 0x8f, 0x00, ..])
        {
            layer = new Ppp(octets, start, start);
            return ReadStatus.Ok;
        }
        int header = frame is [AllStations, ..] ? 2 : 0;
        int protocol = ProtocolLengthAt(frame, header);
        if (protocol == 0)
            return ReadStatus.TooShort;
        layer = new Ppp(octets, start, start + header + protocol);
        return ReadStatus.Ok;
    }

    /// <summary>Octets of the protocol number at a position; 0 when it does not fit.</summary>
    internal static int ProtocolLengthAt(ReadOnlySpan<byte> octets, int at) =>
        at >= octets.Length ? 0
        : (octets[at] & 1) == 1 ? 1 // RFC 1661 §6.5: only the last octet of the number is odd
        : at + 1 < octets.Length ? 2
        : 0;

    /// <summary>The protocol number at a position where it fits.</summary>
    internal static ushort ProtocolAt(ReadOnlySpan<byte> octets, int at) =>
        (octets[at] & 1) == 1 ? octets[at] : ReadUInt16BigEndian(octets[at..]);
}
