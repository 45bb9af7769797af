using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>The options of the hop-by-hop and destination options headers, RFC 8200 §4.2: | type 1 | length 1 | data … |.</summary>
internal static class Ipv6Options
{
    private const byte Pad1 = 0;
    private const byte PadN = 1;
    private const byte TunnelLimit = 0x04;
    private const byte RouterAlert = 0x05;
    private const byte Rpl = 0x63;
    private const byte Jumbo = 0xc2;
    private const byte HomeAddress = 0xc9;

    private static readonly Field TypeField = new("ipv6.opt.type", "Type", @base: FieldBase.Hex, names: NameOf);
    private static readonly Field LengthField = new("ipv6.opt.length", "Length");
    private static readonly Field PadNField = new("ipv6.opt.padn", "PadN", FieldKind.Octets);
    private static readonly Field TunnelLimitField = new("ipv6.opt.tel", "Tunnel Encapsulation Limit");
    private static readonly Field RouterAlertField = new("ipv6.opt.router_alert", "Router Alert", names: AlertName);
    private static readonly Field JumboField = new("ipv6.opt.jumbo", "Payload Length");
    private static readonly Field HomeAddressField = new(
        "ipv6.opt.mipv6.home_address",
        "MIPv6 Home Address",
        FieldKind.Ipv6
    );
    private static readonly Field RplFlagsField = new("ipv6.opt.rpl.flag", "Flag", @base: FieldBase.Hex);
    private static readonly Field RplInstanceField = new(
        "ipv6.opt.rpl.instance_id",
        "RPLInstanceID",
        @base: FieldBase.Hex
    );
    private static readonly Field RplRankField = new("ipv6.opt.rpl.sender_rank", "Sender Rank", @base: FieldBase.Hex);
    private static readonly Field UnknownField = new("ipv6.opt.unknown", "Unknown Option Payload", FieldKind.Octets);

    /// <summary>Every field that <see cref="Describe"/> may add.</summary>
    public static readonly Field[] Fields =
    [
        TypeField,
        LengthField,
        PadNField,
        TunnelLimitField,
        RouterAlertField,
        JumboField,
        HomeAddressField,
        RplFlagsField,
        RplInstanceField,
        RplRankField,
        UnknownField,
    ];

    /// <summary>Whether no option claims more than there is: an option beyond its header is wrong, but readable as Wireshark sees it.</summary>
    /// <param name="octets">The header and everything behind it.</param>
    /// <param name="header">Octets of the header.</param>
    public static bool Fit(ReadOnlySpan<byte> octets, int header)
    {
        for (int at = 2; at < header; )
        {
            if (octets[at] == Pad1)
            {
                at++;
                continue;
            }
            if (at + 2 > octets.Length || at + 2 + Length(octets, at) > octets.Length)
                return false;
            at += 2 + Length(octets, at);
        }
        return true;
    }

    // Options of known form have at least the octets of their form, whatever their length says.
    private static int Length(ReadOnlySpan<byte> options, int at)
    {
        int least = options[at] switch
        {
            TunnelLimit => 1,
            RouterAlert => 2,
            Jumbo => 4,
            HomeAddress => 16,
            _ => 0,
        };
        return Math.Max(options[at + 1], least);
    }

    /// <summary>The payload length of a jumbogram from its hop-by-hop header (RFC 2675 §2); 0 when there is no such option.</summary>
    public static uint JumboLength(ReadOnlySpan<byte> header)
    {
        if (header.Length < 8)
            return 0;
        int end = Math.Min((header[1] + 1) * 8, header.Length);
        for (int at = 2; at < end; )
        {
            if (header[at] == Pad1)
            {
                at++;
                continue;
            }
            if (at + 2 > end)
                return 0;
            int length = header[at + 1];
            if (header[at] == Jumbo && length == 4 && at + 6 <= end)
            {
                uint claimed = ReadUInt32BigEndian(header[(at + 2)..]);
                return claimed > ushort.MaxValue ? claimed : 0; // a smaller one is an error, RFC 2675 §3
            }
            at += 2 + length;
        }
        return 0;
    }

    /// <summary>Adds the options; <paramref name="start"/> is where they begin in their layer.</summary>
    public static void Describe(ReadOnlySpan<byte> options, int start, FieldSink sink)
    {
        for (int at = 0; at < options.Length; )
        {
            byte type = options[at];
            sink.Add(TypeField, start + at, 1, type);
            if (type == Pad1)
            {
                at++;
                continue;
            }
            if (at + 2 > options.Length)
                return;
            sink.Add(LengthField, start + at + 1, 1, options[at + 1]);
            int length = Length(options, at);
            if (at + 2 + length > options.Length)
                return;
            DescribeData(type, options.Slice(at + 2, length), start + at + 2, sink);
            at += 2 + length;
        }
    }

    private static void DescribeData(byte type, ReadOnlySpan<byte> data, int start, FieldSink sink)
    {
        switch (type, data.Length)
        {
            case (PadN, _):
                sink.Add(PadNField, start, data.Length, data);
                break;
            case (TunnelLimit, 1):
                sink.Add(TunnelLimitField, start, 1, data[0]);
                break;
            case (RouterAlert, 2):
                sink.Add(RouterAlertField, start, 2, ReadUInt16BigEndian(data));
                break;
            case (Jumbo, 4):
                sink.Add(JumboField, start, 4, ReadUInt32BigEndian(data));
                break;
            case (HomeAddress, 16):
                sink.Add(HomeAddressField, start, 16, data);
                break;
            case (Rpl, >= 4):
                sink.Add(RplFlagsField, start, 1, data[0]);
                sink.Add(RplInstanceField, start + 1, 1, data[1]);
                sink.Add(RplRankField, start + 2, 2, ReadUInt16BigEndian(data[2..]));
                break;
            default:
                sink.Add(UnknownField, start, data.Length, data);
                break;
        }
    }

    private static string? NameOf(ulong value) =>
        value switch
        {
            Pad1 => "Pad1",
            PadN => "PadN",
            TunnelLimit => "Tunnel Encapsulation Limit",
            RouterAlert => "Router Alert",
            0x07 => "CALIPSO",
            0x08 => "SMF_DPD",
            0x0f => "PDM",
            0x26 => "Quick-Start",
            Rpl or 0x23 => "RPL Option",
            0x6d => "MPL Option",
            0x8b => "ILNP Nonce",
            0x8c => "Line-Identification",
            Jumbo => "Jumbo Payload",
            HomeAddress => "Home Address",
            _ => null,
        };

    private static string? AlertName(ulong value) =>
        value switch
        {
            0 => "MLD",
            1 => "RSVP",
            2 => "Active Networks",
            _ => null,
        };
}
