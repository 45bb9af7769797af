using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>The arguments of the question about response times.</summary>
public sealed record ResponseTimesArguments : PagedCaptureArguments
{
    /// <summary>Which application.</summary>
    [Description("Application: http (https for HTTP inside decrypted TLS), dns, all, or another that Sonde pairs.")]
    [DefaultValue("http")]
    public string? Protocol { get; init; }
}
