using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary><c>sonde kernel</c> at a host of a test's own, watching until it is interrupted.</summary>
internal sealed class Watch : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;

    /// <summary>Starts one and waits until the kernel has its programs.</summary>
    public Watch(Namespaces net, string host, params IEnumerable<string> words)
    {
        string[] typed = [.. words];
        bool isRate = typed[0] == "rate";
        _process = net.StartAt(host, BuiltProgram.Path, ["kernel", .. typed, "--duration", "300", "--json"]);
        _output = _process.StandardOutput.ReadToEndAsync();
        Until(() => IsOn(_process.Id, isRate) || _process.HasExited, "the programs were not attached");
        Assert.False(_process.HasExited, _process.HasExited ? _output.Result + _process.StandardError.ReadToEnd() : "");
        Id = _process.Id;
    }

    /// <summary>Number of the process: <c>ip netns exec</c> becomes the program that it runs.</summary>
    public int Id { get; }

    /// <summary>Why the kernel cannot be watched here; empty when it can.</summary>
    public static string WhyNot { get; } =
        Namespaces.WhyNot is { Length: > 0 } why ? why
        : !File.Exists("/sys/kernel/btf/vmlinux") ? "this kernel does not describe its types (CONFIG_DEBUG_INFO_BTF)"
        : !File.Exists("/usr/bin/curl") || !File.Exists("/usr/bin/python3") ? "needs curl and python3"
        : BuiltProgram.Run("kernel", "drops", "--duration", "0.1", "--method", "ebpf", "--json") is { Code: not 0 } ran
            ? "this system does not load programs into its kernel: " + ran.Output
        : "";

    /// <summary>Interrupts it as Ctrl-C does, and takes its answer.</summary>
    public JsonNode End()
    {
        Process.Start("kill", ["-INT", $"{Id}"]).WaitForExit();
        Assert.True(_process.WaitForExit(TimeSpan.FromMinutes(2)), "it did not end");
        return JsonNode.Parse(_output.Result)!;
    }

    /// <summary>Waits until it ends by itself, and takes its answer.</summary>
    public JsonNode Result()
    {
        Assert.True(_process.WaitForExit(TimeSpan.FromMinutes(2)), "it did not end");
        return JsonNode.Parse(_output.Result)!;
    }

    /// <summary>Kills it so that it can do nothing any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>Waits for something, a minute at most.</summary>
    public static void Until(Func<bool> happened, string otherwise)
    {
        for (int attempt = 0; attempt < 600; attempt++)
        {
            if (happened())
                return;
            Thread.Sleep(100);
        }
        Assert.Fail(otherwise);
    }

    /// <summary>The events of an answer that a program caused.</summary>
    public static JsonNode[] Of(JsonNode answer, string program) =>
        [.. answer["events"]!.AsArray().Where(one => (string?)one!["comm"] == program).Select(one => one!)];

    // Links come first, then the ring of their records; only counting frames needs none.
    private static bool IsOn(int process, bool isRate)
    {
        try
        {
            string?[] held =
            [
                .. Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget),
            ];
            return held.Any(one => one is "anon_inode:bpf_link" or "anon_inode:bpf-raw-tracepoint")
                && (isRate || held.Contains("anon_inode:[eventpoll]"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
