using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>GPRS Tunnelling Protocol, versions 0 (3GPP TS 09.60) and 1 (TS 29.281 §5.1, TS 29.060); version 2 is a layer of its own.</summary>
/// <remarks>
/// | version 3 bits, type 1 bit, reserved 1 bit, E, S, PN | message type 1 | length 2 | tunnel 4 |, then when E, S or PN is set:
/// sequence 2 | N-PDU 1 | next extension 1 |, extensions of | length in 4 octets 1 | data … | next extension 1 |
/// </remarks>
public readonly ref struct Gtp : ILayer<Gtp>
{
    /// <summary>Type of a message that carries a user's packet.</summary>
    public const byte UserPacket = 255;

    private const int Size = 8; // octets of version 1 without optional fields
    private const int Version0Size = 20;
    private const int OptionalBits = 0x07;
    private const int ExtensionBit = 0x04;
    private const int TypeBit = 0x10;
    private const int PrimeSize = 6;

    private static readonly Field FlagsField = new("gtp.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field VersionField = new("gtp.flags.version", "Version");
    private static readonly Field PayloadField = new("gtp.flags.payload", "Protocol type");
    private static readonly Field MessageField = new(
        "gtp.message",
        "Message Type",
        @base: FieldBase.Hex,
        names: GtpNames.MessageName
    );
    private static readonly Field LengthField = new("gtp.length", "Length");
    private static readonly Field TunnelField = new("gtp.teid", "TEID", @base: FieldBase.Hex);
    private static readonly Field SequenceField = new("gtp.seq_number", "Sequence number", @base: FieldBase.Hex);
    private static readonly Field PduField = new("gtp.npdu_number", "N-PDU Number", @base: FieldBase.Hex);
    private static readonly Field ExtensionField = new(
        "gtp.ext_hdr.next",
        "Next extension header type",
        @base: FieldBase.Hex
    );

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then the message or the user's packet

    private Gtp(ReadOnlySpan<byte> octets, int header)
    {
        _octets = octets;
        HeaderLength = header;
    }

    /// <inheritdoc/>
    public static string Name => "gtp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            FlagsField,
            VersionField,
            PayloadField,
            MessageField,
            LengthField,
            TunnelField,
            SequenceField,
            PduField,
            ExtensionField,
        ];

    /// <summary>Octets before the message's elements or the user's packet; 0 for version 2.</summary>
    public int HeaderLength { get; }

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        Version == 2 ? new(NextSpace.Direct, Direct.Gtpv2)
        : MessageType != UserPacket || IsPrime || PayloadLength == 0 ? NextLayer.None
        : (_octets[HeaderLength] >> 4) switch
        {
            4 => new(NextSpace.IpVersion, 4),
            6 => new(NextSpace.IpVersion, 6),
            _ => GuessUserPacket(_octets[HeaderLength..]),
        };

    /// <summary>0, 1 or 2.</summary>
    public int Version => _octets[0] >> 5;

    /// <summary>What the message is; meaningful in versions 0 and 1.</summary>
    public byte MessageType => _octets[1];

    /// <summary>The message is of GTP', which carries charging records and no packets.</summary>
    public bool IsPrime => (_octets[0] & TypeBit) == 0;

    /// <summary>Tunnel endpoint identifier at the receiver; 0 in version 0.</summary>
    public uint TunnelEndpoint => Version == 1 ? ReadUInt32BigEndian(_octets[4..]) : 0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Gtp layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        int version = octets[0] >> 5;
        if (version == 2)
        {
            layer = new Gtp(octets, 0);
            return ReadStatus.Ok;
        }
        if (version > 2)
            return ReadStatus.NotMine;
        if (octets.Length < 2)
            return ReadStatus.TooShort;
        if (GtpNames.MessageName(octets[1]) is null)
            return ReadStatus.NotMine;
        if ((octets[0] & TypeBit) == 0)
        {
            layer = new Gtp(octets, octets.Length);
            return octets.Length < PrimeSize ? ReadStatus.TooShort : ReadStatus.Ok;
        }
        int fixedPart = version == 0 ? Version0Size : Size;
        if (octets.Length < fixedPart)
            return ReadStatus.TooShort;
        int header = fixedPart;
        if (version == 1 && (octets[0] & OptionalBits) != 0 && !SkipOptional(octets, ref header))
            return ReadStatus.TooShort;
        int claimed = fixedPart + ReadUInt16BigEndian(octets[2..]);
        if (claimed < header)
            return ReadStatus.Malformed;
        layer = new Gtp(octets[..Math.Min(claimed, octets.Length)], header);
        return claimed > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (Version == 2)
            return;
        sink.Add(FlagsField, 0, 1, _octets[0]);
        sink.Add(VersionField, 0, 1, (ulong)Version);
        sink.Add(PayloadField, 0, 1, (ulong)((_octets[0] >> 4) & 1));
        sink.Add(MessageField, 1, 1, MessageType);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        if (Version == 0 || IsPrime)
        {
            sink.Add(SequenceField, 4, 2, ReadUInt16BigEndian(_octets[4..]));
            return;
        }
        sink.Add(TunnelField, 4, 4, TunnelEndpoint);
        if ((_octets[0] & 0x02) != 0)
            sink.Add(SequenceField, 8, 2, ReadUInt16BigEndian(_octets[8..]));
        if ((_octets[0] & 0x01) != 0)
            sink.Add(PduField, 10, 1, _octets[10]);
        if ((_octets[0] & ExtensionBit) == 0)
            return;
        sink.Add(ExtensionField, 11, 1, _octets[11]);
        for (int at = 12; at < HeaderLength && _octets[at] > 0; at += _octets[at] * 4)
            sink.Add(ExtensionField, at + _octets[at] * 4 - 1, 1, _octets[at + _octets[at] * 4 - 1]);
    }

    /// <summary>Writes a user's packet in version 1 without optional fields. Returns the octets written.</summary>
    public static int Write(Span<byte> target, uint tunnelEndpoint, ReadOnlySpan<byte> packet)
    {
        target[0] = 0x30;
        target[1] = UserPacket;
        WriteUInt16BigEndian(target[2..], checked((ushort)packet.Length));
        WriteUInt32BigEndian(target[4..], tunnelEndpoint);
        packet.CopyTo(target[Size..]);
        return Size + packet.Length;
    }

    private static bool SkipOptional(ReadOnlySpan<byte> octets, ref int header)
    {
        header += 4;
        if (header > octets.Length)
            return false;
        if ((octets[0] & ExtensionBit) == 0)
            return true;
        for (byte next = octets[header - 1]; next != 0; next = octets[header - 1])
        {
            if (header >= octets.Length || octets[header] == 0 || header + octets[header] * 4 > octets.Length)
                return false;
            header += octets[header] * 4;
        }
        return true;
    }

    // What is neither IPv4 nor IPv6 is Ethernet when its type says so; the tunnel itself does not tell.
    private static NextLayer GuessUserPacket(ReadOnlySpan<byte> packet) =>
        packet.Length >= 14 && ReadUInt16BigEndian(packet[12..]) is EtherTypes.Ipv4 or EtherTypes.Ipv6 or EtherTypes.Arp
            ? new(NextSpace.Direct, Direct.Ethernet)
            : NextLayer.None;
}
