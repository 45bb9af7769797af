using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(RdapLookupArguments))]
[JsonSerializable(typeof(RdapLookup))]
[JsonSerializable(typeof(PublicIpArguments))]
[JsonSerializable(typeof(PublicIp))]
internal sealed partial class RegistryJson : JsonSerializerContext;
