using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question what conversations carry.</summary>
public sealed record PayloadArguments : PagedCaptureArguments
{
    /// <summary>Only this port.</summary>
    [Description("Only conversations with this port at either end.")]
    [Range(0, 65535)]
    public int? Port { get; init; }

    /// <summary>Only this protocol.</summary>
    [Description(
        "Only conversations that carry this protocol: mysql, postgres, redis, mongodb, http, tls or any that detect_protocols names; auto for all."
    )]
    [DefaultValue("auto")]
    public string? Protocol { get; init; }

    /// <summary>Whether to list runs of text.</summary>
    [Description("List the runs of readable text in each payload.")]
    [DefaultValue(true)]
    public bool? ExtractText { get; init; }

    /// <summary>Whether to tell what is encrypted.</summary>
    [Description("Tell which conversations are encrypted, by protocol or by the spread of their octets.")]
    [DefaultValue(true)]
    public bool? DetectEncryption { get; init; }

    /// <summary>Payloads a conversation.</summary>
    [Description("Payloads to show of each conversation, the first ones.")]
    [DefaultValue(5)]
    [Range(0, 100)]
    public int? PayloadsPerConnection { get; init; }
}
