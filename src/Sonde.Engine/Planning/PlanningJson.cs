using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(CidrArguments))]
[JsonSerializable(typeof(CidrInfo))]
[JsonSerializable(typeof(IpInSubnetArguments))]
[JsonSerializable(typeof(IpInSubnet))]
[JsonSerializable(typeof(SubnetSplitArguments))]
[JsonSerializable(typeof(SubnetSplit))]
[JsonSerializable(typeof(CidrListArguments))]
[JsonSerializable(typeof(CidrSummarized))]
[JsonSerializable(typeof(CidrOverlaps))]
[JsonSerializable(typeof(VlanMapArguments))]
[JsonSerializable(typeof(VlanMapValidation))]
[JsonSerializable(typeof(FindVlanForIpArguments))]
[JsonSerializable(typeof(VlanForIp))]
[JsonSerializable(typeof(IpInVlanArguments))]
[JsonSerializable(typeof(IpInVlan))]
[JsonSerializable(typeof(PlanSubnetsArguments))]
[JsonSerializable(typeof(SubnetPlan))]
internal sealed partial class PlanningJson : JsonSerializerContext;
