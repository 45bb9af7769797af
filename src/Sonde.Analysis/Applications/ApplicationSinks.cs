namespace Sonde.Analysis;

/// <summary>Who is told what applications said. Where nobody listens, an application is recognised and its octets are left alone.</summary>
public sealed record ApplicationSinks
{
    /// <summary>Told of every TCP connection, and every stream inside one, at its end.</summary>
    public Action<ApplicationStream>? Streams { get; init; }

    /// <summary>Told of every conversation over UDP at its end.</summary>
    public Action<DatagramStream>? Datagrams { get; init; }

    /// <summary>Told of every HTTP exchange when its response ends, or nothing more can come of it.</summary>
    public Action<HttpExchange>? Http { get; init; }

    /// <summary>Told of every question and answer whose times are known, of all applications.</summary>
    public Action<Transaction>? Transactions { get; init; }

    /// <summary>Told when a reader gave something up because of a limit, with the limit's name.</summary>
    public Action<ApplicationStream, string>? Trouble { get; init; }

    /// <summary>Told of every TLS connection at its end.</summary>
    public Action<TlsConnection>? Tls { get; init; }

    /// <summary>Told of every handshake message and alert of TLS that can be read, as it comes.</summary>
    public TlsMessageSink? TlsMessages { get; init; }

    /// <summary>Told of every message of SIP, as it comes.</summary>
    public Action<SipMessage>? Sip { get; init; }

    /// <summary>Told what was said to databases.</summary>
    public IDatabaseSink? Databases { get; init; }
}
