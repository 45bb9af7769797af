using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Engine;
using Sonde.Mcp;

namespace Sonde.Cli;

/// <summary><c>sonde call TOOL --name value …</c>: runs any tool as the MCP server would, and prints its JSON.</summary>
internal static class CallCommand
{
    public static Command Create(ProgramOptions program)
    {
        var tool = new Argument<string>("TOOL") { Description = "Name of the tool, such as pcap_summary." };
        var words = new Argument<string[]>("ARGUMENTS")
        {
            Description =
                "The tool's arguments as --name value; lists by repetition, objects as JSON; "
                + "or all as one JSON object: --args JSON, --args @FILE, --args - for standard input.",
            Arity = ArgumentArity.ZeroOrMore,
            CaptureRemainingTokens = true,
        };
        var command = new Command("call", "Run any tool and print its answer as JSON.") { tool, words };
        command.SetAction(parsed =>
            Interruptible.Run(cancel =>
                Answering.Guarded(
                    asJson: true,
                    () => Run(program.Sources(parsed), parsed.GetValue(tool)!, parsed.GetValue(words) ?? [], cancel)
                )
            )
        );
        return command;
    }

    private static int Run(ConfigSources sources, string name, string[] words, CancellationToken cancel)
    {
        ITool tool = new ToolCatalog().Find(name);
        JsonObject arguments = CallArguments.Read(tool, words, Console.In);
        ToolResult result;
        using (ProgressLine? progress = ProgressLine.ForThisProcess())
            result = tool.Run(Engines.ForProgram(sources), arguments, new AskContext(progress, cancel));
        using StreamWriter output = Answering.StandardOutput();
        string json = JsonSerializer.Serialize(result.Structured, AnswerSerializer.TypeOf<JsonElement>());
        output.WriteLine(Clean.Json(json));
        return result.Structured.GetProperty("success").GetBoolean() ? 0 : Answering.CouldNot;
    }
}
