using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>QUIC: found by the long header of its first packets.</summary>
public sealed class QuicApplication(ApplicationSinks sinks) : IDatagramApplication
{
    private static readonly ushort[] Usual = [443, 853, 8443];

    private readonly QuicWaiting _waiting = new();

    /// <inheritdoc/>
    public string Name => Quic.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => Usual;

    /// <inheritdoc/>
    public Recognition Recognize(ReadOnlySpan<byte> datagram, bool fromInitiator)
    {
        if (!QuicLongHeader.TryRead(datagram, out QuicLongHeader packet))
            return Recognition.NotMine;
        bool isFromServer = packet.Type is QuicPacketType.Retry or QuicPacketType.VersionNegotiation;
        return new Recognition(Certainty.Certain, ClientIsResponder: isFromServer == fromInitiator && isFromServer);
    }

    /// <inheritdoc/>
    public IDatagramReader? Open(DatagramStream stream) =>
        sinks.Tls is null && sinks.TlsMessages is null && sinks.Keys is not { Sessions: > 0 }
            ? null
            : new QuicReader(stream, sinks, _waiting);
}
