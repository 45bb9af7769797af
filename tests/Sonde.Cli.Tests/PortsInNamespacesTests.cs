using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary>Two network namespaces, one with services and a firewall, and nmap beside <c>sonde ports</c>.</summary>
public sealed partial class PortsInNamespacesTests : IDisposable
{
    private const string Setup = """
        set -e
        ip netns add snpt-c; ip netns add snpt-h
        ip link add snpt0 netns snpt-c type veth peer name snpt1 netns snpt-h
        ip -n snpt-c addr add 10.79.5.2/24 dev snpt0; ip -n snpt-h addr add 10.79.5.1/24 dev snpt1
        ip -n snpt-c -6 addr add fd79:5::2/64 dev snpt0 nodad; ip -n snpt-h -6 addr add fd79:5::1/64 dev snpt1 nodad
        for n in snpt-c snpt-h; do ip -n $n link set lo up; done
        ip -n snpt-c link set snpt0 up; ip -n snpt-h link set snpt1 up
        ip netns exec snpt-h sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
        ip netns exec snpt-h nft -f - <<N
        table inet t { chain i { type filter hook input priority 0;
         tcp dport 7001 reject with tcp reset
         tcp dport 7002 reject with icmpx type port-unreachable
         tcp dport 7003 reject with icmpx type admin-prohibited
         tcp dport 7004 drop
         udp dport 7004 drop
         tcp dport 7006 ct original packets > 1 meta length > 60 reject with tcp reset
         }
        }
        N
        """;

    private const string Services = """
        import socket, selectors
        s = selectors.DefaultSelector()
        for p, f in [(7005, socket.AF_INET6), (7006, socket.AF_INET6)]:
            l = socket.socket(f)
            l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            l.bind(('', p))
            l.listen(64)
            s.register(l, 1)
        print('ready', flush=True)
        open_ones = []
        while True:
            for k, _ in s.select():
                c, a = k.fileobj.accept()
                if k.fileobj.getsockname()[1] == 7005:
                    c.send(b'SSH-2.0-test\r\n')
                open_ones.append(c)
        """;

    private readonly Process? _services;

    public PortsInNamespacesTests()
    {
        if (WhyNot() is not null)
            return;
        Shell("ip netns del snpt-c; ip netns del snpt-h; true");
        if (Shell(Setup).Code != 0)
            return;
        _services = Process.Start(
            new ProcessStartInfo("ip", ["netns", "exec", "snpt-h", "python3", "-c", Services])
            {
                RedirectStandardOutput = true,
            }
        );
        _services!.StandardOutput.ReadLine();
    }

    public void Dispose()
    {
        if (_services is not null)
        {
            _services.Kill(entireProcessTree: true);
            _services.Dispose();
        }
        if (WhyNot() is null)
            Shell("ip netns del snpt-c; ip netns del snpt-h; true");
    }

    [Fact]
    public void EveryStateAndItsReasonIsTheOneThatTheFirewallMakes()
    {
        SkipUnlessReady();

        JsonNode answer = Ports("10.79.5.1", "7000-7005");

        string[] states =
        [
            .. answer["results"]!
                .AsArray()
                .Select(row => $"{row!["port"]} {row["state"]} {row["error_code"]} {row["error_from"]}".TrimEnd()),
        ];
        Assert.Equal(
            [
                "7000 closed connection_refused",
                "7001 closed connection_refused",
                "7002 filtered icmp_port_unreachable 10.79.5.1",
                "7003 filtered icmp_admin_prohibited 10.79.5.1",
                "7004 filtered timed_out",
                "7005 open",
            ],
            states
        );
    }

    [Fact]
    public void TheSameHoldsOverIpv6()
    {
        SkipUnlessReady();

        JsonNode answer = Ports("fd79:5::1", "7001-7005");

        string[] states =
        [
            .. answer["results"]!.AsArray().Select(row => $"{row!["state"]} {row["error_code"]}".TrimEnd()),
        ];
        Assert.Equal(
            [
                "closed connection_refused",
                "filtered icmp_port_unreachable",
                "filtered icmp_admin_prohibited",
                "filtered timed_out",
                "open",
            ],
            states
        );
    }

    [Fact]
    public void StatesEqualThoseOfNmap()
    {
        SkipUnlessReady();
        Assert.SkipUnless(File.Exists("/usr/bin/nmap"), "nmap is not installed");

        string nmap = Shell("ip netns exec snpt-c nmap -n -Pn -sS -p7000-7005 10.79.5.1").Output;
        var expected = NmapRow().Matches(nmap).Select(row => row.Groups[1].Value + " " + row.Groups[2].Value);

        JsonNode answer = Ports("10.79.5.1", "7000-7005");

        Assert.Equal(expected, answer["results"]!.AsArray().Select(row => $"{row!["port"]} {row["state"]}"));
    }

    [Fact]
    public void AMiddleboxThatResetsAfterTheHandshakeIsNamed()
    {
        SkipUnlessReady();

        JsonNode answer = Ports("10.79.5.1", "7006");

        Assert.Equal("open", (string)answer["state"]!);
        Assert.StartsWith("reset_after_", (string)answer["error_code"]!, StringComparison.Ordinal);
    }

    private static JsonNode Ports(string host, string ports)
    {
        Ran ran = Shell($"ip netns exec snpt-c {BuiltProgram.Path} ports {host} {ports} --timeout 1.5 --json");
        return JsonNode.Parse(ran.Output)!;
    }

    private void SkipUnlessReady()
    {
        Assert.SkipWhen(WhyNot() is not null, WhyNot() ?? "");
        Assert.SkipUnless(_services is not null, "this kernel cannot make the namespaces or the rules");
    }

    private static string? WhyNot() =>
        Environment.UserName != "root" ? "needs root for network namespaces"
        : !File.Exists("/usr/sbin/nft") ? "nft is not installed"
        : !File.Exists("/usr/bin/python3") ? "python3 is not installed"
        : null;

    private static Ran Shell(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Ran(process.ExitCode, output, error.Result);
    }

    [GeneratedRegex(@"^(\d+)/tcp +(\w+)", RegexOptions.Multiline)]
    private static partial Regex NmapRow();
}
