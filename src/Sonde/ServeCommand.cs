using System.CommandLine;
using Microsoft.Extensions.Logging;
using Sonde.Mcp;

namespace Sonde.Cli;

/// <summary><c>sonde serve</c>: the MCP server on standard input and output.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Run the MCP server on standard input and output.");
        command.SetAction(
            async (_, cancel) =>
            {
                using ILoggerFactory logs = LoggerFactory.Create(builder =>
                    builder.AddProvider(new StandardErrorLog())
                );
                await StdioHost.RunAsync(Engines.ForProgram(), ProgramVersion.Text, logs, cancel);
                return 0;
            }
        );
        return command;
    }
}
