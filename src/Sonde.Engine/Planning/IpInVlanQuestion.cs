using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>An address, a VLAN and a map of VLANs.</summary>
public sealed record IpInVlanArguments
{
    /// <summary>The address.</summary>
    [Description("IPv4 or IPv6 address.")]
    public required string Ip { get; init; }

    /// <summary>The VLAN.</summary>
    [Description("VLAN id, 1 to 4094, as a string or a number.")]
    public required JsonElement VlanId { get; init; }

    /// <summary>The map.</summary>
    [Description(
        "VLANs by id: {\"10\": \"10.0.10.0/24\", \"20\": {\"cidr\": \"2001:db8:20::/64\", \"name\": \"Voice\"}}; a list of blocks for VLANs of several."
    )]
    [DataType("object")]
    public JsonElement? VlanMap { get; init; }
}

/// <summary>Whether an address belongs to a VLAN.</summary>
public sealed record IpInVlan : IAnswer
{
    /// <inheritdoc/>
    [Description("The address could be read, the VLAN is in the map, and the map has no errors.")]
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

    /// <summary>The VLAN.</summary>
    [Description("The VLAN id that was asked for.")]
    public required string VlanId { get; init; }

    /// <summary>Its name.</summary>
    [Description("Name of the VLAN.")]
    public string? VlanName { get; init; }

    /// <summary>Its block.</summary>
    [Description("Block of the VLAN: the one that holds the address, or the first of the address's version.")]
    public string? VlanCidr { get; init; }

    /// <summary>It belongs there.</summary>
    [Description("The address lies in a block of the VLAN.")]
    public required bool InVlan { get; init; }

    /// <summary>A host may have it.</summary>
    [Description("It does, and a host may have it: it is not the network's or broadcast address of that block.")]
    public required bool IsUsableHost { get; init; }

    /// <summary>What is special.</summary>
    [Description("network or broadcast when it is that address of an IPv4 block; else absent.")]
    public string? SpecialIp { get; init; }

    /// <summary>Why.</summary>
    [Description(
        "IN_VLAN, NOT_IN_VLAN, VERSION_MISMATCH, VLAN_NOT_FOUND (also when its entry is unusable) or IP_INVALID."
    )]
    public required string ReasonCode { get; init; }

    /// <summary>Where else it belongs.</summary>
    [Description("The one other VLAN that holds the address.")]
    public VlanMatch? BestGuessVlan { get; init; }

    /// <summary>What to look at.</summary>
    [Description("What to look at next.")]
    public required IReadOnlyList<string> NextChecks { get; init; }

    /// <summary>Errors.</summary>
    [Description("What is wrong with entries of the map.")]
    public required IReadOnlyList<string> Errors { get; init; }
}

/// <summary>Whether an address belongs to a VLAN.</summary>
public static class IpInVlanQuestion
{
    /// <summary>Reads the address, finds the VLAN, compares, and looks where else the address belongs.</summary>
    /// <exception cref="EngineException">The VLAN is neither a string nor a number, or the map is no object.</exception>
    public static IpInVlan Ask(IpInVlanArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string id = VlanId.TextOf(arguments.VlanId, "vlan_id");
        VlanMap map = VlanMap.Read(arguments.VlanMap);
        var answer = new IpInVlan
        {
            Success = false,
            Summary = "",
            IpInput = PlanningPage.Echo(arguments.Ip),
            VlanId = PlanningPage.Echo(id),
            InVlan = false,
            IsUsableHost = false,
            ReasonCode = "IP_INVALID",
            NextChecks = [],
            Errors = map.Errors,
        };
        if (!CidrText.TryParseAddress(arguments.Ip, out Address ip, out string problem))
            return answer with { Summary = $"{Quote.Text(arguments.Ip ?? "")} {problem}.{map.ErrorsInShort}" };
        answer = answer with { IpNormalized = ip.ToString() };
        return map.Find(id) is { Blocks: [var first, ..] } vlan
            ? Compare(answer, map, vlan, vlan.BlockOf(ip) ?? vlan.Blocks.FirstOrDefault(OfSameVersion, first), ip)
            : NotFound(answer, map, id);

        bool OfSameVersion(CidrBlock block) => block.Version == ip.Version;
    }

    private static IpInVlan NotFound(IpInVlan answer, VlanMap map, string id)
    {
        Vlan? unusable = map.Find(id);
        string why =
            unusable is not null
                ? $"VLAN {unusable.Id} is in the map, but its entry cannot be used: {unusable.Problem}."
            : VlanId.TryParse(id, out _) ? $"The map has no VLAN {answer.VlanId}."
            : $"{Quote.Text(id)} {VlanId.Problem}.";
        return answer with
        {
            ReasonCode = "VLAN_NOT_FOUND",
            VlanName = unusable?.Name,
            Summary = why + map.ErrorsInShort,
            NextChecks =
            [
                unusable is null
                    ? "Check that this is the VLAN map of this site, and that it is up to date."
                    : "Correct the entry of this VLAN in the map.",
            ],
        };
    }

    private static IpInVlan Compare(IpInVlan answer, VlanMap map, Vlan vlan, CidrBlock block, Address ip)
    {
        bool inside = block.Contains(ip);
        string? special = inside ? block.SpecialNameOf(ip) : null;
        answer = answer with
        {
            Success = map.ErrorCount == 0,
            VlanId = vlan.Id,
            VlanName = vlan.Name,
            VlanCidr = block.ToString(),
            InVlan = inside,
            IsUsableHost = inside && special is null,
            SpecialIp = special,
            ReasonCode =
                inside ? "IN_VLAN"
                : block.Version == ip.Version ? "NOT_IN_VLAN"
                : "VERSION_MISMATCH",
        };
        if (inside)
            return answer with
            {
                Summary =
                    $"{ip} belongs to VLAN {vlan.Id} ({block})"
                    + (special is null ? "." : $", but it is the {special} address there, which no host may have.")
                    + map.ErrorsInShort,
            };
        VlanMatch[] others = [.. map.Matches(ip)];
        string elsewhere = others switch
        {
            [] => "It lies in no VLAN of the map.",
            [var only] => $"It lies in VLAN {only.VlanId} ({only.Cidr}).",
            _ => $"It lies in {others.Length} other VLANs, whose blocks overlap.",
        };
        string mismatch =
            block.Version == ip.Version
                ? $"{ip} does not belong to VLAN {vlan.Id} ({block})."
                : $"{ip} is an IPv{ip.Version} address, and VLAN {vlan.Id} has IPv{block.Version} only ({block}).";
        return answer with
        {
            BestGuessVlan = others is [var guess] ? guess : null,
            NextChecks = Hints(others),
            Summary = $"{mismatch} {elsewhere}{map.ErrorsInShort}",
        };
    }

    private static string[] Hints(VlanMatch[] others) =>
        others switch
        {
            [] =>
            [
                "Check that the address is right and the VLAN map is up to date.",
                "The address may be one of a transit link or a loopback interface, which VLAN maps leave out.",
            ],
            [var only] =>
            [
                $"Check the VLAN of the switch port and the VLANs allowed on its trunk: the address belongs to VLAN {only.VlanId}.",
                "Check the scope and the relay of DHCP: it may hand out addresses of the wrong VLAN.",
            ],
            _ => ["Blocks of several VLANs hold this address: have the overlap in the address plan resolved first."],
        };
}
