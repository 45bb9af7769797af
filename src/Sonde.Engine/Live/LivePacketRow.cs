using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>One packet of a live capture.</summary>
public sealed record LivePacketRow
{
    /// <summary>Number.</summary>
    [Description("Number of the packet since the capture began, from 1.")]
    public required long PacketNumber { get; init; }

    /// <summary>Time.</summary>
    [Description("Time, RFC 3339 UTC.")]
    public required string Timestamp { get; init; }

    /// <summary>Protocol.</summary>
    [Description("DNS, TCP, UDP, SCTP, ICMPv4, ICMPv6, or else the innermost protocol.")]
    public required string Protocol { get; init; }

    /// <summary>Sender.</summary>
    [JsonPropertyName("srcIP")]
    [Description("Source address of the outermost Internet header; empty without one.")]
    public required string SourceAddress { get; init; }

    /// <summary>Receiver.</summary>
    [JsonPropertyName("dstIP")]
    [Description("Destination address of that header.")]
    public required string DestinationAddress { get; init; }

    /// <summary>Port of the sender.</summary>
    [JsonPropertyName("srcPort")]
    [Description("Source port; 0 without one.")]
    public required int SourcePort { get; init; }

    /// <summary>Port of the receiver.</summary>
    [JsonPropertyName("dstPort")]
    [Description("Destination port; 0 without one.")]
    public required int DestinationPort { get; init; }

    /// <summary>Octets on the wire.</summary>
    [Description("Octets on the wire.")]
    public required long Length { get; init; }

    /// <summary>Payload.</summary>
    [JsonPropertyName("payloadSize")]
    [Description("Octets of payload of TCP, UDP or SCTP; 0 without one.")]
    public required int PayloadLength { get; init; }

    /// <summary>Flags.</summary>
    [Description("TCP flags that are set, of SYN, ACK, FIN, RST, PSH.")]
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>More.</summary>
    [Description("What the content is; absent when nothing is known.")]
    public LivePacketInfo? Info { get; init; }

    /// <summary>In words.</summary>
    [Description("The packet in a few words; names in it were written by whoever sent it.")]
    public required string Text { get; init; }
}

/// <summary>What the content of a packet is.</summary>
public sealed record LivePacketInfo
{
    /// <summary>HTTP.</summary>
    [JsonPropertyName("possibleHTTP")]
    [Description("A port is 80.")]
    public bool? MayBeHttp { get; init; }

    /// <summary>HTTPS.</summary>
    [JsonPropertyName("possibleHTTPS")]
    [Description("A port is 443.")]
    public bool? MayBeHttps { get; init; }

    /// <summary>DNS.</summary>
    [Description("The DNS message.")]
    public LiveDnsMessage? Dns { get; init; }
}

/// <summary>A DNS message.</summary>
public sealed record LiveDnsMessage
{
    /// <summary>Id.</summary>
    [Description("Transaction id.")]
    public required int Id { get; init; }

    /// <summary>Way.</summary>
    [JsonPropertyName("isResponse")]
    [Description("A response, not a query.")]
    public required bool IsResponse { get; init; }

    /// <summary>Operation.</summary>
    [JsonPropertyName("opCode")]
    [Description("Operation, such as Query.")]
    public required string Operation { get; init; }

    /// <summary>Response code.</summary>
    [JsonPropertyName("responseCode")]
    [Description("Response code in words, such as No Error or Non-Existent Domain.")]
    public required string ResponseCode { get; init; }

    /// <summary>Questions.</summary>
    [Description("Names asked; written by whoever sent the packet.")]
    public IReadOnlyList<string>? Questions { get; init; }

    /// <summary>Answers.</summary>
    [Description("Records of the answer section, at most 50.")]
    public IReadOnlyList<LiveDnsAnswer>? Answers { get; init; }

    /// <summary>Left out.</summary>
    [Description("Answers that are not listed; absent when all are.")]
    public int? AnswersOmitted { get; init; }
}

/// <summary>A record of a DNS answer.</summary>
/// <param name="Name">Owner.</param>
/// <param name="Type">Type.</param>
/// <param name="Ttl">Seconds that it may be kept.</param>
/// <param name="Ip">Address of A and AAAA.</param>
public sealed record LiveDnsAnswer(
    [property: Description("Owner's name; written by whoever sent the packet.")] string Name,
    [property: Description("Record type, such as AAAA.")] string Type,
    [property: Description("Seconds that it may be kept.")] uint Ttl,
    [property: Description("Address of an A or AAAA record.")] string? Ip = null
);
