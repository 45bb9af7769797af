using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for the JSON of this folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(CaptureSessionFacts))]
[JsonSerializable(typeof(StartCaptureArguments))]
[JsonSerializable(typeof(StartedCapture))]
[JsonSerializable(typeof(StopCaptureArguments))]
[JsonSerializable(typeof(StoppedCapture))]
[JsonSerializable(typeof(CaptureStatusArguments))]
[JsonSerializable(typeof(CaptureStatus))]
[JsonSerializable(typeof(CapturedFilesArguments))]
[JsonSerializable(typeof(CapturedFiles))]
[JsonSerializable(typeof(CaptureStartArguments))]
[JsonSerializable(typeof(MemoryCapture))]
[JsonSerializable(typeof(CaptureStopArguments))]
[JsonSerializable(typeof(EndedCapture))]
[JsonSerializable(typeof(GetPacketsArguments))]
[JsonSerializable(typeof(LivePacketList))]
[JsonSerializable(typeof(SaveRecentArguments))]
[JsonSerializable(typeof(SavedPackets))]
[JsonSerializable(typeof(CapturedFile))]
[JsonSerializable(typeof(CaptureSettings))]
[JsonSerializable(typeof(WatchLine))]
internal sealed partial class LiveJson : JsonSerializerContext;
