using System.Diagnostics;
using System.Globalization;

namespace Sonde.Testing;

/// <summary>Networks of their own for a test: hosts and routers that no packet leaves, gone when the test is.</summary>
/// <remarks>Each host is a network namespace of this kernel; <c>ip netns exec</c> runs programs there. Needs the administrator's rights.</remarks>
public sealed class Namespaces : IDisposable
{
    private static int s_made;
    private readonly string _prefix = $"sonde{Environment.ProcessId}x{Interlocked.Increment(ref s_made)}-";
    private readonly List<string> _hosts = [];
    private readonly List<string> _folders = [];

    /// <summary>Why there are none here, to be given as the reason for a skip; empty when there are.</summary>
    public static string WhyNot { get; } = FindWhyNot();

    /// <summary>Makes a host with nothing but its loopback interface.</summary>
    public void Add(params ReadOnlySpan<string> hosts)
    {
        foreach (string host in hosts)
        {
            Must("ip", "netns", "add", Name(host));
            _hosts.Add(host);
            // until it has looked for duplicates of its own addresses, a host does not even ask for its neighbours
            Sysctl(host, "net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0");
            Ip(host, "link set lo up");
        }
    }

    /// <summary>Joins two hosts by a cable; each end is called after the host at the other.</summary>
    /// <param name="left">A host.</param>
    /// <param name="right">The other.</param>
    /// <param name="net">Number of the network: 10.99.<paramref name="net"/>.1 and .2, fd99:<paramref name="net"/>::1 and ::2.</param>
    public void Link(string left, string right, int net)
    {
        Must(
            "ip",
            "link",
            "add",
            "to-" + right,
            "netns",
            Name(left),
            "type",
            "veth",
            "peer",
            "name",
            "to-" + left,
            "netns",
            Name(right)
        );
        foreach (
            (string host, string end, int last) in ((string, string, int)[])
                [(left, "to-" + right, 1), (right, "to-" + left, 2)]
        )
        {
            Ip(host, $"addr add 10.99.{net}.{last}/24 dev {end}");
            Ip(host, $"-6 addr add fd99:{net}::{last}/64 dev {end} nodad");
            Ip(host, $"link set {end} up");
        }
    }

    /// <summary>Lets hosts forward packets, and answer every one that they do not: the kernel would limit that.</summary>
    public void Route(params ReadOnlySpan<string> hosts)
    {
        foreach (string host in hosts)
            Sysctl(
                host,
                "net.ipv4.ip_forward=1",
                "net.ipv6.conf.all.forwarding=1",
                "net.ipv4.icmp_ratelimit=0",
                "net.ipv6.icmp.ratelimit=0"
            );
    }

    /// <summary>Runs <c>ip</c> at a host.</summary>
    public void Ip(string host, string words) => Must("ip", ["-n", Name(host), .. words.Split(' ')]);

    /// <summary>Sets the kernel's variables of a host.</summary>
    public void Sysctl(string host, params IEnumerable<string> settings) =>
        Must("ip", ["netns", "exec", Name(host), "sysctl", "-qw", .. settings]);

    /// <summary>Makes a chain of the packet filter at a host, with these rules and no others; without rules there is none.</summary>
    /// <param name="host">The host.</param>
    /// <param name="hook">input, output or forward.</param>
    /// <param name="rules">Rules as nft writes them.</param>
    public void Filter(string host, string hook, params IEnumerable<string> rules)
    {
        Run(host, "nft", "delete", "table", "inet", hook);
        string[] all = [.. rules];
        if (all.Length == 0)
            return;
        Nft(host, $"add table inet {hook}");
        Nft(host, $"add chain inet {hook} rules {{ type filter hook {hook} priority 0; }}");
        foreach (string rule in all)
            Nft(host, $"add rule inet {hook} rules {rule}");
    }

    /// <summary>Puts a file in the place of one in /etc, for what is run at a host; the file has to exist there.</summary>
    public void File(string host, string name, string text)
    {
        string folder = "/etc/netns/" + Name(host);
        Directory.CreateDirectory(folder);
        _folders.Add(folder);
        System.IO.File.WriteAllText(Path.Combine(folder, name), text);
    }

    /// <summary>Runs a program at a host to its end.</summary>
    public Ran Run(string host, string program, params IEnumerable<string> arguments) =>
        Start("ip", ["netns", "exec", Name(host), program, .. arguments]);

    /// <summary>Runs the built program at a host to its end.</summary>
    public Ran Sonde(string host, params IEnumerable<string> arguments) => Run(host, BuiltProgram.Path, arguments);

    /// <summary>Runs the built program at a host as a user without any right.</summary>
    public Ran SondeAsAnybody(string host, params IEnumerable<string> arguments) =>
        Run(
            host,
            "setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", BuiltProgram.Path, .. arguments]
        );

    /// <summary>Starts a program at a host that runs until the process is killed.</summary>
    public Process StartAt(string host, string program, params IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo("ip", ["netns", "exec", Name(host), program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            }
        )!;

    /// <summary>Waits until a program succeeds at a host, some seconds at most.</summary>
    public bool WaitUntil(string host, string program, params IEnumerable<string> arguments)
    {
        string[] words = [.. arguments];
        for (int attempt = 0; attempt < 100; attempt++)
        {
            if (Run(host, program, words).Code == 0)
                return true;
            Thread.Sleep(100);
        }
        return false;
    }

    /// <summary>A client, routers in a row, and a server far away: c, r1, r2 …, d.</summary>
    /// <remarks>
    /// The links are networks 1, 2 … from the client on. The server also has 10.99.100.1 to 10.99.100.<paramref name="addresses"/> and fd99:100::1;
    /// packets to 10.99.101.0/24 vanish at the last router.
    /// </remarks>
    public static Namespaces Chain(int routers, int addresses = 20)
    {
        var made = new Namespaces();
        string[] hosts = ["c", .. Enumerable.Range(1, routers).Select(number => $"r{number}"), "d"];
        made.Add(hosts);
        for (int i = 0; i + 1 < hosts.Length; i++)
            made.Link(hosts[i], hosts[i + 1], i + 1);
        made.Route(hosts.AsSpan(1));
        for (int i = 0; i < hosts.Length; i++)
        {
            // forward to the right, back to the left
            if (i + 1 < hosts.Length)
            {
                made.Ip(hosts[i], $"route add default via 10.99.{i + 1}.2");
                made.Ip(hosts[i], $"-6 route add default via fd99:{i + 1}::2");
            }
            for (int net = 1; i > 0 && net < i; net++)
            {
                made.Ip(hosts[i], $"route add 10.99.{net}.0/24 via 10.99.{i}.1");
                made.Ip(hosts[i], $"-6 route add fd99:{net}::/64 via fd99:{i}::1");
            }
        }
        for (int last = 1; last <= addresses; last++)
            made.Ip("d", string.Create(CultureInfo.InvariantCulture, $"addr add 10.99.100.{last}/32 dev lo"));
        made.Ip("d", "-6 addr add fd99:100::1/128 dev lo");
        made.Ip(hosts[^2], "route add blackhole 10.99.101.0/24");
        made.WaitUntil("c", "ping", "-6", "-c1", "-W1", "fd99:100::1"); // the kernel prepares IPv6 in the background
        return made;
    }

    public void Dispose()
    {
        foreach (string host in _hosts)
            Start("ip", ["netns", "del", Name(host)]);
        foreach (string folder in _folders.Distinct())
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>The name of a host as <c>ip netns</c> knows it.</summary>
    public string Name(string host) => _prefix + host;

    private void Nft(string host, string command) => Must("ip", "netns", "exec", Name(host), "nft", command);

    private static void Must(string program, params IEnumerable<string> arguments)
    {
        Ran ran = Start(program, arguments);
        if (ran.Code != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {ran.Error}");
    }

    private static Ran Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repo.Root,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', start.ArgumentList)} did not end.");
        }
        return new Ran(process.ExitCode, output.Result, error.Result);
    }

    private static string FindWhyNot()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return "network namespaces need Linux and the administrator's rights";
        foreach (string program in (string[])["ip", "nft", "sysctl", "setpriv"])
        {
            if (
                !Environment
                    .GetEnvironmentVariable("PATH")!
                    .Split(':')
                    .Append("/usr/sbin")
                    .Append("/sbin")
                    .Any(folder => System.IO.File.Exists(Path.Combine(folder, program)))
            )
                return $"the program {program} is missing (eng/install-test-deps.sh)";
        }
        string probe = $"sonde{Environment.ProcessId}probe";
        bool works = Start("ip", ["netns", "add", probe]).Code == 0;
        Start("ip", ["netns", "del", probe]);
        return works ? "" : "this system does not let network namespaces be made";
    }
}
