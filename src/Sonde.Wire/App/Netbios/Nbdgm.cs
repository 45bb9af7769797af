using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>NetBIOS datagram service, RFC 1002 §4.4.</summary>
/// <remarks>
/// | type 1 | flags 1 | datagram id 2 | source address 4 | source port 2 | and, for datagrams, length 2 | offset 2 | source name … |
/// destination name … | data … |
/// </remarks>
public readonly ref struct Nbdgm : ILayer<Nbdgm>
{
    private const int Size = 10; // octets that every type has
    private const int DatagramSize = 14; // with length and offset
    private const byte Error = 0x13;

    private static readonly Field TypeField = new("nbdgm.type", "Message Type", names: NetbiosNames.DatagramType);
    private static readonly Field FlagsField = new("nbdgm.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field NextField = new("nbdgm.next", "More fragments follow", FieldKind.Boolean);
    private static readonly Field FirstField = new("nbdgm.first", "This is first fragment", FieldKind.Boolean);
    private static readonly Field NodeField = new("nbdgm.node_type", "Node Type", names: NetbiosNames.OwnerNode);
    private static readonly Field IdField = new("nbdgm.dgram_id", "Datagram ID", @base: FieldBase.Hex);
    private static readonly Field AddressField = new("nbdgm.src.ip", "Source IP", FieldKind.Ipv4);
    private static readonly Field PortField = new("nbdgm.src.port", "Source Port");
    private static readonly Field LengthField = new("nbdgm.dgram_len", "Datagram length");
    private static readonly Field OffsetField = new("nbdgm.pkt_offset", "Packet offset");
    private static readonly Field ErrorField = new(
        "nbdgm.error_code",
        "Error code",
        @base: FieldBase.Hex,
        names: NetbiosNames.DatagramError
    );
    private static readonly Field SourceField = new("nbdgm.source_name", "Source name", FieldKind.Text);
    private static readonly Field DestinationField = new("nbdgm.destination_name", "Destination name", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;
    private readonly int _data; // where user data begins; the end when there is none

    private Nbdgm(ReadOnlySpan<byte> octets, int data)
    {
        _octets = octets;
        _data = data;
    }

    /// <inheritdoc/>
    public static string Name => "nbdgm";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            TypeField,
            FlagsField,
            NextField,
            FirstField,
            NodeField,
            IdField,
            AddressField,
            PortField,
            LengthField,
            OffsetField,
            ErrorField,
            SourceField,
            DestinationField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _data;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _data;

    /// <summary>SMB by its four first octets.</summary>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None
        : _octets[_data..].StartsWith(Smb.Signature) ? new(NextSpace.Direct, Direct.Smb)
        : NextLayer.Data;

    /// <summary>0x10 to 0x12 for datagrams; 0x13 for errors; 0x14 to 0x16 for queries and their answers.</summary>
    public byte Type => _octets[0];

    /// <summary>Address that the sender claims, four octets.</summary>
    public ReadOnlySpan<byte> SourceAddress => _octets.Slice(4, 4);

    private bool IsDatagram => Type is >= 0x10 and <= 0x12;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Nbdgm layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        if (octets[0] is < 0x10 or > 0x12)
        {
            layer = new Nbdgm(octets, octets.Length);
            return ReadStatus.Ok;
        }
        if (octets.Length < DatagramSize)
            return ReadStatus.TooShort;
        int source = DnsName.Skip(octets, DatagramSize);
        int data = source < 0 ? -1 : DnsName.Skip(octets, source);
        bool isCut = DatagramSize + ReadUInt16BigEndian(octets[10..]) > octets.Length;
        layer = new Nbdgm(octets, data < 0 ? octets.Length : data);
        return isCut ? ReadStatus.Cut
            : data < 0 ? ReadStatus.Malformed
            : ReadStatus.Ok;
    }

    /// <summary>Reads the name of the sender; false when there is none.</summary>
    public bool TryReadSource(Span<char> name, out int length, out byte suffix)
    {
        if (IsDatagram)
            return NetbiosName.TryRead(_octets, DatagramSize, name, out length, out suffix);
        (length, suffix) = (0, 0);
        return false;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        byte flags = _octets[1];
        sink.Add(TypeField, 0, 1, Type);
        sink.Add(FlagsField, 1, 1, flags);
        sink.Add(NextField, 1, 1, (ulong)(flags & 1));
        sink.Add(FirstField, 1, 1, (ulong)(flags >> 1 & 1));
        sink.Add(NodeField, 1, 1, (ulong)(flags >> 2 & 3));
        sink.Add(IdField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(AddressField, 4, 4, SourceAddress);
        sink.Add(PortField, 8, 2, ReadUInt16BigEndian(_octets[8..]));
        if (IsDatagram)
        {
            sink.Add(LengthField, 10, 2, ReadUInt16BigEndian(_octets[10..]));
            sink.Add(OffsetField, 12, 2, ReadUInt16BigEndian(_octets[12..]));
            int destination = AddName(SourceField, DatagramSize, sink);
            if (destination >= 0)
                AddName(DestinationField, destination, sink);
        }
        else if (Type == Error && _octets.Length > Size)
            sink.Add(ErrorField, Size, 1, _octets[Size]);
        else if (Type is >= 0x14 and <= 0x16)
            AddName(DestinationField, Size, sink);
    }

    private int AddName(Field field, int position, FieldSink sink)
    {
        int end = DnsName.Skip(_octets, position);
        Span<char> text = stackalloc char[NetbiosName.LongestText];
        int written = end < 0 ? 0 : NetbiosName.Write(_octets, position, text, describesSuffix: false);
        if (written > 0)
            sink.Add(field, position, end - position, text[..written]);
        return end;
    }
}
