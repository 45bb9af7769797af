namespace Sonde.Wire;

/// <summary>QUIC, RFC 9000: the packets with long headers at the start of a datagram, see <see cref="QuicLongHeader"/>; others look like noise.</summary>
public readonly ref struct Quic : ILayer<Quic>
{
    private const int MostPackets = 32; // in a datagram; there are rarely more than three

    private static readonly Field HeaderForm = new("quic.header_form", "Header Form");
    private static readonly Field TypeField = new("quic.long.packet_type", "Packet Type");
    private static readonly Field TypeOfVersion2 = new("quic.long.packet_type_v2", "Packet Type");
    private static readonly Field VersionField = new("quic.version", "Version", @base: FieldBase.Hex);
    private static readonly Field Destination = new("quic.dcid", "Destination Connection ID", FieldKind.Octets);
    private static readonly Field Source = new("quic.scid", "Source Connection ID", FieldKind.Octets);

    private readonly ReadOnlySpan<byte> _octets; // one packet at least

    private Quic(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "quic";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [HeaderForm, TypeField, TypeOfVersion2, VersionField, Destination, Source];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Quic layer)
    {
        layer = new Quic(octets);
        return QuicLongHeader.TryRead(octets, out _) ? ReadStatus.Ok : ReadStatus.NotMine;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        int at = 0;
        for (int count = 0; count < MostPackets && at < _octets.Length; count++)
        {
            if (!QuicLongHeader.TryRead(_octets[at..], out QuicLongHeader packet))
            {
                sink.Add(HeaderForm, at, 1, (uint)_octets[at] >> 7);
                return;
            }
            sink.Add(HeaderForm, at, 1, 1);
            if (packet.Type != QuicPacketType.VersionNegotiation)
            {
                Field type = packet.Version == QuicVersions.Version2 ? TypeOfVersion2 : TypeField;
                sink.Add(type, at, 1, (uint)_octets[at] >> 4 & 3);
            }
            sink.Add(VersionField, at + 1, 4, packet.Version);
            if (!packet.Destination.IsEmpty)
                sink.Add(Destination, at + 6, packet.Destination.Length, packet.Destination);
            if (!packet.Source.IsEmpty)
                sink.Add(Source, at + 7 + packet.Destination.Length, packet.Source.Length, packet.Source);
            at += packet.Octets.Length;
        }
    }
}
