using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Header of the Real-time Transport Protocol, RFC 3550 §5.1; big-endian.</summary>
/// <remarks>
/// | version 2 bits, padding, extension, sources 4 bits | marker, payload type 7 bits | sequence number 2 | timestamp 4 |
/// synchronization source 4 | contributing sources 4 each … | extension … | media … |
/// It has no port of its own and nothing that marks it, so no number leads here: who expects it reads it.
/// </remarks>
public readonly ref struct Rtp : ILayer<Rtp>
{
    private const int Size = 12; // octets without contributing sources and extension
    private const int Version = 2;

    private static readonly Field VersionField = new("rtp.version", "Version");
    private static readonly Field PaddingField = new("rtp.padding", "Padding", FieldKind.Boolean);
    private static readonly Field ExtensionField = new("rtp.ext", "Extension", FieldKind.Boolean);
    private static readonly Field CountField = new("rtp.cc", "Contributing source identifiers count");
    private static readonly Field MarkerField = new("rtp.marker", "Marker", FieldKind.Boolean);
    private static readonly Field TypeField = new("rtp.p_type", "Payload type", names: TypeName);
    private static readonly Field SequenceField = new("rtp.seq", "Sequence number");
    private static readonly Field TimestampField = new("rtp.timestamp", "Timestamp");
    private static readonly Field SourceField = new(
        "rtp.ssrc",
        "Synchronization Source identifier",
        FieldKind.Unsigned,
        FieldBase.Hex
    );
    private static readonly Field ContributorField = new(
        "rtp.csrc.item",
        "CSRC item",
        FieldKind.Unsigned,
        FieldBase.Hex
    );
    private static readonly Field ProfileField = new(
        "rtp.ext.profile",
        "Defined by profile",
        FieldKind.Unsigned,
        FieldBase.Hex
    );
    private static readonly Field ExtensionLengthField = new("rtp.ext.len", "Extension length");
    private static readonly Field PayloadField = new("rtp.payload", "Payload", FieldKind.Octets);
    private static readonly Field PaddingCountField = new("rtp.padding.count", "Padding count");

    private readonly ReadOnlySpan<byte> _octets; // [0..12) header, contributing sources, extension, media

    private Rtp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "rtp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            VersionField,
            PaddingField,
            ExtensionField,
            CountField,
            MarkerField,
            TypeField,
            SequenceField,
            TimestampField,
            SourceField,
            ContributorField,
            ProfileField,
            ExtensionLengthField,
            PayloadField,
            PaddingCountField,
        ];

    /// <summary>All of it: the media is a field.</summary>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What the media is coded as, RFC 3551 §6; from 96 on as the session says.</summary>
    public byte PayloadType => (byte)(_octets[1] & 0x7f);

    /// <summary>The first packet of a talk spurt, or the last one of a picture.</summary>
    public bool Marker => (_octets[1] & 0x80) != 0;

    /// <summary>Counts packets; begins anywhere and wraps.</summary>
    public ushort SequenceNumber => ReadUInt16BigEndian(_octets[2..]);

    /// <summary>When the media was sampled, in the units of its clock.</summary>
    public uint Timestamp => ReadUInt32BigEndian(_octets[4..]);

    /// <summary>Who sends: tells streams between the same ports apart.</summary>
    public uint Source => ReadUInt32BigEndian(_octets[8..]);

    /// <summary>Reads a header; <see cref="ReadStatus.NotMine"/> for what cannot be RTP, RTCP included (RFC 5761 §4).</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Rtp layer)
    {
        layer = default;
        if (!octets.IsEmpty && octets[0] >> 6 != Version)
            return ReadStatus.NotMine;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int header = Size + (octets[0] & 0x0f) * 4;
        bool isControl = (octets[1] & 0x7f) is >= 64 and < 96;
        if (isControl || header > octets.Length)
            return ReadStatus.NotMine;
        layer = new Rtp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        byte first = _octets[0];
        sink.Add(VersionField, 0, 1, (ulong)first >> 6);
        sink.Add(PaddingField, 0, 1, (first & 0x20u) >> 5);
        sink.Add(ExtensionField, 0, 1, (first & 0x10u) >> 4);
        sink.Add(CountField, 0, 1, first & 0x0fu);
        sink.Add(MarkerField, 1, 1, Marker ? 1ul : 0);
        sink.Add(TypeField, 1, 1, PayloadType);
        var data = new FieldCursor(_octets, 2, _octets.Length, sink);
        data.Number(SequenceField, 2);
        data.Number(TimestampField, 4);
        data.Number(SourceField, 4);
        for (int contributor = 0; contributor < (first & 0x0f); contributor++)
            data.Number(ContributorField, 4);
        if (
            (first & 0x10) != 0
            && !(
                data.Number(ProfileField, 2)
                && data.Number(ExtensionLengthField, 2, out int words)
                && data.Skip(words * 4)
            )
        )
            return;
        int padding = (first & 0x20) != 0 ? _octets[^1] : 0; // RFC 3550 §5.1: its last octet counts it
        padding = padding > data.Left ? 0 : padding;
        data.Octets(PayloadField, data.Left - padding);
        if (padding > 0)
            sink.Add(PaddingCountField, _octets.Length - 1, 1, (ulong)padding);
    }

    private static string? TypeName(ulong value) => PayloadName((byte)value);

    /// <summary>Ticks of the clock in a second, of the payload types that have a fixed one (RFC 3551 §6); else null.</summary>
    public static int? ClockRate(byte payloadType) =>
        payloadType switch
        {
            0 or 3 or 4 or 5 or 7 or 8 or 9 or 12 or 13 or 15 or 18 => 8_000,
            6 => 16_000,
            10 or 11 => 44_100,
            14 or 25 or 26 or 28 or 31 or 32 or 33 or 34 => 90_000,
            16 => 11_025,
            17 => 22_050,
            _ => null,
        };

    /// <summary>The name of the payload types that have a fixed one (RFC 3551 §6); else null.</summary>
    public static string? PayloadName(byte payloadType) =>
        payloadType switch
        {
            0 => "PCMU",
            3 => "GSM",
            4 => "G723",
            5 or 6 or 16 or 17 => "DVI4",
            7 => "LPC",
            8 => "PCMA",
            9 => "G722",
            10 or 11 => "L16",
            12 => "QCELP",
            13 => "CN",
            14 => "MPA",
            15 => "G728",
            18 => "G729",
            25 => "CelB",
            26 => "JPEG",
            28 => "nv",
            31 => "H261",
            32 => "MPV",
            33 => "MP2T",
            34 => "H263",
            _ => null,
        };
}
