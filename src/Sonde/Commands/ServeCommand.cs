using System.CommandLine;
using Sonde.Engine;
using Sonde.Mcp;

namespace Sonde.Cli;

/// <summary><c>sonde serve</c>: the MCP server on standard input and output.</summary>
internal static class ServeCommand
{
    public static Command Create(ProgramOptions program)
    {
        var command = new Command("serve", "Run the MCP server on standard input and output.");
        command.SetAction(
            async (parsed, cancel) =>
            {
                CaptureEngine? engine = null;
                int code = Answering.Guarded(
                    asJson: false,
                    () =>
                    {
                        engine = Engines.ForProgram(program.Sources(parsed));
                        return 0;
                    }
                );
                if (engine is null)
                    return code;
                foreach (string note in engine.Config.Notes)
                    Console.Error.WriteLine("sonde: " + Clean.Text(note));
                using var logs = new StandardErrorLog();
                await StdioHost.RunAsync(engine, ProgramVersion.Text, logs, cancel);
                return 0;
            }
        );
        return command;
    }
}
