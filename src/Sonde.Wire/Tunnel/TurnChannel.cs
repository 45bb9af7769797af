using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Data on a TURN channel, RFC 8656 §12.4: | channel 2, from 0x4000 on | length 2 | data … |; on TURN's port only.</summary>
public readonly ref struct TurnChannel : ILayer<TurnChannel>
{
    private const int Size = 4; // octets, fixed

    private static readonly Field ChannelField = new("stun.channel", "TURN Channel Number", @base: FieldBase.Hex);
    private static readonly Field LengthField = new("stun.length", "Message Length");

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, then data up to the length

    private TurnChannel(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "stun";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [ChannelField, LengthField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.Data;

    /// <summary>The channel, which stands for a peer's address.</summary>
    public ushort Channel => ReadUInt16BigEndian(_octets);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out TurnChannel layer)
    {
        layer = default;
        if (octets.Length < Size || octets[0] >> 6 != 1)
            return ReadStatus.NotMine;
        int claimed = Size + ReadUInt16BigEndian(octets[2..]);
        if (octets.Length < claimed || octets.Length > ((claimed + 3) & ~3))
            return ReadStatus.NotMine; // RFC 8656 §12.5: padding to four octets is allowed
        layer = new TurnChannel(octets[..claimed]);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(ChannelField, 0, 2, Channel);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
    }
}
