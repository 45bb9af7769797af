using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class PublicIpTests : IAsyncDisposable
{
    private readonly TinyServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task TheFirstServiceThatAnswersWithAnAddressIsBelieved()
    {
        Text("/portal", "<html>Please log in. 1.2.3.4:80</html>");
        Text("/inner", "10.0.0.5");
        Text("/good", " 93.184.216.34\r\n");

        PublicIp answer = await Ask("/portal", "/inner", "/absent", "/good");

        Assert.True(answer.Success);
        Assert.Equal(("93.184.216.34", "93.184.216.34", null), (answer.PublicAddress, answer.Ipv4, answer.Ipv6));
        Assert.Equal("127.0.0.1", answer.ServiceUsed);
        PublicIpAttempt[] over4 = [.. answer.Attempts.Where(one => one.IpVersion == 4)];
        Assert.Contains("no address", over4[0].Problem, StringComparison.Ordinal);
        Assert.Contains("a private address", over4[1].Problem, StringComparison.Ordinal);
        Assert.Contains("404", over4[2].Problem, StringComparison.Ordinal);
        Assert.Null(over4[3].Problem);
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("0x5db8d822")]
    [InlineData("1572395042")]
    [InlineData("93.184.216.34, 10.0.0.1")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("")]
    public async Task WhatIsNoPublicAddressOfTheFamilyIsNotTaken(string text)
    {
        Text("/a", text);

        PublicIp answer = await Ask("/a");

        Assert.False(answer.Success);
        Assert.Null(answer.PublicAddress);
        Assert.All(answer.Attempts, attempt => Assert.NotNull(attempt.Problem));
    }

    [Fact]
    public async Task ABodyThatNeverEndsIsNoAddress()
    {
        _server.Answer(
            "/a",
            async (stream, stop) =>
            {
                await stream.WriteAsync(TinyServer.Head("200 OK\r\nConnection: close"), stop);
                while (true)
                    await stream.WriteAsync("93.184.216.34 "u8.ToArray(), stop);
            }
        );

        Assert.False((await Ask("/a")).Success);
    }

    [Fact]
    public async Task AServiceThatHangsLeavesTimeToTheOthers()
    {
        _server.Answer("/hangs", (_, stop) => Task.Delay(-1, stop));
        Text("/good", "93.184.216.34");

        PublicIp answer = await Ask("/hangs", "/good");

        Assert.True(answer.Success);
        Assert.Contains("in time", answer.Attempts[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItCanBeForbidden()
    {
        CaptureEngine engine = ProbeEngine.With(probes: new ProbesConfig { PublicIp = false });

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() =>
            PublicIpQuestion.AskAsync(engine, new PublicIpArguments(), new AskContext())
        );

        Assert.Equal(EngineFault.BlockedByPolicy, fault.Fault);
        Assert.Contains("probes.public_ip", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedirectToAMetadataServiceIsNotFollowed()
    {
        _server.Redirect("/a", "http://169.254.169.254/");

        PublicIp answer = await Ask("/a");

        Assert.Contains("metadata", answer.Attempts[0].Problem, StringComparison.Ordinal);
    }

    private void Text(string path, string body) =>
        _server.Answer(path, $"200 OK\r\nContent-Length: {body.Length}", Encoding.ASCII.GetBytes(body));

    private Task<PublicIp> Ask(params string[] paths) =>
        PublicIpQuestion.AskAsync(
            ProbeEngine.With(
                probes: new ProbesConfig
                {
                    PublicIpServices = [.. paths.Select(path => $"http://127.0.0.1:{_server.Port}{path}")],
                }
            ),
            new PublicIpArguments { Timeout = 4 },
            new AskContext(null, TestContext.Current.CancellationToken)
        );
}
