using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(PingArguments))]
[JsonSerializable(typeof(PingAnswer))]
[JsonSerializable(typeof(BatchPingArguments))]
[JsonSerializable(typeof(BatchPingAnswer))]
internal sealed partial class PingJson : JsonSerializerContext;
