using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>A block, and which subnets are wanted of it.</summary>
public sealed record PlanSubnetsArguments : PlanningPageArguments
{
    /// <summary>The block.</summary>
    [Description("Block to divide, such as 10.0.0.0/16 or 2001:db8::/48.")]
    public required string ParentCidr { get; init; }

    /// <summary>What is wanted.</summary>
    [Description("Subnets wanted; each has vlan_id, name, and either needed_hosts or desired_prefix.")]
    public required IReadOnlyList<SubnetRequirement> Requirements { get; init; }

    /// <summary>Free blocks to skip.</summary>
    [Description("Free blocks to skip: remaining.next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public long? FreeOffset { get; init; }
}

/// <summary>A subnet that is wanted.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SubnetRequirement
{
    /// <summary>The VLAN.</summary>
    [Description("VLAN id, 1 to 4094, as a string or a number.")]
    public JsonElement? VlanId { get; init; }

    /// <summary>The name.</summary>
    [Description("Name of the VLAN.")]
    public string? Name { get; init; }

    /// <summary>Hosts.</summary>
    [Description("Hosts that need an address. In IPv6 the subnet is a /64 whenever the parent is shorter.")]
    public long? NeededHosts { get; init; }

    /// <summary>Hosts, by another name.</summary>
    [Description("Another name of needed_hosts.")]
    public long? Hosts { get; init; }

    /// <summary>Length of the prefix.</summary>
    [Description("Prefix length wanted.")]
    public int? DesiredPrefix { get; init; }

    /// <summary>Length of the prefix, by another name.</summary>
    [Description("Another name of desired_prefix.")]
    public int? Prefix { get; init; }

    /// <summary>What stays free.</summary>
    [Description("Blocks to keep free; they hold for all requirements.")]
    public IReadOnlyList<string>? Avoid { get; init; }

    /// <summary>Without effect.</summary>
    [Description("Accepted: a subnet is always one block.")]
    public bool? Contiguous { get; init; }

    /// <summary>Room for a router.</summary>
    [Description("One address more, for the router: never a /31 or /32.")]
    public bool? ReserveGateway { get; init; }

    /// <summary>Room to grow.</summary>
    [Description("Per cent added to needed_hosts.")]
    public decimal? GrowthPercent { get; init; }
}

/// <summary>A plan of subnets.</summary>
public sealed record SubnetPlan : IAnswer
{
    /// <inheritdoc/>
    [Description("Every requirement got its block.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PlanningJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The block.</summary>
    [Description("The block that is divided; as typed when it is none.")]
    public required string ParentCidr { get; init; }

    /// <summary>Requirements in all.</summary>
    [Description("Allocations in all; none when a requirement is wrong.")]
    public required int Total { get; init; }

    /// <summary>Allocations here.</summary>
    [Description("Allocations of this page.")]
    public required int Returned { get; init; }

    /// <summary>The next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>The allocations.</summary>
    [Description("One for each requirement, in their order.")]
    public required IReadOnlyList<SubnetAllocation> Allocations { get; init; }

    /// <summary>What is left.</summary>
    [Description("What is left of the parent.")]
    public required RemainingSpace Remaining { get; init; }

    /// <summary>Warnings.</summary>
    [Description("What is wrong with requirements, what did not fit, what deserves a look.")]
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>What a requirement got.</summary>
public sealed record SubnetAllocation
{
    /// <summary>The VLAN.</summary>
    [Description("VLAN id.")]
    public required string VlanId { get; init; }

    /// <summary>The name.</summary>
    [Description("Name of the VLAN.")]
    public required string Name { get; init; }

    /// <summary>Hosts wanted.</summary>
    [Description("Hosts that were asked for.")]
    public long? RequestedHosts { get; init; }

    /// <summary>Prefix wanted.</summary>
    [Description("Prefix length that was asked for.")]
    public int? RequestedPrefix { get; init; }

    /// <summary>The block.</summary>
    [Description("The block; absent when none was large enough.")]
    public string? AllocatedCidr { get; init; }

    /// <summary>It got one.</summary>
    [Description("It got a block.")]
    public required bool Success { get; init; }

    /// <summary>First for a host.</summary>
    [Description("First address for a host or router; of IPv6 the one behind the subnet-router anycast address.")]
    public string? FirstUsable { get; init; }

    /// <summary>Last for a host.</summary>
    [Description("Last address for a host or router.")]
    public string? LastUsable { get; init; }

    /// <summary>Addresses between.</summary>
    [Description("Addresses from first to last usable; absent beyond 2^53.")]
    public long? UsableHosts { get; init; }

    /// <summary>The same as digits.</summary>
    [Description("Addresses from first to last usable, as digits.")]
    public string? UsableHostsString { get; init; }

    /// <summary>The router.</summary>
    [Description("Address for the router, the first usable, when reserve_gateway asked for one.")]
    public string? Gateway { get; init; }

    /// <summary>How full it is.</summary>
    [Description("Per cent of the usable addresses that the hosts asked for take, with the router's.")]
    public double? UtilizationPercent { get; init; }

    /// <summary>Notes.</summary>
    [Description("What to know about it.")]
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>What is left of the parent.</summary>
public sealed record RemainingSpace
{
    /// <summary>The blocks.</summary>
    [Description("Free blocks of this page, lowest first.")]
    public required IReadOnlyList<string> FreeCidrs { get; init; }

    /// <summary>Blocks in all.</summary>
    [Description("Free blocks in all.")]
    public required int Total { get; init; }

    /// <summary>The next page.</summary>
    [Description("free_offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>Addresses.</summary>
    [Description("Free addresses, as digits.")]
    public required string FreeAddressesString { get; init; }
}
