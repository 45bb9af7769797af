using System.ComponentModel;
using System.Globalization;
using System.Net;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>One rule of policy routing.</summary>
public sealed record RouteRule
{
    /// <summary>Priority.</summary>
    [Description("The lower is tried first.")]
    public required long Priority { get; init; }

    /// <summary>Version.</summary>
    [Description("4 or 6.")]
    public required int IpVersion { get; init; }

    /// <summary>Senders.</summary>
    [Description("Prefix of senders; absent for all.")]
    public string? From { get; init; }

    /// <summary>Destinations.</summary>
    [Description("Prefix of destinations; absent for all.")]
    public string? To { get; init; }

    /// <summary>Conditions.</summary>
    [Description("Further conditions as ip rule prints them: fwmark 0x1, iif eth0, uidrange 0-99.")]
    public IReadOnlyList<string>? Conditions { get; init; }

    /// <summary>Not.</summary>
    [Description("True: it is for packets that do not fit.")]
    public bool? Inverted { get; init; }

    /// <summary>What is done.</summary>
    [Description("lookup, goto, nop, blackhole, unreachable, prohibit.")]
    public required string Action { get; init; }

    /// <summary>Table.</summary>
    [Description("Table that is looked up.")]
    public string? Table { get; init; }

    /// <summary>Goto.</summary>
    [Description("Priority at which goto goes on.")]
    public long? Target { get; init; }

    /// <summary>Suppression.</summary>
    [Description("Routes with a prefix this short or shorter do not count.")]
    public int? SuppressPrefixLength { get; init; }

    /// <summary>Suppression by group.</summary>
    [Description("Routes by interfaces of this group do not count.")]
    public long? SuppressGroup { get; init; }

    internal static RouteRule Of(HostRule rule, Func<uint, string> tableName) =>
        new()
        {
            Priority = rule.Priority,
            IpVersion = rule.IpVersion,
            From = rule.From,
            To = rule.To,
            Conditions = rule.Conditions.Count == 0 ? null : [.. rule.Conditions.Select(one => Quote.Clean(one)!)],
            Inverted = rule.IsInverted ? true : null,
            Action = rule.Action,
            Table = rule.Table is { } table ? tableName(table) : null,
            Target = rule.Target,
            SuppressPrefixLength = rule.SuppressPrefixLength,
            SuppressGroup = rule.SuppressGroup,
        };

    /// <summary>Which rules an answer lists: those of the family that can be for the destination, in the order in which they are tried.</summary>
    internal static HostWish<HostRule> Wish(int? version, IPAddress? destination) =>
        new(rule =>
            (version is null || rule.IpVersion == version) && (destination is null || rule.MayFit(destination))
        );

    /// <summary>The rule in one line, as <c>ip rule</c> prints it.</summary>
    public override string ToString()
    {
        string?[] words =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Priority}:"),
            Inverted == true ? "not" : null,
            "from " + (From ?? "all"),
            To is null ? null : "to " + To,
            .. Conditions ?? [],
            Action,
            Table,
            Word("", Target),
            Word("suppress_prefixlength ", SuppressPrefixLength),
            Word("suppress_ifgroup ", SuppressGroup),
        ];
        return string.Join(' ', words.OfType<string>());
    }

    private static string? Word(string name, long? number) =>
        number is null ? null : name + number.Value.ToString(CultureInfo.InvariantCulture);
}
