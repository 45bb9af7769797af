using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class HttpCheckTests : IAsyncDisposable
{
    private readonly TinyServer _server = new();
    private readonly FixedResolver _names = new FixedResolver()
        .With("www.test", "127.0.0.1")
        .With("inner.test", "10.0.0.5")
        .With("rebound.test", "127.0.0.1", "169.254.169.254");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task AnAnswerIsGivenWithItsTimesAndWithoutItsSecrets()
    {
        _server.Answer(
            "/a?token=abc&b=c",
            "200 OK\r\nServer: tiny\r\nSet-Cookie: sid=topsecret\r\nX-Odd: \u0001x\r\nContent-Length: 5",
            "hello"u8.ToArray()
        );

        HttpCheck answer = await Check("http://www.test:{port}/a?token=abc&b=c");

        Assert.True(answer.Success);
        Assert.Equal((200, "OK", "HTTP/1.1"), (answer.Status, answer.Reason, answer.Version));
        Assert.Equal(5, answer.BodyOctets);
        Assert.Equal("127.0.0.1", answer.Address);
        Assert.Contains("token=[redacted]", answer.Url, StringComparison.Ordinal);
        Assert.Equal("[redacted]", answer.Headers.Single(line => line.Name == "Set-Cookie").Value);
        Assert.DoesNotContain("topsecret", AnswerSerializer.Text(answer), StringComparison.Ordinal);
        Assert.All(
            new[] { answer.Timings.ConnectMs, answer.Timings.FirstByteMs, answer.Timings.TransferMs },
            time => Assert.True(time >= 0)
        );
        Assert.Null(answer.Timings.TlsMs);
        Assert.DoesNotContain("Cookie", _server.Requests.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectsAreFollowedEachWithItsTimes()
    {
        _server.Redirect("/1", "/2");
        _server.Redirect("/2", $"http://127.0.0.1:{_server.Port}/3#part");
        _server.Answer("/3", "404 Not Found\r\nContent-Length: 0");

        HttpCheck answer = await Check("http://www.test:{port}/1");

        Assert.Equal(404, answer.Status);
        Assert.Equal([302, 302], answer.Redirects.Select(one => one.Status));
        Assert.EndsWith("/3", answer.FinalUrl, StringComparison.Ordinal);
        Assert.All(_server.Requests, request => Assert.DoesNotContain("Cookie", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://rebound.test:{port}/")]
    [InlineData("http://metadata.google.internal./")]
    public async Task ARedirectToAMetadataServiceIsNotFollowedAndTheRefusalIsTold(string url)
    {
        _server.Redirect("/1", url.Replace("{port}", $"{_server.Port}", StringComparison.Ordinal));

        HttpCheck answer = await Check("http://www.test:{port}/1");

        Assert.False(answer.Success);
        Assert.Equal((302, "redirect"), (answer.Status, answer.FailedStep));
        Assert.Contains("security.block_cloud_metadata", answer.Error, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("ftp://www.test/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:word@www.test/")]
    public async Task ARedirectToSomethingElseThanAPlainUrlIsNotFollowed(string url)
    {
        _server.Redirect("/1", url);

        HttpCheck answer = await Check("http://www.test:{port}/1");

        Assert.Equal((false, "redirect"), (answer.Success, answer.FailedStep));
        Assert.DoesNotContain("word@", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedirectInACircleEnds()
    {
        _server.Redirect("/1", "/1");

        HttpCheck answer = await Check("http://www.test:{port}/1");

        Assert.Equal((false, "redirect", 5), (answer.Success, answer.FailedStep, answer.Redirects.Count));
        Assert.Equal(6, _server.Requests.Count);
    }

    [Fact]
    public async Task EndlessHeadersEnd()
    {
        _server.Answer(
            "/",
            async (stream, stop) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
                byte[] line = Encoding.ASCII.GetBytes($"X: {new string('y', 4000)}\r\n");
                while (true)
                    await stream.WriteAsync(line, stop);
            }
        );

        HttpCheck answer = await Check("http://www.test:{port}/");

        Assert.Equal((false, "first_byte"), (answer.Success, answer.FailedStep));
        Assert.Contains("too long headers", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyThatNeverEndsIsReadUpToTheLimit()
    {
        _server.Answer(
            "/",
            async (stream, stop) =>
            {
                await stream.WriteAsync(TinyServer.Head("200 OK\r\nConnection: close"), stop);
                byte[] much = new byte[65_536];
                while (true)
                    await stream.WriteAsync(much, stop);
            }
        );

        HttpCheck answer = await Check("http://www.test:{port}/", timeout: 60);

        Assert.True(answer.BodyCut);
        Assert.Equal(HttpCheckQuestion.MostOctets, answer.BodyOctets);
        Assert.Contains(answer.Coverage.Limits!, limit => limit.Name == "body_octets");
    }

    [Fact]
    public async Task AServerThatStopsRunsOutOfTimeAndTheStepIsNamed()
    {
        _server.Answer("/silent", (_, stop) => Task.Delay(-1, stop));
        _server.Answer(
            "/half",
            async (stream, stop) =>
            {
                await stream.WriteAsync(TinyServer.Head("200 OK\r\nContent-Length: 10"), stop);
                await stream.WriteAsync("hello"u8.ToArray(), stop);
                await Task.Delay(-1, stop);
            }
        );
        await Check("http://www.test:{port}/"); // warm

        HttpCheck silent = await Check("http://www.test:{port}/silent", timeout: 1);
        HttpCheck half = await Check("http://www.test:{port}/half", timeout: 1);

        Assert.Equal((false, "first_byte", "time limit"), (silent.Success, silent.FailedStep, silent.Coverage.Ended));
        Assert.Equal((false, "transfer", (int?)200), (half.Success, half.FailedStep, half.Status));
        Assert.Equal(5, half.BodyOctets);
    }

    [Fact]
    public async Task ARefusedConnectionIsAnAnswerWithTheStepThatFailed()
    {
        HttpCheck answer = await Check("http://www.test:1/");

        Assert.Equal((false, "connect"), (answer.Success, answer.FailedStep));
        Assert.Contains("refuses", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACertificateThatNobodyTrustsIsTriedAllTheSameAndNamed()
    {
        var own = MadeCertificate.Of("other.test", hosts: ["other.test"], from: -30, until: -1);
        await using Greeter web = Greeter.Secure(
            own.Certificate,
            serve: async (stream, stop) =>
            {
                await stream.ReadAtLeastAsync(new byte[4096], 1, false, stop);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), stop);
            }
        );

        HttpCheck answer = await Check($"https://www.test:{web.Port}/");

        Assert.Equal((true, 200), (answer.Success, answer.Status));
        Assert.NotNull(answer.Timings.TlsMs);
        Assert.True(answer.Tls!.DaysLeft < 0);
        Assert.Contains(answer.Tls.Problems, problem => problem.StartsWith("expired:", StringComparison.Ordinal));
        Assert.False(answer.Tls.Trusted);
    }

    [Fact]
    public async Task OnlyTheHeadIsAskedForWhenThatIsWanted()
    {
        _server.Answer("/", "200 OK\r\nContent-Length: 5");

        HttpCheck answer = await Check("http://www.test:{port}/", head: true);

        Assert.StartsWith("HEAD / ", _server.Requests.Single(), StringComparison.Ordinal);
        Assert.Equal((200, 0L), (answer.Status, answer.BodyOctets));
    }

    [Theory]
    [InlineData("", EngineFault.InvalidArgument)]
    [InlineData("-o/tmp/x", EngineFault.InvalidArgument)]
    [InlineData("ftp://www.test/", EngineFault.InvalidArgument)]
    [InlineData("http://user:word@www.test/", EngineFault.InvalidArgument)]
    [InlineData("http://www.test:0/", EngineFault.InvalidArgument)]
    [InlineData("http://www.test:65536/", EngineFault.InvalidArgument)]
    [InlineData("http://169.254.169.254/", EngineFault.BlockedByPolicy)]
    [InlineData("http://rebound.test/", EngineFault.BlockedByPolicy)]
    [InlineData("http://nowhere.test/", EngineFault.LookupFailed)]
    public async Task WhatCannotBeAskedForIsRefused(string url, EngineFault fault) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<EngineException>(() => Check(url))).Fault);

    private Task<HttpCheck> Check(string url, bool head = false, double timeout = 10) =>
        HttpCheckQuestion.AskAsync(
            ProbeEngine.With(_names),
            new HttpCheckArguments
            {
                Url = url.Replace("{port}", $"{_server.Port}", StringComparison.Ordinal),
                Method = head ? "HEAD" : "GET",
                Timeout = timeout,
            },
            new AskContext(null, TestContext.Current.CancellationToken)
        );
}
