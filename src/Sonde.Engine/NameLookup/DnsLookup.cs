using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What name servers answered.</summary>
public sealed record DnsLookup : IAnswer
{
    /// <inheritdoc/>
    [Description("There are such records. Otherwise rcode and error_type say why not.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => NameLookupJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>What was asked about.</summary>
    [Description("The name or address as typed.")]
    public required string Query { get; init; }

    /// <summary>Direction.</summary>
    [Description("forward or reverse.")]
    public required string QueryType { get; init; }

    /// <summary>The type.</summary>
    [Description("Record type asked for.")]
    public required string RecordType { get; init; }

    /// <summary>The name on the wire.</summary>
    [Description("Name as it went to the server.")]
    public required string Question { get; init; }

    /// <summary>The records.</summary>
    [Description("Answer section in the server's order.")]
    public required IReadOnlyList<LookupRecord> Records { get; init; }

    /// <summary>Response time.</summary>
    [Description(
        "Milliseconds from the attempt that was answered to its answer; earlier attempts and connecting not counted."
    )]
    public double? ResponseTimeMs { get; init; }

    /// <summary>The server.</summary>
    [Description("Server that answered, or the last one asked.")]
    public string? Nameserver { get; init; }

    /// <summary>The response code.</summary>
    [Description("Response code: NOERROR, NXDOMAIN, SERVFAIL…; absent without an answer.")]
    public string? Rcode { get; init; }

    /// <summary>The kind of failure.</summary>
    [Description("not_found: no such name or records; lookup_failed, timeout, parse_error: nothing usable came back.")]
    public string? ErrorType { get; init; }

    /// <summary>What to do.</summary>
    [Description("What to do next.")]
    public string? Suggestion { get; init; }

    /// <summary>The transport.</summary>
    [Description("udp, tcp, tls or https.")]
    public string? Transport { get; init; }

    /// <summary>Flags.</summary>
    [Description("Flags of the answer as dig names them: qr aa tc rd ra ad cd.")]
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>Checked.</summary>
    [Description(
        "The server says that it checked the signatures (AD); as trustworthy as the server and the way to it."
    )]
    public bool? Authenticated { get; init; }

    /// <summary>Truncated.</summary>
    [Description("The answer over UDP was truncated and asked for again over TCP.")]
    public bool? Truncated { get; init; }

    /// <summary>The chain.</summary>
    [Description("Names the question went through by CNAME, the last one included.")]
    public IReadOnlyList<string>? CnameChain { get; init; }

    /// <summary>Authorities.</summary>
    [Description("Authority section, when it is not empty.")]
    public IReadOnlyList<LookupRecord>? Authority { get; init; }

    /// <summary>Extended errors.</summary>
    [Description("What the server adds about its difficulties (RFC 8914).")]
    public IReadOnlyList<ExtendedErrorRow>? ExtendedErrors { get; init; }

    /// <summary>EDNS.</summary>
    [Description("EDNS of the server; absent when it has none.")]
    public EdnsFacts? Edns { get; init; }

    /// <summary>Times.</summary>
    [Description("Where the time went.")]
    public LookupTimings? Timings { get; init; }

    /// <summary>Attempts.</summary>
    [Description("Every attempt in order.")]
    public IReadOnlyList<LookupAttempt>? Attempts { get; init; }

    /// <summary>Ignored.</summary>
    [Description(
        "Messages that came in and are no answer to the question: spoofing, or a broken server. Absent when none."
    )]
    public IgnoredAnswers? Ignored { get; init; }

    /// <summary>The system's view.</summary>
    [Description(
        "What programs on this machine get for the name: hosts file, search list, system resolver. Only without nameserver."
    )]
    public SystemNameView? System { get; init; }

    /// <summary>The trace.</summary>
    [Description("Only with trace: every server asked from the root down.")]
    public IReadOnlyList<TraceStepRow>? Trace { get; init; }

    /// <summary>Notes.</summary>
    [Description("What to know about this answer.")]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Coverage.</summary>
    [Description("How much of the question was answered.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>A resource record.</summary>
public sealed record LookupRecord
{
    /// <summary>Type.</summary>
    [Description("Type.")]
    public required string RecordType { get; init; }

    /// <summary>Value.</summary>
    [Description("Data as dig prints it.")]
    public required string Value { get; init; }

    /// <summary>TTL.</summary>
    [Description("Seconds it may be kept.")]
    public int? Ttl { get; init; }

    /// <summary>Priority.</summary>
    [Description("Preference of MX, priority of SRV, SVCB and HTTPS.")]
    public int? Priority { get; init; }

    /// <summary>Owner.</summary>
    [Description("Whose record it is.")]
    public string? Name { get; init; }
}
