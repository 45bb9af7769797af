using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>PPP over Ethernet, session stage, RFC 2516 §6: | version and type 1 | code 1 | session 2 | length 2 | PPP … |, big-endian.</summary>
public readonly ref struct PppoeSession : ILayer<PppoeSession>
{
    private readonly ReadOnlySpan<byte> _octets; // [0..6) header, [6..) PPP without address and control

    private PppoeSession(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pppoes";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => PppoeHeader.AllFields;

    /// <inheritdoc/>
    public int HeaderLength => PppoeHeader.Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - PppoeHeader.Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Ppp);

    /// <summary>The session, as the access concentrator numbered it.</summary>
    public ushort Session => ReadUInt16BigEndian(_octets[2..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PppoeSession layer)
    {
        layer = default;
        if (octets.Length < PppoeHeader.Size)
            return ReadStatus.TooShort;
        int end = PppoeHeader.Size + PppoeHeader.Claimed(octets);
        layer = new PppoeSession(octets[..Math.Min(end, octets.Length)]);
        return end > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => PppoeHeader.Describe(_octets, sink);

    /// <summary>Writes a header and its PPP frame. Returns the octets written.</summary>
    public static int Write(Span<byte> target, ushort session, ReadOnlySpan<byte> frame)
    {
        target[0] = 0x11;
        target[1] = 0;
        WriteUInt16BigEndian(target[2..], session);
        WriteUInt16BigEndian(target[4..], checked((ushort)frame.Length));
        frame.CopyTo(target[PppoeHeader.Size..]);
        return PppoeHeader.Size + frame.Length;
    }
}
