using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(TlsHandshakes))]
[JsonSerializable(typeof(TlsAlerts))]
[JsonSerializable(typeof(TlsCiphers))]
[JsonSerializable(typeof(CertificateDetails))]
[JsonSerializable(typeof(SniMismatches))]
internal sealed partial class TlsJson : JsonSerializerContext;
