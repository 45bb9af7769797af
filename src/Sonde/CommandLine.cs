using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The commands for people and programs.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args)
    {
        RootCommand root = Root();
        // "@" begins a file name in --args, and a capture may be called so.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        ParseResult parsed = root.Parse(args, parser);
        if (parsed.Errors.Count == 0)
            return parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        if (args.Length == 0)
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = Console.Error });
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
            Console.Error.WriteLine("sonde: " + Clean.Text(message));
        string command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        Console.Error.WriteLine($"See: sonde {command}--help");
        return Task.FromResult(Answering.WrongUse);
    }

    private static RootCommand Root()
    {
        var program = new ProgramOptions();
        var question = new Question(program);
        var root = new RootCommand(
            "Sonde answers questions about network captures: what they hold, who talked to whom, what went wrong."
        )
        {
            SummaryCommand.Create(question),
            HierarchyCommand.Create(question),
            ConversationsCommand.Create(question),
            ConnectionsCommand.Create(question),
            EndpointsCommand.Create(question),
            ThroughputCommand.Create(question),
            TimelineCommand.Create(question),
            TopologyCommand.Create(question),
            DnsCommand.Create(question),
            DhcpCommand.Create(question),
            IcmpCommand.Create(question),
            TcpCommand.Create(question),
            PacketsCommand.Create(question),
            PacketCommand.Create(question),
            FollowCommand.Create(question),
            ExpertCommand.Create(question),
            CapInfosCommand.Create(question),
            FactsCommand.Create(),
            ServeCommand.Create(program),
            CallCommand.Create(program),
            ToolsCommand.Create(),
            ConfigCommand.Create(program),
            CapabilitiesCommand.Create(program),
        };
        root.Directives.Clear();
        program.AddTo(root);
        return root;
    }
}
