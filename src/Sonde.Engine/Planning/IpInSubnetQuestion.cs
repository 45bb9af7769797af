using System.ComponentModel;
using System.Text.Json.Serialization;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>An address and a block.</summary>
public sealed record IpInSubnetArguments
{
    /// <summary>The address.</summary>
    [Description("IPv4 or IPv6 address.")]
    public required string Ip { get; init; }

    /// <summary>The block.</summary>
    [Description("Block such as 10.0.0.0/24, 10.0.0.0/255.255.255.0 or 2001:db8::/48.")]
    public required string Cidr { get; init; }
}

/// <summary>Whether an address lies in a block.</summary>
public sealed record IpInSubnet : IAnswer
{
    /// <inheritdoc/>
    [Description("Both texts could be read.")]
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

    /// <summary>The block as typed.</summary>
    [Description("The block as typed.")]
    public required string CidrInput { get; init; }

    /// <summary>The block.</summary>
    [Description("First address and length of the prefix.")]
    public string? CidrNormalized { get; init; }

    /// <summary>It lies there.</summary>
    [Description("The address lies in the block.")]
    public required bool InSubnet { get; init; }

    /// <summary>A host may have it.</summary>
    [Description("It does, and a host may have it.")]
    public required bool IsUsableHost { get; init; }

    /// <summary>Why.</summary>
    [Description(
        "IN_RANGE_USABLE, IN_RANGE_NETWORK_ADDRESS, IN_RANGE_BROADCAST_ADDRESS, OUT_OF_RANGE, VERSION_MISMATCH, IP_INVALID, CIDR_INVALID."
    )]
    public required string ReasonCode { get; init; }

    /// <summary>What is special.</summary>
    [Description("network or broadcast when it is that address of an IPv4 block; else absent.")]
    public string? SpecialIp { get; init; }

    /// <summary>Notes.</summary>
    [Description("What to know besides.")]
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>Whether an address lies in a block.</summary>
public static class IpInSubnetQuestion
{
    /// <summary>Reads both, the address first, and compares.</summary>
    public static IpInSubnet Ask(IpInSubnetArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var answer = new IpInSubnet
        {
            Success = false,
            Summary = "",
            IpInput = PlanningPage.Echo(arguments.Ip),
            CidrInput = PlanningPage.Echo(arguments.Cidr),
            InSubnet = false,
            IsUsableHost = false,
            ReasonCode = "IP_INVALID",
            Notes = [],
        };
        if (!CidrText.TryParseAddress(arguments.Ip, out Address ip, out string problem))
            return answer with { Summary = $"{Quote.Text(arguments.Ip ?? "")} {problem}." };
        answer = answer with { IpNormalized = ip.ToString(), ReasonCode = "CIDR_INVALID" };
        if (!CidrText.TryParse(arguments.Cidr, out WrittenCidr written, out problem))
            return answer with { Summary = $"{Quote.Text(arguments.Cidr ?? "")} {problem}." };
        CidrBlock block = written.Block;
        string? special = block.Contains(ip) ? block.SpecialNameOf(ip) : null;
        return answer with
        {
            Success = true,
            CidrNormalized = block.ToString(),
            InSubnet = block.Contains(ip),
            IsUsableHost = block.Contains(ip) && special is null,
            SpecialIp = special,
            ReasonCode = Reason(block, ip, special),
            Summary = Sentence(block, ip, special),
            Notes = [.. Notes(written, ip)],
        };
    }

    private static string Reason(CidrBlock block, Address ip, string? special) =>
        block.Version != ip.Version ? "VERSION_MISMATCH"
        : !block.Contains(ip) ? "OUT_OF_RANGE"
        : special switch
        {
            "network" => "IN_RANGE_NETWORK_ADDRESS",
            "broadcast" => "IN_RANGE_BROADCAST_ADDRESS",
            _ => "IN_RANGE_USABLE",
        };

    private static string Sentence(CidrBlock block, Address ip, string? special) =>
        block.Version != ip.Version
            ? $"{ip} is an IPv{ip.Version} address and cannot lie in the IPv{block.Version} block {block}."
        : !block.Contains(ip) ? $"{ip} does not lie in {block}."
        : special is not null ? $"{ip} lies in {block} as its {special} address, which no host may have."
        : block.HasAnycast && CidrBlock.Number(ip) == block.First
            ? $"{ip} lies in {block} as its subnet-router anycast address: it counts as usable, but routers answer to it."
        : $"{ip} lies in {block}, and a host may have it.";

    private static IEnumerable<string> Notes(WrittenCidr written, Address ip)
    {
        CidrBlock block = written.Block;
        if (written.HadHostBits)
            yield return $"The host bits of {written.Typed} were cleared: the block begins at {block.At(block.First)}.";
        if (block.HasAnycast && block.Contains(ip) && CidrBlock.Number(ip) == block.First)
            yield return CidrInfoQuestion.AnycastNote(block);
        if (ip is { Version: 6, High: 0 } && ip.Low >> 32 == 0xffff && block.Version == 4)
            yield return $"{ip} is an IPv4 address written as IPv6; ask for {new Address(0, (uint)ip.Low, 4)} to compare it.";
    }
}
