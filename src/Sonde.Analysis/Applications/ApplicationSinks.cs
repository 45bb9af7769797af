namespace Sonde.Analysis;

/// <summary>Who is told what applications said. Where nobody listens, an application is recognised and its octets are left alone.</summary>
public sealed record ApplicationSinks
{
    /// <summary>Told of every TCP connection, and every stream inside one, at its end.</summary>
    public Action<ApplicationStream>? Streams { get; init; }

    /// <summary>Told of every TCP connection when its first segment was seen, so that it can be looked at before it ends.</summary>
    public Action<ApplicationStream>? Opened { get; init; }

    /// <summary>Told of every conversation over UDP at its end.</summary>
    public Action<DatagramStream>? Datagrams { get; init; }

    /// <summary>Told of every HTTP exchange when its response ends, or nothing more can come of it.</summary>
    public Action<HttpExchange>? Http { get; init; }

    /// <summary>Told of the HTTP exchanges that no layer of a packet shows whole: those of HTTP/2 and HTTP/3, and those inside TLS.</summary>
    public Action<HttpExchange>? HttpBeyondLayers { get; init; }

    /// <summary>Keeps the content of HTTP messages; null where nobody looks at it.</summary>
    public HttpContents? Contents { get; init; }

    /// <summary>Told of every question and answer whose times are known, of all applications.</summary>
    public Action<Transaction>? Transactions { get; init; }

    /// <summary>Told when a reader gave something up because of a limit, with the limit's name.</summary>
    public Action<ApplicationStream, string>? Trouble { get; init; }

    /// <summary>Told of every TLS connection at its end.</summary>
    public Action<TlsConnection>? Tls { get; init; }

    /// <summary>Told of every TLS connection when its first octets were recognised, so that it can be looked at before it ends.</summary>
    public Action<TlsConnection>? TlsOpened { get; init; }

    /// <summary>Told of every handshake message and alert of TLS that can be read, as it comes.</summary>
    public TlsMessageSink? TlsMessages { get; init; }

    /// <summary>Told of those among them that were encrypted.</summary>
    public TlsMessageSink? DecryptedTlsMessages { get; init; }

    /// <summary>The secrets with which TLS over TCP and QUIC are decrypted; null where it is not.</summary>
    public TlsKeyLog? Keys { get; init; }

    /// <summary>Counts what was decrypted and what was not; null where nobody asks.</summary>
    public DecryptionCounts? Decryption { get; init; }

    /// <summary>Told of what was inside the records of TLS, and in the streams of QUIC, that were decrypted.</summary>
    public ClearTextSink? ClearText { get; init; }

    /// <summary>Told of every direction of a stream of QUIC that was decrypted at its end; each is a stream of its own.</summary>
    public Action<ApplicationStream>? ClearTextEnded { get; init; }

    /// <summary>Told of the frames of HTTP/3 that one frame of the capture carries whole, which is where Wireshark shows the protocol.</summary>
    public Action<StreamPlace>? Http3Frames { get; init; }

    /// <summary>Told of every message of SIP, as it comes.</summary>
    public Action<SipMessage>? Sip { get; init; }

    /// <summary>How much is kept of the main facts that conversations say of themselves; null where nobody asks.</summary>
    public FactsBudget? Facts { get; init; }

    /// <summary>Takes the files that SMTP and FTP carry; null where nobody wants them.</summary>
    public TransferredFiles? Files { get; init; }

    /// <summary>Told what was said to databases.</summary>
    public IDatabaseSink? Databases { get; init; }
}

/// <summary>Told of octets that were decrypted, in the order of their direction, all of one record.</summary>
/// <param name="stream">The stream in which they were encrypted.</param>
/// <param name="fromClient">Sent by the client.</param>
/// <param name="octets">The octets; valid during the call only.</param>
/// <param name="place">The frame that completed the record.</param>
public delegate void ClearTextSink(
    ApplicationStream stream,
    bool fromClient,
    ReadOnlySpan<byte> octets,
    StreamPlace place
);
