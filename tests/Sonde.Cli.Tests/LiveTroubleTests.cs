using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary>Live captures that go wrong, and <c>sonde watch</c>, at hosts of their own.</summary>
public sealed class LiveTroubleTests : IDisposable
{
    private const string Reason = "needs root, network namespaces, libpcap, nmap and python3";

    // One connection, and datagrams from a socket that is bound to no address.
    private const string Talk = """
        import socket, time
        while True:
            try:
                t = socket.create_connection(('10.99.1.2', 8000)); break
            except OSError:
                time.sleep(0.1)
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while True:
            t.sendall(bytes(1000)); u.sendto(bytes(100), ('10.99.1.2', 9999)); time.sleep(0.02)
        """;

    private const string Send = """
        import socket, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for i in range(int(sys.argv[1])): s.sendto(bytes(1000), ('10.99.1.2', 9))
        """;

    private readonly Namespaces? _net;
    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-trouble").FullName;
    private readonly List<Process> _started = [];

    public LiveTroubleTests()
    {
        if (Namespaces.WhyNot.Length > 0 || !File.Exists("/usr/bin/python3") || !File.Exists("/usr/bin/nmap"))
            return;
        _net = new Namespaces();
        _net.Add("a", "b");
        _net.Link("a", "b", 1);
    }

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
        _net?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string[] Storage => ["--set", $"capture.storage_path={_folder}", "--json"];

    [Fact]
    public void AFullDiskEndsACaptureAndWhatWasWrittenIsCountedRight()
    {
        Assert.SkipUnless(_net is not null, Reason);
        string small = Path.Combine(_folder, "small");
        Directory.CreateDirectory(small);
        using (var mount = Process.Start("mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", small]))
            mount.WaitForExit();
        try
        {
            string[] storage = ["--set", $"capture.storage_path={small}", "--json"];
            Process ours = Start(
                "a",
                BuiltProgram.Path,
                ["capture", "start", "-i", "to-b", "-f", "udp port 9", .. storage]
            );
            Running(storage);
            Assert.Equal(0, _net.Run("a", "python3", "-c", Send, "3000").Code);
            JsonNode ended = JsonNode.Parse(ours.StandardOutput.ReadToEnd())!;
            Assert.Equal(("write_failed", false), ((string)ended["capture"]!["ended_by"]!, (bool)ended["success"]!));
            Assert.NotNull(ended["capture"]!["error"]);
            JsonNode summary = JsonNode.Parse(
                BuiltProgram.Run("summary", (string)ended["output_file"]!, "--json").Output
            )!;
            Assert.Equal((long)ended["packets_captured"]!, (long)summary["packet_count"]!);
            Assert.True((bool)summary["coverage"]!["complete"]!);
        }
        finally
        {
            using var leave = Process.Start("umount", [small]);
            leave.WaitForExit();
        }
    }

    [Fact]
    public void AnInterfaceThatGoesDownIsWaitedFor()
    {
        Assert.SkipUnless(_net is not null, Reason);
        string[] words = ["-f", "udp port 9", "--analyze", "-c", "300", "--duration", "120"];
        Process ours = Start("a", BuiltProgram.Path, ["capture", "start", "-i", "to-b", .. words, .. Storage]);
        Running(Storage);
        Assert.Equal(0, _net.Run("a", "python3", "-c", Send, "100").Code);
        _net.Ip("a", "link set to-b down");
        Ran again = _net.Sonde("a", ["capture", "start", "-i", "to-b", .. Storage]);
        Assert.Equal("invalid_argument", (string)JsonNode.Parse(again.Output)!["error_type"]!);
        Assert.Contains("is down", again.Output, StringComparison.Ordinal);
        _net.Ip("a", "link set to-b up");
        Assert.Equal(0, _net.Run("a", "python3", "-c", Send, "200").Code);
        JsonNode ended = JsonNode.Parse(ours.StandardOutput.ReadToEnd())!;
        Assert.Equal(
            (300, 300, "max_packets"),
            (
                (int)ended["packets_captured"]!,
                (int)ended["capture"]!["analysis"]!["packets_analyzed"]!,
                (string)ended["capture"]!["ended_by"]!
            )
        );
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsSaidAtTheStart()
    {
        Assert.SkipUnless(_net is not null, Reason);
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Ran ran = _net.Sonde(
            "a",
            "capture",
            "start",
            "-i",
            "to-b",
            "--set",
            $"capture.storage_path={file}/x",
            "--json"
        );
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        Assert.Equal(("access_denied", 1), ((string)answer["error_type"]!, ran.Code));
        Assert.Contains("capture.storage_path", (string)answer["suggestion"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoCapturesOnOneInterfaceBothHaveEverything()
    {
        Assert.SkipUnless(_net is not null, Reason);
        string[] words = ["capture", "start", "-i", "to-b", "-f", "udp port 9", "-c", "500", .. Storage];
        Process[] both = [Start("a", BuiltProgram.Path, words), Start("a", BuiltProgram.Path, words)];
        Running(Storage, 2);
        Assert.Equal(0, _net.Run("a", "python3", "-c", Send, "500").Code);
        foreach (Process one in both)
        {
            JsonNode ended = JsonNode.Parse(one.StandardOutput.ReadToEnd())!;
            Assert.Equal(
                (500, "max_packets"),
                ((int)ended["packets_captured"]!, (string)ended["capture"]!["ended_by"]!)
            );
        }
    }

    [Fact]
    public void ACaptureSavesWhatAThreatShows()
    {
        Assert.SkipUnless(_net is not null, Reason);
        string[] words = ["--when-threat", "port_scan", "--then", "stop", "--after", "0", "--duration", "120"];
        Process ours = Start("a", BuiltProgram.Path, ["capture", "start", "-i", "to-b", .. words, .. Storage]);
        Running(Storage);
        _net.Run("b", "nmap", "-n", "-Pn", "-sS", "-p1-100", "-T4", "10.99.1.1");
        JsonNode ended = JsonNode.Parse(ours.StandardOutput.ReadToEnd())!;
        JsonNode fired = Assert.Single(ended["capture"]!["triggers"]!.AsArray())!;
        Assert.Equal(
            ("trigger", "threat", "stop", true),
            (
                (string)ended["capture"]!["ended_by"]!,
                (string)fired["cause"]!,
                (string)fired["action"]!,
                (bool)fired["done"]!
            )
        );
        Assert.Contains("10.99.1.2 tried", (string)fired["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void AWatchPrintsALineASecondAndWhatItFinds()
    {
        Assert.SkipUnless(_net is not null, Reason);
        Process json = Start("a", BuiltProgram.Path, ["watch", "-i", "to-b", "--seconds", "20", .. Storage]);
        Process text = Start("a", BuiltProgram.Path, ["watch", "-i", "to-b", "--seconds", "20", .. Storage[..2]]);
        Running(Storage, 2);
        _net.Run("b", "nmap", "-n", "-Pn", "-sS", "-p1-100", "-T4", "10.99.1.1");
        string[] lines = text.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonNode[] objects =
        [
            .. json
                .StandardOutput.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
        Assert.InRange(objects.Length, 2, 25);
        Assert.Contains(lines, line => line.Contains("port_scan: 10.99.1.2 tried", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        JsonNode scan = Assert.Single(
            objects.SelectMany(one => one["new_threats"]!.AsArray()),
            one => (string)one!["severity"]! == "high"
        )!;
        Assert.Equal("port_scan", (string)scan["threat_type"]!);
        Assert.True((long)objects[^1]["packets"]! >= 200);
        Assert.True((long)objects[^1]["traffic"]!["peak_packets_per_second"]! >= 10);
    }

    [Fact]
    public void AWatchNamesTheProcessesOfConversations()
    {
        Assert.SkipUnless(_net is not null, Reason);
        Start(
            "b",
            "python3",
            "-c",
            "import socket, time\ns = socket.create_server(('10.99.1.2', 8000))\nc, _ = s.accept()\nwhile c.recv(1000): pass"
        );
        Process talker = Start("a", "python3", "-c", Talk);
        Process watch = Start("a", BuiltProgram.Path, ["watch", "-i", "to-b", "--seconds", "60", .. Storage]);
        JsonNode[] named = [];
        while (named.Length < 2)
        {
            string? line = watch.StandardOutput.ReadLine();
            Assert.NotNull(line); // a minute without
            named =
            [
                .. JsonNode.Parse(line)!["traffic"]!["top_flows"]!
                    .AsArray()
                    .OfType<JsonNode>()
                    .Where(flow => flow["source_process"] is not null),
            ];
        }
        Assert.Equal(["TCP", "UDP"], named.Select(flow => (string)flow["protocol"]!).Order());
        Assert.All(
            named,
            flow =>
            {
                Assert.Equal(talker.Id, (int)flow["source_process"]!["pid"]!);
                Assert.StartsWith("python3", (string)flow["source_process"]!["name"]!, StringComparison.Ordinal);
                Assert.Null(flow["destination_process"]); // of another host
            }
        );
    }

    private Process Start(string host, string program, params string[] arguments)
    {
        Process process = _net!.StartAt(host, program, arguments);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        _started.Add(process);
        return process;
    }

    private static void Running(string[] storage, int captures = 1)
    {
        long end = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency;
        while (
            (int)JsonNode.Parse(BuiltProgram.Run(["capture", "status", .. storage]).Output)!["active_captures"]!
            != captures
        )
        {
            Assert.True(Stopwatch.GetTimestamp() < end, "waited 60 s");
            Thread.Sleep(50);
        }
    }
}
