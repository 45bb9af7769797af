using System.CommandLine;
using System.Text.Json.Nodes;
using Sonde.Engine;
using Sonde.Mcp;

namespace Sonde.Cli;

/// <summary><c>sonde tools</c>: the tools that <c>serve</c> offers and <c>call</c> runs.</summary>
internal static class ToolsCommand
{
    public static Command Create()
    {
        var form = new FormOptions();
        var markdown = new Option<bool>("--markdown") { Description = "Print the page of the documentation." };
        var command = new Command("tools", "The tools that serve offers to MCP clients, and call runs.") { markdown };
        form.AddTo(command);
        command.SetAction(parsed =>
            Answering.Guarded(
                form.Of(parsed) == Form.Json,
                () =>
                {
                    var catalog = new ToolCatalog();
                    using StreamWriter output = Answering.StandardOutput();
                    if (parsed.GetValue(markdown))
                        output.Write(ToolsPage.Of(catalog));
                    else if (form.Of(parsed) == Form.Json)
                        output.WriteLine(Json(catalog).ToJsonString(AnswerSerializer.Options));
                    else
                        Answering.Print(Show(catalog), form.Of(parsed), output);
                    return 0;
                }
            )
        );
        return command;
    }

    private static View Show(ToolCatalog catalog)
    {
        var table = new Table(
            "",
            [new Column("tool", "name"), new Column("what it finds", "description", Wraps: true)],
            [.. catalog.Tools.Select(tool => (object?[])[tool.Name, tool.Description])]
        );
        return new View
        {
            Headline = $"{catalog.Tools.Count} tools; run one with: sonde call TOOL --name value …",
            Tables = [table],
            Rows = table,
        };
    }

    private static JsonArray Json(ToolCatalog catalog) =>
        [
            .. catalog.Tools.Select(tool => new JsonObject
            {
                ["name"] = tool.Name,
                ["title"] = tool.Title,
                ["description"] = tool.Description,
                ["inputSchema"] = tool.InputSchema.DeepClone(),
                ["outputSchema"] = tool.OutputSchema.DeepClone(),
            }),
        ];
}
