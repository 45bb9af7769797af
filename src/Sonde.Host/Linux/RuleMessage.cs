using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>Reads what the kernel says of a rule: fib_rule_hdr (family, destination and source prefix lengths, tos, table, 2 reserved, action, 8 each; flags 32), attributes.</summary>
public static class RuleMessage
{
    private const int Size = 12;
    private const uint Inverted = 2; // FIB_RULE_INVERT
    private const byte LookUp = 1; // FR_ACT_TO_TBL
    private const byte Goto = 2; // FR_ACT_GOTO

    private enum Attribute : ushort
    {
        Destination = 1,
        Source = 2,
        InputInterface = 3,
        Target = 4,
        Priority = 6,
        Mark = 10,
        TunnelId = 12,
        SuppressGroup = 13,
        SuppressPrefixLength = 14,
        Table = 15,
        MarkMask = 16,
        OutputInterface = 17,
        MasterDevice = 19,
        Users = 20,
        Protocol = 22,
        SourcePorts = 23,
        DestinationPorts = 24,
    }

    private static readonly Attribute[] Order =
    [
        Attribute.InputInterface,
        Attribute.OutputInterface,
        Attribute.MasterDevice,
        Attribute.Users,
        Attribute.Protocol,
        Attribute.SourcePorts,
        Attribute.DestinationPorts,
        Attribute.TunnelId,
    ];

    // What the attributes say, before it is put together.
    private ref struct Parts
    {
        public IPAddress? Destination;
        public IPAddress? Source;
        public long Priority;
        public long? Target;
        public uint Table;
        public int? SuppressPrefixLength;
        public long? SuppressGroup;
        public ulong? Mark;
        public ulong? MarkMask;
        public SortedList<int, string> Conditions; // by their place in what ip prints
    }

    /// <summary>Reads it; null when it is too short or of another family.</summary>
    /// <param name="body">What follows the header of RTM_NEWRULE.</param>
    public static HostRule? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < Size || body[0] is not (AddressMessage.Ipv4 or AddressMessage.Ipv6))
            return null;
        bool isIpv6 = body[0] == AddressMessage.Ipv6;
        Parts parts = Read(body[Size..], body[4]);
        List<string> conditions = [.. parts.Conditions.Values];
        if (parts.Mark is not null || parts.MarkMask is not null)
            conditions.Insert(0, Mark(parts.Mark ?? 0, parts.MarkMask ?? uint.MaxValue));
        if (body[3] != 0)
            conditions.Insert(0, string.Create(CultureInfo.InvariantCulture, $"tos 0x{body[3]:x2}"));
        return new HostRule
        {
            IpVersion = isIpv6 ? 6 : 4,
            Priority = parts.Priority,
            Action = Action(body[7]),
            Table = body[7] == LookUp && parts.Table != 0 ? parts.Table : null,
            From = Prefix(parts.Source, body[2], isIpv6),
            To = Prefix(parts.Destination, body[1], isIpv6),
            Conditions = conditions,
            IsInverted = (BinaryPrimitives.ReadUInt32LittleEndian(body[8..]) & Inverted) != 0,
            Target = body[7] == Goto ? parts.Target : null,
            SuppressPrefixLength = parts.SuppressPrefixLength,
            SuppressGroup = parts.SuppressGroup,
        };
    }

    private static Parts Read(ReadOnlySpan<byte> octets, byte table)
    {
        var parts = new Parts { Table = table, Conditions = [] };
        for (var attributes = new NetlinkAttributes(octets); attributes.MoveNext(); )
        {
            ReadOnlySpan<byte> value = attributes.Value;
            ulong number = attributes.Number ?? 0;
            switch ((Attribute)attributes.Type)
            {
                case Attribute.Destination:
                    parts.Destination = AddressMessage.Address(value);
                    break;
                case Attribute.Source:
                    parts.Source = AddressMessage.Address(value);
                    break;
                case Attribute.Priority:
                    parts.Priority = (long)number;
                    break;
                case Attribute.Target:
                    parts.Target = (long)number;
                    break;
                case Attribute.Table:
                    parts.Table = (uint)number;
                    break;
                case Attribute.Mark:
                    parts.Mark = number;
                    break;
                case Attribute.MarkMask:
                    parts.MarkMask = number;
                    break;
                case Attribute.SuppressPrefixLength:
                    parts.SuppressPrefixLength = (int)number is >= 0 and var length ? length : null; // -1 for none
                    break;
                case Attribute.SuppressGroup:
                    parts.SuppressGroup = number == uint.MaxValue ? null : (long)number;
                    break;
                default:
                    if (Condition((Attribute)attributes.Type, attributes) is { } condition)
                        parts.Conditions[Array.IndexOf(Order, (Attribute)attributes.Type)] = condition;
                    break;
            }
        }
        return parts;
    }

    // In the words of ip-rule(8).
    private static string? Condition(Attribute type, NetlinkAttributes attribute) =>
        type switch
        {
            Attribute.InputInterface => "iif " + attribute.Text,
            Attribute.OutputInterface => "oif " + attribute.Text,
            Attribute.MasterDevice when attribute.Number == 1 => "l3mdev",
            // a big-endian number of 64 bits
            Attribute.TunnelId when attribute.Value.Length == 8 && attribute.Number != 0 => string.Create(
                CultureInfo.InvariantCulture,
                $"tun_id {BinaryPrimitives.ReadUInt64BigEndian(attribute.Value)}"
            ),
            Attribute.Users when attribute.Value.Length == 8 => string.Create(
                CultureInfo.InvariantCulture,
                $"uidrange {BinaryPrimitives.ReadUInt32LittleEndian(attribute.Value)}-{BinaryPrimitives.ReadUInt32LittleEndian(attribute.Value[4..])}"
            ),
            Attribute.Protocol when attribute.Number is { } protocol => "ipproto " + Protocol(protocol),
            Attribute.SourcePorts => Ports("sport", attribute.Value),
            Attribute.DestinationPorts => Ports("dport", attribute.Value),
            _ => null,
        };

    private static string? Ports(string word, ReadOnlySpan<byte> value)
    {
        if (value.Length != 4)
            return null;
        ushort first = BinaryPrimitives.ReadUInt16LittleEndian(value);
        ushort last = BinaryPrimitives.ReadUInt16LittleEndian(value[2..]);
        return string.Create(CultureInfo.InvariantCulture, $"{word} {first}{(last == first ? "" : $"-{last}")}");
    }

    private static string Mark(ulong mark, ulong mask) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"fwmark 0x{mark:x}{(mask == uint.MaxValue ? "" : $"/0x{mask:x}")}"
        );

    private static string? Prefix(IPAddress? address, byte length, bool isIpv6) =>
        length == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{address ?? (isIpv6 ? IPAddress.IPv6Any : IPAddress.Any)}/{length}"
            );

    private static string Protocol(ulong number) =>
        number switch
        {
            1 => "icmp",
            6 => "tcp",
            17 => "udp",
            58 => "ipv6-icmp",
            132 => "sctp",
            _ => number.ToString(CultureInfo.InvariantCulture),
        };

    // FR_ACT_*
    private static string Action(byte number) =>
        number switch
        {
            LookUp => "lookup",
            Goto => "goto",
            3 => "nop",
            6 => "blackhole",
            7 => "unreachable",
            8 => "prohibit",
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
}
