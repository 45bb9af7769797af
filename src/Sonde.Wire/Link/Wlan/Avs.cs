using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// AVS radio header: | version 4 | length 4 | MAC time 8 | host time 8 | physical layer 4 | channel 4 | rate 4 | antenna 4 | priority 4 |
/// signal type 4 | signal 4 | noise 4 | preamble 4 | encoding 4 | … |, big-endian, then an IEEE 802.11 frame.
/// </summary>
public readonly ref struct Avs : ILayer<Avs>
{
    private const int Shortest = 64; // octets of version 1

    private static readonly Field VersionField = new("wlancap.version", "Header revision");
    private static readonly Field LengthField = new("wlancap.length", "Header length");
    private static readonly Field TimeField = new("wlancap.mactime", "MAC timestamp");
    private static readonly Field HostTimeField = new("wlancap.hosttime", "Host timestamp");
    private static readonly Field[] AllFields = [VersionField, LengthField, TimeField, HostTimeField];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then frame

    private Avs(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "wlancap";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => (int)ReadUInt32BigEndian(_octets[4..]);

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.WlanRadio);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Avs layer)
    {
        layer = default;
        if (octets.Length < Shortest)
            return ReadStatus.TooShort;
        uint length = ReadUInt32BigEndian(octets[4..]);
        if (length < Shortest)
            return ReadStatus.Malformed;
        if (length > octets.Length)
            return ReadStatus.TooShort;
        layer = new Avs(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 3, 1, _octets[3]);
        sink.Add(LengthField, 4, 4, (ulong)HeaderLength);
        sink.Add(TimeField, 8, 8, ReadUInt64BigEndian(_octets[8..]));
        sink.Add(HostTimeField, 16, 8, ReadUInt64BigEndian(_octets[16..]));
    }
}
