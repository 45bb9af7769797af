using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Sonde.Mcp;

/// <summary>Writes the page of the documentation that lists the tools, from their schemas.</summary>
public static class ToolsPage
{
    /// <summary>The page, as Markdown.</summary>
    public static string Of(ToolCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var page = new StringBuilder(
            """
            # Tools

            What `sonde serve` offers to MCP clients, and `sonde call TOOL --name value …` runs. This page is made from the
            tools themselves (`sonde tools --markdown`); a test fails when it is stale.

            Every answer has `success`; an answer about captures has `coverage`, which says what was read. When there is no
            answer, the result is an error with `success` false, `error`, `error_type` and `summary`, and where they help
            `suggestion`, `allowed` and `nearest`. Members that do not apply are left out.


            """
        );
        foreach (ITool tool in catalog.Tools)
            Line(page, $"- [{tool.Name}](#{tool.Name}): {tool.Title}");
        foreach (ITool tool in catalog.Tools)
            Write(page, tool);
        return page.ToString();
    }

    private static void Write(StringBuilder page, ITool tool)
    {
        Line(page, $"\n## {tool.Name}\n\n{tool.Description}\n\n{Hints(tool.Hints)}");
        JsonObject arguments = Properties(tool.InputSchema);
        if (arguments.Count > 0)
        {
            JsonArray needed = tool.InputSchema["required"] as JsonArray ?? [];
            Line(page, $"\n| argument | type | default | |\n|---|---|---|---|");
            foreach ((string name, JsonNode? schema) in arguments)
            {
                string unsaid = needed.Any(one => (string?)one == name) ? "needed" : Default(schema);
                Line(page, $"| `{name}` | {Type(schema)} | {unsaid} | {Cell(Text(schema, "description"))} |");
            }
        }
        Line(page, $"\n| answer | type | |\n|---|---|---|");
        WriteAnswer(page, tool.OutputSchema, "");
    }

    private static void WriteAnswer(StringBuilder page, JsonObject schema, string above)
    {
        foreach ((string name, JsonNode? member) in Properties(schema))
        {
            Line(page, $"| `{above}{name}` | {Type(member)} | {Cell(Text(member, "description"))} |");
            if (member is not JsonObject inner)
                continue;
            if (inner["items"] is JsonObject items)
                WriteAnswer(page, items, $"{above}{name}[].");
            else if (inner["additionalProperties"] is JsonObject values)
                WriteAnswer(page, values, $"{above}{name}.*.");
            else
                WriteAnswer(page, inner, $"{above}{name}.");
        }
    }

    private static string Hints(ToolHints hints) =>
        string.Join(
            ", ",
            hints.ReadOnly ? "Changes nothing"
                : hints.Destructive ? "May destroy"
                : "Adds only",
            hints.Idempotent ? "may be repeated" : "not to be repeated lightly",
            hints.OpenWorld ? "talks to other hosts." : "talks to no other host but the one of a capture's URL."
        );

    private static string Type(JsonNode? schema)
    {
        string type = Text(schema, "type");
        if (schema?["enum"] is JsonArray allowed)
            return string.Join(" ", allowed.Select(one => $"`{one}`"));
        return schema?["items"] is { } items ? $"{type} of {Type(items)}" : type;
    }

    private static string Default(JsonNode? schema) =>
        schema?["default"] is { } value ? $"`{value.ToJsonString()}`" : "";

    private static string Text(JsonNode? schema, string key) => (schema as JsonObject)?[key]?.ToString() ?? "";

    private static JsonObject Properties(JsonObject schema) => schema["properties"] as JsonObject ?? [];

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static void Line(StringBuilder page, FormattableString line) =>
        page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
