using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about the content of one stream.</summary>
public sealed record FollowArguments : PagedCaptureArguments
{
    /// <summary>Which stream.</summary>
    [Description(
        "Number of the stream, as in other answers and Wireshark's tcp.stream or udp.stream, from 0. Leave it out to name the ends."
    )]
    [Range(0, int.MaxValue)]
    public int? Stream { get; init; }

    /// <summary>The transport.</summary>
    [Description("Protocol of the stream.")]
    [DefaultValue("tcp")]
    [AllowedValues("tcp", "udp")]
    public string? Protocol { get; init; }

    /// <summary>One end's address.</summary>
    [Description("Address of one end, when no stream is given; either end may be named first.")]
    public string? SrcIp { get; init; }

    /// <summary>One end's port.</summary>
    [Description("Port of that end.")]
    [Range(0, 65535)]
    public int? SrcPort { get; init; }

    /// <summary>The other end's address.</summary>
    [Description("Address of the other end.")]
    public string? DstIp { get; init; }

    /// <summary>The other end's port.</summary>
    [Description("Port of the other end.")]
    [Range(0, 65535)]
    public int? DstPort { get; init; }

    /// <summary>How octets are shown.</summary>
    [Description("How octets are shown: text (escaped), hex, or both.")]
    [DefaultValue("text")]
    [AllowedValues("text", "hex", "both")]
    public string? Format { get; init; }

    /// <summary>Octets to show.</summary>
    [Description("Octets of content to show in one answer at most; the page ends there.")]
    [DefaultValue(32768)]
    [Range(1, 1_000_000)]
    public int? MaxBytes { get; init; }
}
