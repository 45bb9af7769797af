using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>DTLS: found by the header of a record that holds the begin of a handshake, or by port.</summary>
public sealed class DtlsApplication(ApplicationSinks sinks) : IDatagramApplication
{
    private static readonly ushort[] Usual = [853, 2221, 4433, 5061, 5349, 5684, 5868, 10161];

    /// <inheritdoc/>
    public string Name => Dtls.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => Usual;

    /// <inheritdoc/>
    public Recognition Recognize(ReadOnlySpan<byte> datagram, bool fromInitiator)
    {
        if (!DtlsRecord.TryRead(datagram, out DtlsRecord record))
            return Recognition.NotMine;
        bool isHandshake = record.Content == TlsContent.Handshake && record.Epoch == 0;
        if (!isHandshake || !DtlsFragment.TryRead(record.Body, out DtlsFragment fragment))
            return Recognition.Unsure;
        bool isFromClient = fragment.Type is TlsHandshakeTypes.ClientHello or TlsHandshakeTypes.ClientKeyExchange;
        bool isFromServer =
            fragment.Type
            is TlsHandshakeTypes.ServerHello
                or TlsHandshakeTypes.HelloVerifyRequest
                or TlsHandshakeTypes.ServerHelloDone;
        bool isTurned = (isFromClient && !fromInitiator) || (isFromServer && fromInitiator);
        return new Recognition(Certainty.Certain, isTurned);
    }

    /// <inheritdoc/>
    public IDatagramReader? Open(DatagramStream stream) =>
        sinks.Tls is null && sinks.TlsMessages is null ? null : new DtlsReader(stream, sinks);
}
