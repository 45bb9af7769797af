using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What the two ends of a stream sent each other.</summary>
public sealed record FollowedStream : IAnswer
{
    /// <inheritdoc/>
    [Description("The stream was found.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => FollowJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>The transport.</summary>
    [Description("tcp or udp.")]
    public required string Protocol { get; init; }

    /// <summary>The stream.</summary>
    [Description("Number of the stream (tcp.stream, udp.stream).")]
    public required int Stream { get; init; }

    /// <summary>Streams between the ends named.</summary>
    [Description("Streams that the ends named select, when several: the first of them is shown; at most 100.")]
    public IReadOnlyList<int>? MatchingStreams { get; init; }

    /// <summary>How many there are.</summary>
    [Description("How many streams the ends named select; absent when a number was given.")]
    public int? MatchingStreamsTotal { get; init; }

    /// <summary>The end that opened it.</summary>
    [Description("Address of the client: the sender of the SYN, or of the first packet captured.")]
    public required string ClientIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Port of the client.")]
    public required int ClientPort { get; init; }

    /// <summary>The other end.</summary>
    [Description("Address of the server.")]
    public required string ServerIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Port of the server.")]
    public required int ServerPort { get; init; }

    /// <summary>The beginning is there.</summary>
    [Description("The opening was captured; false: the stream began before the capture. Absent for UDP.")]
    public bool? OpeningSeen { get; init; }

    /// <summary>Octets from the client.</summary>
    [Description("Octets of content from the client, each once; missing ones left out.")]
    public required long ClientBytes { get; init; }

    /// <summary>Octets from the server.</summary>
    [Description("Octets of content from the server, each once; missing ones left out.")]
    public required long ServerBytes { get; init; }

    /// <summary>Gaps.</summary>
    [Description("Places where octets are missing in the capture.")]
    public required long Gaps { get; init; }

    /// <summary>Octets in them.</summary>
    [Description("Octets missing there.")]
    public required long MissingBytes { get; init; }

    /// <summary>Octets that came again.</summary>
    [Description("Octets that came again (retransmissions and overlaps) and are left out.")]
    public required long RepeatedBytes { get; init; }

    /// <summary>Frames that brought them.</summary>
    [Description("The frames that brought octets again.")]
    public Evidence? Repeated { get; init; }

    /// <summary>Rows of the whole list.</summary>
    [Description("Segments and gaps in the whole stream.")]
    public required long Total { get; init; }

    /// <summary>Rows in this answer.</summary>
    [Description("Segments and gaps in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The content.</summary>
    [Description(
        "The content in the order of the stream, both ways: one entry for each segment or datagram, and for each gap."
    )]
    public required IReadOnlyList<StreamSegment> Segments { get; init; }

    /// <summary>The frames.</summary>
    [Description("The packets of the stream.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>Octets of one segment or datagram, or a gap.</summary>
public sealed record StreamSegment
{
    /// <summary>Frame.</summary>
    [Description("Frame that brought the octets; of a gap, the frame behind it, or the one that was cut.")]
    public required long Frame { get; init; }

    /// <summary>Time.</summary>
    [Description("Time of the frame, ISO 8601 UTC; absent when the file has none.")]
    public string? Time { get; init; }

    /// <summary>Which way.</summary>
    [Description("client_to_server or server_to_client.")]
    public required string Direction { get; init; }

    /// <summary>Place in the direction.</summary>
    [Description("Place of the first octet among those of its direction, from 0, missing octets counted.")]
    public required long Offset { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets; of a gap, how many are missing.")]
    public required long Length { get; init; }

    /// <summary>Why octets are missing.</summary>
    [Description(
        "Only for a gap, why: acknowledged (the other end has the octets, the capture has not), cut (the capture kept the beginning of "
            + "the frame), ended (nobody acknowledged what came behind), limit (too much waited behind it)."
    )]
    public string? Gap { get; init; }

    /// <summary>As text.</summary>
    [Description(
        "The octets as UTF-8, with what cannot be shown escaped (\\r, \\n, \\t, \\xNN); written by whoever sent the packet."
    )]
    public string? Text { get; init; }

    /// <summary>As hexadecimal.</summary>
    [Description("The octets in hexadecimal.")]
    public string? Hex { get; init; }

    /// <summary>Octets not shown.</summary>
    [Description("Octets at its end that are not shown because of max_bytes.")]
    public int? Omitted { get; init; }
}
