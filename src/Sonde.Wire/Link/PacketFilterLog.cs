using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// BSD packet filter log, LINKTYPE_PFLOG: | length 1 | family 1 | action 1 | reason 1 | interface 16 | rule set 16 | rule 4 | sub-rule 4 |
/// user 4 | process 4 | rule's user 4 | rule's process 4 | direction 1 | … | datagram … |, big-endian; the length leaves out padding to four octets.
/// </summary>
public readonly ref struct PacketFilterLog : ILayer<PacketFilterLog>
{
    private const int Shortest = 45; // octets up to the sub-rule and a direction
    private const int NameSize = 16;
    private const int DirectionAt = 60;

    private static readonly Field LengthField = new("pflog.length", "Header Length");
    private static readonly Field FamilyField = new("pflog.af", "Address Family");
    private static readonly Field ActionField = new("pflog.action", "Action", names: ActionName);
    private static readonly Field ReasonField = new("pflog.reason", "Reason");
    private static readonly Field InterfaceField = new("pflog.ifname", "Interface", FieldKind.Text);
    private static readonly Field RulesField = new("pflog.ruleset", "Ruleset", FieldKind.Text);
    private static readonly Field RuleField = new("pflog.rulenr", "Rule Number", FieldKind.Signed);
    private static readonly Field DirectionField = new("pflog.dir", "Direction", names: DirectionName);
    private static readonly Field[] AllFields =
    [
        LengthField,
        FamilyField,
        ActionField,
        ReasonField,
        InterfaceField,
        RulesField,
        RuleField,
        DirectionField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header and padding, then datagram

    private PacketFilterLog(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pflog";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => (_octets[0] + 3) & ~3;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        _octets[1] switch
        {
            2 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            24 or 28 or 30 => new(NextSpace.EtherType, EtherTypes.Ipv6), // OpenBSD, FreeBSD, Darwin
            _ => NextLayer.Data,
        };

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PacketFilterLog layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        if (octets[0] < Shortest)
            return ReadStatus.Malformed;
        if (octets.Length < ((octets[0] + 3) & ~3))
            return ReadStatus.TooShort;
        layer = new PacketFilterLog(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(LengthField, 0, 1, _octets[0]);
        sink.Add(FamilyField, 1, 1, _octets[1]);
        sink.Add(ActionField, 2, 1, _octets[2]);
        sink.Add(ReasonField, 3, 1, _octets[3]);
        AddName(sink, InterfaceField, 4);
        AddName(sink, RulesField, 20);
        sink.Add(RuleField, 36, 4, (ulong)ReadInt32BigEndian(_octets[36..]));
        if (HeaderLength > DirectionAt)
            sink.Add(DirectionField, DirectionAt, 1, _octets[DirectionAt]);
    }

    private void AddName(FieldSink sink, Field field, int at)
    {
        ReadOnlySpan<byte> name = _octets.Slice(at, NameSize);
        int end = name.IndexOf((byte)0);
        sink.AddUtf8(field, at, end < 0 ? name : name[..end]);
    }

    private static string? ActionName(ulong action) =>
        action switch
        {
            0 => "pass",
            1 => "block",
            2 => "scrub",
            _ => null,
        };

    private static string? DirectionName(ulong direction) =>
        direction switch
        {
            0 => "inout",
            1 => "in",
            2 => "out",
            _ => null,
        };
}
