using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ThreatArguments))]
[JsonSerializable(typeof(SecurityThreats))]
[JsonSerializable(typeof(SuspiciousArguments))]
[JsonSerializable(typeof(SuspiciousActivity))]
[JsonSerializable(typeof(TrafficArguments))]
[JsonSerializable(typeof(TrafficOverview))]
internal sealed partial class ThreatsJson : JsonSerializerContext;
