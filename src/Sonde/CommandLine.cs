using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The commands for people and programs.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Sonde answers questions about networks: captures, live packets, probes.")
        {
            ServeCommand.Create(),
            CallCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
