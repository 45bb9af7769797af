using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>Arguments of the analysis of a capture file by type.</summary>
public sealed record PcapFileArguments : PagedCaptureArguments
{
    /// <summary>What is wanted.</summary>
    [Description(
        "What is wanted: summary (sizes, times, rates, protocols), protocols (Wireshark's protocol tree and a flat table), "
            + "conversations (TCP, UDP and pairs of addresses) or security (threats found)."
    )]
    [DefaultValue("summary")]
    public string? AnalysisType { get; init; }

    /// <summary>Which packets.</summary>
    [Description(
        "Wireshark display filter; everything is counted over the packets it selects. Example: tcp.port == 443"
    )]
    public string? DisplayFilter { get; init; }
}
