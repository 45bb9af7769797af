using System.ComponentModel;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>What an answer about this machine rests on.</summary>
public sealed record HostCoverage
{
    /// <summary>Everything that was asked is in the answer.</summary>
    [Description("Everything that was asked for was found out; false when not_available or limits says otherwise.")]
    public required bool Complete { get; init; }

    /// <summary>Where it comes from.</summary>
    [Description("Where the facts come from: netlink, /proc, a file, a program of the system.")]
    public required string Source { get; init; }

    /// <summary>What is missing.</summary>
    [Description("What this system or this user does not get to know, and how to change that.")]
    public IReadOnlyList<string>? NotAvailable { get; init; }

    /// <summary>Limits that were reached.</summary>
    [Description("Limits that cut what was kept.")]
    public IReadOnlyList<LimitReached>? Limits { get; init; }

    internal static HostCoverage Of<T>(HostList<T> list, params ReadOnlySpan<string> further)
    {
        string[] missing = [.. list.Missing, .. further];
        bool isCut = list.Total > list.Items.Count;
        return new HostCoverage
        {
            Complete = missing.Length == 0 && !isCut,
            Source = list.Source,
            NotAvailable = missing.Length == 0 ? null : missing,
            Limits = isCut ? [new LimitReached("entries_kept", list.Items.Count)] : null,
        };
    }
}
