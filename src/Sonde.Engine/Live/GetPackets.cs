using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which packets of a live capture are wanted. All conditions must hold.</summary>
public sealed record GetPacketsArguments
{
    /// <summary>Protocol.</summary>
    [Description("Protocol in any case: tcp, udp, icmp, dns, http, or any name of Wireshark's.")]
    public string? Protocol { get; init; }

    /// <summary>Sender.</summary>
    [JsonPropertyName("srcIP")]
    [Description("Source address or network, IPv4 or IPv6.")]
    public string? SourceAddress { get; init; }

    /// <summary>Receiver.</summary>
    [JsonPropertyName("dstIP")]
    [Description("Destination address or network, IPv4 or IPv6.")]
    public string? DestinationAddress { get; init; }

    /// <summary>Either port.</summary>
    [Description("Port of either end, TCP, UDP or SCTP.")]
    [Range(0, 65535)]
    public int? Port { get; init; }

    /// <summary>Display filter.</summary>
    [Description("Wireshark display filter.")]
    public string? DisplayFilter { get; init; }

    /// <summary>Packets to return.</summary>
    [Description("Packets to return at most, the most recent ones; 0 for the default.")]
    [DefaultValue(GetPacketsQuestion.Usual)]
    [Range(0, GetPacketsQuestion.MostRows)]
    public int? Limit { get; init; }

    /// <summary>Packets to skip.</summary>
    [Description("Most recent packets to skip, to look further back: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, GetPacketsQuestion.MostSkipped)]
    public int? Offset { get; init; }

    /// <summary>Capture.</summary>
    [Description("Name of the capture; the only one that runs, or the last one in memory, when left out.")]
    public string? CaptureId { get; init; }
}

/// <summary>Packets of a live capture.</summary>
public sealed record LivePacketList : IAnswer
{
    /// <inheritdoc/>
    [Description("The packets were read; no match is an answer too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => LiveJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Name.</summary>
    [Description("Name of the capture.")]
    public required string CaptureId { get; init; }

    /// <summary>How it stands.</summary>
    [Description("Whether it goes on: running, stopped, completed, failed or interrupted.")]
    public required string Status { get; init; }

    /// <summary>On this page.</summary>
    [Description("Packets on this page.")]
    public required int Count { get; init; }

    /// <summary>Packets.</summary>
    [Description("Matching packets of this page, the oldest first.")]
    public required IReadOnlyList<LivePacketRow> Packets { get; init; }

    /// <summary>All that match.</summary>
    [Description("Packets there that match.")]
    public required long Total { get; init; }

    /// <summary>On this page.</summary>
    [Description("The same as count.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the page before these in time; absent when it begins with the oldest.")]
    public int? NextOffset { get; init; }

    /// <summary>All captured.</summary>
    [Description("Packets captured so far, also those that made room since.")]
    public required long PacketsCaptured { get; init; }

    /// <summary>Lost.</summary>
    [Description("Packets that the system dropped because they were not read in time.")]
    public required long PacketsDropped { get; init; }

    /// <summary>Lost by the interface.</summary>
    [Description("Packets that the interface or its driver dropped.")]
    public required long InterfaceDrops { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on; limits says what made packets go.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>Which packets a live capture has seen last.</summary>
public static class GetPacketsQuestion
{
    internal const int Usual = 100;
    internal const int MostRows = 10_000;
    internal const int MostSkipped = 100_000;

    /// <summary>Looks at what is there now: of a capture in memory the last packets, else what is in its files.</summary>
    /// <exception cref="EngineException">The capture is not known, a condition is wrong, or the page lies beyond the end.</exception>
    public static LivePacketList Ask(CaptureEngine engine, GetPacketsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        int limit = arguments.Limit is null or 0 ? Usual : arguments.Limit.Value;
        int offset = arguments.Offset ?? 0;
        if (limit > MostRows || offset > MostSkipped)
            throw LivePlanning.Wrong("limit and offset", $"are at most {MostRows} and {MostSkipped}");
        Page.ThrowIfNegative(limit, offset);
        var catalog = new FieldCatalog(engine.Protocols);
        var conditions = new PacketConditions(
            new FilterPacketsArguments
            {
                Protocol = Empty(arguments.Protocol),
                SrcIp = Empty(arguments.SourceAddress),
                DstIp = Empty(arguments.DestinationAddress),
                Port = arguments.Port,
                DisplayFilter = arguments.DisplayFilter,
            },
            catalog
        );
        string id = LiveChoice.Of(engine.Live, arguments.CaptureId, orEnded: true, ownOnly: false).CaptureId;
        var packets = LivePackets.Of(engine.Live, id, context.Cancel);
        var rows = new LivePacketCollector(conditions, packets.Before, limit, offset);
        CaptureReading reading = engine.Read(packets, [catalog, rows], context);
        Page.ThrowIfBeyond(rows.Matching, limit, offset);
        IReadOnlyList<LivePacketRow> page = rows.Page;
        CaptureSessionFacts facts = packets.Facts;
        return new LivePacketList
        {
            Summary =
                $"{rows.Matching} of {reading.Pass.Totals.Packets} packets {(facts.Memory is null ? "in the file" : "in memory")}"
                + (conditions.InShort == "none" ? "" : $" match {Quote.Text(conditions.InShort)}")
                + $"; {page.Count} shown. {facts.CaptureId} ({facts.Status}) captured {facts.PacketsCaptured}, "
                + $"dropped {facts.PacketsDropped + facts.InterfaceDrops}.{reading.Shortfall}",
            CaptureId = facts.CaptureId,
            Status = facts.Status,
            Count = page.Count,
            Packets = page,
            Total = rows.Matching,
            Returned = page.Count,
            NextOffset =
                offset + (long)page.Count < rows.Matching && page.Count > 0 && offset + page.Count <= MostSkipped
                    ? offset + page.Count
                    : null,
            PacketsCaptured = facts.PacketsCaptured,
            PacketsDropped = facts.PacketsDropped,
            InterfaceDrops = facts.InterfaceDrops,
            Coverage = CoverageOf(reading, packets) with
            {
                Filter = conditions.DisplayFilter.Length == 0 ? null : conditions.DisplayFilter,
            },
        };
    }

    /// <summary>What was read, with each limit of the ring that made packets go.</summary>
    internal static Coverage CoverageOf(CaptureReading reading, LivePackets packets) =>
        packets.Facts.Memory is { } memory
            ? reading.Coverage.With(
                (packets.Ring.MadeRoomForFrames > 0, "maxPackets", memory.MaxPackets),
                (packets.Ring.MadeRoomForOctets > 0, "max_octets", memory.MaxOctets),
                (packets.Ring.TooOld > 0, "keep_seconds", memory.KeepSeconds ?? 0)
            )
            : reading.Coverage;

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
