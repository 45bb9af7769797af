using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(TcpArguments))]
[JsonSerializable(typeof(TcpRetransmissionsArguments))]
[JsonSerializable(typeof(TcpIssues))]
[JsonSerializable(typeof(TcpRetransmissions))]
[JsonSerializable(typeof(TcpZeroWindowAnswer))]
[JsonSerializable(typeof(TcpScalingAnswer))]
[JsonSerializable(typeof(TcpTimingAnswer))]
[JsonSerializable(typeof(TcpCongestionAnswer))]
internal sealed partial class TcpJson : JsonSerializerContext;
