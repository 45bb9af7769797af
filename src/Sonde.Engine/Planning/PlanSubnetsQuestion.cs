using System.Numerics;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Divides a block into the subnets that are wanted.</summary>
public static class PlanSubnetsQuestion
{
    private const int ManyFreeBlocks = 8;

    /// <summary>Gives each requirement, the largest first, the first free block that is large enough.</summary>
    /// <exception cref="EngineException">A value has the wrong type, or the page lies outside the list.</exception>
    public static SubnetPlan Ask(PlanSubnetsArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        _ = PlanningPage.Of(arguments);
        _ = PlanningPage.Offset(arguments.FreeOffset, "free_offset");
        if (!CidrText.TryParse(arguments.ParentCidr, out WrittenCidr written, out string problem))
        {
            string reason = $"{Quote.Text(arguments.ParentCidr ?? "")} {problem}.";
            return Answer(arguments, PlanningPage.Echo(arguments.ParentCidr), [], [], reason, [reason]) with
            {
                Success = false,
            };
        }
        CidrBlock parent = written.Block;
        var warnings = new BoundedLines();
        if (written.HadHostBits)
            warnings.Add($"The host bits of {written.Typed} were cleared: the parent is {parent}.");
        List<WantedSubnet> wanted = Read(arguments.Requirements, parent, warnings, out int wrong);
        if (wrong > 0)
        {
            string reason =
                $"Nothing was allocated: {wrong} of {arguments.Requirements.Count} requirements are wrong; warnings say why.";
            return Answer(arguments, parent.ToString(), [], [parent], reason, warnings.ToList()) with
            {
                Success = false,
            };
        }
        var free = new FreeBlocks(
            parent.Version,
            CidrRanges.Without(parent, Avoided(arguments.Requirements, parent, warnings))
        );
        SubnetAllocation[] allocations = Allocate(wanted, free, warnings);
        List<CidrBlock> left = free.ToList();
        if (left.Count > ManyFreeBlocks)
            warnings.Add($"What is left is in {left.Count} blocks: the space is fragmented.");
        int done = allocations.Count(one => one.Success);
        string summary =
            $"{done} of {allocations.Length} subnets fit into {parent}; "
            + $"{PlanningPage.Text(SizeOf(left))} addresses are left in {left.Count} block{(left.Count == 1 ? "" : "s")}."
            + (warnings.Count > 0 ? $" Warnings: {warnings.Count}." : "");
        return Answer(arguments, parent.ToString(), allocations, left, summary, warnings.ToList()) with
        {
            Success = done == allocations.Length,
        };
    }

    private static List<WantedSubnet> Read(
        IReadOnlyList<SubnetRequirement> requirements,
        CidrBlock parent,
        BoundedLines warnings,
        out int wrong
    )
    {
        List<WantedSubnet> wanted = [];
        HashSet<int> seen = [];
        HashSet<int> repeated = [];
        wrong = 0;
        for (int index = 0; index < requirements.Count; index++)
        {
            List<string> problems = [];
            if (WantedSubnet.Read(requirements[index], parent, problems) is { } right)
            {
                wanted.Add(right);
                if (VlanId.TryParse(right.VlanId, out int id) && !seen.Add(id) && repeated.Add(id))
                    warnings.Add($"VLAN {id} stands in more than one requirement; each gets a block of its own.");
                continue;
            }
            wrong++;
            foreach (string problem in problems)
                warnings.Add($"Requirement {index + 1}: {problem}.", WantedSubnet.Example);
        }
        return wanted;
    }

    // What to keep free, as far as it can be read and concerns this version of IP.
    private static List<CidrBlock> Avoided(
        IReadOnlyList<SubnetRequirement> requirements,
        CidrBlock parent,
        BoundedLines warnings
    )
    {
        List<CidrBlock> avoided = [];
        int within = 0;
        for (int index = 0; index < requirements.Count; index++)
        {
            foreach (string? text in requirements[index].Avoid ?? [])
            {
                string where = $"Requirement {index + 1}: avoid entry {Quote.Text(text ?? "")}";
                if (!CidrText.TryParse(text, out WrittenCidr written, out string problem))
                    warnings.Add($"{where} {problem}; it was not kept free.");
                else if (written.Block.Version != parent.Version)
                    warnings.Add($"{where} is no IPv{parent.Version} block; it changes nothing.");
                else if (written.Block.Contains(parent))
                {
                    warnings.Add($"{where} covers the whole parent {parent}: nothing is left to allocate.");
                    avoided.Add(written.Block);
                }
                else if (parent.Contains(written.Block))
                {
                    within++;
                    avoided.Add(written.Block);
                }
                else
                    warnings.Add($"{where} lies outside {parent}; it changes nothing.");
            }
        }
        if (within > 0)
            warnings.Add($"{within} avoid block{(within == 1 ? " was" : "s were")} excluded from allocation.");
        return avoided;
    }

    private static SubnetAllocation[] Allocate(List<WantedSubnet> wanted, FreeBlocks free, BoundedLines warnings)
    {
        var allocations = new SubnetAllocation[wanted.Count];
        // the sort keeps the order of equals
        foreach (int index in Enumerable.Range(0, wanted.Count).OrderBy(index => wanted[index].Prefix))
        {
            WantedSubnet one = wanted[index];
            CidrBlock? block = one.Prefix < 0 ? null : free.Take(one.Prefix);
            allocations[index] = Allocation(one, block);
            if (block is null)
                warnings.Add($"The parent is too tight: no free block for VLAN {one.VlanId} ({Quote.Text(one.Name)}).");
        }
        return allocations;
    }

    private static SubnetAllocation Allocation(WantedSubnet wanted, CidrBlock? found)
    {
        var allocation = new SubnetAllocation
        {
            VlanId = wanted.VlanId,
            Name = wanted.Name,
            RequestedHosts = wanted.Hosts,
            RequestedPrefix = wanted.AskedPrefix,
            Success = found is not null,
            Notes = wanted.Notes,
        };
        if (found is not { } block)
            return allocation with
            {
                Notes =
                [
                    .. wanted.Notes,
                    wanted.Prefix < 0
                        ? "No block of this IP version has so many addresses."
                        : $"No free block of /{wanted.Prefix} or larger is left.",
                ],
            };
        // the subnet-router anycast address belongs to no host (RFC 4291 §2.6.1)
        int setAside = block.HasAnycast ? 1 : 0;
        BigInteger usable = block.UsableHosts - setAside;
        Address first = block.At(CidrBlock.Number(block.FirstUsable) + (UInt128)setAside);
        List<string> notes = [.. wanted.Notes];
        if (wanted.HasGateway && usable < 2)
            notes.Add("The router takes the only address.");
        if (block is { Version: 4, Prefix: 31 } or { Version: 6, Prefix: 127 })
            notes.Add(
                $"A /{block.Prefix} joins two routers; a VLAN with hosts and a router needs more: reserve_gateway."
            );
        if (block.HostBits == 0 && !wanted.HasGateway)
            notes.Add($"A /{block.Prefix} is one address, without room for a router: reserve_gateway.");
        BigInteger taken = (wanted.Hosts ?? 0) + (wanted.HasGateway ? BigInteger.One : BigInteger.Zero);
        return allocation with
        {
            AllocatedCidr = block.ToString(),
            FirstUsable = first.ToString(),
            LastUsable = block.LastUsable.ToString(),
            UsableHosts = PlanningPage.Exact(usable),
            UsableHostsString = PlanningPage.Text(usable),
            Gateway = wanted.HasGateway ? first.ToString() : null,
            UtilizationPercent = wanted.Hosts is null ? null : Math.Round(100 * (double)taken / (double)usable, 2),
            Notes = notes,
        };
    }

    private static SubnetPlan Answer(
        PlanSubnetsArguments asked,
        string parent,
        SubnetAllocation[] allocations,
        List<CidrBlock> free,
        string summary,
        IReadOnlyList<string> warnings
    )
    {
        (int limit, long offset) = PlanningPage.Of(asked);
        long freeOffset = PlanningPage.Offset(asked.FreeOffset, "free_offset");
        IReadOnlyList<SubnetAllocation> page =
            allocations.Length == 0 ? [] : PlanningPage.Cut(allocations, limit, offset);
        IReadOnlyList<CidrBlock> freePage = free.Count == 0 ? [] : PlanningPage.Cut(free, limit, freeOffset);
        return new SubnetPlan
        {
            Success = true,
            Summary = summary,
            ParentCidr = parent,
            Total = allocations.Length,
            Returned = page.Count,
            NextOffset = PlanningPage.Next(allocations.Length, offset, page.Count),
            Allocations = page,
            Remaining = new RemainingSpace
            {
                FreeCidrs = [.. freePage.Select(block => block.ToString())],
                Total = free.Count,
                NextOffset = PlanningPage.Next(free.Count, freeOffset, freePage.Count),
                FreeAddressesString = PlanningPage.Text(SizeOf(free)),
            },
            Warnings = warnings,
        };
    }

    private static BigInteger SizeOf(List<CidrBlock> blocks)
    {
        BigInteger size = BigInteger.Zero;
        foreach (CidrBlock block in blocks)
            size += block.Size;
        return size;
    }
}
