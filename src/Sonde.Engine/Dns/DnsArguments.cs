using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>The arguments of every question about DNS.</summary>
public record DnsArguments : CaptureArguments
{
    /// <summary>Which protocol.</summary>
    [Description("Which messages: DNS proper, multicast DNS, LLMNR, or all three.")]
    [DefaultValue("dns")]
    [AllowedValues("dns", "mdns", "llmnr", "all")]
    public string? Protocol { get; init; }

    internal DnsService[] Services() =>
        Protocol switch
        {
            "mdns" => [DnsService.Mdns],
            "llmnr" => [DnsService.Llmnr],
            "all" => [DnsService.Dns, DnsService.Mdns, DnsService.Llmnr],
            _ => [DnsService.Dns],
        };
}

/// <summary>The arguments of the question about DNS as a whole.</summary>
public sealed record DnsTrafficArguments : DnsArguments
{
    /// <summary>Rows a list.</summary>
    [Description(
        "Rows in each list at most; totals always count all. analyze_dns_resolution_issues pages through all rows."
    )]
    [DefaultValue(10)]
    [Range(0, DnsIncidents.Limit)]
    public int? TopN { get; init; }
}
