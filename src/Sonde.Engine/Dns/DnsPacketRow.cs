using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>One DNS message.</summary>
public sealed record DnsPacketRow
{
    /// <summary>Frame number.</summary>
    [Description("Number of the frame in the capture.")]
    public required long PacketNumber { get; init; }

    /// <summary>Time as text.</summary>
    [Description("Time of the frame, ISO 8601 UTC; absent when the file has none.")]
    public string? Timestamp { get; init; }

    /// <summary>Time as a number.</summary>
    [Description("Time of the frame, seconds since 1970.")]
    public double? TimestampEpoch { get; init; }

    /// <summary>Source address.</summary>
    [Description("Source address.")]
    public required string SourceIp { get; init; }

    /// <summary>Source port.</summary>
    [Description("Source port.")]
    public required int SourcePort { get; init; }

    /// <summary>Destination address.</summary>
    [Description("Destination address.")]
    public required string DestinationIp { get; init; }

    /// <summary>Destination port.</summary>
    [Description("Destination port.")]
    public required int DestinationPort { get; init; }

    /// <summary>Transport.</summary>
    [Description("UDP or TCP.")]
    public required string Protocol { get; init; }

    /// <summary>Kind of messages.</summary>
    [Description("dns, mdns or llmnr.")]
    public required string Service { get; init; }

    /// <summary>Id.</summary>
    [Description("Id of the message.")]
    public required int DnsId { get; init; }

    /// <summary>Flags.</summary>
    [Description("Flags of the header.")]
    public required DnsFlags Flags { get; init; }

    /// <summary>Questions.</summary>
    [Description("The questions.")]
    public required IReadOnlyList<DnsQuestionRow> Questions { get; init; }

    /// <summary>Answers.</summary>
    [Description("Records of the answer section.")]
    public required IReadOnlyList<DnsRecordRow> Answers { get; init; }

    /// <summary>Authority records.</summary>
    [Description("Records of the authority section.")]
    public required IReadOnlyList<DnsRecordRow> Authority { get; init; }

    /// <summary>Additional records.</summary>
    [Description("Records of the additional section; an OPT record (EDNS) is one.")]
    public required IReadOnlyList<DnsRecordRow> Additional { get; init; }

    /// <summary>Entries left out.</summary>
    [Description("Questions and records left out because there are more than 200; absent when all are here.")]
    public int? EntriesLeftOut { get; init; }

    /// <summary>Damage.</summary>
    [Description("True when the message breaks off or a name in it is broken: what could be read is here.")]
    public bool? Damaged { get; init; }

    /// <summary>Response code.</summary>
    [Description("Response code, such as NOERROR; absent in queries.")]
    public string? ResponseCode { get; init; }

    /// <summary>Time since the query.</summary>
    [Description("Milliseconds since the query; only in the first response to it.")]
    public double? LatencyMs { get; init; }

    /// <summary>The query.</summary>
    [Description("Frame of the query that this answers or repeats.")]
    public long? QueryFrame { get; init; }

    /// <summary>The message in one line.</summary>
    [Description("The message in one line.")]
    public required string Summary { get; init; }
}

/// <summary>Flags of a DNS message.</summary>
/// <param name="IsResponse">It answers.</param>
/// <param name="Opcode">Opcode.</param>
/// <param name="Authoritative">From an authority.</param>
/// <param name="Truncated">Not everything fitted.</param>
/// <param name="RecursionDesired">The server is to ask others.</param>
/// <param name="RecursionAvailable">The server asks others.</param>
/// <param name="AuthenticData">Signatures were checked.</param>
/// <param name="CheckingDisabled">Signatures need no check.</param>
public sealed record DnsFlags(
    [property: Description("It answers.")] bool IsResponse,
    [property: Description("Opcode; 0 is a standard query.")] int Opcode,
    [property: Description("The server is an authority for the name.")] bool Authoritative,
    [property: Description("Not everything fitted.")] bool Truncated,
    [property: Description("The server is to ask others.")] bool RecursionDesired,
    [property: Description("The server asks others.")] bool RecursionAvailable,
    [property: Description("The server checked the signatures.")] bool AuthenticData,
    [property: Description("The client checks signatures itself.")] bool CheckingDisabled
);

/// <summary>A question.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type as a number.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Class">The class as a number.</param>
public sealed record DnsQuestionRow(
    [property: Description("Name asked, odd octets as \\DDD; written by whoever sent the packet.")] string Name,
    [property: Description("Type as a number.")] int Type,
    [property: Description("Type, such as A.")] string TypeName,
    [property: Description("Class as a number; 1 is the Internet.")] int Class
);

/// <summary>A record.</summary>
public sealed record DnsRecordRow
{
    /// <summary>Owner.</summary>
    [Description("Name that the record belongs to, odd octets as \\DDD.")]
    public required string Name { get; init; }

    /// <summary>Type as a number.</summary>
    [Description("Type as a number.")]
    public required int Type { get; init; }

    /// <summary>Type.</summary>
    [Description("Type, such as MX.")]
    public required string TypeName { get; init; }

    /// <summary>Class.</summary>
    [Description("Class as a number; in an OPT record the largest UDP answer wanted.")]
    public required int Class { get; init; }

    /// <summary>Time to live.</summary>
    [Description("Seconds the record may be kept; flags in an OPT record.")]
    public required long Ttl { get; init; }

    /// <summary>Address.</summary>
    [Description("The address of an A or AAAA record.")]
    public string? Address { get; init; }

    /// <summary>Canonical name.</summary>
    [Description("The name that a CNAME record points to.")]
    public string? Cname { get; init; }

    /// <summary>Mail exchange.</summary>
    [Description("Preference and host of an MX record: '10 mail.example.com'.")]
    public string? Mx { get; init; }

    /// <summary>Value.</summary>
    [Description("The value of any other record, as zone files write it.")]
    public string? Data { get; init; }
}
