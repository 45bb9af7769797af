using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>How much of what was asked of the network was done, so that "no answer" means something.</summary>
public sealed record ProbeCoverage
{
    /// <summary>Whether everything that was asked was done.</summary>
    [Description("Everything that was asked was done.")]
    public required bool Complete { get; init; }

    /// <summary>Why it ended early: <c>cancelled</c> or <c>time limit</c>; absent when it did not.</summary>
    [Description("Why it ended early: cancelled or time limit.")]
    public string? Ended { get; init; }

    /// <summary>Probes sent: packets, connection attempts or queries.</summary>
    [Description("Packets, connection attempts or queries sent.")]
    public long? ProbesSent { get; init; }

    /// <summary>How the probes were sent: by which kind of socket, and what that one cannot see.</summary>
    [Description("How they were sent, and what that cannot see.")]
    public string? Means { get; init; }

    /// <summary>Limits that were reached.</summary>
    [Description("Limits that were reached.")]
    public IReadOnlyList<LimitReached>? Limits { get; init; }
}
