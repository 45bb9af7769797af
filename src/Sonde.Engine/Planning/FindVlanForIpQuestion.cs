using System.ComponentModel;
using System.Text.Json.Serialization;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>An address and a map of VLANs.</summary>
public sealed record FindVlanForIpArguments : VlanMapArguments
{
    /// <summary>The address.</summary>
    [Description("IPv4 or IPv6 address.")]
    public required string Ip { get; init; }
}

/// <summary>The VLANs that an address belongs to.</summary>
public sealed record VlanForIp : IAnswer
{
    /// <inheritdoc/>
    [Description(
        "The address could be read and the map has no errors; entries without errors are searched in any case."
    )]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PlanningJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The address as typed.</summary>
    [Description("The address as typed.")]
    public required string IpInput { get; init; }

    /// <summary>The address.</summary>
    [Description("The address in its usual spelling.")]
    public string? IpNormalized { get; init; }

    /// <summary>How many.</summary>
    [Description("ONE_MATCH, NO_MATCH or MULTIPLE_MATCHES.")]
    public required string MatchType { get; init; }

    /// <summary>The most exact.</summary>
    [Description(
        "The VLAN with the longest prefix, where routers would send the packet; the first of several equal ones."
    )]
    public VlanMatch? BestMatch { get; init; }

    /// <summary>VLANs in all.</summary>
    [Description("VLANs that hold the address.")]
    public required int Total { get; init; }

    /// <summary>VLANs here.</summary>
    [Description("VLANs of this page.")]
    public required int Returned { get; init; }

    /// <summary>The next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>The VLANs.</summary>
    [Description("VLANs that hold the address, in the order of the map.")]
    public required IReadOnlyList<VlanMatch> Matches { get; init; }

    /// <summary>Errors.</summary>
    [Description("What is wrong with entries of the map.")]
    public required IReadOnlyList<string> Errors { get; init; }
}

/// <summary>The VLANs that an address belongs to.</summary>
public static class FindVlanForIpQuestion
{
    /// <summary>Looks through the usable entries of the map.</summary>
    /// <exception cref="EngineException">The map is no object, or the page lies outside the list.</exception>
    public static VlanForIp Ask(FindVlanForIpArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, long offset) = PlanningPage.Of(arguments);
        VlanMap map = VlanMap.Read(arguments.VlanMap);
        bool valid = CidrText.TryParseAddress(arguments.Ip, out Address ip, out string problem);
        VlanMatch[] matches = valid ? [.. map.Matches(ip)] : [];
        IReadOnlyList<VlanMatch> page = PlanningPage.Cut(matches, limit, offset);
        VlanMatch? best = matches.MaxBy(match => match.PrefixLength);
        return new VlanForIp
        {
            Success = valid && map.ErrorCount == 0,
            Summary =
                (valid ? Sentence(map, ip, matches, best) : $"{Quote.Text(arguments.Ip ?? "")} {problem}.")
                + map.ErrorsInShort,
            IpInput = PlanningPage.Echo(arguments.Ip),
            IpNormalized = valid ? ip.ToString() : null,
            MatchType = matches.Length switch
            {
                0 => "NO_MATCH",
                1 => "ONE_MATCH",
                _ => "MULTIPLE_MATCHES",
            },
            BestMatch = best,
            Total = matches.Length,
            Returned = page.Count,
            NextOffset = PlanningPage.Next(matches.Length, offset, page.Count),
            Matches = page,
            Errors = map.Errors,
        };
    }

    private static string Sentence(VlanMap map, Address ip, VlanMatch[] matches, VlanMatch? best)
    {
        if (best is null)
            return $"{ip} lies in none of the {map.Usable} VLANs of the map.";
        string found = $"VLAN {best.VlanId} ({best.Cidr})";
        if (matches.Length == 1)
            return $"{ip} belongs to {found}.";
        int equal = matches.Count(match => match.PrefixLength == best.PrefixLength);
        return $"{ip} lies in {matches.Length} VLANs whose blocks overlap; "
            + (equal == 1 ? $"the longest prefix is that of {found}." : $"{equal} of them are as exact as {found}.");
    }
}
