using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde vlan</c>: maps of VLANs to blocks of addresses, and plans of them.</summary>
internal static class VlanCommand
{
    private const string Map =
        "The VLANs as a JSON file, or - for standard input, or JSON itself: {\"10\": \"10.0.10.0/24\", \"20\": {\"cidr\": …, \"name\": …}}.";

    public static Command Create() =>
        new("vlan", "VLANs and their addresses: check a map, find an address in it, plan subnets.")
        {
            Check(),
            Find(),
            Contains(),
            Plan(),
        };

    private static Command Check()
    {
        Argument<string> map = Calculation.Word("MAP", Map);
        var page = new PageOptions(256);
        return Calculation.Command(
            "check",
            "What is wrong with a map, and which of its blocks overlap.",
            [map, .. page.All],
            parsed =>
                ValidateVlanMapQuestion.Ask(
                    new VlanMapArguments
                    {
                        VlanMap = Calculation.Json(parsed.GetValue(map)!),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    }
                ),
            PlanningViews.Show
        );
    }

    private static Command Find()
    {
        Argument<string> ip = Calculation.Word("ADDRESS", "Address.");
        Argument<string> map = Calculation.Word("MAP", Map);
        var page = new PageOptions(256);
        return Calculation.Command(
            "find",
            "Which VLANs an address belongs to.",
            [ip, map, .. page.All],
            parsed =>
                FindVlanForIpQuestion.Ask(
                    new FindVlanForIpArguments
                    {
                        Ip = parsed.GetValue(ip)!,
                        VlanMap = Calculation.Json(parsed.GetValue(map)!),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    }
                ),
            PlanningViews.Show
        );
    }

    private static Command Contains()
    {
        Argument<string> vlan = Calculation.Word("VLAN", "VLAN id.");
        Argument<string> ip = Calculation.Word("ADDRESS", "Address.");
        Argument<string> map = Calculation.Word("MAP", Map);
        return Calculation.Command(
            "contains",
            "Whether an address belongs to a VLAN, and where else it may.",
            [vlan, ip, map],
            parsed =>
                IpInVlanQuestion.Ask(
                    new IpInVlanArguments
                    {
                        Ip = parsed.GetValue(ip)!,
                        VlanId = Text(parsed.GetValue(vlan)!),
                        VlanMap = Calculation.Json(parsed.GetValue(map)!),
                    }
                ),
            PlanningViews.Show
        );
    }

    private static Command Plan()
    {
        Argument<string> parent = Calculation.Word("CIDR", "Block to divide.");
        Argument<string[]> needs = Calculation.Words(
            "NEED",
            "ID:NAME:HOSTS or ID:NAME:/PREFIX, such as 10:Users:120 20:Servers:/26; "
                + "or requirements of plan_subnets as JSON: @FILE, - or the JSON itself."
        );
        var avoid = new Option<string[]>("--avoid")
        {
            Description = "Block to keep free; may be repeated.",
            HelpName = "CIDR",
        };
        var gateway = new Option<bool>("--reserve-gateway")
        {
            Description = "One address more in each, for the router.",
        };
        var growth = new Option<decimal?>("--growth-percent")
        {
            Description = "Per cent added to all hosts.",
            HelpName = "N",
        };
        Option<int?> freeOffset = Numbers.Option("--free-offset", "Free blocks to skip.");
        var page = new PageOptions(256);
        return Calculation.Command(
            "plan",
            "Divides a block into subnets for VLANs.",
            [parent, needs, avoid, gateway, growth, .. page.All, freeOffset],
            parsed =>
            {
                List<SubnetRequirement> wanted =
                [
                    .. Requirements(parsed.GetValue(needs)!)
                        .Select(one =>
                            one with
                            {
                                ReserveGateway = parsed.GetValue(gateway) || one.ReserveGateway == true,
                                GrowthPercent = one.GrowthPercent ?? parsed.GetValue(growth),
                            }
                        ),
                ];
                // what one keeps free all keep free
                if (parsed.GetValue(avoid) is { Length: > 0 } free && wanted.Count > 0)
                    wanted[0] = wanted[0] with { Avoid = [.. wanted[0].Avoid ?? [], .. free] };
                return PlanSubnetsQuestion.Ask(
                    new PlanSubnetsArguments
                    {
                        ParentCidr = parsed.GetValue(parent)!,
                        Requirements = wanted,
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                        FreeOffset = parsed.GetValue(freeOffset),
                    }
                );
            },
            PlanningViews.Show
        );
    }

    private static IEnumerable<SubnetRequirement> Requirements(string[] needs) =>
        needs is ["-" or ['@' or '[', ..]] ? FromJson(Calculation.Json(needs[0])) : needs.Select(Requirement);

    private static IEnumerable<SubnetRequirement> FromJson(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array
            ? json.EnumerateArray()
                .Select(one =>
                    one.Deserialize(AnswerSerializer.TypeOf<SubnetRequirement>())
                    ?? throw Wrong("null is no requirement.")
                )
            : throw Wrong("Requirements are a JSON array.");

    private static SubnetRequirement Requirement(string need)
    {
        string[] parts = need.Split(':');
        if (parts is not [_, _, .., { Length: > 0 } size])
            throw Wrong($"{Quote.Text(need)} is no requirement.");
        bool isPrefix = size[0] == '/';
        if (
            !long.TryParse(
                isPrefix ? size[1..] : size,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out long number
            )
        )
            throw Wrong($"{Quote.Text(need)} does not end in a number of hosts or a prefix.");
        return new SubnetRequirement
        {
            VlanId = Text(parts[0]),
            Name = string.Join(':', parts[1..^1]),
            NeededHosts = isPrefix ? null : number,
            DesiredPrefix = isPrefix ? (int)Math.Min(number, int.MaxValue) : null,
        };
    }

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static EngineException Wrong(string message) =>
        new(EngineFault.InvalidArgument, message, "Example: 10:Users:120 20:Servers:/26");
}
