using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>A tool that asks the engine one question.</summary>
/// <typeparam name="TArguments">The question's arguments.</typeparam>
/// <typeparam name="TAnswer">The question's answer.</typeparam>
public sealed class Tool<TArguments, TAnswer>(
    string name,
    string title,
    string description,
    ToolHints hints,
    Func<CaptureEngine, TArguments, AskContext, TAnswer> ask
) : ITool
    where TAnswer : IAnswer
{
    private JsonObject? _input;
    private JsonObject? _output;

    /// <summary>A tool whose question waits for the network.</summary>
    public Tool(
        string name,
        string title,
        string description,
        ToolHints hints,
        Func<CaptureEngine, TArguments, AskContext, Task<TAnswer>> ask
    )
        : this(
            name,
            title,
            description,
            hints,
            (engine, arguments, context) => ask(engine, arguments, context).GetAwaiter().GetResult()
        ) { }

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Title => title;

    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public ToolHints Hints => hints;

    /// <inheritdoc/>
    public JsonObject InputSchema => _input ??= Schemas.OfArguments(AnswerSerializer.TypeOf<TArguments>());

    /// <inheritdoc/>
    public JsonObject OutputSchema => _output ??= Schemas.OfAnswer(AnswerSerializer.TypeOf<TAnswer>());

    /// <inheritdoc/>
    public ToolResult Run(CaptureEngine engine, JsonObject arguments, AskContext context)
    {
        ArgumentCheck.ThrowIfWrong(name, InputSchema, arguments);
        TAnswer answer = ask(engine, Typed(arguments), context);
        return new ToolResult(
            JsonSerializer.SerializeToElement(answer, AnswerSerializer.TypeOf<TAnswer>()),
            answer.Paragraph
        );
    }

    // What the schema cannot say, such as how large a number may be.
    private TArguments Typed(JsonObject arguments)
    {
        try
        {
            return arguments.Deserialize(AnswerSerializer.TypeOf<TArguments>())!;
        }
        catch (JsonException wrong)
        {
            string place = Quote.Text(wrong.Path is ['$', '.', .. var path] ? path : "an argument");
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"{name}: the value of {place} cannot be used.",
                "It is too large, or not of the form that its description asks for.",
                cause: wrong
            );
        }
    }
}
