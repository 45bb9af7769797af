using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about queries to databases.</summary>
public sealed record DatabaseArguments : PagedCaptureArguments
{
    /// <summary>Only this database.</summary>
    [Description("Only this database; it is recognised by content, not by port. auto: every one.")]
    [DefaultValue("auto")]
    [AllowedValues("auto", "mysql", "postgres", "postgresql", "redis", "mongodb", "sqlserver")]
    public string? Protocol { get; init; }

    /// <summary>Only conversations with this port.</summary>
    [Description("Only conversations in which one end has this TCP port; every port when left out.")]
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>Only queries that took this long.</summary>
    [Description("Only queries whose answer was complete after this many milliseconds or more.")]
    public double? MinMs { get; init; }

    /// <summary>Only queries that were refused.</summary>
    [Description("Only queries that the server answered with an error.")]
    [DefaultValue(false)]
    public bool? ErrorsOnly { get; init; }
}
