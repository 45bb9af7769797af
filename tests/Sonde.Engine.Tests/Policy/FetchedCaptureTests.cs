using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Whatever becomes of a download, no file is left in the folder for temporary files, nor seen there.</summary>
public sealed class FetchedCaptureTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyServer _server = new();
    private readonly ManualClock _clock = new();

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        _folder.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task AFetchedCaptureCanBeReadMoreThanOnceAndHasNoName()
    {
        _server.Answer("/a", "200 OK\r\nContent-Length: 5", "hello"u8.ToArray());

        using FetchedCapture capture = await Fetch("/a");

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.Equal(5, capture.Length);
        for (int time = 0; time < 2; time++)
        {
            using var reader = new StreamReader(capture.OpenRead());
            Assert.Equal("hello", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("200 OK\r\nContent-Length: 5000", 0, EngineFault.LimitExceeded)]
    [InlineData("200 OK\r\nConnection: close", 5000, EngineFault.LimitExceeded)]
    [InlineData("200 OK\r\nContent-Length: 50", 20, EngineFault.LookupFailed)]
    [InlineData("404 Not Found\r\nContent-Length: 0", 0, EngineFault.NotFound)]
    [InlineData("302 Found\r\nLocation: http://10.0.0.5/", 0, EngineFault.BlockedByPolicy)]
    public async Task AFailedDownloadLeavesNothing(string head, int octets, EngineFault expected)
    {
        _server.Answer("/a", head, new byte[octets]);

        Assert.Equal(expected, (await Assert.ThrowsAsync<EngineException>(() => Fetch("/a"))).Fault);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ADownloadThatIsBrokenOffLeavesNothing(bool bySlowness)
    {
        using var asker = new CancellationTokenSource();
        var sent = new TaskCompletionSource();
        _server.Answer(
            "/a",
            async (stream, cancel) =>
            {
                await stream.WriteAsync(TinyServer.Head("200 OK\r\nContent-Length: 10"), cancel);
                await stream.WriteAsync("hello"u8.ToArray(), cancel);
                sent.SetResult();
                await Task.Delay(-1, cancel);
            }
        );

        Task<FetchedCapture> fetching = Fetch("/a", asker.Token);
        await sent.Task;
        if (bySlowness)
        {
            _clock.Advance(TimeSpan.FromSeconds(61));
            Assert.Equal(EngineFault.Timeout, (await Assert.ThrowsAsync<EngineException>(() => fetching)).Fault);
            return;
        }
        await asker.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    [Fact]
    public async Task AFolderThatCannotBeWrittenIsSaid()
    {
        _server.Answer("/a", "200 OK\r\nContent-Length: 5", "hello"u8.ToArray());

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() =>
            Fetch("/a", folder: _folder.At("none"))
        );

        Assert.Equal(EngineFault.LimitExceeded, fault.Fault);
        Assert.DoesNotContain(_folder.Path, fault.Message, StringComparison.Ordinal);
    }

    private Task<FetchedCapture> Fetch(string path, CancellationToken? cancel = null, string? folder = null)
    {
        var security = new SecurityConfig { AllowedTargets = ["files.test"] };
        var limits = new PcapConfig { MaxDownloadOctets = 1000, DownloadTimeout = TimeSpan.FromSeconds(60) };
        var targets = new TargetPolicy(security, new FixedResolver().With("files.test", "127.0.0.1"));
        return new CaptureDownload(targets, limits, _clock, folder ?? _folder.Path).FetchAsync(
            $"http://files.test:{_server.Port}{path}",
            cancel ?? TestContext.Current.CancellationToken
        );
    }
}
