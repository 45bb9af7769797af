using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>The arguments of the question about response times.</summary>
public sealed record ResponseTimesArguments : PagedCaptureArguments
{
    /// <summary>Which application.</summary>
    [Description(
        "Application: http (versions 1 and 2 in clear), https (inside decrypted TLS, and http3), dns, all, or another that Sonde pairs; http and https when left out."
    )]
    [DefaultValue("http")]
    public string? Protocol { get; init; }
}
