using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>L2TP version 3 directly over IP, RFC 3931 §4.1.1: | session 4 | data … |; session 0 is a control message.</summary>
public readonly ref struct L2tpOverIp : ILayer<L2tpOverIp>
{
    private const int Size = 4; // octets of a data message's header, without a cookie

    private readonly ReadOnlySpan<byte> _octets; // [0..4) session, then data or a control message

    private L2tpOverIp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "l2tp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => L2tpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => Session == 0 ? _octets.Length : Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <summary>The setup of the session says what is inside; here it is not known.</summary>
    public NextLayer NextLayer => NextLayer.Data;

    /// <summary>The session at the receiver; 0 for control messages.</summary>
    public uint Session => ReadUInt32BigEndian(_octets);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out L2tpOverIp layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new L2tpOverIp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => sink.Add(L2tpFields.WideSessionField, 0, 4, Session);
}
