using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class CaptureDownloadTests : IAsyncDisposable
{
    private readonly TinyServer _server = new();
    private readonly ManualClock _clock = new();
    private readonly FixedResolver _names = new FixedResolver()
        .With("files.test", "127.0.0.1")
        .With("mirror.test", "127.0.0.2", "127.0.0.1")
        .With("inner.test", "10.0.0.5")
        .With("rebound.test", "127.0.0.1", "169.254.169.254");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task ACaptureIsFetchedWithNothingButTheUrl()
    {
        _server.Answer("/a.pcap?b=c", "200 OK\r\nContent-Length: 5", "hello"u8.ToArray());

        using RemoteCapture capture = await Open("http://files.test:{port}/a.pcap?b=c");

        Assert.Equal(5, capture.Length);
        Assert.Equal("hello", await Text(capture));
        string request = Assert.Single(_server.Requests);
        Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Authorization", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["files.test"], _names.Asked);
    }

    [Fact]
    public async Task RedirectsAreFollowedAndEveryHostIsChecked()
    {
        _server.Redirect("/1", "/2");
        _server.Redirect("/2", $"http://mirror.test:{_server.Port}/3");
        _server.Answer("/3", "200 OK\r\nConnection: close", "there"u8.ToArray());

        using RemoteCapture capture = await Open("http://files.test:{port}/1");

        Assert.Equal("there", await Text(capture));
        Assert.Equal($"http://mirror.test:{_server.Port}/3", capture.Location.AbsoluteUri);
        Assert.Equal(["files.test", "files.test", "mirror.test"], _names.Asked);
        Assert.All(_server.Requests, request => Assert.DoesNotContain("Cookie", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://inner.test/")]
    [InlineData("http://10.0.0.5/")]
    [InlineData("http://127.0.0.1:{port}/secret")]
    [InlineData("http://2130706433:{port}/secret")]
    [InlineData("http://[::1]:{port}/secret")]
    [InlineData("http://[::ffff:127.0.0.1]:{port}/secret")]
    [InlineData("http://0:{port}/secret")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://0xA9FEA9FE/latest/meta-data/")]
    [InlineData("http://169.254.169.254./")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://rebound.test:{port}/secret")]
    [InlineData("http://[fd00:ec2::254]/")]
    public async Task PrivateAndMetadataHostsAreRefusedAlsoAfterARedirect(string url)
    {
        string target = url.Replace("{port}", $"{_server.Port}", StringComparison.Ordinal);
        _server.Answer("/secret", "200 OK\r\nContent-Length: 6", "secret"u8.ToArray());
        _server.Redirect("/start", target);

        Assert.Equal(EngineFault.BlockedByPolicy, (await Fails(target)).Fault);
        Assert.Equal(EngineFault.BlockedByPolicy, (await Fails("http://files.test:{port}/start")).Fault);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task ARedirectInACircleEnds()
    {
        _server.Redirect("/1", "/1");

        Assert.Equal(EngineFault.LimitExceeded, (await Fails("http://files.test:{port}/1")).Fault);
        Assert.Equal(CaptureDownload.MostRedirects + 1, _server.Requests.Count);
    }

    [Fact]
    public async Task AnAnnouncedSizeBeyondTheLimitIsNotFetched()
    {
        _server.Answer("/large", "200 OK\r\nContent-Length: 11");

        EngineException fault = await Fails("http://files.test:{port}/large", octets: 10);

        Assert.Equal(EngineFault.LimitExceeded, fault.Fault);
        Assert.Contains("pcap.max_download_octets", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task ASizeThatIsNotAnnouncedIsCounted(int octets, bool fits)
    {
        _server.Answer("/large", "200 OK\r\nConnection: close", new byte[octets]);

        using RemoteCapture capture = await Open("http://files.test:{port}/large", octets: 10);

        Assert.Null(capture.Length);
        if (fits)
            Assert.Equal(octets, (await Text(capture)).Length);
        else
            Assert.Equal(
                EngineFault.LimitExceeded,
                (await Assert.ThrowsAsync<EngineException>(() => Text(capture))).Fault
            );
    }

    [Fact]
    public async Task AServerThatDoesNotAnswerRunsOutOfTime()
    {
        var asked = new TaskCompletionSource();
        _server.Answer(
            "/slow",
            (_, cancel) =>
            {
                asked.SetResult();
                return Task.Delay(-1, cancel);
            }
        );

        Task<EngineException> failing = Fails("http://files.test:{port}/slow");
        await asked.Task;
        _clock.Advance(TimeSpan.FromSeconds(61));

        EngineException fault = await failing;
        Assert.Equal(EngineFault.Timeout, fault.Fault);
        Assert.Contains("within 60 seconds (pcap.download_timeout_seconds)", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AServerThatStopsInTheMiddleRunsOutOfTime(bool waiting)
    {
        _server.Answer(
            "/slow",
            async (stream, cancel) =>
            {
                await stream.WriteAsync(TinyServer.Head("200 OK\r\nContent-Length: 10"), cancel);
                await stream.WriteAsync("hello"u8.ToArray(), cancel);
                await Task.Delay(-1, cancel);
            }
        );
        using RemoteCapture capture = await Open("http://files.test:{port}/slow");
        await capture.Content.ReadExactlyAsync(new byte[5], TestContext.Current.CancellationToken);

        Task<int> reading = waiting
            ? Task.Run(() => capture.Content.Read(new byte[5], 0, 5), TestContext.Current.CancellationToken)
            : capture.Content.ReadAsync(new byte[5], 0, 5, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(EngineFault.Timeout, (await Assert.ThrowsAsync<EngineException>(() => reading)).Fault);
    }

    [Fact]
    public async Task AnAskerWhoGivesUpIsObeyedAndNotCalledSlow()
    {
        using var asker = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        _server.Answer(
            "/slow",
            (_, cancel) =>
            {
                asked.SetResult();
                return Task.Delay(-1, cancel);
            }
        );

        Task<RemoteCapture> opening = Open("http://files.test:{port}/slow", cancel: asker.Token);
        await asked.Task;
        await asker.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task AConnectionThatBreaksIsNoCapture()
    {
        _server.Answer("/short", "200 OK\r\nContent-Length: 10", "hello"u8.ToArray());
        using RemoteCapture capture = await Open("http://files.test:{port}/short");

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Text(capture));

        Assert.Equal(EngineFault.LookupFailed, fault.Fault);
        Assert.Contains("broke after 5 octets", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", EngineFault.NotFound)]
    [InlineData("403 Forbidden", EngineFault.AccessDenied)]
    [InlineData("500 Oops", EngineFault.LookupFailed)]
    [InlineData("206 Partial Content", EngineFault.LookupFailed)]
    [InlineData("302 Found", EngineFault.LookupFailed)]
    public async Task AnAnswerWithoutCaptureIsSaid(string status, EngineFault expected)
    {
        _server.Answer("/x", status + "\r\nContent-Length: 0");

        Assert.Equal(expected, (await Fails("http://files.test:{port}/x")).Fault);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("")]
    public async Task WhatDoesNotSpeakHttpIsAFailedLookUp(string answer)
    {
        _server.Answer("/x", (stream, cancel) => stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancel).AsTask());

        Assert.Equal(EngineFault.LookupFailed, (await Fails("http://files.test:{port}/x")).Fault);
    }

    [Fact]
    public async Task EndlessHeadersAreNotRead()
    {
        _server.Answer("/x", "200 OK\r\nX: " + new string('x', 200_000) + "\r\nContent-Length: 0");

        Assert.Equal(EngineFault.LookupFailed, (await Fails("http://files.test:{port}/x")).Fault);
    }

    [Fact]
    public async Task AHostWhereNothingListensIsAFailedLookUp()
    {
        int port = _server.Port;
        await _server.DisposeAsync();

        Assert.Equal(EngineFault.LookupFailed, (await Fails($"http://files.test:{port}/x")).Fault);
    }

    [Fact]
    public async Task ATlsServerThatIsNoneIsAFailedLookUp() =>
        Assert.Equal(EngineFault.LookupFailed, (await Fails("https://files.test:{port}/x")).Fault);

    [Fact]
    public async Task AServerWithACertificateOfItsOwnMakingIsNotTrusted()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=files.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.MaxValue
        );
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<Exception?> serving = Record
            .ExceptionAsync(async () =>
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(made);
                await tls.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
            })
            .AsTask();

        EngineException fault = await Fails($"https://files.test:{((IPEndPoint)listener.LocalEndpoint).Port}/x");

        Assert.Equal(EngineFault.LookupFailed, fault.Fault);
        Assert.Contains("cannot prove who it is", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(await serving);
    }

    private Task<RemoteCapture> Open(string url, long octets = 1000, CancellationToken? cancel = null)
    {
        var security = new SecurityConfig { AllowedTargets = ["files.test", "mirror.test", "rebound.test"] };
        var limits = new PcapConfig { MaxDownloadOctets = octets, DownloadTimeout = TimeSpan.FromSeconds(60) };
        string full = url.Replace("{port}", $"{_server.Port}", StringComparison.Ordinal);
        return new CaptureDownload(new TargetPolicy(security, _names), limits, _clock).OpenAsync(
            full,
            cancel ?? TestContext.Current.CancellationToken
        );
    }

    private Task<EngineException> Fails(string url, long octets = 1000) =>
        Assert.ThrowsAsync<EngineException>(() => Open(url, octets));

    private static async Task<string> Text(RemoteCapture capture)
    {
        using var reader = new StreamReader(capture.Content);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
