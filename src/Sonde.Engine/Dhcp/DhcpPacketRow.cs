using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>One DHCP or DHCPv6 message.</summary>
public sealed record DhcpPacketRow
{
    /// <summary>Frame.</summary>
    [Description("Number of the frame in the capture.")]
    public required long PacketNumber { get; init; }

    /// <summary>Time.</summary>
    [Description("Seconds since 1970, decimal; absent when the file has no time.")]
    public string? Timestamp { get; init; }

    /// <summary>Time as text.</summary>
    [Description("The same, ISO 8601 UTC.")]
    public string? TimestampIso { get; init; }

    /// <summary>Sender.</summary>
    [Description("Sender.")]
    public required string SrcIp { get; init; }

    /// <summary>Receiver.</summary>
    [Description("Receiver.")]
    public required string DstIp { get; init; }

    /// <summary>Sender's port.</summary>
    [Description("UDP port of the sender.")]
    public required int SrcPort { get; init; }

    /// <summary>Receiver's port.</summary>
    [Description("UDP port of the receiver.")]
    public required int DstPort { get; init; }

    /// <summary>Version.</summary>
    [Description("4 for DHCP, 6 for DHCPv6.")]
    public required int Version { get; init; }

    /// <summary>Operation.</summary>
    [Description("Request or Reply; of DHCP.")]
    public string? Op { get; init; }

    /// <summary>Transaction.</summary>
    [Description("Transaction identifier.")]
    public required string TransactionId { get; init; }

    /// <summary>Client's own address.</summary>
    [Description("Address the client already has.")]
    public string? ClientIp { get; init; }

    /// <summary>Address given.</summary>
    [Description("Address the client gets.")]
    public string? YourIp { get; init; }

    /// <summary>Next server.</summary>
    [Description("Next server to boot from.")]
    public string? ServerIp { get; init; }

    /// <summary>Relay agent.</summary>
    [Description("First relay agent; of DHCPv6 the link address it names.")]
    public string? RelayIp { get; init; }

    /// <summary>Hardware address.</summary>
    [Description("Hardware address of the client, as long as the message says.")]
    public string? ClientMac { get; init; }

    /// <summary>Type.</summary>
    [Description("Message type.")]
    public string? MessageType { get; init; }

    /// <summary>Type as number.</summary>
    [Description("Message type as number.")]
    public int? MessageTypeCode { get; init; }

    /// <summary>Lease time.</summary>
    [Description("Seconds of the lease.")]
    public long? LeaseTime { get; init; }

    /// <summary>Renewal time.</summary>
    [Description("Seconds until the client renews.")]
    public long? RenewalTime { get; init; }

    /// <summary>Rebinding time.</summary>
    [Description("Seconds until the client asks any server.")]
    public long? RebindingTime { get; init; }

    /// <summary>Server identifier.</summary>
    [Description("Server identifier: address, or DUID for DHCPv6.")]
    public string? ServerId { get; init; }

    /// <summary>Address asked for.</summary>
    [Description("Address that the client asks for.")]
    public string? RequestedIp { get; init; }

    /// <summary>Client identifier.</summary>
    [Description("Client identifier: option 61, or DUID for DHCPv6.")]
    public string? ClientId { get; init; }

    /// <summary>Name.</summary>
    [Description("Name the message gives the client.")]
    public string? Hostname { get; init; }

    /// <summary>Vendor class.</summary>
    [Description("Vendor class of the client.")]
    public string? VendorClass { get; init; }

    /// <summary>Fingerprint.</summary>
    [Description("Options asked for, in order: tells the kind of client.")]
    public string? Fingerprint { get; init; }

    /// <summary>Relay agent information.</summary>
    [Description("Sub-options that relay agents added (option 82).")]
    public string? RelayAgentInformation { get; init; }

    /// <summary>Overload.</summary>
    [Description("Options stand in: 1 boot file field, 2 server name field, 3 both; absent otherwise.")]
    public int? Overload { get; init; }

    /// <summary>Response time.</summary>
    [Description("Milliseconds since the request that this is the first answer to.")]
    public double? ResponseTimeMs { get; init; }

    /// <summary>Options.</summary>
    [Description("All options.")]
    public required DhcpOptionsRow Options { get; init; }
}

/// <summary>The options of a message.</summary>
public sealed record DhcpOptionsRow
{
    /// <summary>Lease time.</summary>
    [Description("As N seconds.")]
    public string? LeaseTime { get; init; }

    /// <summary>Renewal time.</summary>
    [Description("As N seconds.")]
    public string? RenewalTime { get; init; }

    /// <summary>Rebinding time.</summary>
    [Description("As N seconds.")]
    public string? RebindingTime { get; init; }

    /// <summary>Netmask.</summary>
    [Description("Netmask.")]
    public string? SubnetMask { get; init; }

    /// <summary>Routers.</summary>
    [Description("All routers.")]
    public IReadOnlyList<string>? Router { get; init; }

    /// <summary>DNS servers.</summary>
    [Description("All DNS servers.")]
    public IReadOnlyList<string>? DnsServers { get; init; }

    /// <summary>Options asked for.</summary>
    [Description("Numbers of the options asked for, in order.")]
    public IReadOnlyList<int>? ParameterRequestList { get; init; }

    /// <summary>The others.</summary>
    [Description("Every other option by name and number, its value as text.")]
    public IReadOnlyDictionary<string, string>? Other { get; init; }
}
