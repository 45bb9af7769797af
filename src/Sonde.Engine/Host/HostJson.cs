using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(InterfacesArguments))]
[JsonSerializable(typeof(InterfaceList))]
[JsonSerializable(typeof(HostPageArguments))]
[JsonSerializable(typeof(InterfaceNames))]
[JsonSerializable(typeof(RoutesArguments))]
[JsonSerializable(typeof(RouteList))]
[JsonSerializable(typeof(DnsConfigArguments))]
[JsonSerializable(typeof(DnsConfig))]
[JsonSerializable(typeof(NeighboursArguments))]
[JsonSerializable(typeof(NeighbourList))]
[JsonSerializable(typeof(SocketsArguments))]
[JsonSerializable(typeof(SocketList))]
internal sealed partial class HostJson : JsonSerializerContext;
