using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Linux netfilter log, LINKTYPE_NFLOG: | family 1 | version 1 | group 2, big-endian |, then items of | length 2 | type 2 | value … |
/// padded to four octets, lengths and types in the byte order of the capturing machine. One item is the packet.
/// </summary>
public readonly ref struct NetfilterLog : ILayer<NetfilterLog>
{
    private const int Size = 4; // octets before the items
    private const int ItemSize = 4;
    private const int HeaderItem = 1;
    private const int PayloadItem = 9;

    private static readonly Field FamilyField = new("nflog.family", "Family", names: FamilyName);
    private static readonly Field VersionField = new("nflog.version", "Version");
    private static readonly Field GroupField = new("nflog.res_id", "Resource id");
    private static readonly Field ItemLengthField = new("nflog.tlv_length", "Length");
    private static readonly Field ItemTypeField = new("nflog.tlv_type", "Type");
    private static readonly Field ProtocolField = new(
        "nflog.protocol",
        "HW protocol",
        FieldKind.Unsigned,
        FieldBase.Hex,
        EtherTypes.NameOf
    );
    private static readonly Field HookField = new("nflog.hook", "Netfilter hook", names: HookName);
    private static readonly Field InputField = new("nflog.ifindex_indev", "IFINDEX_INDEV");
    private static readonly Field OutputField = new("nflog.ifindex_outdev", "IFINDEX_OUTDEV");
    private static readonly Field PrefixField = new("nflog.prefix", "Prefix", FieldKind.Text);
    private static readonly Field UserField = new("nflog.uid", "UID", FieldKind.Signed);
    private static readonly Field UserGroupField = new("nflog.gid", "GID", FieldKind.Signed);
    private static readonly Field[] AllFields =
    [
        FamilyField,
        VersionField,
        GroupField,
        ItemLengthField,
        ItemTypeField,
        ProtocolField,
        HookField,
        InputField,
        OutputField,
        PrefixField,
        UserField,
        UserGroupField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) items
    private readonly int _payload;
    private readonly int _end;

    private NetfilterLog(ReadOnlySpan<byte> octets, int payload, int end)
    {
        _octets = octets;
        _payload = payload;
        _end = end;
    }

    /// <inheritdoc/>
    public static string Name => "nflog";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _payload;

    /// <inheritdoc/>
    public int PayloadLength => _end - _payload;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        _payload == _end ? NextLayer.None
        : Family == 2 ? new(NextSpace.EtherType, EtherTypes.Ipv4)
        : Family == 10 ? new(NextSpace.EtherType, EtherTypes.Ipv6)
        : NextLayer.Data;

    /// <summary>Address family by the numbers of Linux.</summary>
    public byte Family => _octets[0];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out NetfilterLog layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        bool isLittle = IsLittleEndian(octets);
        int at = Size;
        while (ReadItem(octets, at, isLittle, out int type, out int length))
        {
            int end = at + length;
            if (type == PayloadItem)
            {
                int kept = Math.Min(end, octets.Length);
                layer = new NetfilterLog(octets, at + ItemSize, kept);
                return end > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
            }
            at = (end + 3) & ~3;
        }
        layer = new NetfilterLog(octets, octets.Length, octets.Length);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(FamilyField, 0, 1, Family);
        sink.Add(VersionField, 1, 1, _octets[1]);
        sink.Add(GroupField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        bool isLittle = IsLittleEndian(_octets);
        for (int at = Size; ReadItem(_octets, at, isLittle, out int type, out int length); at = (at + length + 3) & ~3)
        {
            sink.Add(ItemLengthField, at, 2, (ulong)length);
            sink.Add(ItemTypeField, at + 2, 2, (ulong)type);
            int from = at + ItemSize;
            int to = Math.Min(at + length, _octets.Length);
            DescribeItem(sink, type, from, _octets[from..to]);
        }
    }

    private static void DescribeItem(FieldSink sink, int type, int at, ReadOnlySpan<byte> value)
    {
        switch (type, value.Length)
        {
            case (HeaderItem, >= 3):
                sink.Add(ProtocolField, at, 2, ReadUInt16BigEndian(value));
                sink.Add(HookField, at + 2, 1, value[2]);
                break;
            case (4, 4):
                sink.Add(InputField, at, 4, ReadUInt32BigEndian(value));
                break;
            case (5, 4):
                sink.Add(OutputField, at, 4, ReadUInt32BigEndian(value));
                break;
            case (10, >= 1):
                sink.AddUtf8(PrefixField, at, value.TrimEnd((byte)0));
                break;
            case (11, 4):
                sink.Add(UserField, at, 4, (ulong)ReadInt32BigEndian(value));
                break;
            case (14, 4):
                sink.Add(UserGroupField, at, 4, (ulong)ReadInt32BigEndian(value));
                break;
            default:
                break;
        }
    }

    // nothing says which order it is: lengths are small, so the order that makes the first one smaller is right
    private static bool IsLittleEndian(ReadOnlySpan<byte> octets) =>
        octets.Length < Size + 2 || ReadUInt16LittleEndian(octets[Size..]) <= ReadUInt16BigEndian(octets[Size..]);

    private static bool ReadItem(ReadOnlySpan<byte> octets, int at, bool isLittle, out int type, out int length)
    {
        (type, length) = (0, 0);
        if (at > octets.Length - ItemSize)
            return false;
        length = isLittle ? ReadUInt16LittleEndian(octets[at..]) : ReadUInt16BigEndian(octets[at..]);
        type =
            0x7fff & (isLittle ? ReadUInt16LittleEndian(octets[(at + 2)..]) : ReadUInt16BigEndian(octets[(at + 2)..]));
        return length >= ItemSize;
    }

    private static string? FamilyName(ulong family) =>
        family switch
        {
            2 => "IP",
            10 => "IPv6",
            _ => null,
        };

    private static string? HookName(ulong hook) =>
        hook switch
        {
            0 => "NF_INET_PRE_ROUTING",
            1 => "NF_INET_LOCAL_IN",
            2 => "NF_INET_FORWARD",
            3 => "NF_INET_LOCAL_OUT",
            4 => "NF_INET_POST_ROUTING",
            _ => null,
        };
}
