using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Dynamic Host Configuration Protocol, RFC 2131 §2, and BOOTP, RFC 951: 236 octets, then a cookie and options.</summary>
/// <remarks>
/// | operation 1 | hardware type 1 | hardware length 1 | hops 1 | transaction id 4 | seconds 2 | flags 2 | client 4 | your 4 |
/// next server 4 | relay 4 | hardware address 16 | server name 64 | boot file 128 | cookie 4 | options … |
/// </remarks>
public readonly ref struct Dhcp : ILayer<Dhcp>
{
    internal const int HardwarePosition = 28;
    internal const int ServerNamePosition = 44;
    internal const int BootFilePosition = 108;
    internal const int CookiePosition = 236;
    internal const int OptionsPosition = 240;

    private const uint Cookie = 0x63825363; // RFC 1497: options follow
    private const int LongestHardwareAddress = 16; // octets

    private Dhcp(ReadOnlySpan<byte> octets) => Octets = octets;

    /// <inheritdoc/>
    public static string Name => "dhcp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => DhcpDescription.Fields;

    /// <inheritdoc/>
    public int HeaderLength => Octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>The whole message.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>1 from clients, 2 from servers.</summary>
    public byte Operation => Octets[0];

    /// <summary>ARP hardware type.</summary>
    public byte HardwareType => Octets[1];

    /// <summary>Octets of hardware address as the sender claims.</summary>
    public byte HardwareLength => Octets[2];

    /// <summary>Relay agents passed.</summary>
    public byte Hops => Octets[3];

    /// <summary>Ties answers to questions.</summary>
    public uint TransactionId => ReadUInt32BigEndian(Octets[4..]);

    /// <summary>Seconds since the client began.</summary>
    public ushort Seconds => ReadUInt16BigEndian(Octets[8..]);

    /// <summary>The flags: the top bit asks for broadcast answers.</summary>
    public ushort Flags => ReadUInt16BigEndian(Octets[10..]);

    /// <summary>Answers are to be broadcast.</summary>
    public bool IsBroadcast => (Flags & 0x8000) != 0;

    /// <summary>Address the client already has, four octets.</summary>
    public ReadOnlySpan<byte> ClientAddress => Octets.Slice(12, 4);

    /// <summary>Address the client gets, four octets.</summary>
    public ReadOnlySpan<byte> YourAddress => Octets.Slice(16, 4);

    /// <summary>Address of the next server to boot from, four octets.</summary>
    public ReadOnlySpan<byte> ServerAddress => Octets.Slice(20, 4);

    /// <summary>Address of the first relay agent, four octets.</summary>
    public ReadOnlySpan<byte> RelayAddress => Octets.Slice(24, 4);

    /// <summary>The client's hardware address, at most 16 octets.</summary>
    public ReadOnlySpan<byte> HardwareAddress =>
        Octets.Slice(HardwarePosition, Math.Min((int)HardwareLength, LongestHardwareAddress));

    /// <summary>Server name up to its zero octet; options when <see cref="OverloadValue"/> says so.</summary>
    public ReadOnlySpan<byte> ServerName => UpToZero(Octets[ServerNamePosition..BootFilePosition]);

    /// <summary>Boot file name up to its zero octet; options when <see cref="OverloadValue"/> says so.</summary>
    public ReadOnlySpan<byte> BootFile => UpToZero(Octets[BootFilePosition..CookiePosition]);

    /// <summary>The cookie is there: what follows are options.</summary>
    public bool HasOptions =>
        Octets.Length >= OptionsPosition && ReadUInt32BigEndian(Octets[CookiePosition..]) == Cookie;

    /// <summary>Option 53, <see cref="DhcpMessageTypes"/>; 0 in BOOTP.</summary>
    public byte MessageType =>
        TryGet(DhcpOptions.MessageType, out ReadOnlySpan<byte> data) && data.Length > 0 ? data[0] : (byte)0;

    /// <summary>Option 52: 1 when the boot file field holds options, 2 when the server name does, 3 for both, else 0.</summary>
    public int OverloadValue
    {
        get
        {
            if (!HasOptions)
                return 0;
            var reader = new DhcpOptionReader(Octets, OptionsPosition, Octets.Length);
            while (reader.TryRead(out DhcpOption option))
            {
                if (option.Code == DhcpOptions.Overload && option.Length == 1)
                    return Octets[option.Position] & 3;
            }
            return 0;
        }
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Dhcp layer)
    {
        layer = octets.Length < CookiePosition ? default : new Dhcp(octets);
        return octets.Length < CookiePosition ? ReadStatus.TooShort : ReadStatus.Ok;
    }

    /// <summary>The options in the order of RFC 3396 §5: options, then boot file and server name where they hold options.</summary>
    public DhcpOptionReader ReadOptions() => new(this);

    /// <summary>The data of the first option with a code; options that go on in another piece need <see cref="Gather"/>.</summary>
    public bool TryGet(int code, out ReadOnlySpan<byte> data)
    {
        DhcpOptionReader reader = ReadOptions();
        while (reader.TryRead(out DhcpOption option))
        {
            if (option.Code != code)
                continue;
            data = Octets.Slice(option.Position, option.Length);
            return true;
        }
        data = default;
        return false;
    }

    /// <summary>
    /// Puts the pieces of an option together (RFC 3396). Returns its length, -1 without the option; only as much as fits is written.
    /// </summary>
    public int Gather(int code, Span<byte> target)
    {
        int total = -1;
        DhcpOptionReader reader = ReadOptions();
        while (reader.TryRead(out DhcpOption option))
        {
            if (option.Code != code)
                continue;
            total = Math.Max(total, 0);
            ReadOnlySpan<byte> piece = Octets.Slice(option.Position, option.Length);
            if (total < target.Length)
                piece[..Math.Min(piece.Length, target.Length - total)].CopyTo(target[total..]);
            total += piece.Length;
        }
        return total;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => DhcpDescription.Describe(this, sink);

    private static ReadOnlySpan<byte> UpToZero(ReadOnlySpan<byte> octets)
    {
        int zero = octets.IndexOf((byte)0);
        return zero < 0 ? octets : octets[..zero];
    }
}
