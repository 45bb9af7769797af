using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;

namespace Sonde.Host.Tests;

/// <summary>A network of two namespaces with a bridge, veth pairs, routes of all kinds, neighbours and sockets.</summary>
public sealed class Namespace : IDisposable
{
    private readonly Namespaces _net = new();
    private readonly Process? _sockets;

    public Namespace()
    {
        if (!IsPossible)
            return;
        _net.Add("here", "peer");
        foreach (string line in Setup)
        {
            string[] words = line.Split(' ', 2);
            _net.Ip(words[0], words[1].Replace("PEER", _net.Name("peer"), StringComparison.Ordinal));
        }
        _sockets = _net.StartAt("here", "python3", "-u", "-c", Sockets);
        _sockets.StandardOutput.ReadLine();
    }

    /// <summary>Why the tests cannot run here, when they cannot.</summary>
    public static string Reason { get; } =
        Namespaces.WhyNot.Length > 0 ? Namespaces.WhyNot
        : File.Exists("/usr/bin/python3") ? ""
        : "the program python3 is missing (eng/install-test-deps.sh)";

    public static bool IsPossible => Reason.Length == 0;

    private static readonly string[] Setup =
    [
        "here link add br0 type bridge",
        "here link add v0 type veth peer name v1 netns PEER",
        "here link add v2 type veth peer name v3",
        "here link set v2 master br0",
        // link-local addresses would appear a second later, in the middle of a test
        "here link set br0 addrgenmode none",
        "here link set v0 addrgenmode none",
        "here link set v2 addrgenmode none",
        "here link set br0 up",
        "here link set v0 up",
        "here link set v2 up",
        "peer link set v1 up",
        "here addr add 192.0.2.1/24 brd + dev v0",
        "here addr add 192.0.2.9/28 dev v0",
        "here addr add 2001:db8::1/64 dev v0 nodad",
        "peer addr add 192.0.2.2/24 dev v1",
        "here route add default via 192.0.2.2 metric 200",
        "here route add default via 192.0.2.3 metric 100",
        "here -6 route add default via 2001:db8::2",
        "here route add 198.51.100.0/24 nexthop via 192.0.2.2 dev v0 weight 1 nexthop via 192.0.2.3 dev v0 weight 3",
        "here route add blackhole 203.0.113.0/25",
        "here route add unreachable 203.0.113.128/26",
        "here route add prohibit 203.0.113.192/26",
        "here -6 route add unreachable 2001:db8:dead::/48",
        "here -6 route add blackhole 2001:db8:dead:1::/64",
        "here route add 10.77.0.0/16 via 192.0.2.2 table 77 mtu 1400",
        "here neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev v0 nud permanent",
        "here neigh add 2001:db8::77 lladdr 02:00:00:00:00:78 dev v0 nud stale router",
        "here rule add from 10.1.0.0/16 lookup 77 pref 100",
        "here rule add to 198.51.100.0/24 fwmark 0x1/0xff lookup 77 pref 101",
        "here rule add not from all iif lo lookup main pref 102",
        "here rule add from all uidrange 100-200 ipproto tcp dport 80 lookup 77 pref 103",
        "here rule add from all oif lo ipproto udp sport 1000-2000 unreachable pref 104",
        "here rule add from all tos 0x10 lookup main suppress_prefixlength 0 pref 105",
        "here rule add from 192.0.2.200 blackhole pref 107",
        "here rule add from all fwmark 0x7 prohibit pref 108",
        "here rule add from all lookup 300 suppress_ifgroup 5 pref 109",
        "here rule add to 192.0.2.128/25 goto 32766 pref 110",
        "here -6 rule add from 2001:db8:1::/48 to 2001:db8:2::/64 lookup 77 pref 100",
        "here -6 rule add from all fwmark 0x9 lookup 78 pref 101",
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
        string[] all = words[0] == "call" ? words : [.. words, "--json"];
        Ran ran = asNobody ? _net.SondeAsAnybody("here", all) : _net.Sonde("here", all);
        return (JsonObject)JsonNode.Parse(ran.Output)!;
    }

    /// <summary>What ip prints of it as JSON.</summary>
    public JsonArray Ip(string words)
    {
        string json = _net.Run("here", "ip", ["-j", .. words.Split(' ')]).Output;
        return (JsonArray)JsonNode.Parse(json.Length > 0 ? json : "[]")!;
    }

    /// <summary>What ip prints of it, line by line.</summary>
    public string[] IpLines(string words) => Lines(_net.Run("here", "ip", words.Split(' ')));

    /// <summary>What ss prints of it, a line a socket.</summary>
    public string[] Ss(params string[] words) => Lines(_net.Run("here", "ss", words));

    /// <summary>The number of the process that made the sockets.</summary>
    public int SocketProcess => _sockets!.Id;

    public void Dispose()
    {
        if (_sockets is not null)
        {
            _sockets.StandardInput.Close();
            _sockets.WaitForExit(TimeSpan.FromSeconds(20));
            _sockets.Dispose();
        }
        _net.Dispose();
    }

    private static string[] Lines(Ran ran) => ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
