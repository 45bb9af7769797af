using System.ComponentModel;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>A block, and into what it is split.</summary>
public sealed record SubnetSplitArguments : PlanningPageArguments
{
    /// <summary>The block.</summary>
    [Description("Block to split, such as 10.0.0.0/16 or 2001:db8::/48.")]
    public required string Cidr { get; init; }

    /// <summary>Length of the parts' prefix.</summary>
    [Description("Prefix length of the parts; either this or count.")]
    public int? NewPrefix { get; init; }

    /// <summary>How many parts.</summary>
    [Description("Number of parts, a power of two; either this or new_prefix.")]
    public long? Count { get; init; }
}

/// <summary>The parts of a block.</summary>
public sealed record SubnetSplit : IAnswer
{
    /// <inheritdoc/>
    [Description("The block can be split so.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PlanningJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph; what is wrong, when success is false.")]
    public required string Summary { get; init; }

    /// <summary>The block.</summary>
    [Description("The block that is split; as typed when it is none.")]
    public required string ParentCidr { get; init; }

    /// <summary>Length of the parts' prefix.</summary>
    [Description("Prefix length of the parts.")]
    public int? ChildPrefix { get; init; }

    /// <summary>Parts.</summary>
    [Description("Number of parts; absent beyond 2^53, which JSON readers do not keep exact.")]
    public long? Count { get; init; }

    /// <summary>Parts, of the whole list.</summary>
    [Description("The same: entries of the whole list.")]
    public long? TotalCount { get; init; }

    /// <summary>Parts as digits.</summary>
    [Description("Number of parts, as digits.")]
    public string? TotalCountString { get; init; }

    /// <summary>Addresses of a part.</summary>
    [Description("Addresses of each part, as digits.")]
    public string? AddressesEachString { get; init; }

    /// <summary>Entries here.</summary>
    [Description("Parts of this page.")]
    public required int Returned { get; init; }

    /// <summary>Entries before.</summary>
    [Description("Parts before this page.")]
    public required long Offset { get; init; }

    /// <summary>The next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>There is more.</summary>
    [Description("There are parts behind this page.")]
    public required bool Truncated { get; init; }

    /// <summary>The parts.</summary>
    [Description("The parts of this page, lowest first.")]
    public required IReadOnlyList<string> Subnets { get; init; }
}

/// <summary>Splits a block into equal parts.</summary>
public static class SubnetSplitQuestion
{
    /// <summary>Computes the parts of one page from their numbers; no others are made.</summary>
    /// <exception cref="EngineException">The page lies outside the list.</exception>
    public static SubnetSplit Ask(SubnetSplitArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, long offset) = PlanningPage.Of(arguments);
        if (!CidrText.TryParse(arguments.Cidr, out WrittenCidr written, out string problem))
            return Failed(PlanningPage.Echo(arguments.Cidr), $"{Quote.Text(arguments.Cidr ?? "")} {problem}.");
        CidrBlock parent = written.Block;
        if (!TryFindPrefix(arguments, parent, out int prefix, out problem))
            return Failed(parent.ToString(), problem);
        BigInteger total = BigInteger.One << (prefix - parent.Prefix);
        PlanningPage.ThrowIfBeyond(total, offset);
        int returned = (int)BigInteger.Min(limit, total - offset);
        string[] subnets = new string[returned];
        for (int index = 0; index < returned; index++)
            subnets[index] = Part(parent, prefix, (UInt128)offset + (UInt128)index).ToString();
        bool more = offset + returned < total;
        return new SubnetSplit
        {
            Success = true,
            Summary =
                $"{parent} holds {PlanningPage.Text(total)} {(total.IsOne ? "block" : "blocks")} of /{prefix}"
                + (more || offset > 0 ? $"; {returned} of them from number {offset} on are listed." : "."),
            ParentCidr = parent.ToString(),
            ChildPrefix = prefix,
            Count = PlanningPage.Exact(total),
            TotalCount = PlanningPage.Exact(total),
            TotalCountString = PlanningPage.Text(total),
            AddressesEachString = PlanningPage.Text(BigInteger.One << (parent.Bits - prefix)),
            Returned = returned,
            Offset = offset,
            NextOffset = PlanningPage.Next(total, offset, returned),
            Truncated = more,
            Subnets = subnets,
        };
    }

    private static CidrBlock Part(CidrBlock parent, int prefix, UInt128 number)
    {
        // a shift by all bits is a shift by none; only part 0 of the whole space is so far away
        UInt128 distance = number == 0 ? 0 : number << (parent.Bits - prefix);
        return new CidrBlock(parent.First + distance, prefix, parent.Version);
    }

    private static bool TryFindPrefix(SubnetSplitArguments asked, CidrBlock parent, out int prefix, out string problem)
    {
        prefix = asked.NewPrefix ?? 0;
        problem = "Give either new_prefix or count.";
        if (asked.NewPrefix is null == asked.Count is null)
            return false;
        if (asked.Count is { } count)
        {
            problem = $"count must be a power of two; got {count}.";
            if (count <= 0 || !long.IsPow2(count))
                return false;
            prefix = parent.Prefix + (int)long.Log2(count);
        }
        problem = $"{parent} cannot be split into /{prefix}: ";
        problem +=
            prefix < parent.Prefix
                ? "its own prefix is longer."
                : $"an IPv{parent.Version} prefix has at most {parent.Bits} bits.";
        return prefix >= parent.Prefix && prefix <= parent.Bits;
    }

    private static SubnetSplit Failed(string parent, string reason) =>
        new()
        {
            Success = false,
            Summary = reason,
            ParentCidr = parent,
            Returned = 0,
            Offset = 0,
            Truncated = false,
            Subnets = [],
        };
}
