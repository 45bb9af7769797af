using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;

namespace Sonde.Host.Tests;

/// <summary>A network of two namespaces with a bridge, veth pairs, routes of all kinds, neighbours and sockets.</summary>
public sealed class Namespace : IDisposable
{
    private readonly string _name = $"sonde-host-{Environment.ProcessId}";
    private readonly Process? _sockets;

    public Namespace()
    {
        if (!IsPossible)
            return;
        foreach (string line in Setup)
            Ran(("ip " + line.Replace("PEER", _name + "-b").Replace("NS", _name)).Split(' '));
        _sockets = Process.Start(
            new ProcessStartInfo("ip", ["netns", "exec", _name, "python3", "-u", "-c", Sockets])
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
            }
        )!;
        _sockets.StandardOutput.ReadLine();
    }

    /// <summary>Why the tests cannot run here, when they cannot.</summary>
    public const string Reason = "needs root, iproute2, python3 and network namespaces";

    public static bool IsPossible { get; } =
        OperatingSystem.IsLinux()
        && Environment.UserName == "root"
        && File.Exists("/usr/bin/python3")
        && (File.Exists("/usr/bin/ip") || File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip"))
        && CanMake();

    private static readonly string[] Setup =
    [
        "netns add NS",
        "netns add PEER",
        "-n NS link set lo up",
        "-n NS link add br0 type bridge",
        "-n NS link add v0 type veth peer name v1 netns PEER",
        "-n NS link add v2 type veth peer name v3",
        "-n NS link set v2 master br0",
        // link-local addresses would appear a second later, in the middle of a test
        "-n NS link set br0 addrgenmode none",
        "-n NS link set v0 addrgenmode none",
        "-n NS link set v2 addrgenmode none",
        "-n NS link set br0 up",
        "-n NS link set v0 up",
        "-n NS link set v2 up",
        "-n PEER link set v1 up",
        "-n NS addr add 192.0.2.1/24 brd + dev v0",
        "-n NS addr add 192.0.2.9/28 dev v0",
        "-n NS addr add 2001:db8::1/64 dev v0 nodad",
        "-n PEER addr add 192.0.2.2/24 dev v1",
        "-n NS route add default via 192.0.2.2 metric 200",
        "-n NS route add default via 192.0.2.3 metric 100",
        "-n NS -6 route add default via 2001:db8::2",
        "-n NS route add 198.51.100.0/24 nexthop via 192.0.2.2 dev v0 weight 1 nexthop via 192.0.2.3 dev v0 weight 3",
        "-n NS route add blackhole 203.0.113.0/25",
        "-n NS route add unreachable 203.0.113.128/26",
        "-n NS route add prohibit 203.0.113.192/26",
        "-n NS -6 route add unreachable 2001:db8:dead::/48",
        "-n NS -6 route add blackhole 2001:db8:dead:1::/64",
        "-n NS route add 10.77.0.0/16 via 192.0.2.2 table 77 mtu 1400",
        "-n NS neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev v0 nud permanent",
        "-n NS neigh add 2001:db8::77 lladdr 02:00:00:00:00:78 dev v0 nud stale router",
    ];

    // Two connections, one with data, one that is closing; two processes that hold one listener.
    private const string Sockets = """
        import socket, os, sys
        def pair(family, host):
            a = socket.socket(family); a.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            a.bind((host, 0)); a.listen(9)
            c = socket.create_connection(a.getsockname()[:2]); b = a.accept()[0]
            return a, b, c
        v4 = pair(socket.AF_INET, '127.0.0.1'); v6 = pair(socket.AF_INET6, '::1'); closing = pair(socket.AF_INET, '127.0.0.1')
        v4[2].send(b'x' * 1000); v4[1].recv(1000); v4[1].send(b'y' * 10)
        closing[2].close()
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('127.0.0.1', 5353))
        w = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); w.connect(('::1', 5354))
        mapped = socket.create_server(('', 7007), family=socket.AF_INET6, dualstack_ipv6=True)
        child = os.fork()
        if child == 0:
            sys.stdin.read(); os._exit(0)
        print('ready')
        sys.stdin.read()
        """;

    /// <summary>Asks the program inside; as nobody, if wanted.</summary>
    public JsonObject Ask(bool asNobody, params string[] words)
    {
        string[] inside = ["netns", "exec", _name];
        string[] nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        string output = Run(
            "ip",
            [
                .. inside,
                .. asNobody ? nobody : [],
                BuiltProgram.Path,
                .. words,
                .. words[0] == "call" ? (string[])[] : ["--json"],
            ]
        );
        return (JsonObject)JsonNode.Parse(output)!;
    }

    /// <summary>What ip prints of it as JSON.</summary>
    public JsonArray Ip(string words) =>
        (JsonArray)
            JsonNode.Parse(Run("ip", ["-n", _name, "-j", .. words.Split(' ')]) is { Length: > 0 } json ? json : "[]")!;

    /// <summary>What ss prints of it, a line a socket.</summary>
    public string[] Ss(params string[] words) =>
        Run("ip", ["netns", "exec", _name, "ss", .. words]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The number of the process that made the sockets.</summary>
    public int SocketProcess => _sockets!.Id;

    public void Dispose()
    {
        if (_sockets is null)
            return;
        _sockets.StandardInput.Close();
        _sockets.WaitForExit(TimeSpan.FromSeconds(20));
        _sockets.Dispose();
        Ran("ip", "netns", "del", _name);
        Ran("ip", "netns", "del", _name + "-b");
    }

    private static bool CanMake()
    {
        string name = $"sonde-try-{Environment.ProcessId}";
        return Ran("ip", "netns", "add", name) == 0 && Ran("ip", "netns", "del", name) == 0;
    }

    private static int Ran(params string[] words)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true }
        )!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 || words[^1].StartsWith("sonde-try", StringComparison.Ordinal)
            ? process.ExitCode
            : throw new InvalidOperationException($"{string.Join(' ', words)}: {error}");
    }

    private static string Run(string program, string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
