using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>GPRS Tunnelling Protocol version 2, control, 3GPP TS 29.274 §5.1.</summary>
/// <remarks>| version 3 bits, piggybacked 1 bit, tunnel given 1 bit, spare | message type 1 | length 2 | tunnel 4, if given | sequence 3 | spare 1 | elements … |</remarks>
public readonly ref struct Gtpv2 : ILayer<Gtpv2>
{
    private const int Size = 8; // octets without the tunnel
    private const int TunnelBit = 0x08;

    private static readonly Field FlagsField = new("gtpv2.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field VersionField = new("gtpv2.version", "Version");
    private static readonly Field MessageField = new("gtpv2.message_type", "Message Type", names: MessageName);
    private static readonly Field LengthField = new("gtpv2.msg_length", "Message Length");
    private static readonly Field TunnelField = new("gtpv2.teid", "Tunnel Endpoint Identifier", @base: FieldBase.Hex);
    private static readonly Field SequenceField = new("gtpv2.seq", "Sequence Number", @base: FieldBase.Hex);

    private readonly ReadOnlySpan<byte> _octets; // header and elements

    private Gtpv2(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "gtpv2";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [FlagsField, VersionField, MessageField, LengthField, TunnelField, SequenceField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What the message is.</summary>
    public byte MessageType => _octets[1];

    private bool HasTunnel => (_octets[0] & TunnelBit) != 0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Gtpv2 layer)
    {
        layer = default;
        if (octets.Length < Size || ((octets[0] & TunnelBit) != 0 && octets.Length < Size + 4))
            return ReadStatus.TooShort;
        layer = new Gtpv2(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(FlagsField, 0, 1, _octets[0]);
        sink.Add(VersionField, 0, 1, (ulong)(_octets[0] >> 5));
        sink.Add(MessageField, 1, 1, MessageType);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        int at = 4;
        if (HasTunnel)
        {
            sink.Add(TunnelField, at, 4, ReadUInt32BigEndian(_octets[at..]));
            at += 4;
        }
        sink.Add(SequenceField, at, 3, ReadUInt32BigEndian(_octets[at..]) >> 8);
    }

    private static string? MessageName(ulong value) =>
        value switch
        {
            1 => "Echo Request",
            2 => "Echo Response",
            3 => "Version Not Supported Indication",
            32 => "Create Session Request",
            33 => "Create Session Response",
            34 => "Modify Bearer Request",
            35 => "Modify Bearer Response",
            36 => "Delete Session Request",
            37 => "Delete Session Response",
            95 => "Create Bearer Request",
            96 => "Create Bearer Response",
            97 => "Update Bearer Request",
            98 => "Update Bearer Response",
            99 => "Delete Bearer Request",
            100 => "Delete Bearer Response",
            170 => "Release Access Bearers Request",
            171 => "Release Access Bearers Response",
            176 => "Downlink Data Notification",
            177 => "Downlink Data Notification Acknowledgement",
            _ => null,
        };
}
