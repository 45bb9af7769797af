using System.ComponentModel;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>A block of addresses.</summary>
public sealed record CidrArguments
{
    /// <summary>The block.</summary>
    [Description(
        "IPv4 or IPv6 block: 10.0.0.0/24, 10.0.0.5/255.255.255.0, 10.0.0.0/0.0.0.255, 2001:db8::/48 or one address."
    )]
    public required string Cidr { get; init; }
}

/// <summary>What a block of addresses holds.</summary>
public sealed record CidrInfo : IAnswer
{
    /// <inheritdoc/>
    [Description("The text is a block.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PlanningJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The text.</summary>
    [Description("The block as typed.")]
    public required string CidrInput { get; init; }

    /// <summary>The block.</summary>
    [Description("First address and length of the prefix.")]
    public string? CidrNormalized { get; init; }

    /// <summary>Version.</summary>
    [Description("4 or 6.")]
    public int? IpVersion { get; init; }

    /// <summary>Length of the prefix.</summary>
    [Description("Bits of the prefix.")]
    public int? PrefixLength { get; init; }

    /// <summary>First address.</summary>
    [Description("First address.")]
    public string? NetworkAddress { get; init; }

    /// <summary>Last address.</summary>
    [Description("Last address; IPv4 only, since IPv6 has no broadcast.")]
    public string? BroadcastAddress { get; init; }

    /// <summary>Mask.</summary>
    [Description("The prefix as a mask.")]
    public string? Netmask { get; init; }

    /// <summary>Inverse mask.</summary>
    [Description("The mask turned round, as access lists of routers want it; IPv4 only.")]
    public string? WildcardMask { get; init; }

    /// <summary>Addresses.</summary>
    [Description("Addresses; absent beyond 2^53, which JSON readers do not keep exact.")]
    public long? TotalAddresses { get; init; }

    /// <summary>Addresses as digits.</summary>
    [Description("Addresses, as digits.")]
    public string? TotalAddressesString { get; init; }

    /// <summary>Addresses for hosts.</summary>
    [Description("Addresses that hosts may have: IPv4 without first and last, but both of a /31; IPv6 all.")]
    public long? UsableHostAddresses { get; init; }

    /// <summary>Addresses for hosts as digits.</summary>
    [Description("Addresses that hosts may have, as digits.")]
    public string? UsableHostAddressesString { get; init; }

    /// <summary>First for a host.</summary>
    [Description("First address that a host may have.")]
    public string? FirstUsable { get; init; }

    /// <summary>Last for a host.</summary>
    [Description("Last address that a host may have.")]
    public string? LastUsable { get; init; }

    /// <summary>Notes.</summary>
    [Description("What to know about this block, or why the text is none.")]
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>What a block of addresses holds.</summary>
public static class CidrInfoQuestion
{
    /// <summary>Reads the block and computes.</summary>
    public static CidrInfo Ask(CidrArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string input = PlanningPage.Echo(arguments.Cidr);
        if (!CidrText.TryParse(arguments.Cidr, out WrittenCidr written, out string problem))
        {
            string reason = $"{Quote.Text(arguments.Cidr ?? "")} {problem}.";
            return new CidrInfo
            {
                Success = false,
                Summary = reason,
                CidrInput = input,
                Notes = [reason],
            };
        }
        CidrBlock block = written.Block;
        BigInteger usable = block.UsableHosts;
        return new CidrInfo
        {
            Success = true,
            Summary =
                $"{block}: {PlanningPage.Text(block.Size)} address{(block.HostBits == 0 ? "" : "es")}, "
                + $"{PlanningPage.Text(usable)} for hosts, from {block.FirstUsable} to {block.LastUsable}.",
            CidrInput = input,
            CidrNormalized = block.ToString(),
            IpVersion = block.Version,
            PrefixLength = block.Prefix,
            NetworkAddress = block.At(block.First).ToString(),
            BroadcastAddress = block.Version == 4 ? block.At(block.Last).ToString() : null,
            Netmask = block.Netmask.ToString(),
            WildcardMask = block.Version == 4 ? block.At(block.HostMask).ToString() : null,
            TotalAddresses = PlanningPage.Exact(block.Size),
            TotalAddressesString = PlanningPage.Text(block.Size),
            UsableHostAddresses = PlanningPage.Exact(usable),
            UsableHostAddressesString = PlanningPage.Text(usable),
            FirstUsable = block.FirstUsable.ToString(),
            LastUsable = block.LastUsable.ToString(),
            Notes = [.. Notes(written)],
        };
    }

    private static IEnumerable<string> Notes(WrittenCidr written)
    {
        CidrBlock block = written.Block;
        if (written.HadHostBits)
            yield return $"The host bits of {written.Typed} were cleared: the block begins at {block.At(block.First)}.";
        if (written.Notation == CidrNotation.None)
            yield return "No prefix length was given: this is read as one address.";
        if (written.Notation == CidrNotation.Hostmask)
            yield return $"The mask was read as a wildcard mask: its ones are the host bits, so the prefix is /{block.Prefix}.";
        if (block is { Version: 4, Prefix: 32 })
            yield return "A /32 is one address: a host route, with no network or broadcast address.";
        if (block is { Version: 4, Prefix: 31 })
            yield return "A /31 has no network or broadcast address: both ends of a point-to-point link use it (RFC 3021).";
        if (block.Version == 4)
            yield break;
        yield return "IPv6 has no broadcast address: every address of the block counts as usable.";
        if (block.HasAnycast)
            yield return AnycastNote(block);
        if (block.Prefix == 127)
            yield return "A /127 is a link between two routers; both addresses are used, without subnet-router anycast (RFC 6164).";
        if (block.Prefix == 128)
            yield return "A /128 is one address: a host route.";
    }

    /// <summary>What the first address of an IPv6 subnet is.</summary>
    internal static string AnycastNote(CidrBlock block) =>
        $"{block.At(block.First)} is the subnet-router anycast address (RFC 4291 §2.6.1): routers of the subnet answer to it, "
        + "and no host should have it.";
}
