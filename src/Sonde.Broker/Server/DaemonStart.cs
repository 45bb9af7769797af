using System.Globalization;
using System.Text;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>What a daemon is started with.</summary>
/// <param name="Socket">Where it listens, unless systemd hands it a socket.</param>
/// <param name="Group">Group that may ask it, by name or number.</param>
/// <param name="User">User that it becomes, by name or number; null to stay.</param>
/// <param name="Offers">What it may be asked for.</param>
/// <param name="Program">The program's version.</param>
public sealed record DaemonOptions(string Socket, string Group, string? User, Offers Offers, string Program);

/// <summary>A daemon cannot begin.</summary>
/// <param name="reason">Why.</param>
/// <param name="suggestion">What helps.</param>
public sealed class DaemonException(string reason, string? suggestion = null) : Exception(reason)
{
    /// <summary>What helps; null when nothing is known to.</summary>
    public string? Suggestion { get; } = suggestion;
}

/// <summary>Brings a daemon up: first the socket, with the rights of whoever started it, then with few rights the rest.</summary>
/// <remarks>
/// The program runs twice: the first time it makes the socket and gives its rights up, which takes effect in all threads
/// only by starting anew; the second time, or under systemd from the start, it finds a socket and few rights, and serves.
/// </remarks>
public static class DaemonStart
{
    private const string SocketVariable = "SONDE_DAEMON_DESCRIPTOR";
    private const int FirstHandedOver = 3; // SD_LISTEN_FDS_START

    /// <summary>The rights that a daemon needs for what it offers.</summary>
    public static IReadOnlyList<Capability> Needed(Offers offers)
    {
        List<Capability> needed = [];
        if ((offers & (Offers.Capture | Offers.Icmp | Offers.Udp | Offers.Tcp)) != 0)
            needed.Add(Capability.NetRaw);
        if ((offers & Offers.Kernel) != 0)
            needed.AddRange([Capability.NetAdmin, Capability.Bpf, Capability.PerfMon]);
        return needed;
    }

    /// <summary>Serves until it is told to stop, or begins anew with fewer rights.</summary>
    /// <param name="options">How.</param>
    /// <param name="limits">How much its users may have.</param>
    /// <param name="log">Takes one line for each request.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="DaemonException">It cannot begin.</exception>
    public static void Run(DaemonOptions options, BrokerLimits limits, Action<string> log, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        if (!BrokerClient.IsSupported)
            throw new DaemonException("The daemon runs on 64-bit Linux only.");
        uint group = GroupOf(options.Group);
        using LocalSocket listener = HandedOver() ?? Listen(options.Socket, group);
        ulong kept = ProcessRights.Bits(Needed(options.Offers));
        var rights = ProcessRights.OfThis();
        if (!rights.IsWithin(kept))
            Narrow(listener, kept & rights.Permitted, options.User);
        Rights.HideMemory();
        Offers offers = Granted(options.Offers, rights) & BrokerServer.Known;
        log(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Sonde {options.Program} gives {offers} to group {options.Group} ({group}) and root, as uid {Accounts.CurrentUser} with rights 0x{rights.Permitted:x}"
            )
        );
        if ((options.Offers & BrokerServer.Known & ~offers) is not Offers.None and var missing)
            log($"not given for want of rights: {missing}");
        new BrokerServer(listener, new BrokerPolicy(group, offers, options.Program), limits, log).Run(stop);
    }

    // What the rights do not suffice for is not offered, and its absence is said.
    private static Offers Granted(Offers wanted, ProcessRights rights)
    {
        Offers granted = Offers.None;
        foreach (Offers one in Enum.GetValues<Offers>())
        {
            if ((wanted & one) != 0 && Needed(one).All(rights.Has))
                granted |= one;
        }
        return granted != Offers.None
            ? granted
            : throw new DaemonException(
                "This process has none of the rights that the daemon needs (CAP_NET_RAW above all).",
                "Start it as root, which it does not stay: sudo sonde daemon"
            );
    }

    private static void Narrow(LocalSocket listener, ulong kept, string? user)
    {
        if (Environment.GetEnvironmentVariable(SocketVariable) is not null)
            throw new DaemonException("The rights could not be given up: a new start has the same.");
        if (Accounts.CurrentUser != 0)
            throw new DaemonException(
                "Only root can give up rights in every set.",
                "Start it as root, which it does not stay: sudo sonde daemon - or let systemd do it (docs/daemon.md)."
            );
        listener.KeepAcrossPrograms();
        (string step, int error) = Rights.RestartWith(
            kept,
            user is null ? null : UserOf(user),
            new Dictionary<string, string>
            {
                [SocketVariable] = listener.Descriptor.ToString(CultureInfo.InvariantCulture),
            }
        );
        throw new DaemonException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The rights could not be given up: {step} gives error {error}."
            )
        );
    }

    // By the first run of this program, or by systemd (sd_listen_fds(3)).
    private static LocalSocket? HandedOver()
    {
        int? descriptor = Number(SocketVariable);
        if (descriptor is null && Number("LISTEN_PID") == Environment.ProcessId && Number("LISTEN_FDS") == 1)
            descriptor = FirstHandedOver;
        if (descriptor is not { } known)
            return null;
        return LocalSocket.AdoptListener(known)
            ?? throw new DaemonException("What was handed over is no Unix socket that listens.");

        static int? Number(string variable) =>
            int.TryParse(
                Environment.GetEnvironmentVariable(variable),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int value
            )
                ? value
                : null;
    }

    private static LocalSocket Listen(string path, uint group)
    {
        if (!Path.IsPathRooted(path) || Encoding.UTF8.GetByteCount(path) > LocalSocket.LongestPath)
            throw new DaemonException(
                $"The path of the socket must be absolute and have at most {LocalSocket.LongestPath} octets."
            );
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            RemoveStale(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DaemonException(
                $"The socket cannot be made: {refused.Message}",
                "Start it as root, which it does not stay: sudo sonde daemon"
            );
        }
        int error = LocalSocket.TryListen(path, group, out LocalSocket? listener);
        return listener
            ?? throw new DaemonException(
                string.Create(CultureInfo.InvariantCulture, $"The socket {path} cannot be made: error {error}."),
                "Start it as root, which it does not stay: sudo sonde daemon"
            );
    }

    // The socket of a daemon that was killed is in the way; that of one that runs is not to be taken.
    private static void RemoveStale(string path)
    {
        int error = LocalSocket.TryConnect(path, out LocalSocket? other);
        other?.Dispose();
        switch (error)
        {
            case SystemError.NoSuchFile:
                return;
            case SystemError.Refused when LocalSocket.IsSocketFile(path):
                File.Delete(path);
                return;
            case SystemError.None:
            case SystemError.WouldBlock:
                throw new DaemonException("A daemon listens at this path already.");
            default:
                throw new DaemonException("Something that is no socket lies at this path.");
        }
    }

    private static uint GroupOf(string name) =>
        uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            ? number
            : Accounts.Group(name)
                ?? throw new DaemonException(
                    $"There is no group '{name}'.",
                    "Make it: sudo groupadd --system sonde, sudo usermod -aG sonde YOU - or name one: --group $(id -gn)"
                );

    private static (uint User, uint Group) UserOf(string name) =>
        uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            ? (number, number)
            : Accounts.User(name)
                ?? throw new DaemonException(
                    $"There is no user '{name}'.",
                    "Make it: sudo useradd --system --no-create-home sonde"
                );
}
