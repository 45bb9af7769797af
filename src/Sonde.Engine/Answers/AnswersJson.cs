using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is generated for JSON of no question in particular, and how all JSON is spelt.</summary>
/// <remarks>
/// Snake case, absent members left out, enumerations as words. The folder of a question has such a class for its
/// arguments and answers, with the same options: one class for all would be most of what a short question costs.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class AnswersJson : JsonSerializerContext;
