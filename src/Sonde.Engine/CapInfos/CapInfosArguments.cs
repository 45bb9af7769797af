using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>The arguments of the question about a capture file itself.</summary>
public sealed record CapInfosArguments : CaptureArguments
{
    /// <summary>Whether to compute the checksum.</summary>
    [Description("Compute the file's SHA-256; takes a second read of a large file.")]
    [DefaultValue(true)]
    public bool? Hash { get; init; }
}
