using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>One message of SIP. Text from the wire is cleaned; credentials are taken out.</summary>
public sealed record SipPacketRow(
    [property: Description("Frame that completed it.")] long PacketNumber,
    [property: Description("When, ISO 8601 UTC.")] string Timestamp,
    [property: Description("Address of the sender.")] string SourceIp,
    [property: Description("Address of the receiver.")] string DestinationIp,
    [property: Description("Port of the sender.")] int? SourcePort,
    [property: Description("Port of the receiver.")] int? DestinationPort,
    [property: Description("UDP, TCP, or TLS where it was decrypted.")] string Transport,
    [property: Description("request or response.")] string MessageType,
    [property: Description("The start line.")] string StartLine,
    [property: Description("Method of a request.")] string? Method,
    [property: Description("Request-URI of a request.")] string? RequestUri,
    [property: Description("Version of a request.")] string? SipVersion,
    [property: Description("Status code of a response.")] int? StatusCode,
    [property: Description("Words behind it.")] string? ReasonPhrase,
    [property: Description("Call-ID; empty without.")] string CallId,
    [property: Description("CSeq; empty without.")] string Cseq,
    [property: Description("From; empty without.")] string From,
    [property: Description("To; empty without.")] string To,
    [property: Description("Contact; empty without.")] string Contact,
    [property: Description("User-Agent; empty without.")] string UserAgent,
    [property: Description("Server; empty without.")] string Server,
    [property: Description("Via, all of them; empty without.")] string Via,
    [property: Description("Content-Type; empty without.")] string ContentType,
    [property: Description("Content-Length, as it says.")] int? ContentLength,
    [property: Description("Octets of the body.")] int BodyLength,
    [property: Description("One of the ports is 5060 or 5061.")] bool KnownSipPort,
    [property: Description("Headers by their long names in small letters; repeated ones joined by a comma.")]
        IReadOnlyDictionary<string, string> Headers,
    [property: Description("Media that its session description announces.")] IReadOnlyList<SipMediumRow>? Media,
    [property: Description("The message in one line.")] string Summary
);

/// <summary>One medium of a session description.</summary>
public sealed record SipMediumRow(
    [property: Description("audio, video, image …")] string Kind,
    [property: Description("Address at which it is received.")] string? Address,
    [property: Description("Port at which it is received; 0 refuses it.")] int Port,
    [property: Description("RTP/AVP, RTP/SAVP …")] string Protocol,
    [property: Description("Codecs, as PCMU/8000.")] IReadOnlyList<string> Codecs,
    [property: Description("sendrecv, sendonly, recvonly or inactive.")] string Direction
);

/// <summary>One call.</summary>
public sealed record SipCallRow(
    [property: Description("Call-ID.")] string CallId,
    [property: Description("From.")] string From,
    [property: Description("To.")] string To,
    [property: Description("Who called, address:port.")] string Caller,
    [property: Description("Where the call was sent, address:port.")] string Callee,
    [property: Description("answered, busy, cancelled, redirected, failed, unanswered or earlier.")] string Outcome,
    [property: Description("Final status of the INVITE; absent without.")] int? Status,
    [property: Description("Words behind it.")] string? Reason,
    [property: Description("First message, ISO 8601 UTC.")] string Started,
    [property: Description("Milliseconds from INVITE to the first 180 to 189.")] double? PostDialDelayMs,
    [property: Description("Milliseconds from the first 180 to the answer, or to the refusal.")] double? RingMs,
    [property: Description("Milliseconds from INVITE to the answer.")] double? SetupMs,
    [property: Description("Seconds from the answer to BYE; absent while the call was up at the end of the capture.")]
        double? DurationSeconds,
    [property: Description("caller or callee: who sent BYE.")] string? EndedBy,
    [property: Description("Challenges for credentials (401, 407).")] int Challenges,
    [property: Description("Messages that were sent again.")] int Retransmissions,
    [property: Description("INVITEs within the call: hold, other media.")] int Reinvites,
    [property: Description("Media that the ends announced.")] IReadOnlyList<SipMediumRow> Media,
    [property: Description("Streams of RTP to the announced addresses, or from them.")]
        IReadOnlyList<SipStreamRow> Streams,
    [property: Description("Frames of its messages.")] Evidence Evidence
);

/// <summary>One stream of RTP that belongs to a call.</summary>
public sealed record SipStreamRow(
    [property: Description("Sender, address:port.")] string Source,
    [property: Description("Receiver, address:port.")] string Destination,
    [property: Description("Synchronization source.")] string Ssrc,
    [property: Description("Payload type of the first packet.")] int PayloadType,
    [property: Description("Codec, as announced or fixed for the payload type.")] string? Codec,
    [property: Description("Packets that came.")] long Packets,
    [property: Description("Packets that did not come, by their numbers.")] long Lost,
    [property: Description("The same in per cent.")] double LossPercent,
    [property: Description("Jitter at the end in milliseconds (RFC 3550); absent without a known clock.")]
        double? JitterMs,
    [property: Description("Highest jitter in milliseconds.")] double? MaxJitterMs,
    [property: Description(
        "Estimate of the mean opinion score, an upper bound: see note. Absent without values for the codec or without jitter."
    )]
        double? Mos,
    [property: Description("The first and the last frame.")] IReadOnlyList<long> Frames,
    [property: Description("Display filter of the packets, RTP or not known as such.")] string DisplayFilter
);

/// <summary>Registrations with one Call-ID.</summary>
public sealed record SipRegistrationRow(
    [property: Description("Call-ID.")] string CallId,
    [property: Description("Address-of-record: To.")] string Address,
    [property: Description("Contact.")] string? Contact,
    [property: Description("Who registers, address:port.")] string Client,
    [property: Description("Where, address:port.")] string Registrar,
    [property: Description("registered, withdrawn, failed or unanswered.")] string Outcome,
    [property: Description("The last final status; absent without.")] int? Status,
    [property: Description("Words behind it.")] string? Reason,
    [property: Description("Requests, repetitions left out.")] int Requests,
    [property: Description("Challenges for credentials (401, 407).")] int Challenges,
    [property: Description("Seconds asked for in the last request; 0 withdraws.")] long? Expires,
    [property: Description("Messages that were sent again.")] int Retransmissions,
    [property: Description("Its frames.")] Evidence Evidence
);
