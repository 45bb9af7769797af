using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(PacketArguments))]
[JsonSerializable(typeof(PacketDetail))]
[JsonSerializable(typeof(FilterPacketsArguments))]
[JsonSerializable(typeof(CustomFilterArguments))]
[JsonSerializable(typeof(FilteredPackets))]
internal sealed partial class PacketsJson : JsonSerializerContext;
