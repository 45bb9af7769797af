namespace Sonde.Analysis;

/// <summary>Reads one TLS connection over TCP.</summary>
internal sealed class TlsReader : IApplicationReader, IDisposable
{
    private readonly TlsConnection _connection;
    private readonly TlsSide _client;
    private readonly TlsSide _server;
    private readonly TlsDecryption? _decryption;
    private readonly ApplicationSinks _sinks;

    public TlsReader(ApplicationStream stream, ApplicationSinks sinks)
    {
        _sinks = sinks;
        _connection = new TlsConnection(stream.Flow, stream.Client, stream.Server, TlsCarrier.Tcp)
        {
            UpgradedFrom = stream.Earlier.Count > 0 ? stream.Earlier[^1].Name : null,
        };
        sinks.TlsOpened?.Invoke(_connection);
        var messages = new TlsMessages(_connection, sinks);
        if (sinks.Keys is { Sessions: > 0 } log)
            _decryption = new TlsDecryption(stream, sinks, log, _connection);
        _client = new TlsSide(fromClient: true, messages, _decryption);
        _server = new TlsSide(fromClient: false, messages, _decryption);
    }

    /// <inheritdoc/>
    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
        (fromClient ? _client : _server).Feed(octets, place);

    /// <inheritdoc/>
    public void OnGap(bool fromClient, long length, StreamPlace place) =>
        (fromClient ? _client : _server).Skip(length, place);

    /// <inheritdoc/>
    public void OnEnd()
    {
        _decryption?.End();
        _sinks.Decryption?.Count(_connection);
        _sinks.Tls?.Invoke(_connection);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _decryption?.Dispose();
}
