using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The arguments of the question what is wrong between here and a target.</summary>
public sealed record DiagnoseTargetArguments
{
    /// <summary>What to reach.</summary>
    [Description("Host name, address, host:port, or URL.")]
    public required string Target { get; init; }

    /// <summary>The port.</summary>
    [Description("TCP port; by default that of the target or its URL, else 443, and 80 where nobody listens there.")]
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>Time for one step.</summary>
    [Description("Seconds that one step may take.")]
    [DefaultValue(3.0)]
    public double? Timeout { get; init; }

    /// <summary>Address family.</summary>
    [Description("4 or 6; either when left out.")]
    [Range(4, 6)]
    public int? IpVersion { get; init; }
}

/// <summary>What works between here and a target, and the first thing that does not.</summary>
public sealed record DiagnoseTarget : IAnswer
{
    /// <summary>No step failed.</summary>
    [Description("No step failed.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => DiagnoseTargetJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>What was to be reached.</summary>
    [Description("What was to be reached.")]
    public required string Target { get; init; }

    /// <summary>The address that was used.</summary>
    [Description("The address that was used; absent when the name led to none.")]
    public string? Address { get; init; }

    /// <summary>The port that was used.</summary>
    [Description("The TCP port that was used.")]
    public int? Port { get; init; }

    /// <summary>The first step that failed.</summary>
    [Description("The first step that failed: name, route, port, tls or http; absent when none did.")]
    public string? FirstFailure { get; init; }

    /// <summary>What the steps that worked rule out.</summary>
    [Description("What the steps that worked rule out as the cause.")]
    public required IReadOnlyList<string> RulesOut { get; init; }

    /// <summary>What could be the cause.</summary>
    [Description("What could be the cause of the first failure, most likely first.")]
    public required IReadOnlyList<string> PossibleCauses { get; init; }

    /// <summary>What to ask next.</summary>
    [Description("What to ask next, by which tool.")]
    public DiagnoseNext? Next { get; init; }

    /// <summary>The steps.</summary>
    [Description("The steps in the order in which they were taken.")]
    public required IReadOnlyList<DiagnoseStep> Steps { get; init; }

    /// <summary>How much was done.</summary>
    [Description("How much of it was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>One step.</summary>
/// <param name="Step">Which.</param>
/// <param name="Status">How it went.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Ms">How long it took.</param>
public sealed record DiagnoseStep(
    [property: Description("name, route, ping, path, port, tls or http.")] string Step,
    [property: Description("ok, warning (odd, but not decisive), failed, or skipped.")] string Status,
    [property: Description("What was found, or why it was skipped.")] string Detail,
    [property: Description("Milliseconds that it took.")] double? Ms = null
)
{
    internal bool IsFailed => Status == "failed";

    internal bool IsOk => Status == "ok";
}

/// <summary>What to ask next.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Why">What it tells.</param>
public sealed record DiagnoseNext(
    [property: Description("The tool.")] string Tool,
    [property: Description("What it tells.")] string Why
);
