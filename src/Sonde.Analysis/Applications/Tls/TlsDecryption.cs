using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Finds the keys of one TLS connection over TCP as its handshake goes on, opens its records, and has what is inside read.</summary>
/// <remarks>Memory: two directions of keys, and early data until the server takes or refuses it, at most <see cref="MostEarly"/> octets.</remarks>
internal sealed class TlsDecryption : IDisposable
{
    /// <summary>Octets of early data that wait.</summary>
    public const int MostEarly = 1 << 16;

    private const byte EndOfEarlyData = 5;
    private const byte KeyUpdate = 24;
    private const ushort EncryptThenMac = 22; // RFC 7366

    private readonly ApplicationStream _stream;
    private readonly ApplicationSinks _sinks;
    private readonly TlsKeyLog _log;
    private readonly TlsConnection _connection;
    private readonly TlsDirectionKeys _client = new();
    private readonly TlsDirectionKeys _server = new();
    private List<(byte[] Octets, StreamPlace Place)>? _early;
    private int _earlyLength;
    private ApplicationStream? _inner;
    private byte[]? _clientRandom;
    private byte[]? _serverRandom;
    private ushort _version;
    private ushort _suite;
    private bool _isEncryptThenMac;
    private bool _isReadable; // a suite, a version and a compression that can be opened here
    private bool _isEarly; // what the client sends is early data
    private bool? _isEarlyTaken; // the server said that it takes it

    public TlsDecryption(ApplicationStream stream, ApplicationSinks sinks, TlsKeyLog log, TlsConnection connection) =>
        (_stream, _sinks, _log, _connection) = (stream, sinks, log, connection);

    private bool IsTls13 => _version == TlsVersions.Tls13;

    /// <summary>Whether records of application data are worth keeping until they are whole.</summary>
    public bool Wants(bool fromClient) => Side(fromClient).IsOpen;

    /// <summary>Whether a record is one that keys protect, and keys are known.</summary>
    public bool IsProtected(bool fromClient, TlsContent content) =>
        Side(fromClient).IsOpen && (content == TlsContent.ApplicationData || _version is > 0 and < TlsVersions.Tls13);

    /// <summary>Learns from a handshake message, in the clear or decrypted.</summary>
    public void Seen(bool fromClient, byte type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case TlsHandshakeTypes.ClientHello when TlsClientHello.TryRead(body, false, out TlsClientHello hello):
                _clientRandom = hello.Random.ToArray();
                if (_serverRandom is null && hello.Extensions.TryFind(TlsExtensionTypes.EarlyData, out _))
                    ExpectEarlyData(hello);
                break;
            case TlsHandshakeTypes.ServerHello when TlsServerHello.TryRead(body, out TlsServerHello hello):
                if (!hello.IsRetryRequest)
                    Chosen(hello);
                break;
            case TlsHandshakeTypes.EncryptedExtensions when _isEarly && body.Length >= 2:
                DecideEarlyData(new TlsExtensions(body[2..]).TryFind(TlsExtensionTypes.EarlyData, out _));
                break;
            case TlsHandshakeTypes.Finished or EndOfEarlyData when IsTls13:
                Side(fromClient).Advance();
                if (fromClient)
                    _isEarly = false;
                break;
            case KeyUpdate when IsTls13:
                Side(fromClient).Update();
                break;
        }
    }

    /// <summary>What follows in this direction uses the keys that were agreed; TLS 1.2 and before.</summary>
    public void ChangeCipherSpec(bool fromClient)
    {
        if (IsTls13 || _version == 0)
            return;
        Side(fromClient).Use(KeysOf(fromClient));
    }

    /// <summary>Opens a record. Returns the octets of its content, or -1.</summary>
    public int TryOpen(
        bool fromClient,
        TlsRecordHeader header,
        ReadOnlySpan<byte> octets,
        Span<byte> clear,
        StreamPlace place,
        out TlsContent content
    )
    {
        TlsDirectionKeys side = Side(fromClient);
        content = header.Content;
        int length = side.TryOpen(header, octets, clear);
        if (length < 0)
        {
            _connection.RecordsNotOpened++;
            if (header.Content == TlsContent.ApplicationData)
                _inner?.Skip(fromClient, side.ContentOf(header.Length), place);
            return -1;
        }
        _connection.RecordsOpened++;
        _stream.IsDecrypted = true;
        if (side.Skipped > 0)
            _inner?.Skip(fromClient, side.Skipped, place);
        if (_version is > 0 and < TlsVersions.Tls13)
            return length;
        length = clear[..length].LastIndexOfAnyExcept((byte)0) + 1; // RFC 8446 §5.4: type, then zeros
        if (length == 0)
            return 0;
        content = (TlsContent)clear[length - 1];
        return length - 1;
    }

    /// <summary>A record was not captured whole, but where it ends is known.</summary>
    public void LoseRecord(bool fromClient, int length, StreamPlace place)
    {
        long content = Side(fromClient).LoseRecord(length);
        if (content > 0)
            _inner?.Skip(fromClient, content, place);
    }

    /// <summary>Octets are missing, and nobody knows of how many records.</summary>
    public void Lose(bool fromClient, long octets) => Side(fromClient).Lose(octets);

    /// <summary>Hands over what was inside a record of application data.</summary>
    public void Data(bool fromClient, ReadOnlySpan<byte> clear, StreamPlace place)
    {
        if (clear.IsEmpty)
            return;
        if (!fromClient || !_isEarly)
            DecideEarlyData(isTaken: true); // the answer was not captured: what was sent is shown
        else if (_isEarlyTaken == false)
            return; // the client sends it once more
        else if (_isEarlyTaken is null && _earlyLength + clear.Length <= MostEarly)
        {
            (_early ??= []).Add((clear.ToArray(), place));
            _earlyLength += clear.Length;
            return;
        }
        Give(fromClient, clear, place);
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        DecideEarlyData(isTaken: true);
        _inner?.End();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private TlsDirectionKeys Side(bool fromClient) => fromClient ? _client : _server;

    private void Give(bool fromClient, ReadOnlySpan<byte> clear, StreamPlace place)
    {
        _inner ??= _stream.Inside(_connection.Choice?.Protocol);
        _sinks.ClearText?.Invoke(_stream, fromClient, clear, place);
        _inner.Feed(fromClient, clear, place);
    }

    private void Chosen(in TlsServerHello hello)
    {
        (_serverRandom, _version, _suite) = (hello.Random.ToArray(), hello.NegotiatedVersion, hello.CipherSuite);
        _isEncryptThenMac = hello.Extensions.TryFind(EncryptThenMac, out _);
        _isReadable = hello.Compression == 0 && _version is >= TlsVersions.Tls10 and <= TlsVersions.Tls13;
        if (!IsTls13 || !_isReadable || TlsCipher.Of(_suite) is not { } cipher || _clientRandom is not { } random)
            return;
        _server.Use(
            [cipher],
            Secret(random, TlsSecretKind.ServerHandshake, cipher),
            Secret(random, TlsSecretKind.ServerTraffic, cipher)
        );
        _client.Use(
            [cipher],
            _isEarly ? Secret(random, TlsSecretKind.ClientEarly, cipher) : null,
            Secret(random, TlsSecretKind.ClientHandshake, cipher),
            Secret(random, TlsSecretKind.ClientTraffic, cipher)
        );
    }

    private TlsRecordKeys? KeysOf(bool fromClient)
    {
        if (!_isReadable || _clientRandom is null || _serverRandom is null || TlsCipher.Of(_suite) is not { } cipher)
            return null;
        return _log.Find(_clientRandom, TlsSecretKind.Master) is { } master
            ? TlsRecordKeys.OfMaster(
                cipher,
                _version,
                master,
                (_clientRandom, _serverRandom),
                fromClient,
                _isEncryptThenMac
            )
            : null;
    }

    // A secret of another length is not of this suite, and would only cost.
    private byte[]? Secret(byte[] random, TlsSecretKind kind, TlsCipher cipher) =>
        _log.Find(random, kind) is { } secret && secret.Length == SizeOf(cipher.Hash) ? secret : null;

    private static int SizeOf(HashAlgorithmName hash) => hash == HashAlgorithmName.SHA384 ? 48 : 32;

    // The suite is that of the session before, which the hello does not name: each one offered is tried.
    private void ExpectEarlyData(in TlsClientHello hello)
    {
        if (_log.Find(hello.Random, TlsSecretKind.ClientEarly) is not { } secret)
            return;
        var ciphers = new List<TlsCipher>();
        for (ReadOnlySpan<byte> suites = hello.CipherSuites; suites.Length >= 2; suites = suites[2..])
        {
            // RFC 8446 §B.4: 0x13 is where the suites of TLS 1.3 begin
            bool isOf13 = suites[0] == 0x13;
            if (isOf13 && TlsCipher.Of((ushort)(0x1300 | suites[1])) is { } cipher)
            {
                if (SizeOf(cipher.Hash) == secret.Length)
                    ciphers.Add(cipher);
            }
        }
        _isEarly = true;
        _client.Use(ciphers, secret);
    }

    private void DecideEarlyData(bool isTaken)
    {
        _isEarlyTaken ??= isTaken;
        List<(byte[] Octets, StreamPlace Place)>? early = _early;
        (_early, _earlyLength) = (null, 0);
        if (isTaken)
            early?.ForEach(one => Give(fromClient: true, one.Octets, one.Place));
    }
}
