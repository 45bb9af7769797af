using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Linux netlink, LINKTYPE_NETLINK: | packet type 2 | device 2 | unused 10 | family 2, big-endian |, then messages of
/// | length 4 | type 2 | flags 2 | sequence 4 | port 4 | … | padded to four octets, in the byte order of the machine (RFC 3549 §2.3.2).
/// </summary>
public readonly ref struct Netlink : IBundleLayer<Netlink>
{
    /// <summary>Octets of a message's header.</summary>
    internal const int MessageSize = 16;

    private const int Size = 16; // octets before the messages
    private const int FirstOfFamily = 16; // smaller types are netlink's own
    private const int RoutingFamily = 0;
    private const int SocketFamily = 4;
    private const int PacketFilterFamily = 12;
    private const int GenericFamily = 16;

    private static readonly Field DeviceField = new("netlink.hatype", "Link-layer address type");
    private static readonly Field FamilyField = new("netlink.family", "Family", @base: FieldBase.Hex);
    private static readonly Field LengthField = new("netlink.hdr_len", "Length");
    private static readonly Field TypeField = new("netlink.hdr_type", "Message type", @base: FieldBase.Hex);
    private static readonly Field FlagsField = new("netlink.hdr_flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field SequenceField = new("netlink.hdr_seq", "Sequence");
    private static readonly Field PortField = new("netlink.hdr_pid", "Port ID");
    private static readonly Field[] AllFields =
    [
        DeviceField,
        FamilyField,
        LengthField,
        TypeField,
        FlagsField,
        SequenceField,
        PortField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..16) header, [16..) messages

    private Netlink(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "netlink";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.Parts;

    /// <summary>Which part of the kernel speaks, a NETLINK_ value.</summary>
    public ushort Family => ReadUInt16BigEndian(_octets[14..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Netlink layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new Netlink(octets);
        return ReadStatus.Ok;
    }

    /// <summary>Each message is a part. Those that belong to netlink itself carry data only.</summary>
    public static bool TryNextPart(ReadOnlySpan<byte> octets, ref PartCursor cursor, out LayerPart part)
    {
        part = default;
        int at = Math.Max(cursor.Position, Size);
        if (!TryMessage(octets, at, out int length, out bool isLittle))
            return false;
        cursor.Position = (int)Math.Min(at + (((long)length + 3) & ~3L), octets.Length);
        int end = (int)Math.Min((long)at + length, octets.Length);
        ushort type = Number(octets[(at + 4)..], isLittle);
        NextLayer next = ReadUInt16BigEndian(octets[14..]) switch
        {
            _ when type < FirstOfFamily => NextLayer.Data,
            RoutingFamily => new(NextSpace.Direct, Direct.NetlinkRoute),
            SocketFamily => new(NextSpace.Direct, Direct.NetlinkSockets),
            PacketFilterFamily => new(NextSpace.Direct, Direct.NetlinkNetfilter),
            GenericFamily => new(NextSpace.Direct, Direct.GenericNetlink),
            _ => NextLayer.Data,
        };
        int start = next.Space == NextSpace.Data ? Math.Min(at + MessageSize, end) : at;
        part = new LayerPart(start, end, next);
        return true;
    }

    /// <summary>Whether the numbers of the message at the octets' start stand with their lowest octet first.</summary>
    internal static bool IsLittleEndian(ReadOnlySpan<byte> message) =>
        ReadUInt32LittleEndian(message) <= ReadUInt32BigEndian(message); // lengths are small

    /// <summary>A number of 16 bits in the message's byte order.</summary>
    internal static ushort Number(ReadOnlySpan<byte> octets, bool isLittle) =>
        isLittle ? ReadUInt16LittleEndian(octets) : ReadUInt16BigEndian(octets);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(DeviceField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(FamilyField, 14, 2, Family);
        int at = Size;
        while (TryMessage(_octets, at, out int length, out bool isLittle))
        {
            sink.Add(LengthField, at, 4, (ulong)length);
            sink.Add(TypeField, at + 4, 2, Number(_octets[(at + 4)..], isLittle));
            sink.Add(FlagsField, at + 6, 2, Number(_octets[(at + 6)..], isLittle));
            sink.Add(SequenceField, at + 8, 4, LongNumber(_octets[(at + 8)..], isLittle));
            sink.Add(PortField, at + 12, 4, LongNumber(_octets[(at + 12)..], isLittle));
            at = (int)Math.Min(at + (((long)length + 3) & ~3L), _octets.Length);
        }
    }

    private static bool TryMessage(ReadOnlySpan<byte> octets, int at, out int length, out bool isLittle)
    {
        (length, isLittle) = (0, false);
        if (at > octets.Length - MessageSize)
            return false;
        isLittle = IsLittleEndian(octets[at..]);
        uint claimed = LongNumber(octets[at..], isLittle);
        length = (int)Math.Min(claimed, int.MaxValue);
        return length >= MessageSize;
    }

    private static uint LongNumber(ReadOnlySpan<byte> octets, bool isLittle) =>
        isLittle ? ReadUInt32LittleEndian(octets) : ReadUInt32BigEndian(octets);
}
