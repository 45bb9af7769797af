using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(SearchArguments))]
[JsonSerializable(typeof(SearchResult))]
internal sealed partial class SearchJson : JsonSerializerContext;
