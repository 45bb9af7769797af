using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The commands for people and programs.</summary>
internal static class CommandLine
{
    private const string Name = "sonde";
    private const string Description =
        "Sonde answers questions about network captures: what they hold, who talked to whom, what went wrong.";

    private sealed record Known(string Name, Func<Question, ProgramOptions, Command> Create);

    // In the order of the help.
    private static readonly Known[] Commands =
    [
        new("summary", static (question, _) => SummaryCommand.Create(question)),
        new("hierarchy", static (question, _) => HierarchyCommand.Create(question)),
        new("conversations", static (question, _) => ConversationsCommand.Create(question)),
        new("connections", static (question, _) => ConnectionsCommand.Create(question)),
        new("endpoints", static (question, _) => EndpointsCommand.Create(question)),
        new("throughput", static (question, _) => ThroughputCommand.Create(question)),
        new("timeline", static (question, _) => TimelineCommand.Create(question)),
        new("topology", static (question, _) => TopologyCommand.Create(question)),
        new("dns", static (question, _) => DnsCommand.Create(question)),
        new("dhcp", static (question, _) => DhcpCommand.Create(question)),
        new("icmp", static (question, _) => IcmpCommand.Create(question)),
        new("tcp", static (question, _) => TcpCommand.Create(question)),
        new("packets", static (question, _) => PacketsCommand.Create(question)),
        new("packet", static (question, _) => PacketCommand.Create(question)),
        new("follow", static (question, _) => FollowCommand.Create(question)),
        new("tls", static (question, _) => TlsCommand.Create(question)),
        new("expert", static (question, _) => ExpertCommand.Create(question)),
        new("threats", static (question, _) => ThreatsCommand.Create(question)),
        new("http", static (question, _) => HttpCommand.Create(question)),
        new("diagnose", static (question, _) => DiagnoseCommand.Create(question)),
        new("verify", static (question, _) => VerifyCommand.Create(question)),
        new("detect", static (question, _) => DetectCommand.Create(question)),
        new("payload", static (question, _) => PayloadCommand.Create(question)),
        new("search", static (question, _) => SearchCommand.Create(question)),
        new("objects", static (question, _) => ObjectsCommand.Create(question)),
        new("db", static (question, _) => DatabaseCommand.Create(question)),
        new("sip", static (question, _) => SipCommand.Create(question)),
        new("capinfos", static (question, _) => CapInfosCommand.Create(question)),
        new("resolve", static (_, program) => ResolveCommand.Create(program)),
        new("asn", static (_, program) => AsnCommand.Create(program)),
        new("cidr", static (_, _) => CidrCommand.Create()),
        new("vlan", static (_, _) => VlanCommand.Create()),
        new("diagnose-target", static (_, program) => DiagnoseTargetCommand.Create(program)),
        new("ping", static (_, program) => PingCommand.Create(program)),
        new("trace", static (_, program) => PathCommands.Trace(program)),
        new("mtr", static (_, program) => PathCommands.Mtr(program)),
        new("ports", static (_, program) => PortsCommand.Create(program)),
        new("tls-check", static (_, program) => TlsCheckCommand.Create(program)),
        new("http-check", static (_, program) => HttpCheckCommand.Create(program)),
        new("rdap", static (_, program) => RdapCommand.Create(program)),
        new("myip", static (_, program) => MyIpCommand.Create(program)),
        new("interfaces", static (_, _) => HostCommands.Interfaces()),
        new("routes", static (_, _) => HostCommands.Routes()),
        new("neighbours", static (_, _) => HostCommands.Neighbours()),
        new("sockets", static (_, _) => HostCommands.Sockets()),
        new("resolver", static (_, _) => HostCommands.Resolver()),
        new("capture", static (_, program) => LiveCommand.Create(program)),
        new("kernel", static (_, program) => KernelCommand.Create(program)),
        new("watch", static (_, program) => WatchCommand.Create(program)),
        new("facts", static (_, _) => FactsCommand.Create()),
        new("serve", static (_, program) => ServeCommand.Create(program)),
        new("daemon", static (_, program) => DaemonCommand.Create(program)),
        new("call", static (_, program) => CallCommand.Create(program)),
        new("tools", static (_, _) => ToolsCommand.Create()),
        new("config", static (_, program) => ConfigCommand.Create(program)),
        new("capabilities", static (_, program) => CapabilitiesCommand.Create(program)),
    ];

    /// <summary>Runs the command that was typed.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        // "@" begins a file name in --args, and a capture may be called so.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        // Only the command that was typed, so that one question does not pay for the others; all for help and mistakes.
        Known[] wanted = args.Length == 0 ? [] : Array.FindAll(Commands, command => command.Name == args[0]);
        // The library's own root prepares help and its translations, a tenth of a short question, for those who need it.
        ParseResult? parsed =
            wanted.Length == 0 || Array.Exists(args, MayAskForHelp)
                ? null
                : Root(new Command(Name), wanted).Parse(args, parser);
        if (parsed is null || parsed.Errors.Count > 0)
            parsed = Root(new RootCommand(Description), wanted.Length == 0 ? Commands : wanted).Parse(args, parser);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        if (args.Length == 0)
            parsed
                .RootCommandResult.Command.Parse(["--help"])
                .Invoke(new InvocationConfiguration { Output = Console.Error });
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
            Console.Error.WriteLine("sonde: " + Clean.Text(message));
        string command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        Console.Error.WriteLine($"See: sonde {command}--help");
        return Answering.WrongUse;
    }

    private static Command Root(Command root, Known[] commands)
    {
        var program = new ProgramOptions();
        var question = new Question(program);
        foreach (Known command in commands)
            root.Subcommands.Add(command.Create(question, program));
        (root as RootCommand)?.Directives.Clear();
        program.AddTo(root);
        return root;
    }

    // Whether the library's root may take the word for a wish for help: short options may stand together, as in -4h.
    private static bool MayAskForHelp(string word) =>
        word is "/h" or "/?"
        || word.StartsWith("--help", StringComparison.Ordinal)
        || word is ['-', not '-', ..] && word.AsSpan().ContainsAny('h', '?');
}
