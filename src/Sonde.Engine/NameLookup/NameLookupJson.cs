using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(DnsLookupArguments))]
[JsonSerializable(typeof(DnsLookup))]
[JsonSerializable(typeof(BatchDnsArguments))]
[JsonSerializable(typeof(BatchDns))]
internal sealed partial class NameLookupJson : JsonSerializerContext;
