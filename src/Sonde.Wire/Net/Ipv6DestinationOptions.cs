namespace Sonde.Wire;

/// <summary>Destination options header of IPv6, RFC 8200 §4.6: | next header 1 | length in 8 octets, less one 1 | options … |.</summary>
public readonly ref struct Ipv6DestinationOptions : ILayer<Ipv6DestinationOptions>
{
    private const int Size = 8; // octets; the smallest header

    private static readonly Field NextHeaderField = new("ipv6.dstopts.nxt", "Next Header", names: IpProtocols.NameOf);
    private static readonly Field LengthField = new("ipv6.dstopts.len", "Length");
    private static readonly Field LengthInOctetsField = new("ipv6.dstopts.len_oct", "Length in octets");

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then data

    private Ipv6DestinationOptions(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ipv6.dstopts";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [NextHeaderField, LengthField, LengthInOctetsField, .. Ipv6Options.Fields];

    /// <inheritdoc/>
    public int HeaderLength => (_octets[1] + 1) * 8;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.IpProtocol, NextHeader);

    /// <summary>Internet protocol number of the next header or of the data.</summary>
    public byte NextHeader => _octets[0];

    /// <summary>The options.</summary>
    public ReadOnlySpan<byte> Options => _octets[2..HeaderLength];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ipv6DestinationOptions layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int header = (octets[1] + 1) * 8;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        if (!Ipv6Options.Fit(octets, header))
            return ReadStatus.Malformed;
        layer = new Ipv6DestinationOptions(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(NextHeaderField, 0, 1, NextHeader);
        sink.Add(LengthField, 1, 1, _octets[1]);
        sink.Add(LengthInOctetsField, 1, 1, (ulong)HeaderLength);
        Ipv6Options.Describe(Options, 2, sink);
    }
}
