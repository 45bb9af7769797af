using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(TimelineArguments))]
[JsonSerializable(typeof(TrafficTimeline))]
[JsonSerializable(typeof(IoGraphArguments))]
[JsonSerializable(typeof(IoGraph))]
[JsonSerializable(typeof(BandwidthArguments))]
[JsonSerializable(typeof(Bandwidth))]
[JsonSerializable(typeof(ThroughputArguments))]
[JsonSerializable(typeof(Throughput))]
internal sealed partial class SeriesJson : JsonSerializerContext;
