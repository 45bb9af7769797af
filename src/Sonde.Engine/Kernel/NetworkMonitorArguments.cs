using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about what the kernel sees now.</summary>
public sealed record NetworkMonitorArguments
{
    internal const double UsualDuration = 5;
    internal const double LongestDuration = 3600;
    internal const int UsualLimit = 100;
    internal const int MostRows = 10_000;

    /// <summary>What is watched.</summary>
    [Description(
        "incoming (rate), outgoing (new TCP connections), life (with duration and bytes), failures, retransmits, resets, rtt, bandwidth, drops."
    )]
    public required string Operation { get; init; }

    /// <summary>Interface.</summary>
    [Description("incoming: interface by name; that of the default route when left out.")]
    public string? Interface { get; init; }

    /// <summary>Duration.</summary>
    [Description("Seconds to watch.")]
    [DefaultValue(UsualDuration)]
    [Range(0.1, LongestDuration)]
    public double? Duration { get; init; }

    /// <summary>Events.</summary>
    [Description("End after so many events, before the time is over.")]
    [Range(1, MostRows)]
    public int? MaxEvents { get; init; }

    /// <summary>Port.</summary>
    [Description("Only connections with this local or remote port.")]
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>Process.</summary>
    [Description("Only processes with this number, or with this text in their name.")]
    public string? Process { get; init; }

    /// <summary>Namespace.</summary>
    [Description("all, or own for the network namespace of the server only.")]
    [DefaultValue("all")]
    public string? Namespace { get; init; }

    /// <summary>Step of the time series.</summary>
    [Description("incoming: seconds of one step of the series.")]
    [DefaultValue(1)]
    [Range(0.1, 60)]
    public double? Interval { get; init; }

    /// <summary>How.</summary>
    [Description(
        "auto, ebpf, or tables (socket tables and counters, no eBPF); for incoming also xdp-native, xdp-generic."
    )]
    [DefaultValue("auto")]
    public string? Method { get; init; }

    /// <summary>Rows.</summary>
    [Description("Rows listed at most; all are counted.")]
    [DefaultValue(UsualLimit)]
    [Range(1, MostRows)]
    public int? Limit { get; init; }
}
