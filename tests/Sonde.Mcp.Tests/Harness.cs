using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sonde.Engine;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>A server and the SDK's client in one process, joined by two pipes: real JSON-RPC, no process, no socket.</summary>
internal sealed class Harness : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    private Harness(Pipe toServer, Pipe toClient) =>
        _run = StdioHost.RunAsync(
            StdioHost.Options(Engine(), "1.2.3", NullLoggerFactory.Instance),
            toServer.Reader.AsStream(),
            toClient.Writer.AsStream(),
            NullLoggerFactory.Instance,
            _stop.Token
        );

    public McpClient Client { get; private set; } = null!;

    /// <summary>The revisions of the protocol that clients speak.</summary>
    public static TheoryData<string> Revisions => ["2025-06-18", "2025-11-25", "2026-07-28"];

    public static async Task<Harness> StartAsync(string revision = "2025-11-25")
    {
        Pipe toServer = new();
        Pipe toClient = new();
        var harness = new Harness(toServer, toClient);
        harness.Client = await McpClient.CreateAsync(
            new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()),
            new McpClientOptions
            {
                ProtocolVersion = revision,
                DiscoverProbeTimeout = TimeSpan.FromSeconds(60),
                InitializationTimeout = TimeSpan.FromSeconds(60),
            }
        );
        return harness;
    }

    /// <summary>Why live captures cannot be tested here, when they cannot.</summary>
    public const string CaptureReason = "needs root and libpcap";

    /// <summary>Live captures can be tested here.</summary>
    public static bool CanCapture => Environment.UserName == "root" && NativeLibrary.TryLoad("libpcap.so.0.8", out _);

    /// <summary>The folder of live captures of the tests.</summary>
    public static string Captures { get; } = Directory.CreateTempSubdirectory("sonde-captures").FullName;

    /// <summary>An engine with a server's rights: the checkout and the folder of temporary files.</summary>
    public static CaptureEngine Engine()
    {
        SondeConfig config = ConfigLoader.Load(
            new ConfigSources { WorkingDirectory = Repo.Root, TemporaryDirectory = Path.GetTempPath() }
        );
        config = config with { Capture = config.Capture with { StoragePath = Captures } };
        return new CaptureEngine(config, PathPolicy.Restricted(config.Pcap, Repo.Root, null));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _stop.CancelAsync();
        try
        {
            await _run;
        }
        catch (OperationCanceledException)
        {
            // as asked
        }
        _stop.Dispose();
    }
}
