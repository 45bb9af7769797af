namespace Sonde.Engine;

/// <summary>How capture files are read; section <c>pcap</c>.</summary>
public sealed record PcapConfig
{
    /// <summary>Words that no custom filter may contain, whatever a user configures.</summary>
    public static IReadOnlyList<string> BuiltInBlockedFilterKeywords { get; } =
    [
        "send",
        "sendp",
        "sr",
        "srp",
        "sr1",
        "srp1",
        "srloop",
        "srploop",
        "sniff",
        "bridge_and_sniff",
        "sendpfast",
        "import",
        "exec",
        "eval",
        "compile",
        "__",
        "os.",
        "subprocess",
        "system",
    ];

    /// <summary>Most packets that one question reads; null for all.</summary>
    public long? MaxPackets { get; init; }

    /// <summary>Whether custom filter expressions are accepted.</summary>
    public bool AllowCustomFilters { get; init; } = true;

    /// <summary>Folders below which files may be read, as configured; none when empty.</summary>
    public IReadOnlyList<string> AllowedPaths { get; init; } = [];

    /// <summary>Folder below which an MCP client may have objects written; null for none.</summary>
    public string? ObjectsPath { get; init; }

    /// <summary>Words that a custom filter may not contain: the built-in ones and the user's.</summary>
    public IReadOnlyList<string> BlockedFilterKeywords { get; init; } = BuiltInBlockedFilterKeywords;

    /// <summary>Most octets of a capture fetched from a URL.</summary>
    public long MaxDownloadOctets { get; init; } = 1L << 30;

    /// <summary>Longest time for fetching a capture from a URL.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The packets that a question may read: the configured limit, which an argument can only lower.</summary>
    /// <param name="argument">What the asker gave as <c>max_packets</c>; null and -1 add no limit.</param>
    /// <returns>The limit, or null for the whole capture.</returns>
    public long? PacketLimit(long? argument)
    {
        if (argument is 0 or < -1)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"max_packets is {argument}; it must be 1 or more.",
                "Leave max_packets out to read the whole capture."
            );
        long? asked = argument == -1 ? null : argument;
        return asked is null ? MaxPackets : Math.Min(asked.Value, MaxPackets ?? long.MaxValue);
    }
}
