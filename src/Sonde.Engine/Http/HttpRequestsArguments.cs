using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about HTTP requests.</summary>
public sealed record HttpRequestsArguments : PagedCaptureArguments
{
    /// <summary>Only this method.</summary>
    [Description("Only requests with this method, such as GET; case does not matter.")]
    public string? Method { get; init; }

    /// <summary>Only these hosts.</summary>
    [Description("Only requests whose host contains this text; case does not matter.")]
    public string? Host { get; init; }

    /// <summary>Only this status.</summary>
    [Description("Only exchanges answered with this status code, such as 404; 0 for those without an answer.")]
    [Range(0, 999)]
    public int? Status { get; init; }
}
