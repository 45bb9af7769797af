using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Generic Routing Encapsulation, RFC 2784 with RFC 2890 and the source routes of RFC 1701; version 1 is PPTP's, RFC 2637 §4.1.</summary>
/// <remarks>
/// | flags and version 2 | protocol type 2 |, then those whose flag is set: checksum 2 and offset 2 | key 4 | sequence number 4 |
/// source routes … ; in version 1 the key is payload length 2 and call 2, and an acknowledgment number 4 may follow
/// </remarks>
public readonly ref struct Gre : ILayer<Gre>
{
    private const int Size = 4; // octets that are always there
    private const ushort Wccp = 0x883e;
    private const ushort Ppp = 0x880b;
    private const ushort Osi = 0x00fe;
    private const ushort Mirror = 0x88be; // ERSPAN types I and II
    private const ushort ArubaEthernet = 0x6400;
    private const ushort FirstArubaWlan = 0x8200;
    private const ushort LastArubaWlan = 0x8370;

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then data

    private Gre(ReadOnlySpan<byte> octets, int header)
    {
        _octets = octets;
        HeaderLength = header;
    }

    /// <inheritdoc/>
    public static string Name => "gre";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => GreFields.All;

    /// <inheritdoc/>
    public int HeaderLength { get; }

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsPptp && !HasSequenceNumber
            ? NextLayer.None // RFC 2637 §4.1: an acknowledgment without data
            : ProtocolType switch
            {
                0 => NextLayer.None,
                Ppp => new(NextSpace.Direct, Direct.Ppp),
                EtherTypes.Bridging or ArubaEthernet => new(NextSpace.Direct, Direct.Ethernet),
                EtherTypes.Mpls or EtherTypes.MplsMulticast => new(NextSpace.EtherType, ProtocolType),
                Osi => new(NextSpace.Direct, Direct.Osi),
                Mirror when !HasSequenceNumber => new(NextSpace.Direct, Direct.ErspanTypeI),
                >= FirstArubaWlan and <= LastArubaWlan => new(NextSpace.Direct, Direct.Wlan),
                _ => new(NextSpace.GreProtocol, ProtocolType),
            };

    /// <summary>Flags and version as sent.</summary>
    public ushort FlagsAndVersion => ReadUInt16BigEndian(_octets);

    /// <summary>What the data is: an EtherType, or one of the values only GRE has.</summary>
    public ushort ProtocolType => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>0, or 1 for PPTP's enhanced form.</summary>
    public int Version => FlagsAndVersion & 7;

    /// <summary>A checksum and an offset are there.</summary>
    public bool HasChecksum => (FlagsAndVersion & 0x8000) != 0;

    /// <summary>Source routes are there.</summary>
    public bool HasRouting => (FlagsAndVersion & 0x4000) != 0;

    /// <summary>A key is there.</summary>
    public bool HasKey => (FlagsAndVersion & 0x2000) != 0;

    /// <summary>A sequence number is there.</summary>
    public bool HasSequenceNumber => (FlagsAndVersion & 0x1000) != 0;

    /// <summary>An acknowledgment number is there; version 1 only.</summary>
    public bool HasAcknowledgment => Version == 1 && (FlagsAndVersion & 0x0080) != 0;

    /// <summary>The header is PPTP's: the key holds a length and a call.</summary>
    public bool IsPptp => Version == 1;

    /// <summary>Tells flows in one tunnel apart; 0 when there is none.</summary>
    public uint Key => HasKey ? ReadUInt32BigEndian(_octets[KeyAt..]) : 0;

    internal ReadOnlySpan<byte> Header => _octets[..HeaderLength];

    internal int KeyAt => Size + (HasChecksum || HasRouting ? 4 : 0);

    internal int SequenceAt => KeyAt + (HasKey ? 4 : 0);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Gre layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        var fixedPart = new Gre(octets, Size);
        int header =
            fixedPart.SequenceAt + (fixedPart.HasSequenceNumber ? 4 : 0) + (fixedPart.HasAcknowledgment ? 4 : 0);
        if (header > octets.Length)
            return ReadStatus.TooShort;
        if (fixedPart.HasRouting && !SkipRoutes(octets, ref header))
            return ReadStatus.TooShort;
        if (fixedPart.ProtocolType == Wccp && header + 4 <= octets.Length && octets[header] >> 4 != 4)
            header += 4; // WCCP version 2: a redirect header stands before the datagram
        layer = new Gre(octets, header);
        if (!fixedPart.IsPptp || !fixedPart.HasKey || fixedPart.ProtocolType != Ppp)
            return ReadStatus.Ok;
        int claimed = header + ReadUInt16BigEndian(octets[fixedPart.KeyAt..]);
        layer = new Gre(octets[..Math.Min(claimed, octets.Length)], header);
        return claimed > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => GreFields.Describe(this, sink);

    /// <summary>Writes a header without optional fields, and the data. Returns the octets written.</summary>
    public static int Write(Span<byte> target, ushort protocolType, ReadOnlySpan<byte> data)
    {
        WriteUInt16BigEndian(target, 0);
        WriteUInt16BigEndian(target[2..], protocolType);
        data.CopyTo(target[Size..]);
        return Size + data.Length;
    }

    // RFC 1701: entries of | address family 2 | offset 1 | length 1 | route … |, up to one of family 0 and length 0
    private static bool SkipRoutes(ReadOnlySpan<byte> octets, ref int at)
    {
        while (at + 4 <= octets.Length)
        {
            ushort family = ReadUInt16BigEndian(octets[at..]);
            int length = octets[at + 3];
            at += 4 + length;
            if (family == 0 && length == 0)
                return true;
        }
        return false;
    }
}
