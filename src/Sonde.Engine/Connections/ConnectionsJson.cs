using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(TcpConnectionsArguments))]
[JsonSerializable(typeof(TcpConnections))]
[JsonSerializable(typeof(ConnectionLifecycle))]
[JsonSerializable(typeof(TrafficFlowArguments))]
[JsonSerializable(typeof(TrafficFlow))]
[JsonSerializable(typeof(TcpAnomaliesArguments))]
[JsonSerializable(typeof(TcpAnomalies))]
internal sealed partial class ConnectionsJson : JsonSerializerContext;
