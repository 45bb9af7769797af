using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What every answer has: it succeeded, and says the result in one paragraph.</summary>
public interface IAnswer
{
    /// <summary>The question was answered; "none found" is an answer.</summary>
    bool Success { get; }

    /// <summary>The result in one paragraph, for a reader who sees nothing else.</summary>
    string Paragraph { get; }

    /// <summary>What is generated for its JSON: the class of its folder. Not a part of the answer.</summary>
    JsonSerializerContext Json { get; }
}
