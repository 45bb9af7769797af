using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// A netlink message of the Linux packet filter: | netlink header 16, see <see cref="Netlink"/> | family 1 | version 1 | resource 2,
/// big-endian |, then attributes of | length 2 | type 2 | value … | padded to four octets. Messages of the log and of the queue carry a packet.
/// </summary>
public readonly ref struct NetlinkNetfilter : ILayer<NetlinkNetfilter>
{
    private const int Size = Netlink.MessageSize + 4; // octets before the attributes
    private const int AttributeSize = 4;
    private const int Queue = 3; // subsystems: NFNL_SUBSYS_
    private const int Log = 4;
    private const int PacketMessage = 0;
    private const int HeaderAttribute = 1; // of a queued packet: NFQA_
    private const int PayloadAttribute = 10;

    private static readonly Field FamilyField = new("netlink-netfilter.family", "Address family");
    private static readonly Field VersionField = new("netlink-netfilter.version", "Version");
    private static readonly Field ResourceField = new("netlink-netfilter.res_id", "Resource id");
    private static readonly Field[] AllFields = [FamilyField, VersionField, ResourceField];

    private readonly ReadOnlySpan<byte> _octets; // [0..16) netlink header, [16..20) header, [20..) attributes
    private readonly int _payload;
    private readonly int _end;

    private NetlinkNetfilter(ReadOnlySpan<byte> octets, int payload, int end, NextLayer next)
    {
        _octets = octets;
        _payload = payload;
        _end = end;
        NextLayer = next;
    }

    /// <inheritdoc/>
    public static string Name => "netlink-netfilter";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _payload;

    /// <inheritdoc/>
    public int PayloadLength => _end - _payload;

    /// <inheritdoc/>
    public NextLayer NextLayer { get; }

    /// <summary>What the message is about, an NFNL_SUBSYS_ value.</summary>
    public int Subsystem => TypeOf(_octets) >> 8;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out NetlinkNetfilter layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int type = TypeOf(octets);
        int all = octets.Length;
        layer = (type >> 8, type & 0xff) switch
        {
            (Log, PacketMessage) => new(octets, Netlink.MessageSize, all, new(NextSpace.Direct, Direct.NetfilterLog)),
            (Queue, PacketMessage) => Queued(octets),
            _ => new(octets, all, all, NextLayer.None),
        };
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (Subsystem == Log)
            return; // the header belongs to the log's layer
        sink.Add(FamilyField, 16, 1, _octets[16]);
        sink.Add(VersionField, 17, 1, _octets[17]);
        sink.Add(ResourceField, 18, 2, ReadUInt16BigEndian(_octets[18..]));
    }

    private static ushort TypeOf(ReadOnlySpan<byte> octets) =>
        Netlink.Number(octets[4..], Netlink.IsLittleEndian(octets));

    private static NetlinkNetfilter Queued(ReadOnlySpan<byte> octets)
    {
        bool isLittle = Netlink.IsLittleEndian(octets);
        ushort etherType = 0;
        for (int at = Size; at <= octets.Length - AttributeSize; )
        {
            int length = Netlink.Number(octets[at..], isLittle);
            int type = Netlink.Number(octets[(at + 2)..], isLittle) & 0x3fff;
            int start = at + AttributeSize;
            int end = Math.Min(at + length, octets.Length);
            if (length < AttributeSize)
                break;
            if (type == HeaderAttribute && end - start >= 6)
                etherType = ReadUInt16BigEndian(octets[(start + 4)..]); // | packet id 4 | EtherType 2 | hook 1 |
            if (type == PayloadAttribute)
                return new(octets, start, end, new(NextSpace.EtherType, etherType));
            at = (at + length + 3) & ~3;
        }
        return new(octets, octets.Length, octets.Length, NextLayer.None);
    }
}
