using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Broker.Tests;

/// <summary><c>sonde daemon</c> started by root in a network of a test's own, asked by users without any right.</summary>
public abstract class DaemonInNamespaces : IDisposable
{
    protected const string Anybody = "65534";
    protected const string Stranger = "65531";
    protected const string DaemonUser = "65532";

    protected string Folder { get; } = Directory.CreateTempSubdirectory("sonde-daemon").FullName;
    private readonly Namespaces? _net;
    private readonly List<Process> _started = [];

    protected DaemonInNamespaces()
    {
        if (Namespaces.WhyNot.Length > 0)
            return;
        _net = Namespaces.Chain(routers: 1, addresses: 1);
        _net.Run("c", "chmod", "777", Folder);
    }

    protected string Socket => Path.Combine(Folder, "run", "sonde.sock");

    protected Namespaces Net
    {
        get
        {
            Assert.SkipUnless(_net is not null, Namespaces.WhyNot);
            return _net!;
        }
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        foreach (Process process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        _net?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    protected Process StartDaemon(params string[] words)
    {
        Process daemon = Start(BuiltProgram.Path, ["daemon", "--socket", Socket, "--group", Anybody, .. words]);
        // the socket is there before the rights are given up; it answers afterwards
        WaitUntil(() =>
            Ability(Net.Sonde("c", ["capabilities", "--json", "--set", "capture.daemon_socket=" + Socket])).IsThere
        );
        return daemon;
    }

    protected Ran Sonde(string user, params string[] words) =>
        Net.Run("c", "setpriv", [.. As(user), .. words, .. Settings]);

    // What follows the name of a tool are its arguments, so the settings come first.
    protected Ran Call(params string[] words) =>
        Net.Run("c", "setpriv", [.. As(Anybody), .. Settings, "call", .. words]);

    protected string[] Settings =>
        ["--set", "capture.daemon_socket=" + Socket, "--set", "capture.storage_path=" + Path.Combine(Folder, "live")];

    protected static string[] As(string user) =>
        [$"--reuid={user}", $"--regid={user}", "--clear-groups", "--inh-caps=-all", BuiltProgram.Path];

    protected Process Start(string program, string[] words)
    {
        Process started = Net.StartAt("c", program, words);
        _started.Add(started);
        return started;
    }

    protected static (bool IsThere, string Note) Ability(Ran capabilities)
    {
        if (capabilities.Code != 0)
            return (false, capabilities.Output + capabilities.Error);
        JsonNode daemon = JsonNode.Parse(capabilities.Output)!["dependencies"]!
            .AsArray()
            .Single(one => (string)one!["name"]! == "daemon")!;
        return ((bool)daemon["available"]!, (string)daemon["note"]!);
    }

    protected static JsonNode Json(Ran ran)
    {
        Assert.True(ran.Code == 0, ran.Output + ran.Error);
        return JsonNode.Parse(ran.Output)!;
    }

    protected static void WaitUntil(Func<bool> isSo)
    {
        for (int tries = 0; tries < 300 && !isSo(); tries++)
            Thread.Sleep(100);
        Assert.True(isSo());
    }

    /// <summary>What a program says, line by line.</summary>
    protected sealed class Lines(StreamReader from)
    {
        private readonly List<string> _seen = [];

        public void WaitFor(string text)
        {
            while (!_seen.Any(line => line.Contains(text, StringComparison.Ordinal)))
            {
                Task<string?> next = from.ReadLineAsync();
                Assert.True(next.Wait(TimeSpan.FromSeconds(60)), $"no '{text}' in: {string.Join('\n', _seen)}");
                _seen.Add(Assert.IsType<string>(next.Result));
            }
        }
    }
}
