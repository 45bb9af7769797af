using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>The header of the Internet Key Exchange, RFC 7296 §3.1 (version 2) and RFC 2408 §3.1 (version 1); payloads are not read.</summary>
/// <remarks>
/// | initiator's SPI 8 | responder's SPI 8 | next payload 1 | version 4 and 4 bits | exchange 1 | flags 1 | message 4 | length 4 | payloads … |
/// </remarks>
public readonly ref struct Isakmp : ILayer<Isakmp>
{
    private const int Size = 28; // octets of the header
    private const int EncryptedBit = 1; // RFC 2408 §3.1
    private const byte Encrypted = 46; // RFC 7296 §3.14
    private const byte EncryptedFragment = 53; // RFC 7383 §2.5

    private static readonly Field InitiatorField = new("isakmp.ispi", "Initiator SPI", FieldKind.Octets);
    private static readonly Field ResponderField = new("isakmp.rspi", "Responder SPI", FieldKind.Octets);
    private static readonly Field NextField = new("isakmp.nextpayload", "Next payload");
    private static readonly Field VersionField = new("isakmp.version", "Version", @base: FieldBase.Hex);
    private static readonly Field ExchangeField = new("isakmp.exchangetype", "Exchange type", names: ExchangeName);
    private static readonly Field FlagsField = new("isakmp.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field MessageField = new("isakmp.messageid", "Message ID", @base: FieldBase.Hex);
    private static readonly Field LengthField = new("isakmp.length", "Length");

    private readonly ReadOnlySpan<byte> _octets; // [0..28) header, then payloads

    private Isakmp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "isakmp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [InitiatorField, ResponderField, NextField, VersionField, ExchangeField, FlagsField, MessageField, LengthField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What the message is part of.</summary>
    public byte ExchangeType => _octets[18];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Isakmp layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Isakmp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(InitiatorField, 0, 8, _octets[..8]);
        sink.Add(ResponderField, 8, 8, _octets.Slice(8, 8));
        sink.Add(NextField, 16, 1, _octets[16]);
        sink.Add(VersionField, 17, 1, _octets[17]);
        sink.Add(ExchangeField, 18, 1, ExchangeType);
        sink.Add(FlagsField, 19, 1, _octets[19]);
        sink.Add(MessageField, 20, 4, ReadUInt32BigEndian(_octets[20..]));
        sink.Add(LengthField, 24, 4, ReadUInt32BigEndian(_octets[24..]));
        if ((_octets[17] >> 4) == 2 || (_octets[19] & EncryptedBit) == 0)
            DescribePayloads(sink);
    }

    // Payloads of both versions begin alike: | next payload 1 | flags 1 | length 2 |; what follows an encrypted one is inside it.
    private void DescribePayloads(FieldSink sink)
    {
        byte kind = _octets[16];
        for (int at = Size; kind != 0 && at + 4 <= _octets.Length; )
        {
            int length = ReadUInt16BigEndian(_octets[(at + 2)..]);
            sink.Add(NextField, at, 1, _octets[at]);
            if (kind is Encrypted or EncryptedFragment || length < 4)
                return;
            kind = _octets[at];
            at += length;
        }
    }

    private static string? ExchangeName(ulong value) =>
        value switch
        {
            1 => "Base",
            2 => "Identity Protection (Main Mode)",
            3 => "Authentication Only",
            4 => "Aggressive",
            5 => "Informational",
            32 => "Quick Mode",
            33 => "New Group Mode",
            34 => "IKE_SA_INIT",
            35 => "IKE_AUTH",
            36 => "CREATE_CHILD_SA",
            37 => "INFORMATIONAL",
            38 => "IKE_SESSION_RESUME",
            43 => "IKE_INTERMEDIATE",
            _ => null,
        };
}
