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
internal sealed class McpTool(ITool tool, CaptureEngine engine, ILogger logger) : McpServerTool
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
        var arguments = new JsonObject();
        foreach ((string name, JsonElement value) in request.Params?.Arguments ?? new Dictionary<string, JsonElement>())
            arguments[name] = JsonSerializer.SerializeToNode(value, McpJsonUtilities.DefaultOptions);
        var context = new AskContext(ProgressTo(request), cancellationToken);
        try
        {
            ToolResult result = await Task.Run(() => tool.Run(engine, arguments, context), cancellationToken);
            return Reply(result.Structured, isError: false);
        }
        catch (Exception exception) when (Faults.From(exception) is { } fault)
        {
            return Reply(
                JsonSerializer.SerializeToElement(Faults.ToJson(fault), McpJsonUtilities.DefaultOptions),
                true
            );
        }
        catch (Exception exception) // the client learns an id, the log the rest
        {
            string id = Guid.NewGuid().ToString("n")[..8];
            Log.ToolFailed(logger, tool.Name, id, exception);
            var fault = new EngineException(
                EngineFault.Internal,
                $"Internal error {id}; the server's log has the details."
            );
            return Reply(
                JsonSerializer.SerializeToElement(Faults.ToJson(fault), McpJsonUtilities.DefaultOptions),
                true
            );
        }
    }

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

    private static ProgressRelay? ProgressTo(RequestContext<CallToolRequestParams> request) =>
        request.Params?.ProgressToken is { } token ? new ProgressRelay(request.Server, token) : null;

    private sealed class ProgressRelay(McpServer server, ProgressToken token) : IProgress<AskProgress>
    {
        public void Report(AskProgress value) =>
            _ = server.NotifyProgressAsync(
                token,
                new ProgressNotificationValue
                {
                    Progress = value.Done,
                    Total = value.Total,
                    Message = value.Message,
                }
            );
    }
}
