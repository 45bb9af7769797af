using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(DnsTrafficArguments))]
[JsonSerializable(typeof(DnsTraffic))]
[JsonSerializable(typeof(DnsPacketsArguments))]
[JsonSerializable(typeof(DnsPackets))]
[JsonSerializable(typeof(DnsIssuesArguments))]
[JsonSerializable(typeof(DnsIssues))]
internal sealed partial class DnsJson : JsonSerializerContext;
