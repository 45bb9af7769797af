using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>A question about a URL has the answer that the file has.</summary>
public sealed class CaptureFromUrlTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyServer _server = new();
    private readonly string _sample = Repo.Path("samples", "dns.pcapng");

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        _folder.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task TheAnswerIsThatOfTheFileButForItsName()
    {
        string url = Serve(await File.ReadAllBytesAsync(_sample, TestContext.Current.CancellationToken));

        CapInfos remote = await Ask(url);
        CapInfos local = await Ask(_sample);

        Assert.Equal(url, remote.FilePath);
        Assert.Equal(local.PacketCount, remote.PacketCount);
        Assert.True(remote.PacketCount > 0);
        Assert.Equal(local.FileSizeBytes, remote.FileSizeBytes);
        Assert.Equal(local.Sha256, remote.Sha256);
        Assert.NotNull(remote.Sha256);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task WhatIsNoCaptureIsSaid()
    {
        string url = Serve("<html>not found, but politely</html>"u8.ToArray());

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Ask(url));

        Assert.Equal(EngineFault.UnsupportedFormat, fault.Fault);
    }

    [Fact]
    public async Task AUrlThatIsRefusedIsNoPath()
    {
        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Ask("http://169.254.169.254/a.pcap"));

        Assert.Equal(EngineFault.BlockedByPolicy, fault.Fault);
    }

    private string Serve(byte[] octets)
    {
        _server.Answer("/a.pcap", $"200 OK\r\nContent-Length: {octets.Length}", octets);
        return $"http://files.test:{_server.Port}/a.pcap";
    }

    private Task<CapInfos> Ask(string named)
    {
        var config = new SondeConfig
        {
            Security = new SecurityConfig { AllowedTargets = ["files.test"] },
            Pcap = new PcapConfig { AllowedPaths = [Repo.Path("samples")] },
        };
        var targets = new TargetPolicy(config.Security, new FixedResolver().With("files.test", "127.0.0.1"));
        var engine = new CaptureEngine(
            config,
            PathPolicy.Restricted(config.Pcap, _folder.Path, null),
            download: new CaptureDownload(targets, config.Pcap, folder: _folder.Path)
        );
        return Task.Run(
            () => CapInfosQuestion.Ask(engine, new CapInfosArguments { FilePath = named }, new AskContext()),
            TestContext.Current.CancellationToken
        );
    }
}
