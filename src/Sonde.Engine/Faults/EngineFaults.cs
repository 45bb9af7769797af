namespace Sonde.Engine;

/// <summary>The names of the faults as results spell them.</summary>
public static class EngineFaults
{
    /// <summary>Every name, in the order of <see cref="EngineFault"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<EngineFault>().Select(Name)];

    /// <summary>The published name: <c>invalid_argument</c> for <see cref="EngineFault.InvalidArgument"/>.</summary>
    public static string Name(this EngineFault fault) =>
        fault switch
        {
            EngineFault.InvalidArgument => "invalid_argument",
            EngineFault.NotFound => "not_found",
            EngineFault.AccessDenied => "access_denied",
            EngineFault.BlockedByPolicy => "blocked_by_policy",
            EngineFault.UnsupportedFormat => "unsupported_format",
            EngineFault.MissingCapability => "missing_capability",
            EngineFault.MissingDependency => "missing_dependency",
            EngineFault.LimitExceeded => "limit_exceeded",
            EngineFault.Timeout => "timeout",
            EngineFault.Cancelled => "cancelled",
            EngineFault.LookupFailed => "lookup_failed",
            EngineFault.ParseError => "parse_error",
            EngineFault.Internal => "internal",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault of the list."),
        };
}
