using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(AsnLookupArguments))]
[JsonSerializable(typeof(AsnLookup))]
[JsonSerializable(typeof(AsnBatch))]
internal sealed partial class AsnJson : JsonSerializerContext;
