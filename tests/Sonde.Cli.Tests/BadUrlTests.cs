using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary>Captures on the web that are refused or fail, by command and by tool; nothing of them stays behind.</summary>
public sealed class BadUrlTests : IAsyncDisposable
{
    private readonly TinyServer _server = new();
    private readonly Folder _temporary = new();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _temporary.Dispose();
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/x.pcap")]
    [InlineData("http://10.0.0.1/x.pcap")]
    [InlineData("http://[fd00:ec2::254]/x.pcap")]
    [InlineData("http://[::ffff:169.254.169.254]/x.pcap")]
    public void ARedirectToAPlaceThatIsNotPublicIsRefused(string location)
    {
        _server.Redirect("/x.pcap", location);
        AssertFault("blocked_by_policy");
    }

    [Fact]
    public void ARedirectToAFileIsNotFollowed()
    {
        _server.Redirect("/x.pcap", "file:///etc/passwd");
        AssertFault("lookup_failed");
    }

    [Fact]
    public void ACaptureThatSaysItIsTooLargeIsNotFetched()
    {
        _server.Answer("/x.pcap", "200 OK\r\nContent-Length: 5000");
        AssertFault("limit_exceeded");
    }

    [Fact]
    public void ACaptureThatGrowsTooLargeIsDropped()
    {
        _server.Answer("/x.pcap", "200 OK\r\nConnection: close", new byte[5000]);
        AssertFault("limit_exceeded");
    }

    [Fact]
    public void AServerThatDoesNotAnswerRunsOutOfTime()
    {
        _server.Answer("/x.pcap", (_, cancel) => Task.Delay(TimeSpan.FromMinutes(1), cancel));
        AssertFault("timeout");
    }

    [Fact]
    public void WhatIsNoCaptureIsSaid()
    {
        _server.Answer("/x.pcap", "200 OK\r\nContent-Length: 4", "text"u8.ToArray());
        AssertFault("unsupported_format");
    }

    private void AssertFault(string type)
    {
        string url = $"http://127.0.0.1:{_server.Port}/x.pcap";
        foreach (
            string[] typed in new string[][]
            {
                ["summary", url, "--json"],
                ["call", "pcap_summary", "--file-path", url],
            }
        )
        {
            Ran ran = BuiltProgram.Run(
                typed,
                environment: new Dictionary<string, string>
                {
                    ["SONDE_SECURITY_ALLOWED_TARGETS"] = "127.0.0.1",
                    ["SONDE_PCAP_MAX_DOWNLOAD_OCTETS"] = "1000",
                    ["SONDE_PCAP_DOWNLOAD_TIMEOUT_SECONDS"] = "2",
                    ["TMPDIR"] = _temporary.Path,
                }
            );
            Assert.Equal((1, ""), (ran.Code, ran.Error));
            JsonNode fault = JsonNode.Parse(ran.Output)!;
            Assert.Equal((false, type), ((bool)fault["success"]!, (string)fault["error_type"]!));
            Assert.NotEmpty((string)fault["error"]!);
            Assert.NotEmpty((string)fault["suggestion"]!);
        }
        Assert.Empty(Directory.EnumerateFiles(_temporary.Path, "*sonde*", SearchOption.AllDirectories));
    }
}
