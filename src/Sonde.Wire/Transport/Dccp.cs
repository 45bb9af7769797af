using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Datagram Congestion Control Protocol, RFC 4340 §5.1.</summary>
/// <remarks>
/// | source port 2 | destination port 2 | data offset in 4 octets 1 | CCVal 4 bits, coverage 4 bits | checksum 2 |
/// reserved 3 bits, type 4 bits, X 1 bit | sequence 3, or reserved 1 and sequence 6 when X is set | by type … | options … | data … |
/// </remarks>
public readonly ref struct Dccp : ILayer<Dccp>
{
    private const int ShortSize = 12; // octets with a short sequence number
    private const int LongSize = 16;
    private const int LastType = 9; // RFC 4340 §5.1: types above are reserved

    private static readonly Field SourceField = new("dccp.srcport", "Source Port");
    private static readonly Field DestinationField = new("dccp.dstport", "Destination Port");
    private static readonly Field PortField = new("dccp.port", "Source or Destination Port") { IsHidden = true };
    private static readonly Field OffsetField = new("dccp.data_offset", "Data Offset");
    private static readonly Field CongestionField = new("dccp.ccval", "CCVal");
    private static readonly Field CoverageField = new("dccp.cscov", "Checksum Coverage");
    private static readonly Field ChecksumField = new("dccp.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field TypeField = new("dccp.type", "Type", names: TypeName);
    private static readonly Field ExtendedField = new("dccp.x", "Extended Sequence Numbers", FieldKind.Boolean);
    private static readonly Field SequenceField = new("dccp.seq_raw", "Sequence Number (raw)");

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header and options, then data

    private Dccp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "dccp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            SourceField,
            DestinationField,
            PortField,
            OffsetField,
            CongestionField,
            CoverageField,
            ChecksumField,
            TypeField,
            ExtendedField,
            SequenceField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets[4] * 4;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.Data;

    /// <summary>Port of the sender.</summary>
    public ushort SourcePort => ReadUInt16BigEndian(_octets);

    /// <summary>Port of the receiver.</summary>
    public ushort DestinationPort => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>What the packet is.</summary>
    public int Type => (_octets[8] >> 1) & 0xf;

    /// <summary>Sequence number: 48 bits, or the lower 24 of them.</summary>
    public ulong SequenceNumber =>
        HasLongNumbers
            ? ReadUInt64BigEndian(_octets[8..]) & 0xffff_ffff_ffff
            : ReadUInt32BigEndian(_octets[8..]) & 0xff_ffff;

    private bool HasLongNumbers => (_octets[8] & 1) != 0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Dccp layer)
    {
        layer = default;
        if (octets.Length < ShortSize)
            return ReadStatus.TooShort;
        int smallest = (octets[8] & 1) != 0 ? LongSize : ShortSize;
        int header = octets[4] * 4;
        if (header < smallest || ((octets[8] >> 1) & 0xf) > LastType)
            return ReadStatus.Malformed;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        layer = new Dccp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(SourceField, 0, 2, SourcePort);
        sink.Add(PortField, 0, 2, SourcePort);
        sink.Add(DestinationField, 2, 2, DestinationPort);
        sink.Add(PortField, 2, 2, DestinationPort);
        sink.Add(OffsetField, 4, 1, _octets[4]);
        sink.Add(CongestionField, 5, 1, (ulong)(_octets[5] >> 4));
        sink.Add(CoverageField, 5, 1, (ulong)(_octets[5] & 0xf));
        sink.Add(ChecksumField, 6, 2, ReadUInt16BigEndian(_octets[6..]));
        sink.Add(TypeField, 8, 1, (ulong)Type);
        sink.Add(ExtendedField, 8, 1, HasLongNumbers ? 1u : 0u);
        sink.Add(SequenceField, HasLongNumbers ? 10 : 9, HasLongNumbers ? 6 : 3, SequenceNumber);
    }

    private static string? TypeName(ulong value) =>
        value switch
        {
            0 => "Request",
            1 => "Response",
            2 => "Data",
            3 => "Ack",
            4 => "DataAck",
            5 => "CloseReq",
            6 => "Close",
            7 => "Reset",
            8 => "Sync",
            9 => "SyncAck",
            _ => null,
        };
}
