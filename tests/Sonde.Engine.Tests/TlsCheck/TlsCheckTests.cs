using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class TlsCheckTests
{
    private static readonly FixedResolver Names = new FixedResolver().With("www.test", "127.0.0.1");
    private static readonly MadeCertificate Root = MadeCertificate.Of("Root", isAuthority: true);
    private static readonly MadeCertificate Middle = MadeCertificate.Of("Middle", Root, isAuthority: true);
    private static readonly MadeCertificate Leaf = MadeCertificate.Of("www.test", Middle, ["www.test", "127.0.0.1"]);

    [Fact]
    public async Task TheChainIsGivenAsItWasSent()
    {
        await using Greeter server = Greeter.Secure(Leaf.Certificate, [Middle.Public]);

        TlsCheck answer = await Check(server.Port);

        Assert.True(answer.Success);
        Assert.Equal(["CN=www.test", "CN=Middle"], answer.Chain.Select(one => one.Subject));
        Assert.Equal(["www.test", "127.0.0.1"], answer.Chain[0].SubjectAlternativeNames);
        Assert.True(answer.MatchesName);
        Assert.False(answer.Trusted);
        Assert.InRange(answer.DaysLeft!.Value, 29, 30);
        Assert.All(answer.Chain, one => Assert.True(one.InOrder));
        Assert.Equal(["untrusted_root"], Words(answer));
        Assert.NotNull(answer.TlsMs);
        Assert.Equal("http/1.1", answer.Alpn);
    }

    [Fact]
    public async Task AnIncompleteChainIsToldFromAnUntrustedRoot()
    {
        await using Greeter server = Greeter.Secure(Leaf.Certificate);

        TlsCheck answer = await Check(server.Port);

        Assert.Equal(["incomplete_chain"], Words(answer));
        Assert.Contains("CN=Middle", answer.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExpiredSelfSignedCertificateOfAnotherNameIsThreeProblemsAndNoFailure()
    {
        var bad = MadeCertificate.Of("other.test", hosts: ["other.test"], from: -30, until: -10);
        await using Greeter server = Greeter.Secure(bad.Certificate);

        TlsCheck answer = await Check(server.Port);

        Assert.True(answer.Success);
        Assert.Equal(["expired", "name_mismatch", "self_signed"], Words(answer));
        Assert.InRange(answer.DaysLeft!.Value, -11, -9);
        Assert.Contains("'other.test'", answer.Problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACertificateThatIsNotValidYetIsNamed()
    {
        var early = MadeCertificate.Of("www.test", hosts: ["www.test"], from: 5, until: 30);
        await using Greeter server = Greeter.Secure(early.Certificate);

        Assert.Contains("not_yet_valid", Words(await Check(server.Port)));
    }

    [Fact]
    public async Task TheNameThatIsAskedForCanBeAnotherThanTheTarget()
    {
        await using Greeter server = Greeter.Secure(Leaf.Certificate, [Middle.Public]);

        Assert.False((await Check(server.Port, serverName: "else.test")).MatchesName);
        Assert.True((await Check(server.Port, host: "127.0.0.1")).MatchesName);
        Assert.True((await Check(server.Port, host: "127.0.0.1", serverName: "WWW.test.")).MatchesName);
    }

    [Fact]
    public async Task EveryVersionIsTriedAndThePlatformsOwnOnesAreOffered()
    {
        await using Greeter server = Greeter.Secure(Leaf.Certificate, [Middle.Public]);

        TlsCheck answer = await Check(server.Port, ciphers: true);

        Assert.Equal(
            ["SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"],
            answer.Versions.Select(version => version.Version)
        );
        OfferedVersion best = answer.Versions.Single(version => version.Version == answer.Version);
        Assert.True(best.Offered);
        Assert.Contains(answer.CipherSuite, best.CipherSuites.Select(suite => suite.Name));
        Assert.False(answer.Versions[0].Offered);
        Assert.NotNull(answer.Versions[0].Refusal);
    }

    [Fact]
    public async Task AServerThatIsAskedForTlsFirstIsCheckedLikeAnyOther()
    {
        await using var mail = new Greeter(
            async (stream, stop) =>
            {
                await stream.WriteAsync("220 mail\r\n"u8.ToArray(), stop);
                await stream.ReadAtLeastAsync(new byte[100], 1, false, stop);
                await stream.WriteAsync("250 STARTTLS\r\n"u8.ToArray(), stop);
                await stream.ReadAtLeastAsync(new byte[100], 1, false, stop);
                await stream.WriteAsync("220 go\r\n"u8.ToArray(), stop);
                await using var secure = new System.Net.Security.SslStream(stream);
                await secure.AuthenticateAsServerAsync(Leaf.Certificate);
                await Greeter.DrainAsync(secure, stop);
            }
        );

        TlsCheck answer = await Check(mail.Port, starttls: "smtp");

        Assert.Equal("smtp", answer.Starttls);
        Assert.Equal("CN=www.test", answer.Chain[0].Subject);
    }

    [Fact]
    public async Task AServiceWithoutTlsIsAnAnswerAndOneThatRefusesStarttlsAFault()
    {
        await using Greeter plain = Greeter.Saying("220 no tls here\r\n");

        TlsCheck answer = await Check(plain.Port);
        Assert.False(answer.Success);
        Assert.Contains("speaks no TLS", answer.Summary, StringComparison.Ordinal);

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Check(plain.Port, starttls: "imap"));
        Assert.Equal(EngineFault.LookupFailed, fault.Fault);
        Assert.Contains("'220 no tls here'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClosedPortIsAFailedLookUpThatSaysWhy()
    {
        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Check(1));

        Assert.Equal(EngineFault.LookupFailed, fault.Fault);
        Assert.Contains("connection_refused", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatNeverFinishesTheHandshakeEndsWithTheTime()
    {
        await using var silent = new Greeter(Greeter.DrainAsync);

        TlsCheck answer = await Check(silent.Port, timeout: 0.3);

        Assert.False(answer.Success);
        Assert.All(answer.Versions, version => Assert.Null(version.Offered));
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("a b")]
    public async Task AServerNameThatIsNoneIsRefused(string name) =>
        Assert.Equal(
            EngineFault.InvalidArgument,
            (await Assert.ThrowsAsync<EngineException>(() => Check(1, serverName: name))).Fault
        );

    private static string[] Words(TlsCheck answer) =>
        [.. answer.Problems.Select(problem => problem.Split(':')[0]).Order()];

    private static Task<TlsCheck> Check(
        int port,
        string host = "www.test",
        string? serverName = null,
        string? starttls = null,
        bool ciphers = false,
        double timeout = 5
    ) =>
        TlsCheckQuestion.AskAsync(
            ProbeEngine.With(Names),
            new TlsCheckArguments
            {
                Target = host,
                Port = port,
                ServerName = serverName,
                Starttls = starttls,
                Ciphers = ciphers,
                Timeout = timeout,
            },
            new AskContext(null, TestContext.Current.CancellationToken)
        );
}
