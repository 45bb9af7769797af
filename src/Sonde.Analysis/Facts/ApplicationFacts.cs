using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts over what applications said, and which of them were found where no port suggests them.</summary>
/// <param name="protocols">The protocols of the pass.</param>
public sealed class ApplicationFacts(Protocols protocols)
{
    private const int MostDecrypted = 200_000; // exchanges, or frames
    private const int MostInQuic = 200_000; // frames

    private static readonly string Http2Name = Wire.Http2.Name;

    private readonly Dictionary<string, long> _detected = new(StringComparer.Ordinal);

    /// <summary>TLS over TCP and QUIC.</summary>
    public TlsFacts Tls { get; } = new();

    /// <summary>DTLS.</summary>
    public TlsFacts Dtls { get; } = new();

    /// <summary>MySQL, PostgreSQL, Redis, SQL Server and MongoDB.</summary>
    public DatabaseFacts Databases { get; } = new();

    /// <summary>HTTP/2.</summary>
    public Http2Facts Http2 { get; } = new();

    /// <summary>HTTP/1 inside TLS that was decrypted with keys of the capture itself.</summary>
    public List<HttpExchange> Decrypted { get; } = [];

    /// <summary>Frames that carry HTTP/2 inside TLS.</summary>
    public HashSet<long> DecryptedHttp2Frames { get; } = [];

    /// <summary>Frames that end a message of TLS inside QUIC.</summary>
    public HashSet<long> TlsInQuicFrames { get; } = [];

    /// <summary>Frames that carry a frame of HTTP/3 whole.</summary>
    public HashSet<long> DecryptedHttp3Frames { get; } = [];

    /// <summary>Streams by the application that was found by content, where the ports suggest another or none.</summary>
    public IReadOnlyDictionary<string, long> Detected => _detected;

    /// <summary>Observers that count.</summary>
    /// <param name="keys">The keys of TLS that the capture brings along.</param>
    public IReadOnlyList<IObserver> Observe(TlsKeyLog keys)
    {
        TlsMessageSink tls = (in TlsMessage message) =>
            (message.Carrier == TlsCarrier.Datagrams ? Dtls : Tls).Count(message);
        var overTcp = new ApplicationSinks
        {
            Streams = Ended,
            Databases = Databases,
            Keys = keys,
            HttpBeyondLayers = Exchange,
            DecryptedTlsMessages = tls, // what stands in the clear counts as the records of packets show it
            ClearText = (stream, _, _, place) =>
            {
                if (stream.Inner?.Application?.Name == Http2Name && DecryptedHttp2Frames.Count < MostDecrypted)
                    DecryptedHttp2Frames.Add(place.Frame);
            },
        };
        var overUdp = new ApplicationSinks
        {
            TlsMessages = (in TlsMessage message) =>
            {
                tls(message);
                if (message.Carrier == TlsCarrier.Quic && TlsInQuicFrames.Count < MostInQuic)
                    TlsInQuicFrames.Add(message.Place.Frame);
            },
            Keys = keys,
            Http3Frames = place =>
            {
                if (DecryptedHttp3Frames.Count < MostDecrypted)
                    DecryptedHttp3Frames.Add(place.Frame);
            },
        };
        return
        [
            new TlsRecordFacts(protocols, tls),
            new EapTlsFacts(protocols, tls),
            StandardApplications.ObserveTcp(overTcp),
            StandardApplications.ObserveUdp(overUdp),
        ];
    }

    private void Exchange(HttpExchange exchange)
    {
        if (exchange.Http2Stream is not null)
            Http2.Count(exchange);
        else if (Decrypted.Count < MostDecrypted)
            Decrypted.Add(exchange);
    }

    private void Ended(ApplicationStream stream)
    {
        if (stream is { Outer: null, Application: { } application } && stream.PortSuggests != application)
            CollectionsMarshal.GetValueRefOrAddDefault(_detected, application.Name, out _)++;
    }
}
