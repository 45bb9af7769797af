namespace Sonde.Wire;

/// <summary>Transport Layer Security, RFC 8446 and before: records one after the other, see <see cref="TlsRecordHeader"/>; all that one segment completes.</summary>
/// <remarks>Of a record with application data that comes in several segments only the header is kept: the rest is encrypted.</remarks>
public readonly ref struct Tls : IStreamLayer<Tls>
{
    private readonly ReadOnlySpan<byte> _octets; // whole records; of application data perhaps the header only

    private Tls(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "tls";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields { get; } = TlsFields.Tls.All;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Tls layer)
    {
        layer = new Tls(octets);
        if (octets.Length < TlsRecordHeader.Size)
            return TlsRecordHeader.MayBegin(octets) ? ReadStatus.TooShort : ReadStatus.Ok;
        if (TlsSsl2Hello.Measure(octets) is var hello and > 0)
            return hello > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
        if (!TlsRecordHeader.TryRead(octets, out TlsRecordHeader header))
            return IsText(octets) ? ReadStatus.NotMine : ReadStatus.Ok;
        bool isWhole = header.Whole <= octets.Length || header.Content == TlsContent.ApplicationData;
        return isWhole ? ReadStatus.Ok : ReadStatus.Cut;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (TlsSsl2Hello.Measure(octets) is var hello and > 0)
            return new MessageExtent(0, hello);
        int at = 0;
        while (TlsRecordHeader.TryRead(octets[at..], out TlsRecordHeader header))
        {
            if (header.Whole > octets.Length - at)
                return at > 0 ? new MessageExtent(0, at) : First(header);
            at += header.Whole;
        }
        if (at > 0)
            return new MessageExtent(0, at);
        return octets.Length < TlsRecordHeader.Size && TlsRecordHeader.MayBegin(octets)
            ? MessageExtent.NeedMore
            : Continuation(octets);
    }

    /// <summary>Whether the first octets of a segment are a whole header of a record and of a client's hello: the conversation goes on in TLS.</summary>
    public static bool IsHello(ReadOnlySpan<byte> octets) =>
        octets.Length > TlsRecordHeader.Size + 1
        && octets[0] == (byte)TlsContent.Handshake
        && octets[TlsRecordHeader.Size] == TlsHandshakeTypes.ClientHello
        && octets[TlsRecordHeader.Size + 1] == 0
        && TlsRecordHeader.TryRead(octets, out _);

    /// <summary>Whether the first octets of a segment show the protocol on a port that says nothing: the header of a record, and in a handshake that of a message.</summary>
    public static bool IsLikely(ReadOnlySpan<byte> octets)
    {
        if (!TlsRecordHeader.TryRead(octets, out TlsRecordHeader header) || header.Version == TlsVersions.Gmtls)
            return false;
        return header.Content switch
        {
            TlsContent.Handshake => octets.Length <= TlsRecordHeader.Size
                || TlsHandshake.IsKnown(octets[TlsRecordHeader.Size]),
            TlsContent.ChangeCipherSpec => header.Length == 1,
            TlsContent.Alert => header.Length >= 2,
            _ => true,
        };
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        TlsFields fields = TlsFields.Tls;
        int at = 0;
        if (TlsSsl2Hello.Measure(_octets) is var hello and > 0)
        {
            if (_octets.Length >= hello)
            {
                sink.Add(fields.HandshakeType, 2, 1, _octets[2]);
                sink.Add(fields.HandshakeVersion, 3, 2, (ulong)(_octets[3] << 8 | _octets[4]));
            }
            at = hello;
        }
        while (at < _octets.Length && TlsRecordHeader.TryRead(_octets[at..], out TlsRecordHeader header))
        {
            sink.Add(fields.ContentType, at, 1, (ulong)header.Content);
            sink.Add(fields.RecordVersion, at + 1, 2, header.Version);
            sink.Add(fields.RecordLength, at + 3, 2, (ulong)header.Length);
            int end = Math.Min(at + header.Whole, _octets.Length);
            TlsDescription.Content(_octets, at + TlsRecordHeader.Size, end, header.Content, sink);
            at += header.Whole;
        }
    }

    // Octets that begin no record are the middle of one, or of something else that is not to be read; text is not taken for it.
    private static MessageExtent Continuation(ReadOnlySpan<byte> octets) =>
        IsText(octets) ? MessageExtent.NotMine : new(0, octets.Length);

    // where a record has its type, its version and its length
    private static bool IsText(ReadOnlySpan<byte> octets) =>
        octets.Length >= TlsRecordHeader.Size && !octets[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~');

    // Application data is encrypted, so nothing of it needs to be kept but its header.
    private static MessageExtent First(TlsRecordHeader header) =>
        new(0, header.Whole) { Kept = header.Content == TlsContent.ApplicationData ? TlsRecordHeader.Size : 0 };
}
