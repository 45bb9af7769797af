using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// What both forms of ARCNET captures share after the addresses, RFC 1201 §2: | protocol 1 | split flag 1 | sequence 2 | datagram … |;
/// an exception packet puts the header behind four octets of its own. The older form of RFC 1051 has the protocol only.
/// </summary>
internal readonly ref struct ArcnetFrame
{
    private const int LongHeader = 4; // octets, the protocol included
    private const byte ExceptionFlag = 0xff;
    private const byte OldIp = 0xf0; // RFC 1051
    private const byte OldArp = 0xf1;

    private static readonly Field SourceField = new("arcnet.src", "Source", @base: FieldBase.Hex);
    private static readonly Field DestinationField = new("arcnet.dst", "Dest", @base: FieldBase.Hex);
    private static readonly Field OffsetField = new("arcnet.offset", "Offset", FieldKind.Octets);
    private static readonly Field ProtocolField = new("arcnet.protID", "Protocol ID", @base: FieldBase.Hex);
    private static readonly Field SplitField = new("arcnet.split_flag", "Split Flag");
    private static readonly Field ExceptionField = new("arcnet.exception_flag", "Exception Flag", @base: FieldBase.Hex);
    private static readonly Field SequenceField = new("arcnet.sequence", "Sequence");

    /// <summary>Every field of both forms.</summary>
    public static readonly Field[] Fields =
    [
        SourceField,
        DestinationField,
        OffsetField,
        ProtocolField,
        SplitField,
        ExceptionField,
        SequenceField,
    ];

    private readonly ReadOnlySpan<byte> _octets;
    private readonly int _protocolAt;
    private readonly bool _isException;

    private ArcnetFrame(ReadOnlySpan<byte> octets, int protocolAt, bool isException)
    {
        _octets = octets;
        _protocolAt = protocolAt;
        _isException = isException;
    }

    public int HeaderLength => _protocolAt + (IsShort(Protocol) ? 1 : LongHeader);

    public int PayloadLength => _octets.Length - HeaderLength;

    public NextLayer NextLayer =>
        Protocol switch
        {
            0xd4 or OldIp => new(NextSpace.EtherType, EtherTypes.Ipv4),
            0xd5 or 0xd6 or OldArp => new(NextSpace.EtherType, EtherTypes.Arp),
            0xdd => new(NextSpace.Direct, Direct.AppleTalk),
            0xfa => new(NextSpace.Direct, Direct.Ipx),
            _ => NextLayer.Data,
        };

    public byte Protocol => _octets[_protocolAt];

    /// <summary>Reads the header whose protocol stands at a position; exceptions are told apart where the capture keeps them.</summary>
    public static ReadStatus TryRead(
        ReadOnlySpan<byte> octets,
        int protocolAt,
        bool hasExceptions,
        out ArcnetFrame frame
    )
    {
        frame = default;
        if (octets.Length <= protocolAt)
            return ReadStatus.TooShort;
        bool isException =
            hasExceptions
            && !IsShort(octets[protocolAt])
            && octets.Length > protocolAt + LongHeader
            && octets[protocolAt + 1] == ExceptionFlag;
        if (isException)
            protocolAt += LongHeader;
        if (octets.Length < protocolAt + (IsShort(octets[protocolAt]) ? 1 : LongHeader))
            return ReadStatus.TooShort;
        frame = new ArcnetFrame(octets, protocolAt, isException);
        return ReadStatus.Ok;
    }

    public void Describe(bool hasOffset, FieldSink sink)
    {
        sink.Add(SourceField, 0, 1, _octets[0]);
        sink.Add(DestinationField, 1, 1, _octets[1]);
        if (hasOffset)
            sink.Add(OffsetField, 2, 2, _octets.Slice(2, 2));
        if (_isException)
        {
            sink.Add(ProtocolField, _protocolAt - LongHeader, 1, _octets[_protocolAt - LongHeader]);
            sink.Add(ExceptionField, _protocolAt - LongHeader + 1, 1, ExceptionFlag);
        }
        sink.Add(ProtocolField, _protocolAt, 1, Protocol);
        if (IsShort(Protocol))
            return;
        sink.Add(SplitField, _protocolAt + 1, 1, _octets[_protocolAt + 1]);
        sink.Add(SequenceField, _protocolAt + 2, 2, ReadUInt16BigEndian(_octets[(_protocolAt + 2)..]));
    }

    // diagnostics and RFC 1051 have no split flag
    private static bool IsShort(byte protocol) => protocol is OldIp or OldArp or 0x80;
}
