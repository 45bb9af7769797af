using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The DHCP and DHCPv6 messages of a capture.</summary>
public sealed record DhcpAnalysis : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => DhcpJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>Packets read.</summary>
    [Description("Packets read, all protocols.")]
    public required long TotalPackets { get; init; }

    /// <summary>Packets with a message.</summary>
    [Description("Packets with a DHCP, BOOTP or DHCPv6 message; those quoted by ICMP errors left out.")]
    public required long DhcpPacketsFound { get; init; }

    /// <summary>Packets in the figures.</summary>
    [Description("Those that the statistics are made of: all of them.")]
    public required long DhcpPacketsAnalyzed { get; init; }

    /// <summary>The figures.</summary>
    [Description("Counts over all messages.")]
    public required DhcpStatistics Statistics { get; init; }

    /// <summary>Transactions judged.</summary>
    [Description("How the transactions went, in order; one page of them.")]
    public required IReadOnlyList<DhcpTransactionRow> Handshakes { get; init; }

    /// <summary>How many transactions there are.</summary>
    [Description("Transactions in the capture.")]
    public required int HandshakesTotal { get; init; }

    /// <summary>Leases.</summary>
    [Description("Addresses and prefixes granted, in order; one page of them.")]
    public required IReadOnlyList<DhcpLeaseRow> Leases { get; init; }

    /// <summary>How many leases there are.</summary>
    [Description("Leases in the capture.")]
    public required int LeasesTotal { get; init; }

    /// <summary>Messages on all pages.</summary>
    [Description("Entries of packets on all pages.")]
    public required long Total { get; init; }

    /// <summary>Messages in this answer.</summary>
    [Description("Entries of packets in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>The messages.</summary>
    [Description("The messages in capture order, one page of them.")]
    public required IReadOnlyList<DhcpPacketRow> Packets { get; init; }

    /// <summary>What is missing.</summary>
    [Description("Said when not the whole capture was read.")]
    public string? Note { get; init; }

    /// <summary>Said when there are none.</summary>
    [Description("Said when the capture has no DHCP.")]
    public string? Message { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("The display filter that selects the messages.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>Counts over all DHCP messages.</summary>
public sealed record DhcpStatistics
{
    /// <summary>Clients.</summary>
    [Description("Different clients.")]
    public required int UniqueClientsCount { get; init; }

    /// <summary>Servers.</summary>
    [Description("Different servers.")]
    public required int UniqueServersCount { get; init; }

    /// <summary>Clients by name.</summary>
    [Description("Hardware addresses, and DUIDs of DHCPv6; at most 100.")]
    public required IReadOnlyList<string> UniqueClients { get; init; }

    /// <summary>Servers by address.</summary>
    [Description("Server identifiers, or the senders of replies without one; at most 100.")]
    public required IReadOnlyList<string> UniqueServers { get; init; }

    /// <summary>Messages by type.</summary>
    [Description("Messages by type; DHCPv6 types begin with DHCPv6, BOOTP is without a type.")]
    public required IReadOnlyDictionary<string, long> MessageTypeCounts { get; init; }

    /// <summary>Transactions.</summary>
    [Description("Transactions: a client and an identifier.")]
    public required int TransactionCount { get; init; }

    /// <summary>Transactions by identifier.</summary>
    [Description(
        "The messages by identifier (eight digits, six for DHCPv6; where several clients chose the same one, the client follows it); at most 100."
    )]
    public required IReadOnlyDictionary<string, IReadOnlyList<DhcpStepRow>> Transactions { get; init; }

    /// <summary>Handshakes.</summary>
    [Description(
        "Transactions with DISCOVER, OFFER, REQUEST and ACK in order; for DHCPv6, a Request or Solicit with its Reply."
    )]
    public required int CompleteHandshakes { get; init; }

    /// <summary>Unanswered transactions.</summary>
    [Description("Transactions whose last request has no answer.")]
    public required int UnansweredTransactions { get; init; }

    /// <summary>Several servers.</summary>
    [Description("Transactions in which several servers made offers: a redundant or an unwanted server.")]
    public required int SeveralServersOffered { get; init; }

    /// <summary>NAKs.</summary>
    [Description("Refusals (NAK); absent when there are none.")]
    public Evidence? Naks { get; init; }

    /// <summary>Declines.</summary>
    [Description("Clients that found their address in use (DECLINE); absent when there are none.")]
    public Evidence? Declines { get; init; }

    /// <summary>Response times.</summary>
    [Description("Times from a request to its first answer; absent without one.")]
    public RoundTripTimes? ResponseTimes { get; init; }

    /// <summary>DHCPv6 messages.</summary>
    [Description("Messages that are DHCPv6.")]
    public required long Dhcpv6Packets { get; init; }

    /// <summary>What was not kept.</summary>
    [Description("Entries forgotten to keep memory bounded; absent when none.")]
    public long? NotKept { get; init; }
}

/// <summary>One message of a transaction.</summary>
/// <param name="PacketNumber">Frame.</param>
/// <param name="MessageType">Type.</param>
/// <param name="Timestamp">Seconds since 1970.</param>
/// <param name="TimestampIso">The same in ISO 8601.</param>
public sealed record DhcpStepRow(
    [property: Description("Number of the frame.")] long PacketNumber,
    [property: Description("Message type.")] string MessageType,
    [property: Description("Seconds since 1970, decimal; absent when the file has no time.")] string? Timestamp,
    [property: Description("The same, ISO 8601 UTC.")] string? TimestampIso
);

/// <summary>How a transaction went.</summary>
/// <param name="TransactionId">Identifier.</param>
/// <param name="Client">Client.</param>
/// <param name="Messages">Messages.</param>
/// <param name="BeganWithDiscover">Whether its beginning was a look-out.</param>
/// <param name="Complete">Whether it was a whole handshake.</param>
/// <param name="Unanswered">Whether the last request has no answer.</param>
/// <param name="OfferingServers">Servers that made offers.</param>
/// <param name="ResponseTimesMs">Response times.</param>
/// <param name="Evidence">Frames.</param>
public sealed record DhcpTransactionRow(
    [property: Description("Transaction identifier.")] string TransactionId,
    [property: Description("Hardware address or DUID of the client.")] string Client,
    [property: Description("Messages.")] long Messages,
    [property: Description(
        "The first message seen is DISCOVER or Solicit; else a renewal, or the beginning was not captured."
    )]
        bool BeganWithDiscover,
    [property: Description(
        "DISCOVER, OFFER, REQUEST and ACK came in order; for DHCPv6, a Request or Solicit with its Reply."
    )]
        bool Complete,
    [property: Description("The last request has no answer.")] bool Unanswered,
    [property: Description("Servers that made offers; several may mean an unwanted one.")]
        IReadOnlyList<string> OfferingServers,
    [property: Description("Milliseconds from each request to its first answer.")]
        IReadOnlyList<double> ResponseTimesMs,
    [property: Description("Frames, and a display filter that selects them.")] Evidence Evidence
);

/// <summary>A lease.</summary>
/// <param name="Client">Client.</param>
/// <param name="Address">Address or prefix.</param>
/// <param name="Server">Server.</param>
/// <param name="Seconds">Duration; null for ever.</param>
/// <param name="GrantedIso">When granted.</param>
/// <param name="ExpiresIso">When it ends.</param>
/// <param name="Grants">How often.</param>
/// <param name="Frame">Frame of the last grant.</param>
/// <param name="ReleasedFrame">Frame in which it was given back.</param>
public sealed record DhcpLeaseRow(
    [property: Description("Hardware address or DUID of the client.")] string Client,
    [property: Description("Address, or prefix with its length.")] string Address,
    [property: Description("Server that granted it.")] string Server,
    [property: Description("Seconds it lasts; absent when for ever.")] long? Seconds,
    [property: Description("Time of the last grant, ISO 8601 UTC.")] string? GrantedIso,
    [property: Description("Time when it ends unless renewed, ISO 8601 UTC.")] string? ExpiresIso,
    [property: Description("Grants and renewals seen.")] long Grants,
    [property: Description("Frame of the last grant.")] long Frame,
    [property: Description("Frame in which the client gave it back; absent when it did not.")] long? ReleasedFrame
);
