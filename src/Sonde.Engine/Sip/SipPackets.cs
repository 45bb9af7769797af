using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What SIP said in a capture, and what came of the calls.</summary>
public sealed record SipPackets : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; no SIP is an answer too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => SipJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>When this was asked.</summary>
    [Description("When this was asked, UTC.")]
    public required string AnalysisTimestamp { get; init; }

    /// <summary>Packets in the capture.</summary>
    [Description("Packets in the capture.")]
    public required long TotalPacketsInFile { get; init; }

    /// <summary>Messages of SIP.</summary>
    [Description("Messages of SIP in the capture; a segment may hold several.")]
    public required int SipPacketsFound { get; init; }

    /// <summary>Messages that the figures count.</summary>
    [Description("Messages that the figures count: all of them.")]
    public required int SipPacketsAnalyzed { get; init; }

    /// <summary>Said when there is none.</summary>
    [Description("Said when the capture has no SIP.")]
    public string? Message { get; init; }

    /// <summary>What to know about the figures.</summary>
    [Description("What was not readable or how quality was estimated; absent when there is nothing to say.")]
    public string? Note { get; init; }

    /// <summary>Counts.</summary>
    [Description("Counts over all messages.")]
    public required SipStatistics Statistics { get; init; }

    /// <summary>Messages in the capture.</summary>
    [Description("Messages in the capture.")]
    public required int Total { get; init; }

    /// <summary>Messages in this answer.</summary>
    [Description("Messages in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The messages.</summary>
    [Description("The messages of this page, in the order of their frames.")]
    public required IReadOnlyList<SipPacketRow> Packets { get; init; }

    /// <summary>The calls.</summary>
    [Description("The calls, those that did not come about first, at most 100.")]
    public required IReadOnlyList<SipCallRow> Calls { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Calls in the capture.")]
    public required int CallsTotal { get; init; }

    /// <summary>How they went.</summary>
    [Description(
        "Calls by outcome: answered, busy, cancelled, redirected, failed, unanswered, earlier (up before the capture)."
    )]
    public required IReadOnlyDictionary<string, int> CallOutcomes { get; init; }

    /// <summary>The registrations.</summary>
    [Description("Registrations, at most 100; those that failed first.")]
    public required IReadOnlyList<SipRegistrationRow> Registrations { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Registrations in the capture, by Call-ID.")]
    public required int RegistrationsTotal { get; init; }

    /// <summary>Transactions by method.</summary>
    [Description("Requests with their answers, by method.")]
    public required IReadOnlyList<SipTransactionRow> Transactions { get; init; }

    /// <summary>The packets.</summary>
    [Description("Frames of the messages of this page.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>Counts over all messages.</summary>
public sealed record SipStatistics(
    [property: Description("Requests.")] int Requests,
    [property: Description("Responses.")] int Responses,
    [property: Description("Requests by method.")] IReadOnlyDictionary<string, int> Methods,
    [property: Description("Responses by class: 1xx to 6xx.")] IReadOnlyDictionary<string, int> ResponseClasses,
    [property: Description("Different Call-IDs.")] int UniqueCallIds,
    [property: Description("Call-IDs, sorted, at most 100.")] IReadOnlyList<string> CallIds,
    [property: Description("Messages by transport: UDP, TCP, TLS where it was decrypted.")]
        IReadOnlyDictionary<string, int> Transports,
    [property: Description("User agents and servers, sorted, at most 100.")] IReadOnlyList<string> UserAgents,
    [property: Description("Messages that were sent again in the same conversation.")] long Retransmissions
);

/// <summary>Requests of one method with their answers.</summary>
public sealed record SipTransactionRow(
    [property: Description("The method.")] string Method,
    [property: Description("Requests, repetitions left out.")] int Count,
    [property: Description("With a final answer.")] int Answered,
    [property: Description("Without any answer.")] int Unanswered,
    [property: Description("Messages that were sent again.")] int Retransmissions,
    [property: Description("Milliseconds to the final answer on average; for INVITE this is how long people took.")]
        double? MeanMs,
    [property: Description("Milliseconds of the slowest.")] double? MaxMs
);
