using System.Net;
using System.Net.Sockets;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Reads the arguments that questions to the network share.</summary>
internal static class ProbeChoices
{
    /// <summary>What grants this user ICMP sockets.</summary>
    public const string IcmpGrant = "sudo sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"";

    /// <summary>What grants this user ICMP sockets, with the other way.</summary>
    public static string IcmpGrants => $"{IcmpGrant}, or by the daemon: {Daemon.Command}";

    /// <summary>A time in seconds, fractions allowed.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="usual">What is meant otherwise, cut to what a question may take.</param>
    /// <param name="name">The argument.</param>
    /// <param name="budget">Knows how long a question may take.</param>
    /// <exception cref="EngineException">Zero, negative, no number, or longer than a question may take.</exception>
    public static TimeSpan Seconds(double? asked, double usual, string name, ProbesConfig budget)
    {
        double most = budget.MaxDuration.TotalSeconds;
        double seconds = asked ?? Math.Min(usual, most);
        return seconds >= 0.001 && seconds <= most
            ? TimeSpan.FromSeconds(seconds)
            : throw new EngineException(
                EngineFault.InvalidArgument,
                FormattableString.Invariant(
                    $"{name} must be from 0.001 to {most} seconds ({ProbeSettings.MaxSeconds.Key}); got {seconds}."
                ),
                "Fractions such as 0.5 are accepted."
            );
    }

    /// <summary>A whole number within bounds.</summary>
    /// <exception cref="EngineException">It is outside.</exception>
    public static int Within(int? asked, int usual, int least, int most, string name)
    {
        int value = asked ?? usual;
        return value >= least && value <= most
            ? value
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"{name} must be from {least} to {most}; got {value}."
            );
    }

    /// <summary>One of several words.</summary>
    /// <exception cref="EngineException">It is none of them.</exception>
    public static string Word(string? asked, string usual, string name, params IReadOnlyList<string> allowed)
    {
        string value = asked ?? usual;
        return allowed.Contains(value)
            ? value
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"{name} cannot be {Quote.Text(value)}.",
                $"Use one of {string.Join(", ", allowed)}.",
                allowed,
                NearestNames.Of(value, allowed)
            );
    }

    /// <summary>What probes are made of.</summary>
    /// <exception cref="EngineException">It is none of the methods.</exception>
    public static ProbeMethod Method(string? asked, string usual) =>
        Word(asked, usual, "method", "icmp", "tcp", "udp") switch
        {
            "tcp" => ProbeMethod.Tcp,
            "udp" => ProbeMethod.Udp,
            _ => ProbeMethod.Icmp,
        };

    /// <summary>The name of a method in arguments and answers.</summary>
    public static string Name(ProbeMethod method) =>
        method switch
        {
            ProbeMethod.Tcp => "tcp",
            ProbeMethod.Udp => "udp",
            _ => "icmp",
        };

    /// <summary>The address of a target to use.</summary>
    /// <exception cref="EngineException">It has none of the family that was asked for.</exception>
    public static IPAddress Address(CheckedTarget target, int? version) =>
        WithRoute(ServiceTarget.Of(target, version).Addresses);

    /// <summary>The first address that this machine could send to: a name may have some of a family that is not there.</summary>
    /// <param name="addresses">At least one; the first when there is a way to none.</param>
    public static IPAddress WithRoute(IReadOnlyList<IPAddress> addresses)
    {
        if (addresses.Count == 1)
            return addresses[0];
        foreach (IPAddress address in addresses)
        {
            try
            {
                // connecting a datagram socket looks for the route and sends nothing
                using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                socket.Connect(new IPEndPoint(address, 9));
                return address;
            }
            catch (SocketException)
            {
                // no route, or no such family here
            }
        }
        return addresses[0];
    }

    /// <summary>Refuses where the measurement cannot be made at all.</summary>
    /// <exception cref="EngineException">This system has no sockets with error queues.</exception>
    public static void RefuseOtherSystems()
    {
        if (!ProbeNetworks.IsSupported)
            throw new EngineException(
                EngineFault.MissingCapability,
                "Pings and paths are measured on 64-bit Linux only: other systems do not tell a program about ICMP errors.",
                "Run Sonde on Linux for this question."
            );
    }

    /// <summary>The fault of a network that cannot be opened.</summary>
    public static EngineException CannotOpen(SendFailure failure, ProbeMethod method, AddressFamily family) =>
        failure switch
        {
            SendFailure.NotPermitted => new EngineException(
                EngineFault.MissingCapability,
                $"This user may not open {(method == ProbeMethod.Icmp ? "ICMP" : "such")} sockets.",
                $"Run: {IcmpGrant} - or the daemon: {Daemon.Command} - or ask with method tcp or udp, which need no right."
            ),
            SendFailure.NoRoute => new EngineException(
                EngineFault.LookupFailed,
                $"This machine has no route to {(family == AddressFamily.InterNetwork ? "this IPv4" : "this IPv6")} address.",
                "Look at its interfaces and routes."
            ),
            _ => new EngineException(
                EngineFault.MissingCapability,
                $"The sockets for this measurement could not be opened: {ProbeWords.Failure(failure)}."
            ),
        };
}
