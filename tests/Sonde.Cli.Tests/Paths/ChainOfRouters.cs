using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests.Paths;

/// <summary>A client, three routers and a server, made once for all tests of a class.</summary>
public sealed class ChainOfRouters : IDisposable
{
    public const string Server = "10.99.100.5";
    public const string Server6 = "fd99:100::1";

    public ChainOfRouters()
    {
        if (Namespaces.WhyNot.Length == 0)
            Made = Namespaces.Chain(3);
    }

    private Namespaces? Made { get; }

    /// <summary>The network; the test is skipped where there is none.</summary>
    public Namespaces Net
    {
        get
        {
            Assert.SkipUnless(Namespaces.WhyNot.Length == 0, Namespaces.WhyNot);
            return Made!;
        }
    }

    /// <summary>What the program answers at the client, as JSON.</summary>
    public JsonObject Ask(params IEnumerable<string> words) => Json(Net.Sonde("c", [.. words, "--json"]));

    /// <summary>The JSON that a program printed.</summary>
    public static JsonObject Json(Ran ran) =>
        ran.Output.StartsWith('{')
            ? JsonNode.Parse(ran.Output)!.AsObject()
            : throw new InvalidOperationException($"code {ran.Code}: {ran.Output} {ran.Error}");

    /// <summary>Starts the program at the client and interrupts it when the server has sent so many echo replies.</summary>
    public JsonObject AskAndInterrupt(int replies, params IEnumerable<string> words)
    {
        int before = EchoReplies();
        using Process sonde = Net.StartAt("c", BuiltProgram.Path, [.. words, "--json"]);
        Task<string> output = sonde.StandardOutput.ReadToEndAsync();
        Task<string> error = sonde.StandardError.ReadToEndAsync();
        for (int attempt = 0; attempt < 600 && EchoReplies() < before + replies; attempt++)
            Thread.Sleep(50);
        Net.Run("c", "kill", "-INT", $"{sonde.Id}");
        Assert.True(sonde.WaitForExit(TimeSpan.FromSeconds(60)));
        return Json(new Ran(sonde.ExitCode, output.Result, error.Result));
    }

    private int EchoReplies()
    {
        // IcmpMsg: InType8 … OutType0 …, then a line of their values
        string[] lines = Net.Run("d", "cat", "/proc/net/snmp").Output.Split('\n');
        string[][] counters =
        [
            .. lines
                .Where(line => line.StartsWith("IcmpMsg:", StringComparison.Ordinal))
                .Select(line => line.Split(' ')),
        ];
        int place = counters.Length == 2 ? Array.IndexOf(counters[0], "OutType0") : -1;
        return place < 0 ? 0 : int.Parse(counters[1][place], CultureInfo.InvariantCulture);
    }

    /// <summary>Skips where a program to compare with is missing.</summary>
    public static void Needs(string program) =>
        Assert.SkipUnless(
            File.Exists("/usr/bin/" + program) || File.Exists("/usr/sbin/" + program) || File.Exists("/bin/" + program),
            $"the program {program} is missing (eng/install-test-deps.sh)"
        );

    public void Dispose() => Made?.Dispose();
}
