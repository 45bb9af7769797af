namespace Sonde.Probes;

/// <summary>When a connection was reset that had come about.</summary>
public enum ResetMoment
{
    /// <summary>Before anything was said.</summary>
    AfterHandshake,

    /// <summary>As soon as this side had said something.</summary>
    AfterFirstData,
}

/// <summary>What an open port said.</summary>
public sealed record PortWords
{
    /// <summary>What it said without being asked, or in answer to the plain question that it understood.</summary>
    public byte[] Banner { get; init; } = [];

    /// <summary>It closed or reset the connection as soon as it was made: by whom cannot be seen from here.</summary>
    public ResetMoment? Reset { get; init; }

    /// <summary>It closed the connection without a word.</summary>
    public bool IsClosedAtOnce { get; init; }

    /// <summary>The handshake; null when it speaks no TLS.</summary>
    public TlsDialog? Tls { get; init; }

    /// <summary>Status of its answer to an HTTP request; null when it speaks no HTTP.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The head of that answer.</summary>
    public byte[] HttpHead { get; init; } = [];

    /// <summary>Connections that it took beside the first.</summary>
    public int MoreConnections { get; init; }
}
