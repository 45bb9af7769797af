using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts over what applications said, and which of them were found where no port suggests them.</summary>
/// <param name="protocols">The protocols of the pass.</param>
public sealed class ApplicationFacts(Protocols protocols)
{
    private readonly Dictionary<string, long> _detected = new(StringComparer.Ordinal);

    /// <summary>TLS over TCP and QUIC.</summary>
    public TlsFacts Tls { get; } = new();

    /// <summary>DTLS.</summary>
    public TlsFacts Dtls { get; } = new();

    /// <summary>MySQL, PostgreSQL, Redis, SQL Server and MongoDB.</summary>
    public DatabaseFacts Databases { get; } = new();

    /// <summary>Streams by the application that was found by content, where the ports suggest another or none.</summary>
    public IReadOnlyDictionary<string, long> Detected => _detected;

    /// <summary>Observers that count.</summary>
    public IReadOnlyList<IObserver> Observe()
    {
        TlsMessageSink tls = (in TlsMessage message) =>
            (message.Carrier == TlsCarrier.Datagrams ? Dtls : Tls).Count(message);
        return
        [
            new TlsRecordFacts(protocols, tls),
            new EapTlsFacts(protocols, tls),
            StandardApplications.ObserveTcp(new ApplicationSinks { Streams = Ended, Databases = Databases }),
            StandardApplications.ObserveUdp(new ApplicationSinks { TlsMessages = tls }),
        ];
    }

    private void Ended(ApplicationStream stream)
    {
        if (stream.Application is { } application && stream.PortSuggests != application)
            CollectionsMarshal.GetValueRefOrAddDefault(_detected, application.Name, out _)++;
    }
}
