namespace Sonde.Engine;

/// <summary>A question that gets no answer: why, and what to do about it. Thrown by the engine, shown by its faces.</summary>
/// <param name="fault">The kind of failure.</param>
/// <param name="message">One sentence for the asker; text from outside is quoted by <see cref="Quote"/>.</param>
/// <param name="suggestion">What to do next.</param>
/// <param name="allowed">The values that would have been accepted, when they can be listed.</param>
/// <param name="nearest">Known names that look like the one typed, nearest first.</param>
/// <param name="cause">What failed underneath; never shown to the asker.</param>
public sealed class EngineException(
    EngineFault fault,
    string message,
    string? suggestion = null,
    IReadOnlyList<string>? allowed = null,
    IReadOnlyList<string>? nearest = null,
    Exception? cause = null
) : Exception(message, cause)
{
    /// <summary>The kind of failure.</summary>
    public EngineFault Fault { get; } = fault;

    /// <summary>What to do next; null when there is nothing to say.</summary>
    public string? Suggestion { get; } = suggestion;

    /// <summary>The values that would have been accepted; empty when they cannot be listed.</summary>
    public IReadOnlyList<string> Allowed { get; } = allowed ?? [];

    /// <summary>Known names that look like the one typed, nearest first; often empty.</summary>
    public IReadOnlyList<string> Nearest { get; } = nearest ?? [];

    /// <summary>The fault of a name that is not among <paramref name="known"/>, with the nearest ones.</summary>
    /// <param name="kind">What the name is a name of: "protocol", "setting".</param>
    /// <param name="typed">The name as typed.</param>
    /// <param name="known">Every name that would do.</param>
    public static EngineException UnknownName(string kind, string typed, IReadOnlyList<string> known)
    {
        IReadOnlyList<string> nearest = NearestNames.Of(typed, known);
        return new EngineException(
            EngineFault.InvalidArgument,
            $"There is no {kind} named {Quote.Text(typed)}.",
            NearestNames.Question(nearest),
            known.Count <= MostListed ? known : [],
            nearest
        );
    }

    // A longer list helps nobody who reads it; the nearest names do.
    private const int MostListed = 40;
}
