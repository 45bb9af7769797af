namespace Sonde.Analysis;

/// <summary>Reads one TLS connection over TCP.</summary>
internal sealed class TlsReader : IApplicationReader
{
    private readonly TlsConnection _connection;
    private readonly TlsSide _client;
    private readonly TlsSide _server;
    private readonly ApplicationSinks _sinks;

    public TlsReader(ApplicationStream stream, ApplicationSinks sinks)
    {
        _sinks = sinks;
        _connection = new TlsConnection(stream.Flow, stream.Client, stream.Server, TlsCarrier.Tcp)
        {
            UpgradedFrom = stream.Earlier.Count > 0 ? stream.Earlier[^1].Name : null,
        };
        var messages = new TlsMessages(_connection, sinks);
        _client = new TlsSide(fromClient: true, messages);
        _server = new TlsSide(fromClient: false, messages);
    }

    /// <inheritdoc/>
    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
        (fromClient ? _client : _server).Feed(octets, place);

    /// <inheritdoc/>
    public void OnGap(bool fromClient, long length, StreamPlace place) => (fromClient ? _client : _server).Skip(length);

    /// <inheritdoc/>
    public void OnEnd() => _sinks.Tls?.Invoke(_connection);
}
