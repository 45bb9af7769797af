using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Options of neighbor discovery, RFC 4861 §4.6: | type 1 | length in 8 octets, header included 1 | data … |.</summary>
internal static class NeighborOptions
{
    private const byte SourceAddress = 1;
    private const byte TargetAddress = 2;
    private const byte PrefixInformation = 3;
    private const byte RedirectedHeader = 4;
    private const byte Mtu = 5;
    private const byte Nonce = 14;
    private const byte RouteInformation = 24;
    private const byte NameServers = 25;
    private const byte SearchList = 31;
    private const byte CaptivePortal = 37;

    private static readonly Field GroupField = new("icmpv6.opt", "ICMPv6 Option", FieldKind.Group);
    private static readonly Field TypeField = new("icmpv6.opt.type", "Type", names: NameOf);
    private static readonly Field LengthField = new("icmpv6.opt.length", "Length");
    private static readonly Field LinkAddressField = new("icmpv6.opt.linkaddr", "Link-layer address", FieldKind.Octets)
    {
        HasColons = true,
    };
    private static readonly Field SourceAddressField = new(
        "icmpv6.opt.src_linkaddr",
        "Source Link-layer address",
        FieldKind.Octets
    )
    {
        HasColons = true,
    };
    private static readonly Field TargetAddressField = new(
        "icmpv6.opt.target_linkaddr",
        "Target Link-layer address",
        FieldKind.Octets
    )
    {
        HasColons = true,
    };
    private static readonly Field PrefixLengthField = new("icmpv6.opt.prefix.length", "Prefix Length");
    private static readonly Field PrefixFlagsField = new("icmpv6.opt.prefix.flag", "Flag", @base: FieldBase.Hex);
    private static readonly Field OnLinkField = new("icmpv6.opt.prefix.flag.l", "On-link flag(L)", FieldKind.Boolean);
    private static readonly Field AutonomousField = new(
        "icmpv6.opt.prefix.flag.a",
        "Autonomous address-configuration flag(A)",
        FieldKind.Boolean
    );
    private static readonly Field ValidField = new("icmpv6.opt.prefix.valid_lifetime", "Valid Lifetime");
    private static readonly Field PreferredField = new("icmpv6.opt.prefix.preferred_lifetime", "Preferred Lifetime");
    private static readonly Field PrefixField = new("icmpv6.opt.prefix", "Prefix", FieldKind.Ipv6);
    private static readonly Field RedirectedField = new(
        "icmpv6.opt.redirected_packet",
        "Redirected Packet",
        FieldKind.Group
    );
    private static readonly Field MtuField = new("icmpv6.opt.mtu", "MTU");
    private static readonly Field NonceField = new("icmpv6.opt.nonce", "Nonce", FieldKind.Octets);
    private static readonly Field RouteFlagsField = new("icmpv6.opt.route_info.flag", "Flag", @base: FieldBase.Hex);
    private static readonly Field RoutePreferenceField = new(
        "icmpv6.opt.route_info.flag.route_preference",
        "Route Preference",
        names: PreferenceName
    );
    private static readonly Field RouteLifetimeField = new("icmpv6.opt.route_lifetime", "Route Lifetime");
    private static readonly Field ServerLifetimeField = new("icmpv6.opt.rdnss.lifetime", "Lifetime");
    private static readonly Field ServerField = new("icmpv6.opt.rdnss", "Recursive DNS Servers", FieldKind.Ipv6);
    private static readonly Field SearchLifetimeField = new("icmpv6.opt.dnssl.lifetime", "Lifetime");
    private static readonly Field SearchField = new("icmpv6.opt.dnssl", "Domain Names", FieldKind.Text);
    private static readonly Field PortalField = new("icmpv6.opt.captive_portal", "Captive Portal", FieldKind.Text);

    /// <summary>Every field that <see cref="Describe"/> may add.</summary>
    public static readonly Field[] Fields =
    [
        GroupField,
        TypeField,
        LengthField,
        LinkAddressField,
        SourceAddressField,
        TargetAddressField,
        PrefixLengthField,
        PrefixFlagsField,
        OnLinkField,
        AutonomousField,
        ValidField,
        PreferredField,
        PrefixField,
        RedirectedField,
        MtuField,
        NonceField,
        RouteFlagsField,
        RoutePreferenceField,
        RouteLifetimeField,
        ServerLifetimeField,
        ServerField,
        SearchLifetimeField,
        SearchField,
        PortalField,
    ];

    /// <summary>Where the options of a message begin; 0 when its type has none.</summary>
    public static int StartOf(byte type) =>
        type switch
        {
            Icmpv6.RouterSolicitation or 141 or 142 => 8,
            Icmpv6.RouterAdvertisement => 16,
            Icmpv6.NeighborSolicitation or Icmpv6.NeighborAdvertisement => 24,
            Icmpv6.Redirect => 40,
            _ => 0,
        };

    /// <summary>Where the datagram lies that a redirect is about; an empty range at the end when it is not quoted.</summary>
    public static (int Start, int End) FindRedirected(ReadOnlySpan<byte> redirect)
    {
        for (int at = StartOf(Icmpv6.Redirect); at + 8 <= redirect.Length; )
        {
            int length = redirect[at + 1] * 8;
            if (length == 0 || at + length > redirect.Length)
                break;
            if (redirect[at] == RedirectedHeader && length > 8)
                return (at + 8, at + length);
            at += length;
        }
        return (redirect.Length, redirect.Length);
    }

    /// <summary>A router's or route's preference in words, RFC 4191 §2.1.</summary>
    public static string PreferenceName(ulong value) =>
        value switch
        {
            0 => "Medium",
            1 => "High",
            3 => "Low",
            _ => "Reserved",
        };

    /// <summary>Adds the options; <paramref name="start"/> is where they begin in their layer.</summary>
    public static void Describe(byte message, ReadOnlySpan<byte> options, int start, FieldSink sink)
    {
        for (int at = 0; at + 2 <= options.Length; )
        {
            int length = options[at + 1] * 8;
            bool fits = length > 0 && at + length <= options.Length;
            sink.Open(GroupField, start + at, fits ? length : options.Length - at);
            sink.Add(TypeField, start + at, 1, options[at]);
            sink.Add(LengthField, start + at + 1, 1, options[at + 1]);
            if (fits)
                DescribeOption(message, options.Slice(at, length), start + at, sink);
            sink.Close();
            if (!fits)
                return;
            at += length;
        }
    }

    private static void DescribeOption(byte message, ReadOnlySpan<byte> option, int start, FieldSink sink)
    {
        switch (option[0])
        {
            case SourceAddress or TargetAddress:
                DescribeLinkAddress(option, start, sink);
                break;
            case PrefixInformation when option.Length >= 32:
                DescribePrefix(option, start, sink);
                break;
            case RedirectedHeader:
                sink.Open(RedirectedField, start + 8, option.Length - 8);
                sink.Close();
                break;
            case Mtu:
                sink.Add(MtuField, start + 4, 4, ReadUInt32BigEndian(option[4..]));
                break;
            case Nonce when message is Icmpv6.NeighborSolicitation or Icmpv6.NeighborAdvertisement:
                sink.Add(NonceField, start + 2, option.Length - 2, option[2..]);
                break;
            case RouteInformation:
                DescribeRoute(option, start, sink);
                break;
            case NameServers:
                sink.Add(ServerLifetimeField, start + 4, 4, ReadUInt32BigEndian(option[4..]));
                for (int at = 8; at + 16 <= option.Length; at += 16)
                    sink.Add(ServerField, start + at, 16, option.Slice(at, 16));
                break;
            case SearchList:
                sink.Add(SearchLifetimeField, start + 4, 4, ReadUInt32BigEndian(option[4..]));
                DescribeNames(option, start, sink);
                break;
            case CaptivePortal:
                DescribePortal(option[2..].TrimEnd((byte)0), start + 2, sink);
                break;
        }
    }

    // Longer addresses than Ethernet's are not told apart from padding (RFC 4861 §4.6.1): six octets, or all of them.
    private static void DescribeLinkAddress(ReadOnlySpan<byte> option, int start, FieldSink sink)
    {
        int length = option.Length == 8 ? 6 : option.Length - 2;
        ReadOnlySpan<byte> address = option.Slice(2, length);
        sink.Add(LinkAddressField, start + 2, length, address);
        sink.Add(option[0] == SourceAddress ? SourceAddressField : TargetAddressField, start + 2, length, address);
    }

    private static void DescribePrefix(ReadOnlySpan<byte> option, int start, FieldSink sink)
    {
        sink.Add(PrefixLengthField, start + 2, 1, option[2]);
        sink.Add(PrefixFlagsField, start + 3, 1, option[3]);
        sink.Add(OnLinkField, start + 3, 1, (ulong)(option[3] >> 7));
        sink.Add(AutonomousField, start + 3, 1, (ulong)((option[3] >> 6) & 1));
        sink.Add(ValidField, start + 4, 4, ReadUInt32BigEndian(option[4..]));
        sink.Add(PreferredField, start + 8, 4, ReadUInt32BigEndian(option[8..]));
        sink.Add(PrefixField, start + 16, 16, option.Slice(16, 16));
    }

    // RFC 4191 §2.3: as many octets of the prefix are sent as its length needs.
    private static void DescribeRoute(ReadOnlySpan<byte> option, int start, FieldSink sink)
    {
        Span<byte> prefix = stackalloc byte[16];
        prefix.Clear();
        int kept = Math.Min(option.Length - 8, 16);
        option.Slice(8, kept).CopyTo(prefix);
        sink.Add(PrefixLengthField, start + 2, 1, option[2]);
        sink.Add(RouteFlagsField, start + 3, 1, option[3]);
        sink.Add(RoutePreferenceField, start + 3, 1, (ulong)((option[3] >> 3) & 3));
        sink.Add(RouteLifetimeField, start + 4, 4, ReadUInt32BigEndian(option[4..]));
        sink.Add(PrefixField, start + 8, kept, prefix);
    }

    // RFC 8106 §5.2: names in DNS form without compression, padded with zero octets.
    private static void DescribeNames(ReadOnlySpan<byte> option, int start, FieldSink sink)
    {
        Span<char> text = stackalloc char[256];
        for (int at = 8; at < option.Length && option[at] != 0; )
        {
            int begin = at;
            int used = 0;
            while (at < option.Length && option[at] != 0)
            {
                int label = option[at];
                if (at + 1 + label > option.Length || used + label + 1 > text.Length)
                    return;
                if (used > 0)
                    text[used++] = '.';
                used += Encoding.Latin1.GetChars(option.Slice(at + 1, label), text[used..]);
                at += 1 + label;
            }
            at++;
            sink.Add(SearchField, start + begin, Math.Min(at, option.Length) - begin, text[..used]);
        }
    }

    private static void DescribePortal(ReadOnlySpan<byte> uri, int start, FieldSink sink)
    {
        Span<char> text = stackalloc char[512];
        ReadOnlySpan<byte> kept = uri[..Math.Min(uri.Length, text.Length)];
        sink.Add(PortalField, start, uri.Length, text[..Encoding.Latin1.GetChars(kept, text)]);
    }

    private static string? NameOf(ulong value) =>
        value switch
        {
            SourceAddress => "Source link-layer address",
            TargetAddress => "Target link-layer address",
            PrefixInformation => "Prefix information",
            RedirectedHeader => "Redirected header",
            Mtu => "MTU",
            7 => "Advertisement Interval",
            8 => "Home Agent Information",
            11 => "CGA",
            12 => "RSA",
            13 => "Timestamp",
            Nonce => "Nonce",
            RouteInformation => "Route Information",
            NameServers => "Recursive DNS Server",
            26 => "RA Flags Extension",
            SearchList => "DNS Search List Option",
            33 => "Address Registration",
            34 => "6LoWPAN Context",
            35 => "Authoritative Border Router",
            CaptivePortal => "Captive Portal",
            38 => "PREF64",
            _ => null,
        };
}
