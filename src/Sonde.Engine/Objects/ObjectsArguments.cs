using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>The arguments of the question about files that were transferred.</summary>
public sealed record ObjectsArguments : PagedCaptureArguments
{
    /// <summary>Only these hosts.</summary>
    [Description("Only objects whose host contains this text; case does not matter.")]
    public string? Host { get; init; }

    /// <summary>Only these media types.</summary>
    [Description("Only objects whose media type, announced or found by content, contains this text, such as image/.")]
    public string? MediaType { get; init; }

    /// <summary>Where to write them.</summary>
    [Description(
        "Folder to write the objects to, relative to pcap.objects_path, which a person has to set; nothing is written without it."
    )]
    public string? OutputFolder { get; init; }
}
