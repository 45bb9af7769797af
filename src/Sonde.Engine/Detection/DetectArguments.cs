using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question what runs over conversations.</summary>
public sealed record DetectArguments : PagedCaptureArguments
{
    /// <summary>Only this port.</summary>
    [Description("Only conversations with this port at either end.")]
    [Range(0, 65535)]
    public int? Port { get; init; }
}
