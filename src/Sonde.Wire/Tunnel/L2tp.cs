using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Layer Two Tunneling Protocol over UDP: version 2 (RFC 2661 §3.1) with PPP inside, and version 3 (RFC 3931 §4.1.2).</summary>
/// <remarks>
/// | flags and version 2 | length 2, if L | tunnel 2 | session 2 | Ns 2 and Nr 2, if S | offset 2 and padding, if O | data … |;
/// version 3 data: | flags and version 2 | reserved 2 | session 4 | data … |; version 3 control: tunnel and session are one of 4
/// </remarks>
public readonly ref struct L2tp : ILayer<L2tp>
{
    private const int ControlBit = 0x8000;
    private const int LengthBit = 0x4000;
    private const int SequenceBit = 0x0800;
    private const int OffsetBit = 0x0200;

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then data

    private L2tp(ReadOnlySpan<byte> octets, int header)
    {
        _octets = octets;
        HeaderLength = header;
    }

    /// <inheritdoc/>
    public static string Name => "l2tp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => L2tpFields.All;

    /// <inheritdoc/>
    public int HeaderLength { get; }

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <summary>PPP in version 2; in version 3 the setup of the session says what it is, so here it is not known.</summary>
    public NextLayer NextLayer =>
        IsControl || PayloadLength == 0 ? NextLayer.None
        : Version == 2 ? new(NextSpace.Direct, Direct.Ppp)
        : NextLayer.Data;

    /// <summary>Flags and version as sent.</summary>
    public ushort FlagsAndVersion => ReadUInt16BigEndian(_octets);

    /// <summary>2 or 3.</summary>
    public int Version => FlagsAndVersion & 0xf;

    /// <summary>The message sets up, keeps or ends tunnels; it carries no user's data.</summary>
    public bool IsControl => (FlagsAndVersion & ControlBit) != 0;

    internal ReadOnlySpan<byte> Octets => _octets;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out L2tp layer)
    {
        layer = default;
        if (octets.Length < 2)
            return ReadStatus.TooShort;
        int flags = ReadUInt16BigEndian(octets);
        if ((flags & 0xf) is not (2 or 3))
            return ReadStatus.NotMine;
        bool isVersion3Data = (flags & (ControlBit | 0xf)) == 3;
        int lengthAt = 2;
        int header = isVersion3Data ? 8 : HeaderOf(flags);
        if (header > octets.Length)
            return ReadStatus.TooShort;
        if (!isVersion3Data && (flags & OffsetBit) != 0)
            header += ReadUInt16BigEndian(octets[(header - 2)..]);
        if (header > octets.Length)
            return ReadStatus.TooShort;
        int claimed = octets.Length;
        if (!isVersion3Data && (flags & LengthBit) != 0)
            claimed = ReadUInt16BigEndian(octets[lengthAt..]);
        if (claimed < header)
            return ReadStatus.Malformed;
        ReadOnlySpan<byte> kept = octets[..Math.Min(claimed, octets.Length)];
        layer = new L2tp(kept, (flags & ControlBit) != 0 ? kept.Length : header);
        return claimed > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => L2tpFields.Describe(this, sink);

    private static int HeaderOf(int flags) =>
        6
        + ((flags & LengthBit) != 0 ? 2 : 0)
        + ((flags & SequenceBit) != 0 ? 4 : 0)
        + ((flags & OffsetBit) != 0 ? 2 : 0);
}
