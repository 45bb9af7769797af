using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The times in which receivers could take no data.</summary>
public sealed record TcpZeroWindowAnswer : IAnswer
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
    [Description("tcp_zero_window")]
    public string AnalysisType { get; } = "tcp_zero_window";

    /// <summary>Packets.</summary>
    [Description("Packets with TCP of the connections that were asked about.")]
    public required long TotalPackets { get; init; }

    /// <summary>Segments.</summary>
    [Description("Segments that say the window is closed (tcp.analysis.zero_window); SYN, FIN and RST are none.")]
    public required long TotalEvents { get; init; }

    /// <summary>Episodes.</summary>
    [Description("Times in which a window was closed: several such segments in a row are one.")]
    public required long TotalEpisodes { get; init; }

    /// <summary>Time.</summary>
    [Description("Seconds in which windows were closed, added up over connections.")]
    public required double TotalSeconds { get; init; }

    /// <summary>Longest.</summary>
    [Description("Milliseconds of the longest episode.")]
    public required double LongestMs { get; init; }

    /// <summary>Probes.</summary>
    [Description("Probes into closed windows (tcp.analysis.zero_window_probe).")]
    public required long ZeroWindowProbes { get; init; }

    /// <summary>Full windows.</summary>
    [Description("Segments that filled a window to its end (tcp.analysis.window_full).")]
    public required long WindowFull { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries of zero_window_events in this answer; the same page of episodes is in it.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of either list; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>The segments.</summary>
    [Description("The segments in capture order, one page of them.")]
    public required IReadOnlyList<TcpEventRow> ZeroWindowEvents { get; init; }

    /// <summary>The episodes.</summary>
    [Description("The episodes, longest first, one page of them; of one end at most 20.")]
    public required IReadOnlyList<TcpZeroWindowRow> Episodes { get; init; }

    /// <summary>Episodes in the list.</summary>
    [Description("Entries of episodes on all pages.")]
    public required int EpisodesListed { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("Frames, and a filter that selects them.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>One time in which a window was closed.</summary>
public sealed record TcpZeroWindowRow
{
    /// <summary>Connection.</summary>
    [Description("Number of the connection (tcp.stream).")]
    public required int Stream { get; init; }

    /// <summary>Whose window.</summary>
    [Description("The end that could take no data.")]
    public required string Receiver { get; init; }

    /// <summary>Who waited.</summary>
    [Description("The other end.")]
    public required string Sender { get; init; }

    /// <summary>The receiver's role.</summary>
    [Description("Whether the receiver is the client or the server.")]
    public required string ReceiverRole { get; init; }

    /// <summary>First frame.</summary>
    [Description("Frame that closed the window.")]
    public required long FirstFrame { get; init; }

    /// <summary>Last frame.</summary>
    [Description("Frame that ended it; absent when the capture ended before.")]
    public long? LastFrame { get; init; }

    /// <summary>Begin.</summary>
    [Description("When it began, ISO 8601 UTC.")]
    public required string StartTime { get; init; }

    /// <summary>Duration.</summary>
    [Description("Milliseconds to the frame that ended it, or to the last one seen.")]
    public required double DurationMs { get; init; }

    /// <summary>Frames.</summary>
    [Description("Segments that said so.")]
    public required long Frames { get; init; }

    /// <summary>Probes.</summary>
    [Description("Probes of the sender meanwhile, keep-alives included.")]
    public required long Probes { get; init; }

    /// <summary>It ended.</summary>
    [Description("The window opened again, or the connection was closed, before the capture ended.")]
    public required bool Ended { get; init; }
}
