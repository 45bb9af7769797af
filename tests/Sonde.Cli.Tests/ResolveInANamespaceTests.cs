using System.Diagnostics;
using System.Text.Json;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary>A network of its own with a resolver, hosts file and search list, and a root with zones below it.</summary>
public sealed class ResolveInANamespaceTests : IClassFixture<ResolveInANamespaceTests.Namespace>
{
    private const string Missing = "needs root, ip, named and dnsmasq";

    private readonly Namespace _network;

    public ResolveInANamespaceTests(Namespace network)
    {
        _network = network;
        Assert.SkipUnless(Namespace.IsPossible, Missing);
    }

    [Fact]
    public void TheSystemsResolverIsAskedAndItsHostsFileToldApart()
    {
        JsonElement answer = Resolve("pinned.corp.test");

        Assert.Equal("192.0.2.10", answer.GetProperty("records")[0].GetProperty("value").GetString());
        Assert.Equal("127.0.0.1", answer.GetProperty("nameserver").GetString());
        JsonElement system = answer.GetProperty("system");
        Assert.Equal("192.0.2.99", system.GetProperty("hosts_file")[0].GetString());
        Assert.Equal("192.0.2.99", system.GetProperty("answers")[0].GetString());
        Assert.True(system.GetProperty("differs").GetBoolean());
        Assert.Contains("hosts file", answer.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AShortNameIsFoundByTheSearchListAndSaidToBe()
    {
        JsonElement answer = Resolve("web");

        Assert.False(answer.GetProperty("success").GetBoolean());
        JsonElement system = answer.GetProperty("system");
        Assert.Equal(
            ["web.corp.test.", "web."],
            system.GetProperty("names_tried").EnumerateArray().Select(name => name.GetString())
        );
        Assert.Equal("192.0.2.10", system.GetProperty("answers")[0].GetString());
        Assert.Contains("search list", answer.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnAddressHasItsName()
    {
        JsonElement answer = Resolve("192.0.2.10");

        Assert.Equal("web.corp.test.", answer.GetProperty("records")[0].GetProperty("value").GetString());
        Assert.Equal("reverse", answer.GetProperty("query_type").GetString());
    }

    [Fact]
    public void ATraceGoesDownFromTheRoot()
    {
        JsonElement answer = Resolve("www.example.test", "--trace");

        Assert.Equal(
            ["referral", "referral", "answer"],
            answer.GetProperty("trace").EnumerateArray().Select(step => step.GetProperty("outcome").GetString())
        );
        Assert.Equal(
            [".", "test.", "example.test."],
            answer.GetProperty("trace").EnumerateArray().Select(step => step.GetProperty("zone").GetString())
        );
        Assert.Equal("192.0.2.80", answer.GetProperty("records")[0].GetProperty("value").GetString());
    }

    [Fact]
    public void ALameServerIsNamed()
    {
        JsonElement answer = Resolve("www.lame.test", "--trace");

        Assert.Equal(
            ["referral", "referral", "lame"],
            answer.GetProperty("trace").EnumerateArray().Select(step => step.GetProperty("outcome").GetString())
        );
        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Contains(
            "127.77.0.1 for 'lame.test.'",
            answer.GetProperty("notes")[0].GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ATraceOfANameThatIsNotThereSaysWhichZoneSaysSo()
    {
        JsonElement answer = Resolve("nope.test", "--trace");

        Assert.Equal("NXDOMAIN", answer.GetProperty("rcode").GetString());
        Assert.Equal("test.", answer.GetProperty("trace")[1].GetProperty("zone").GetString());
    }

    private JsonElement Resolve(params string[] words)
    {
        (string output, string error) = _network.Run(
            "env",
            ["SONDE_PROBES_ROOT_SERVERS=127.77.0.1", BuiltProgram.Path, "resolve", .. words, "--json"]
        );
        Assert.True(output.StartsWith('{'), error + output);
        return JsonElement.Parse(output);
    }

    /// <summary>The network; gone when the tests are.</summary>
    public sealed class Namespace : IAsyncLifetime
    {
        private readonly string _name = $"sonde-names-{Environment.ProcessId}";
        private readonly string _folder = Directory.CreateTempSubdirectory("sonde-names-").FullName;
        private readonly List<Process> _running = [];

        public static bool IsPossible { get; } =
            OperatingSystem.IsLinux()
            && Environment.UserName == "root"
            && new[] { "/usr/sbin/named", "/usr/sbin/dnsmasq", "/usr/sbin/ip" }.All(File.Exists)
            && Start("ip", ["netns", "list"]).Code == 0;

        private string Etc => $"/etc/netns/{_name}";

        public async ValueTask InitializeAsync()
        {
            if (!IsPossible)
                return;
            Start("ip", ["netns", "add", _name]);
            Run("ip", ["link", "set", "lo", "up"]);
            foreach (int number in (int[])[1, 2, 3])
                Run("ip", ["address", "add", $"127.77.0.{number}/32", "dev", "lo"]);
            Directory.CreateDirectory(Etc);
            await File.WriteAllTextAsync(Etc + "/resolv.conf", "nameserver 127.0.0.1\nsearch corp.test\n");
            await File.WriteAllTextAsync(Etc + "/hosts", "127.0.0.1 localhost\n192.0.2.99 pinned.corp.test\n");
            Serve(
                "dnsmasq",
                "--no-daemon",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--user=root",
                "--pid-file=" + _folder + "/dnsmasq.pid",
                "--host-record=web.corp.test,192.0.2.10",
                "--host-record=pinned.corp.test,192.0.2.10",
                "--local=/#/"
            );
            Zones(1, (".", "test. NS ns.test.\nns.test. A 127.77.0.2\n"));
            Zones(
                2,
                ("test", "example NS ns.example\nns.example A 127.77.0.3\n" + "lame NS a.lame\na.lame A 127.77.0.1\n")
            );
            Zones(3, ("example.test", "www A 192.0.2.80\n"));
            string[] questions = ["127.0.0.1", "127.77.0.1", "127.77.0.2", "127.77.0.3"];
            foreach (string server in questions)
                await ReadyAsync(server);
        }

        public ValueTask DisposeAsync()
        {
            foreach (Process process in _running)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                process.Dispose();
            }
            if (IsPossible)
            {
                Start("ip", ["netns", "del", _name]);
                Directory.Delete(Etc, recursive: true);
            }
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        /// <summary>Runs a program in the network.</summary>
        public (string Output, string Error) Run(string program, string[] words)
        {
            (_, string output, string error) = Start("ip", ["netns", "exec", _name, program, .. words]);
            return (output, error);
        }

        private void Zones(int number, params (string Name, string Records)[] zones)
        {
            string folder = Directory.CreateDirectory($"{_folder}/{number}").FullName;
            var conf = new List<string>
            {
                $"options {{ directory \"{folder}\"; pid-file none; session-keyfile none; lock-file none; recursion no; "
                    + $"listen-on {{ 127.77.0.{number}; }}; listen-on-v6 {{ none; }}; }};",
                "controls { };",
            };
            foreach ((string name, string records) in zones)
            {
                string file = name == "." ? "root" : name;
                File.WriteAllText(
                    $"{folder}/{file}",
                    $"$TTL 300\n@ SOA ns.test. host.test. 1 7200 3600 1209600 300\n@ NS self\nself A 127.77.0.{number}\n{records}"
                );
                conf.Add($"zone \"{name}\" {{ type primary; file \"{file}\"; }};");
            }
            File.WriteAllText(folder + "/named.conf", string.Join('\n', conf));
            Serve("named", "-g", "-c", folder + "/named.conf");
        }

        private void Serve(string program, params string[] words)
        {
            Process process = Process.Start(
                new ProcessStartInfo("ip", ["netns", "exec", _name, program, .. words])
                {
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                }
            )!;
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            _running.Add(process);
        }

        private async Task ReadyAsync(string server)
        {
            for (int round = 0; round < 100; round++)
            {
                (string output, _) = Run(
                    BuiltProgram.Path,
                    ["resolve", ".", "-t", "SOA", "-s", server, "--timeout", "1", "--json"]
                );
                if (output.Contains("rcode", StringComparison.Ordinal))
                    return;
                await Task.Delay(200);
            }
            throw new TimeoutException($"{server} does not answer.");
        }

        private static (int Code, string Output, string Error) Start(string program, string[] words)
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true }
            )!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
    }
}
