using System.CommandLine;
using Sonde.Broker;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde daemon</c>: opens for others what they may not open themselves.</summary>
internal static class DaemonCommand
{
    private const string UsualGroup = "sonde";

    private static readonly string[] Names = ["capture", "icmp", "udp", "tcp", "kernel"];

    public static Command Create(ProgramOptions program)
    {
        var socket = new Option<string?>("--socket")
        {
            Description =
                $"Where to listen; {BrokerClient.UsualPath} if neither this nor capture.daemon_socket is set.",
            HelpName = "PATH",
        };
        var group = new Option<string>("--group")
        {
            Description = "Group whose members may ask, besides root.",
            HelpName = "GROUP",
            DefaultValueFactory = _ => UsualGroup,
        };
        var user = new Option<string?>("--user")
        {
            Description = "User to become once the socket is there; the rights that are kept are the same.",
            HelpName = "USER",
        };
        var allow = new Option<string>("--allow")
        {
            Description = $"What may be asked for: some of {string.Join(", ", Names)}, with commas.",
            HelpName = "WHAT",
            DefaultValueFactory = _ => string.Join(',', Names),
        };
        var command = new Command(
            "daemon",
            "Open captures, raw sockets and watches of the kernel for ordinary users of a group, over a Unix socket, holding few rights."
        )
        {
            socket,
            group,
            user,
            allow,
        };
        command.SetAction(parsed =>
            Answering.Guarded(
                asJson: false,
                () =>
                    Interruptible.Run(stop =>
                    {
                        string? configured = ConfigLoader.Load(program.Sources(parsed)).Capture.DaemonSocket;
                        var options = new DaemonOptions(
                            parsed.GetValue(socket) ?? configured ?? BrokerClient.UsualPath,
                            parsed.GetValue(group)!,
                            parsed.GetValue(user),
                            Offered(parsed.GetValue(allow)!),
                            ProgramVersion.Text
                        );
                        Run(options, stop);
                        return 0;
                    })
            )
        );
        return command;
    }

    private static void Run(DaemonOptions options, CancellationToken stop)
    {
        try
        {
            DaemonStart.Run(options, new BrokerLimits(), line => Console.Error.WriteLine(line), stop);
        }
        catch (DaemonException refused)
        {
            throw new EngineException(
                EngineFault.MissingCapability,
                refused.Message,
                refused.Suggestion,
                cause: refused
            );
        }
    }

    private static Offers Offered(string text)
    {
        Offers offers = Offers.None;
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int place = Array.IndexOf(Names, name);
            offers |=
                place >= 0
                    ? (Offers)(1 << place)
                    : throw new EngineException(
                        EngineFault.InvalidArgument,
                        $"--allow cannot be {Quote.Text(name)}.",
                        $"Use some of {string.Join(", ", Names)}.",
                        Names
                    );
        }
        return offers;
    }
}
