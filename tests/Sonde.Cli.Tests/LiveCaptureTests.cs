using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary><c>sonde capture</c> in a network namespace of its own, beside tcpdump.</summary>
public sealed class LiveCaptureTests : IDisposable
{
    private const string Reason = "needs root, iproute2, python3, tcpdump and network namespaces";

    private const string Send = """
        import socket, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for i in range(int(sys.argv[1])): s.sendto(bytes(200), ('127.0.0.1', int(sys.argv[2])))
        """;

    private readonly string _name = $"sonde-cap-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-live").FullName;
    private readonly bool _isPossible;

    public LiveCaptureTests()
    {
        _isPossible =
            OperatingSystem.IsLinux()
            && Environment.UserName == "root"
            && File.Exists("/usr/bin/tcpdump")
            && Ip("netns", "add", _name) == 0;
        if (_isPossible)
            Ip("-n", _name, "link", "set", "lo", "up");
    }

    public void Dispose()
    {
        if (_isPossible)
            Ip("netns", "del", _name);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void TheFileHoldsWhatTcpdumpSees()
    {
        Assert.SkipUnless(_isPossible, Reason);
        string theirs = Path.Combine(_folder, "theirs");
        using Process tcpdump = Inside("/usr/bin/tcpdump", "-i", "lo", "-U", "-Z", "root", "-w", theirs, "udp port 9");
        using Process ours = Capture("-i", "lo", "-f", "udp port 9", "--duration", "60");
        WaitUntil(() => File.Exists(theirs) && new FileInfo(theirs).Length >= 24);
        string id = Running();
        Run("/usr/bin/python3", "-c", Send, "2000", "9");
        JsonNode stopped = Stop(id);
        Assert.Equal((2000, 2000 * 242), ((int)stopped["packets_captured"]!, (int)stopped["bytes_captured"]!));
        Assert.Equal((0, 0), ((int)stopped["packets_dropped"]!, (int)stopped["interface_drops"]!));
        WaitUntil(() => new FileInfo(theirs).Length == 24 + 2000 * (16 + 242));
        tcpdump.Kill();
        JsonNode summary = JsonNode.Parse(
            BuiltProgram.Run("summary", (string)stopped["output_file"]!, "--json").Output
        )!;
        Assert.Equal(2000, (int)summary["packet_count"]!);
        Assert.True(ours.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void AKilledCaptureLeavesAFileAndIsRemembered()
    {
        Assert.SkipUnless(_isPossible, Reason);
        using Process ours = Capture("-i", "lo", "-f", "udp port 9", "--duration", "60");
        string id = Running();
        Run("/usr/bin/python3", "-c", Send, "500", "9");
        WaitUntil(() => (int)Status(id)["packets_captured"]! == 500);
        using (var inside = Process.GetProcessById((int)Status(id)["pid"]!))
            inside.Kill();
        ours.WaitForExit();
        WaitUntil(() => (string)Status(id)["status"]! == "interrupted");
        JsonNode status = Status(id);
        Assert.Equal("process_ended", (string)status["ended_by"]!);
        JsonNode summary = JsonNode.Parse(
            BuiltProgram.Run("summary", (string)status["output_file"]!, "--json").Output
        )!;
        Assert.Equal(500, (int)summary["packet_count"]!);
        Assert.True((bool)summary["coverage"]!["complete"]!);
        Assert.Equal("stopped", (string)Stop(id)["status"]!);
    }

    [Fact]
    public void AnIdleCaptureEndsWhenItsTimeIsOver()
    {
        Assert.SkipUnless(_isPossible, Reason);
        JsonNode ended = Ended(Capture("-i", "lo", "-f", "udp port 9", "--duration", "1"));
        Assert.Equal(("duration", 0), ((string)ended["capture"]!["ended_by"]!, (int)ended["packets_captured"]!));
        Assert.True((bool)ended["success"]!);
    }

    [Fact]
    public void ACaptureOfSomePacketsEndsWithTheLastOfThem()
    {
        Assert.SkipUnless(_isPossible, Reason);
        using Process ours = Capture("-i", "lo", "-f", "udp port 9", "-c", "10", "--duration", "60");
        Running();
        Run("/usr/bin/python3", "-c", Send, "100", "9");
        JsonNode ended = Ended(ours);
        Assert.Equal(("max_packets", 10), ((string)ended["capture"]!["ended_by"]!, (int)ended["packets_captured"]!));
    }

    [Fact]
    public void ARingKeepsItsLastFilesOnly()
    {
        Assert.SkipUnless(_isPossible, Reason);
        using Process ours = Capture(
            "-i",
            "lo",
            "-f",
            "udp port 9",
            "--ring-files",
            "3",
            "--max-octets",
            "20000",
            "--duration",
            "60"
        );
        string id = Running();
        Run("/usr/bin/python3", "-c", Send, "1000", "9");
        JsonNode stopped = Stop(id);
        string[] files = [.. stopped["capture"]!["files"]!.AsArray().Select(file => (string)file!)];
        Assert.Equal(3, files.Length);
        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder, "*.pcapng").Order(StringComparer.Ordinal)
        );
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 300, 20_500));
        Assert.Equal(1000, (int)stopped["packets_captured"]!);
        Assert.Equal(files.Sum(file => new FileInfo(file).Length), (long)stopped["file_size_bytes"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnInterfaceThatDisappearsEndsItsCapture(bool goesDownBefore)
    {
        Assert.SkipUnless(_isPossible, Reason);
        Ip("-n", _name, "link", "add", "v0", "type", "veth", "peer", "name", "v1");
        Ip("-n", _name, "link", "set", "v0", "up");
        using Process ours = Capture("-i", "v0", "--duration", "60");
        Running();
        if (goesDownBefore)
        {
            Ip("-n", _name, "link", "set", "v0", "down");
            Thread.Sleep(300); // the capture has seen that, and waits for it to be up again
        }
        Ip("-n", _name, "link", "del", "v0");
        JsonNode ended = Ended(ours);
        Assert.Equal(("interface_lost", false), ((string)ended["capture"]!["ended_by"]!, (bool)ended["success"]!));
        Assert.NotNull(ended["capture"]!["error"]);
    }

    [Fact]
    public void AnyStandsForAllInterfaces()
    {
        Assert.SkipUnless(_isPossible, Reason);
        using Process ours = Capture("-i", "any", "-f", "udp port 9", "-c", "20", "--duration", "60");
        Running();
        Run("/usr/bin/python3", "-c", Send, "20", "9");
        JsonNode ended = Ended(ours);
        JsonNode summary = JsonNode.Parse(
            BuiltProgram.Run("hierarchy", (string)ended["output_file"]!, "--json").Output
        )!;
        Assert.Contains("\"udp\"", summary.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(20, (int)summary["total_packets"]!);
    }

    private Process Capture(params string[] words) =>
        Inside(BuiltProgram.Path, ["capture", "start", .. words, "--set", Storage, "--json"]);

    private string Storage => $"capture.storage_path={_folder}";

    private Process Inside(string program, params string[] words)
    {
        Process process = Process.Start(
            new ProcessStartInfo("ip", ["netns", "exec", _name, program, .. words])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private void Run(string program, params string[] words)
    {
        using Process process = Inside(program, words);
        process.WaitForExit();
    }

    private string Running()
    {
        JsonNode? found = null;
        WaitUntil(() => (found = All().FirstOrDefault(one => (string)one!["status"]! == "running")) is not null);
        return (string)found!["capture_id"]!;
    }

    private JsonArray All() =>
        (JsonArray)
            JsonNode.Parse(BuiltProgram.Run("capture", "status", "--set", Storage, "--json").Output)!["captures"]!;

    private JsonNode Status(string id) => All().Single(one => (string)one!["capture_id"]! == id)!;

    private JsonNode Stop(string id) =>
        JsonNode.Parse(BuiltProgram.Run("capture", "stop", id, "--set", Storage, "--json").Output)!;

    private static JsonNode Ended(Process process)
    {
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonNode.Parse(output)!;
    }

    private static void WaitUntil(Func<bool> condition)
    {
        long end = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency;
        while (!condition())
        {
            Assert.True(Stopwatch.GetTimestamp() < end, string.Create(CultureInfo.InvariantCulture, $"waited 60 s"));
            Thread.Sleep(50);
        }
    }

    private static int Ip(params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", words) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
