namespace Sonde.Probes;

/// <summary>Carries questions to servers.</summary>
public interface IDnsNetwork
{
    /// <summary>Sends a question once.</summary>
    IDnsAttempt Begin(DnsServer server, DnsQuery query);
}

/// <summary>A question that was sent. Disposing ends the wait for its answer.</summary>
public interface IDnsAttempt : IDisposable
{
    /// <summary>The answer or the failure, without limit of time; never faulted.</summary>
    Task<DnsArrival> Arrival { get; }
}

/// <summary>How an attempt ended.</summary>
public sealed record DnsArrival
{
    /// <summary>The message; null when there is none.</summary>
    public byte[]? Octets { get; init; }

    /// <summary>Why there is none, as a part of a sentence: "connection refused".</summary>
    public string? Failure { get; init; }

    /// <summary>The failure will be the same next time: a certificate that is not valid.</summary>
    public bool IsFinal { get; init; }

    /// <summary>From sending the question to its answer.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The time that the connection took; null without one, or when it was open already.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>The time that TLS took; null without it, or when the connection was open already.</summary>
    public TimeSpan? Handshake { get; init; }

    /// <summary>An attempt that failed.</summary>
    public static DnsArrival Failed(string reason, bool isFinal = false) =>
        new() { Failure = reason, IsFinal = isFinal };
}
