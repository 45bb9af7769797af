using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>How a handshake ended.</summary>
public enum TlsOutcome : byte
{
    /// <summary>Nothing of it was captured: the capture began later.</summary>
    NotSeen,

    /// <summary>Both ends finished.</summary>
    Completed,

    /// <summary>One end ended it with an alert.</summary>
    Refused,

    /// <summary>It has no end in the capture.</summary>
    Incomplete,
}

/// <summary>How a session was taken up again.</summary>
public enum TlsResumption : byte
{
    /// <summary>A full handshake.</summary>
    None,

    /// <summary>The server took the session identifier or the ticket of an earlier session; TLS 1.2 and before.</summary>
    Session,

    /// <summary>The server took a key of an earlier session; TLS 1.3.</summary>
    PreSharedKey,
}

/// <summary>An alert.</summary>
/// <param name="Place">The frame that brought it.</param>
/// <param name="FromClient">Sent by the client.</param>
/// <param name="Level">1 warning, 2 fatal; null when it is encrypted.</param>
/// <param name="Description">What it says; null when it is encrypted.</param>
public readonly record struct TlsAlert(StreamPlace Place, bool FromClient, byte? Level, byte? Description);

/// <summary>A chain of certificates as one end sent it.</summary>
/// <param name="Place">The frame that completed it.</param>
/// <param name="Certificates">The certificates in DER, the end's own first; at most <see cref="TlsConnection.MostCertificates"/>.</param>
/// <param name="Sent">Certificates that were sent.</param>
public sealed record TlsChain(StreamPlace Place, IReadOnlyList<byte[]> Certificates, int Sent);

/// <summary>One TLS connection: what was offered and chosen, who proved what, how the handshake ended.</summary>
/// <remarks>Memory: the numbers and names of two hellos, and certificates, both bounded: about 300 KB at most, usually 5 KB.</remarks>
public sealed class TlsConnection
{
    /// <summary>Certificates kept of a chain.</summary>
    public const int MostCertificates = 16;

    /// <summary>Alerts kept.</summary>
    public const int MostAlerts = 16;

    private const int MostFrames = 32;

    private readonly List<long> _frames = [];
    private readonly List<TlsAlert> _alerts = [];
    private readonly List<byte> _messageTypes = [];

    internal TlsConnection(Flow flow, Endpoint client, Endpoint server, TlsCarrier carrier) =>
        (Flow, Client, Server, Carrier) = (flow, client, server, carrier);

    /// <summary>The conversation that carries it.</summary>
    public Flow Flow { get; }

    /// <summary>The end that sent the client's hello.</summary>
    public Endpoint Client { get; internal set; }

    /// <summary>The end that answers.</summary>
    public Endpoint Server { get; internal set; }

    /// <summary>What carries it.</summary>
    public TlsCarrier Carrier { get; }

    /// <summary>The application that it was before an upgrade such as STARTTLS, Wireshark's name; null without one.</summary>
    public string? UpgradedFrom { get; internal set; }

    /// <summary>What the client offered; null when its hello was not captured.</summary>
    public TlsOffer? Offer { get; internal set; }

    /// <summary>What the server chose; null when its hello was not captured.</summary>
    public TlsChoice? Choice { get; internal set; }

    /// <summary>The server asked for another hello first (TLS 1.3), or for a cookie (DTLS).</summary>
    public bool WasAskedAgain { get; internal set; }

    /// <summary>The frame of the client's first hello.</summary>
    public StreamPlace? ClientHelloAt { get; internal set; }

    /// <summary>The frame of the server's hello.</summary>
    public StreamPlace? ServerHelloAt { get; internal set; }

    /// <summary>The frame in which the client finished the handshake.</summary>
    public StreamPlace? ClientFinishedAt { get; internal set; }

    /// <summary>The frame in which the server finished the handshake; null in TLS 1.3 without keys, where that is encrypted like all that follows its hello.</summary>
    public StreamPlace? ServerFinishedAt { get; internal set; }

    /// <summary>The server's certificates; null where they were not sent in the clear, and not decrypted.</summary>
    public TlsChain? ServerChain { get; internal set; }

    /// <summary>The client's certificates; null where they were not sent in the clear, and not decrypted.</summary>
    public TlsChain? ClientChain { get; internal set; }

    /// <summary>The server asked for a certificate of the client, in the clear or decrypted.</summary>
    public bool AsksForClientCertificate { get; internal set; }

    /// <summary>How it took up an earlier session.</summary>
    public TlsResumption Resumption { get; internal set; }

    /// <summary>The first alerts, see <see cref="AlertCount"/>.</summary>
    public IReadOnlyList<TlsAlert> Alerts => _alerts;

    /// <summary>All alerts.</summary>
    public long AlertCount { get; private set; }

    /// <summary>Records with application data that the client sent.</summary>
    public long ClientRecords { get; internal set; }

    /// <summary>Records with application data that the server sent.</summary>
    public long ServerRecords { get; internal set; }

    /// <summary>Records that keys of a key log opened.</summary>
    public long RecordsOpened { get; internal set; }

    /// <summary>Records for which there were keys and that did not authenticate: damaged, or of other keys.</summary>
    public long RecordsNotOpened { get; internal set; }

    /// <summary>Octets were missing or could not be read as records.</summary>
    public bool HasGaps { get; internal set; }

    /// <summary>Frames with messages of the handshake, in their order; at most 32.</summary>
    public IReadOnlyList<long> Frames => _frames;

    /// <summary>Types of the handshake messages that could be read, in their order; at most 32.</summary>
    public IReadOnlyList<byte> MessageTypes => _messageTypes;

    /// <summary>The version in use; null when the server's hello was not captured.</summary>
    public ushort? Version => Choice?.Version;

    /// <summary>How the handshake ended.</summary>
    public TlsOutcome Outcome
    {
        get
        {
            if (IsCompleted)
                return TlsOutcome.Completed;
            if (EndsWithAlert)
                return TlsOutcome.Refused;
            if (Offer is null && Choice is null)
                return TlsOutcome.NotSeen;
            return TlsOutcome.Incomplete;
        }
    }

    /// <summary>Nanoseconds from the client's hello to its end of the handshake; null where one was not captured.</summary>
    public long? Duration =>
        ClientHelloAt is { } from && Last is { } to && IsCompleted ? to.At.Nanoseconds - from.At.Nanoseconds : null;

    private StreamPlace? Last =>
        ServerFinishedAt is { } server && ClientFinishedAt is { } client
            ? server.At.Nanoseconds > client.At.Nanoseconds
                ? server
                : client
            : ClientFinishedAt;

    private bool IsTls13 => Version is TlsVersions.Tls13 or TlsVersions.Dtls13 or >= 0x7f00 and <= 0x7f1c;

    // One direction only was captured: data after what ends the handshake shows that the other end did its part.
    private bool IsCompleted =>
        IsTls13
            ? ClientFinishedAt is not null
            : ClientFinishedAt is not null && ServerFinishedAt is not null
                || ClientFinishedAt is not null && Choice is null && ClientRecords > 0
                || ServerFinishedAt is not null && Offer is null && ServerRecords > 0;

    private bool EndsWithAlert
    {
        get
        {
            foreach (TlsAlert alert in _alerts)
            {
                if (alert.Level is null or 2 || alert.Description == 0)
                    return true;
            }
            return false;
        }
    }

    internal void Add(TlsAlert alert)
    {
        AlertCount++;
        AddFrame(alert.Place);
        if (_alerts.Count < MostAlerts)
            _alerts.Add(alert);
    }

    internal void AddType(byte type)
    {
        if (_messageTypes.Count < MostFrames)
            _messageTypes.Add(type);
    }

    internal void AddFrame(StreamPlace place)
    {
        if (_frames.Count < MostFrames && (_frames.Count == 0 || _frames[^1] != place.Frame))
            _frames.Add(place.Frame);
    }
}
