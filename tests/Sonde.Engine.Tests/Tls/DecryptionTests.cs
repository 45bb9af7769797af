using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class DecryptionTests : IDisposable
{
    private static readonly string[] Suites =
    [
        "/early",
        "/tls10",
        "/tls11",
        "/rsa-cbc-etm",
        "/rsa-cbc",
        "/cbc-sha384",
        "/ccm",
        "/ccm8",
        "/dhe",
        "/chacha",
        "/resumed",
        "/renegotiated",
        "/ccm13",
        "/ccm8-13",
        "/chacha13",
        "/updated",
        "/padded",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatNginxAnsweredOverTls12IsRead()
    {
        HttpRequests answer = Http("tls12.pcapng", "tls12.keys");

        Assert.Equal(
            [("1.1", "/", 200), ("1.1", "/long.txt", 200), ("2", "/", 200)],
            answer.HttpRequestList.Select(row => (row.Version!, row.Uri!, row.Status!.Value))
        );
        Assert.Equal([61L, 21492L, 61L], answer.HttpRequestList.Select(row => row.ResponseBytes!.Value));
        Assert.All(answer.HttpRequestList, row => Assert.True(row.Decrypted));
        DecryptionCoverage decryption = answer.Coverage.Decryption!;
        Assert.Equal(
            (2L, 0L, "tls_key_log", 2),
            (decryption.StreamsDecrypted, decryption.StreamsEncrypted, decryption.Keys, decryption.SessionsMet)
        );
        Assert.Null(decryption.Note);
    }

    [Theory]
    [InlineData("tls13.pcapng", "tls13.keys", "tls_key_log")]
    [InlineData("tls13-with-keys.pcapng", null, "capture")]
    public void WhatNginxAnsweredOverTls13IsRead(string capture, string? keys, string from)
    {
        HttpRequests answer = Http(capture, keys);

        Assert.Equal(
            [("1.1", "/", 200), ("1.1", "/long.txt", 200), ("2", "/", 200), ("2", "/missing", 404), ("1.1", "/", 200)],
            answer.HttpRequestList.Select(row => (row.Version!, row.Uri!, row.Status!.Value))
        );
        Assert.Equal((4L, from), (answer.Coverage.Decryption!.StreamsDecrypted, answer.Coverage.Decryption.Keys));
    }

    [Fact]
    public void EverySuiteAndFeatureIsOpened()
    {
        HttpRequests answer = Http("tls-suites.pcapng", "tls-suites.keys");

        Assert.Equal(Suites, answer.HttpRequestList.Select(row => row.Uri));
        Assert.All(answer.HttpRequestList, row => Assert.Equal((200, true), (row.Status, row.Complete)));
        Assert.Null(answer.Coverage.Decryption!.RecordsNotOpened);
    }

    [Theory]
    [InlineData("tls12.pcapng", "tls12.keys")]
    [InlineData("tls13.pcapng", "tls13.keys")]
    [InlineData("tls-suites.pcapng", "tls-suites.keys")]
    [InlineData("http2.pcapng", "tls12.keys")]
    public void RequestsAreThoseThatTsharkShows(string capture, string keys)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string said = TsharkProgram.Run(
            "-r",
            Repo.Path("samples", capture),
            "-o",
            "tls.keylog_file:" + Repo.Path("samples", keys),
            "-Y",
            "http.request || http2.headers.path",
            "-T",
            "fields",
            "-e",
            "http.request.uri",
            "-e",
            "http2.headers.path"
        );
        string[] uris = said.Split(['\t', '\n', ','], StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(uris, Http(capture, keys).HttpRequestList.Select(row => row.Uri));
    }

    [Fact]
    public void WithoutKeysConversationsStayClosedAndTheAnswerSaysSo()
    {
        HttpRequests answer = Http("tls13.pcapng", null);

        Assert.Empty(answer.HttpRequestList);
        Assert.Equal(
            (0L, 4L, null),
            (
                answer.Coverage.Decryption!.StreamsDecrypted,
                answer.Coverage.Decryption.StreamsEncrypted,
                answer.Coverage.Decryption.Keys
            )
        );
        Assert.Contains("tls_key_log", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void KeysThatFitNothingAreAnAnswer()
    {
        HttpRequests answer = Http("tls12.pcapng", "tls13.keys");

        Assert.Empty(answer.HttpRequestList);
        Assert.Equal((4, 0), (answer.Coverage.Decryption!.SessionsKnown, answer.Coverage.Decryption.SessionsMet));
        Assert.Contains("fit nothing", answer.Coverage.Decryption.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoKeyLogIsSaidToHaveNoSecret()
    {
        DecryptionCoverage decryption = Ask(
            Repo.Path("samples", "tls12.pcapng"),
            _folder.Write("words", "some words\nand more\n")
        ).Coverage.Decryption!;

        Assert.Equal((2L, 0), (decryption.WrongLines, decryption.SessionsKnown));
        Assert.Contains("no line with a secret", decryption.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingKeyLogIsAFaultEvenWhereNothingIsDecrypted()
    {
        var missing = new HttpRequestsArguments
        {
            FilePath = Repo.Path("samples", "tls12.pcapng"),
            TlsKeyLog = Repo.Path("samples", "tls12.key"),
        };
        EngineException fault = Assert.Throws<EngineException>(() =>
            HttpRequestsQuestion.Ask(Engine(), missing, new())
        );
        Assert.Equal(EngineFault.NotFound, fault.Fault);
        Assert.Contains(fault.Nearest, name => name.EndsWith("tls12.keys", StringComparison.Ordinal));

        var summary = new CaptureArguments { FilePath = missing.FilePath, TlsKeyLog = missing.TlsKeyLog };
        Assert.Throws<EngineException>(() => PcapSummaryQuestion.Ask(Engine(), summary, new()));
    }

    [Fact]
    public void AKeyLogOutsideTheFoldersIsRefused()
    {
        EngineException fault = Assert.Throws<EngineException>(() =>
            Ask(Repo.Path("samples", "tls12.pcapng"), "/etc/passwd")
        );

        Assert.Equal(EngineFault.AccessDenied, fault.Fault);
    }

    [Fact]
    public void TheKeyLogOfTheEnvironmentIsUsedWhereNoneIsNamed()
    {
        CaptureEngine engine = EngineWith(Repo.Path("samples", "tls12.keys"));
        var arguments = new HttpRequestsArguments { FilePath = Repo.Path("samples", "tls12.pcapng") };

        HttpRequests answer = HttpRequestsQuestion.Ask(engine, arguments, new());

        Assert.Equal((3L, "SSLKEYLOGFILE"), (answer.TotalFound, answer.Coverage.Decryption!.Keys));
    }

    [Fact]
    public void AKeyLogOfTheEnvironmentThatMayNotBeReadIsSaidAndNoFault()
    {
        var arguments = new HttpRequestsArguments { FilePath = Repo.Path("samples", "tls12.pcapng") };

        HttpRequests answer = HttpRequestsQuestion.Ask(EngineWith("/etc/passwd"), arguments, new());

        Assert.Equal(0, answer.TotalFound);
        Assert.Contains("cannot be read", answer.Coverage.Decryption!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void EncryptedMessagesOfTheHandshakeBecomeVisible()
    {
        var arguments = new PagedCaptureArguments
        {
            FilePath = Repo.Path("samples", "tls13.pcapng"),
            TlsKeyLog = Repo.Path("samples", "tls13.keys"),
        };

        CertificateDetails certificates = CertificateQuestion.Ask(Engine(), arguments, new());
        TlsHandshakes handshakes = TlsHandshakesQuestion.Ask(Engine(), arguments, new());

        Assert.Contains(certificates.Certificates, row => row.Subject == "CN=www.example.test, O=Sonde samples");
        Assert.Contains(handshakes.Handshakes, row => row.Alpn == "h2");
        Assert.All(handshakes.Handshakes, row => Assert.True(row.Decrypted));
    }

    [Fact]
    public void WhatRunsInsideIsNamedAndTimed()
    {
        string capture = Repo.Path("samples", "tls13-with-keys.pcapng");

        DetectedProtocols found = DetectQuestion.Ask(Engine(), new() { FilePath = capture }, new());
        ResponseTimes times = ResponseTimesQuestion.Ask(Engine(), new() { FilePath = capture }, new());

        Assert.Equal(2, found.ProtocolsInside!["http"]);
        Assert.Equal(1, found.ProtocolsInside["http2"]);
        Assert.Equal(5, times.Questions);
        Assert.All(times.Transactions, row => Assert.Equal("https", row.Protocol));
    }

    [Theory]
    [InlineData("tls12.pcapng", "tls12.keys")]
    [InlineData("tls13.pcapng", "tls13.keys")]
    public void WhicheverFrameIsMissingOrDamagedNothingWrongIsShown(string capture, string keys)
    {
        byte[][] frames = SampleEngine.FramesOf(Repo.Path("samples", capture));
        HashSet<string> known = ["/", "/long.txt", "/missing"];
        foreach (byte[][] some in SampleEngine.Amiss(frames))
        {
            HttpRequests answer = Ask(SampleEngine.Write(_folder, some), Repo.Path("samples", keys));
            Assert.All(answer.HttpRequestList, row => Assert.True(row.Uri is null || known.Contains(row.Uri)));
            Assert.All(answer.HttpRequestList, row => Assert.True(row.Status is null or 200 or 404));
        }
    }

    [Fact]
    public void AfterASegmentThatIsMissingReadingGoesOn()
    {
        byte[][] frames = SampleEngine.FramesOf(Repo.Path("samples", "tls13.pcapng"));
        // frame 13 asks for the second page; 27 to 31 carry it
        HttpRequests answer = Ask(
            SampleEngine.Write(_folder, [.. frames[..27], .. frames[28..]]),
            Repo.Path("samples", "tls13.keys")
        );

        Assert.Equal(["/", "/long.txt", "/", "/missing", "/"], answer.HttpRequestList.Select(row => row.Uri));
        Assert.False(answer.HttpRequestList[1].Complete);
    }

    [Fact]
    public void ACutFileIsReadAsFarAsItGoes()
    {
        byte[] whole = File.ReadAllBytes(Repo.Path("samples", "tls13.pcapng"));
        string path = _folder.At("cut.pcapng");
        for (int length = 5_000; length < whole.Length; length += 5_003)
        {
            File.WriteAllBytes(path, whole.AsSpan(0, length));
            HttpRequests answer = Ask(path, Repo.Path("samples", "tls13.keys"));
            Assert.False(answer.Coverage.Complete);
        }
    }

    private CaptureEngine Engine() => SampleEngine.Over(_folder.Path);

    private CaptureEngine EngineWith(string keyLog)
    {
        var pcap = new PcapConfig { AllowedPaths = [Repo.Path("samples")] };
        return new CaptureEngine(new SondeConfig { Pcap = pcap }, PathPolicy.Restricted(pcap, _folder.Path, null))
        {
            KeyLog = keyLog,
        };
    }

    private HttpRequests Http(string capture, string? keys) =>
        Ask(Repo.Path("samples", capture), keys is null ? null : Repo.Path("samples", keys));

    private HttpRequests Ask(string path, string? keys) =>
        HttpRequestsQuestion.Ask(Engine(), new() { FilePath = path, TlsKeyLog = keys }, new AskContext());
}
