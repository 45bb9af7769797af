using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Engine;
using Sonde.Mcp;

namespace Sonde.Cli;

/// <summary><c>sonde call TOOL --name value …</c>: runs any tool as the MCP server would, and prints its JSON.</summary>
internal static class CallCommand
{
    public static Command Create()
    {
        var tool = new Argument<string>("tool") { Description = "Name of the tool, such as pcap_summary." };
        var arguments = new Argument<string[]>("arguments")
        {
            Description =
                "The tool's arguments as --name value; lists by repetition, objects as JSON; "
                + "or --args @FILE, or --args - for standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("call", "Run any tool and print its answer as JSON.") { tool, arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, cancel) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetValue(tool)!,
                            [.. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens],
                            cancel
                        ),
                    cancel
                )
        );
        return command;
    }

    private static int Run(string name, string[] words, CancellationToken cancel)
    {
        try
        {
            ITool tool = new ToolCatalog().Find(name);
            JsonObject arguments = CallArguments.Read(tool, words, Console.In);
            ToolResult result = tool.Run(Engines.ForProgram(), arguments, new AskContext(null, cancel));
            Console.Out.WriteLine(JsonSerializer.Serialize(result.Structured, AnswerSerializer.TypeOf<JsonElement>()));
            return 0;
        }
        catch (Exception exception) when (Faults.From(exception) is { } fault)
        {
            Console.Out.WriteLine(Faults.ToJson(fault).ToJsonString(AnswerSerializer.Options));
            return fault.Fault == EngineFault.InvalidArgument ? 2 : 1;
        }
    }
}
