using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which window scales were offered, and how much the windows allow.</summary>
public sealed record TcpScalingAnswer : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => TcpJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>What was done.</summary>
    [Description("tcp_window_scaling")]
    public string AnalysisType { get; } = "tcp_window_scaling";

    /// <summary>Packets.</summary>
    [Description("Packets with TCP of the connections that were asked about.")]
    public required long TotalPackets { get; init; }

    /// <summary>Offers.</summary>
    [Description("SYNs and SYN-ACKs with a window scale option.")]
    public required long TotalEvents { get; init; }

    /// <summary>In use.</summary>
    [Description("Connections in which both ends offered scaling, so that it is in use.")]
    public required int ConnectionsScaled { get; init; }

    /// <summary>Not in use.</summary>
    [Description("Connections in which an end whose SYN was captured did not offer it: windows stay below 64 KB.")]
    public required int ConnectionsNotScaled { get; init; }

    /// <summary>Unknown.</summary>
    [Description("Connections whose opening was not captured, so that the scale is not known.")]
    public required int ConnectionsUnknown { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries of window_scaling_events in this answer; the same page of connections is in it.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of either list; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>The offers.</summary>
    [Description("The offers in capture order, one page of them.")]
    public required IReadOnlyList<TcpEventRow> WindowScalingEvents { get; init; }

    /// <summary>The connections.</summary>
    [Description("The connections in capture order, one page of them.")]
    public required IReadOnlyList<TcpScalingRow> Connections { get; init; }

    /// <summary>How many connections.</summary>
    [Description("Entries of connections on all pages.")]
    public required int ConnectionsTotal { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("Frames, and a filter that selects them.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>Flow control of one connection.</summary>
public sealed record TcpScalingRow
{
    /// <summary>Number.</summary>
    [Description("Number of the connection (tcp.stream).")]
    public required int Stream { get; init; }

    /// <summary>Client.</summary>
    [Description("The client.")]
    public required string Client { get; init; }

    /// <summary>Server.</summary>
    [Description("The server.")]
    public required string Server { get; init; }

    /// <summary>In use.</summary>
    [Description("Both ends offered scaling; absent when the opening was not captured.")]
    public bool? BothOffered { get; init; }

    /// <summary>Round trip.</summary>
    [Description(
        "Round-trip time that the limits are computed with, milliseconds: the handshake's, else the medians'."
    )]
    public double? RttMs { get; init; }

    /// <summary>The client's window.</summary>
    [Description("What the client announced: bounds what the server may send.")]
    public required TcpWindowRow ClientWindow { get; init; }

    /// <summary>The server's window.</summary>
    [Description("What the server announced: bounds what the client may send.")]
    public required TcpWindowRow ServerWindow { get; init; }

    /// <summary>Where to look.</summary>
    [Description("Frames with SYN, and a filter that selects them.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>The windows of one end.</summary>
public sealed record TcpWindowRow
{
    /// <summary>Shift.</summary>
    [Description("Shift of the window scale option; absent without the option or without the SYN.")]
    public int? Shift { get; init; }

    /// <summary>Smallest.</summary>
    [Description("Smallest window after the SYN, octets.")]
    public long? MinWindow { get; init; }

    /// <summary>Largest.</summary>
    [Description("Largest window after the SYN, octets.")]
    public long? MaxWindow { get; init; }

    /// <summary>Limit.</summary>
    [Description("Most that the other end can send with the largest window in this round-trip time, Mbit/s.")]
    public double? MaxMbps { get; init; }

    /// <summary>In flight.</summary>
    [Description("Most octets of the other end that were in flight.")]
    public required long MostInFlight { get; init; }
}
