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

    private const double MostSeconds = 300;

    /// <summary>A time in seconds, fractions allowed.</summary>
    /// <exception cref="EngineException">Zero, negative, no number or too long.</exception>
    public static TimeSpan Seconds(double? asked, double usual, string name)
    {
        double seconds = asked ?? usual;
        return seconds is >= 0.001 and <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"{name} must be more than 0 and at most {MostSeconds} seconds.",
                "Fractions are allowed, down to 0.001."
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
    public static IPAddress Address(CheckedTarget target, string? family)
    {
        AddressFamily? wanted = Word(family, "auto", "family", "auto", "ipv4", "ipv6") switch
        {
            "ipv4" => AddressFamily.InterNetwork,
            "ipv6" => AddressFamily.InterNetworkV6,
            _ => null,
        };
        if (wanted is null && target.Addresses.Count > 1)
        {
            // a name often has addresses of a family that this machine has no way for
            foreach (IPAddress address in target.Addresses)
            {
                if (ProbeNetworks.IsSupported && ProbeNetworks.HasRoute(address, out _))
                    return address;
            }
        }
        return target.Addresses.FirstOrDefault(address => wanted is null || address.AddressFamily == wanted)
            ?? throw new EngineException(
                EngineFault.LookupFailed,
                $"{Quote.Text(target.Typed)} has no {(wanted == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} address.",
                "Leave family out, or ask for the other one."
            );
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
