namespace Sonde.Wire;

/// <summary>Datagram Transport Layer Security, RFC 6347 and RFC 9147: the records of a datagram, see <see cref="DtlsRecord"/>.</summary>
public readonly ref struct Dtls : ILayer<Dtls>
{
    private readonly ReadOnlySpan<byte> _octets; // one record at least

    private Dtls(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "dtls";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields { get; } = [.. TlsFields.Dtls.All, .. TlsFields.Dtls.OfDatagrams];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Dtls layer)
    {
        layer = new Dtls(octets);
        return DtlsRecord.TryRead(octets, out _) ? ReadStatus.Ok : ReadStatus.NotMine;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        TlsFields fields = TlsFields.Dtls;
        int at = 0;
        while (at < _octets.Length && DtlsRecord.TryRead(_octets[at..], out DtlsRecord record))
        {
            sink.Add(fields.ContentType, at, 1, (ulong)record.Content);
            sink.Add(fields.RecordVersion, at + 1, 2, record.Version);
            sink.Add(fields.Epoch, at + 3, 2, record.Epoch);
            sink.Add(fields.SequenceNumber, at + 5, 6, record.SequenceNumber);
            sink.Add(fields.RecordLength, at + 11, 2, (ulong)record.Length);
            int body = at + DtlsRecord.HeaderSize;
            at += record.Whole;
            if (record.Content == TlsContent.Handshake && record.Epoch == 0)
                Messages(body, at, sink);
            else if (record.Content == TlsContent.Alert && record.Body.Length == 2)
            {
                sink.Add(fields.AlertLevel, body, 1, record.Body[0]);
                sink.Add(fields.AlertDescription, body + 1, 1, record.Body[1]);
            }
        }
    }

    private void Messages(int at, int end, FieldSink sink)
    {
        TlsFields fields = TlsFields.Dtls;
        while (DtlsFragment.TryRead(_octets[at..end], out DtlsFragment fragment))
        {
            sink.Add(fields.HandshakeType, at, 1, fragment.Type);
            sink.Add(fields.HandshakeLength, at + 1, 3, (ulong)fragment.Length);
            sink.Add(fields.MessageSequence, at + 4, 2, fragment.Message);
            sink.Add(fields.FragmentOffset, at + 6, 3, (ulong)fragment.Offset);
            sink.Add(fields.FragmentLength, at + 9, 3, (ulong)fragment.Part.Length);
            int body = at + DtlsFragment.HeaderSize;
            at = body + fragment.Part.Length;
            if (fragment.IsWhole)
                TlsDescription.Body(fragment.Type, isDatagram: true, new FieldCursor(_octets, body, at, sink));
        }
    }
}
