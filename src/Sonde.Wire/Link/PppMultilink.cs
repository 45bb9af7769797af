using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// PPP Multilink, RFC 1990 §3, with long sequence numbers: | begin 1 bit, end 1 bit, class 4 bits, zero 2 bits | sequence 3 |,
/// then, in a first fragment, | protocol 1 or 2 |, then data.
/// </summary>
/// <remarks>A packet in more than one fragment is left as data: its pieces come over several links.</remarks>
public readonly ref struct PppMultilink : ILayer<PppMultilink>
{
    private const int Size = 4; // octets without the protocol

    private static readonly Field FirstField = new("mp.first", "First fragment", FieldKind.Boolean);
    private static readonly Field LastField = new("mp.last", "Last fragment", FieldKind.Boolean);
    private static readonly Field SequenceField = new("mp.seq", "Sequence number");
    private static readonly Field[] AllFields = [FirstField, LastField, SequenceField, .. Ppp.AllFields];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, then the protocol if whole, then data
    private readonly int _header;

    private PppMultilink(ReadOnlySpan<byte> octets, int header)
    {
        _octets = octets;
        _header = header;
    }

    /// <inheritdoc/>
    public static string Name => "mp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _header;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _header;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsWhole && _header > Size ? PppProtocols.Following(Ppp.ProtocolAt(_octets, Size)) : NextLayer.None;

    /// <summary>The fragment is the packet.</summary>
    public bool IsWhole => (_octets[0] & 0xc0) == 0xc0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PppMultilink layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        bool isWhole = (octets[0] & 0xc0) == 0xc0;
        int protocol = isWhole ? Ppp.ProtocolLengthAt(octets, Size) : 0;
        if (isWhole && protocol == 0)
            return ReadStatus.TooShort;
        layer = new PppMultilink(octets, Size + protocol);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(FirstField, 0, 1, (ulong)(_octets[0] >> 7));
        sink.Add(LastField, 0, 1, (ulong)((_octets[0] >> 6) & 1));
        sink.Add(SequenceField, 1, 3, ReadUInt32BigEndian(_octets) & 0xffffff);
        if (_header > Size)
            sink.Add(Ppp.ProtocolField, Size, _header - Size, Ppp.ProtocolAt(_octets, Size));
    }
}
