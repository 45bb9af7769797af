namespace Sonde.Probes;

/// <summary>What became of a question.</summary>
public sealed record DnsReply
{
    /// <summary>The message; null when no server answered.</summary>
    public byte[]? Octets { get; init; }

    /// <summary>Who answered; null when nobody did.</summary>
    public DnsServer? Server { get; init; }

    /// <summary>How it came.</summary>
    public DnsTransport Transport { get; init; }

    /// <summary>From sending the question that was answered to its answer: attempts before it do not count.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The time that the connection took; null without one.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>The time that TLS took; null without it.</summary>
    public TimeSpan? Handshake { get; init; }

    /// <summary>The answer over UDP was truncated, and TCP was tried.</summary>
    public bool WasTruncated { get; init; }

    /// <summary>Why TCP did not give the whole answer; null when it did, or was not needed.</summary>
    public string? TcpFailure { get; init; }

    /// <summary>The server did not understand EDNS, and was asked without it (RFC 6891 §7).</summary>
    public bool WithoutEdns { get; init; }

    /// <summary>Every attempt in its order.</summary>
    public IReadOnlyList<DnsTry> Tries { get; init; } = [];
}

/// <summary>One attempt of a question.</summary>
/// <param name="Server">Who was asked.</param>
/// <param name="Transport">How.</param>
/// <param name="Outcome">"answered", "no answer", or why it failed.</param>
/// <param name="Elapsed">How long it was waited for.</param>
public sealed record DnsTry(DnsServer Server, DnsTransport Transport, string Outcome, TimeSpan Elapsed)
{
    /// <summary>The outcome of an attempt that nothing came back to.</summary>
    public const string NoAnswer = "no answer";

    /// <summary>The outcome of an attempt that was answered.</summary>
    public const string Answered = "answered";
}
