using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Shows a tool of the catalog to MCP clients.</summary>
internal sealed class McpTool(ITool tool, CaptureEngine engine, Turns turns, ILogger logger) : McpServerTool
{
    /// <inheritdoc/>
    public override Tool ProtocolTool { get; } =
        new()
        {
            Name = tool.Name,
            Title = tool.Title,
            Description = tool.Description,
            InputSchema = JsonSerializer.SerializeToElement(tool.InputSchema, McpJsonUtilities.DefaultOptions),
            OutputSchema = JsonSerializer.SerializeToElement(tool.OutputSchema, McpJsonUtilities.DefaultOptions),
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = tool.Hints.ReadOnly,
                DestructiveHint = tool.Hints.Destructive,
                IdempotentHint = tool.Hints.Idempotent,
                OpenWorldHint = tool.Hints.OpenWorld,
            },
        };

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of the program: nothing may end the server.")]
    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request,
        CancellationToken cancellationToken = default
    )
    {
        ProgressRelay? progress = request.Params?.ProgressToken is { } token
            ? new ProgressRelay(request.Server, token)
            : null;
        try
        {
            JsonObject arguments = ArgumentsOf(request);
            var context = new AskContext(progress, cancellationToken);
            ToolResult result = await turns.RunAsync(() => tool.Run(engine, arguments, context), cancellationToken);
            return Reply(result.Structured, isError: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw; // who cancels a request gets no answer to it
        }
        catch (Exception exception)
        {
            return Reply(Faults.From(exception) ?? Unexpected(exception));
        }
        finally
        {
            await (progress?.Settled ?? Task.CompletedTask);
        }
    }

    private static JsonObject ArgumentsOf(RequestContext<CallToolRequestParams> request)
    {
        var arguments = new JsonObject();
        foreach ((string name, JsonElement value) in request.Params?.Arguments ?? new Dictionary<string, JsonElement>())
            arguments[name] = JsonSerializer.SerializeToNode(value, McpJsonUtilities.DefaultOptions);
        return arguments;
    }

    // The client learns an id, the log the rest.
    private EngineException Unexpected(Exception exception)
    {
        string id = Guid.NewGuid().ToString("n")[..8];
        Log.ToolFailed(logger, tool.Name, id, exception);
        return new EngineException(EngineFault.Internal, $"Internal error {id}; the server's log has the details.");
    }

    private static CallToolResult Reply(EngineException fault) =>
        Reply(JsonSerializer.SerializeToElement(Faults.ToJson(fault), McpJsonUtilities.DefaultOptions), isError: true);

    // Some clients hand the model only the text, others only the structure: both carry the same.
    private static CallToolResult Reply(JsonElement structured, bool isError) =>
        new()
        {
            IsError = isError,
            StructuredContent = structured,
            Content =
            [
                new TextContentBlock
                {
                    Text = JsonSerializer.Serialize(structured, AnswerSerializer.TypeOf<JsonElement>()),
                },
            ],
        };
}
