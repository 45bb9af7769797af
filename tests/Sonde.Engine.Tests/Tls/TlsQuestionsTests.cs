using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class TlsQuestionsTests : IDisposable
{
    private const string Client = "10.0.0.1:40000";
    private const string Server = "10.0.0.2:9443";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheHandshakesOfASampleAreReadWithTheirOutcomes()
    {
        TlsHandshakes answer = Ask(TlsHandshakesQuestion.Ask, Sample("tls13.pcapng"));

        Assert.Equal(4, answer.TotalHandshakes);
        Assert.Equal((3L, 1L), (answer.ByOutcome["completed"], answer.ByOutcome["refused"]));
        Assert.All(answer.Handshakes, row => Assert.Equal("TLS 1.3", row.Version));
        Assert.Equal("www.example.test", answer.Handshakes[0].Sni);
        Assert.Contains("client sent an alert", answer.Handshakes[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AResumedSessionIsToldFromAFullHandshake() =>
        Assert.Equal(
            ["none", "psk", "none"],
            Ask(TlsHandshakesQuestion.Ask, Sample("tls-resumed.pcapng")).Handshakes.Select(row => row.Resumption)
        );

    [Fact]
    public void AlertsAreListedWithLevelAndSender()
    {
        TlsAlerts answer = Ask(TlsAlertsQuestion.Ask, Sample("tls-resumed.pcapng"));

        TlsAlertRow alert = Assert.Single(answer.Alerts);
        Assert.Equal(("fatal", "Protocol Version", "server"), (alert.AlertLevel, alert.AlertDescription, alert.SentBy));
    }

    [Fact]
    public void ACertificateIsReadAndComparedWithTheHost()
    {
        CertificateDetails answer = Ask(CertificateQuestion.Ask, Sample("tls12.pcapng"));

        CertificateRow row = answer.Certificates[0];
        Assert.Equal("CN=www.example.test, O=Sonde samples", row.Subject);
        Assert.Equal(["www.example.test", "*.example.test", "192.0.2.80"], row.SubjectAlternativeNames);
        Assert.Equal(("EC 256", true, true), (row.Key, row.SelfSigned, row.MatchesSni));
    }

    [Fact]
    public void ACertificateThatHadExpiredAndIsForAnotherHostIsAMismatch()
    {
        string path = Talk("other.example.test", Certificate("www.example.test", expired: true));

        CertificateRow row = Assert.Single(Ask(CertificateQuestion.Ask, path).Certificates);
        Assert.Contains("it had expired", row.Problems);
        Assert.False(row.MatchesSni);
        SniMismatchRow mismatch = Assert.Single(Ask(SniQuestion.Ask, path).Mismatches);
        Assert.Equal("certificate", mismatch.Kind);
        Assert.Equal(["www.example.test"], mismatch.Found);
    }

    [Fact]
    public void AWildcardStandsForOneLabel()
    {
        Assert.Empty(Ask(SniQuestion.Ask, Talk("a.example.test", Certificate("*.example.test"))).Mismatches);
        Assert.Single(Ask(SniQuestion.Ask, Talk("a.b.example.test", Certificate("*.example.test"))).Mismatches);
    }

    [Fact]
    public void OctetsThatAreNoCertificateAreSaidToBeUnreadable()
    {
        byte[] good = Certificate("www.example.test");
        for (int at = 0; at < good.Length; at += 3)
        {
            byte[] bad = [.. good];
            bad[at] ^= 0xff;
            CertificateRow row = Assert.Single(
                Ask(CertificateQuestion.Ask, Talk("www.example.test", bad)).Certificates
            );
            Assert.NotNull(row.Sha256);
        }
        CertificateRow none = Assert.Single(Ask(CertificateQuestion.Ask, Talk("a.test", [1, 2, 3])).Certificates);
        Assert.Equal(["it cannot be read"], none.Problems);
    }

    [Fact]
    public void AHelloWithoutAHostIsMissingOne() =>
        Assert.Equal("missing", Assert.Single(Ask(SniQuestion.Ask, Talk(null, Certificate("a.test"))).Mismatches).Kind);

    [Fact]
    public void SuitesAreListedAsOfferedAndChosen()
    {
        TlsCiphers answer = Ask(TlsCiphersQuestion.Ask, Sample("tls12.pcapng"));

        Assert.Equal(2, answer.TotalNegotiations);
        Assert.Equal("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", answer.CipherNegotiations[0].CipherSuite);
        Assert.True(answer.CipherNegotiations[0].ForwardSecrecy);
    }

    [Fact]
    public void ACaptureWithoutTlsSaysSo() =>
        Assert.StartsWith(
            "No TLS was found",
            Ask(TlsHandshakesQuestion.Ask, Sample("dns.pcapng")).Summary,
            StringComparison.Ordinal
        );

    private static string Sample(string name) => Repo.Path("samples", name);

    private T Ask<T>(Func<CaptureEngine, PagedCaptureArguments, AskContext, T> question, string path) =>
        question(SampleEngine.Over(_folder.Path), new PagedCaptureArguments { PcapFile = path }, new AskContext());

    // A handshake of TLS 1.2 in 2001, which is when made captures are.
    private string Talk(string? host, byte[] certificate)
    {
        byte[] hello = MakeTls.Record(22, MakeTls.ClientHello(host));
        byte[] answer =
        [
            .. MakeTls.Record(22, MakeTls.ServerHello(0xc02b)),
            .. MakeTls.Record(22, MakeTls.Certificates(certificate)),
        ];
        return SampleEngine.Write(
            _folder,
            Make.Tcp(Client, Server, 99, 0, TcpFlags.Syn, []),
            Make.Tcp(Server, Client, 499, 100, TcpFlags.Syn | TcpFlags.Ack, []),
            Make.Tcp(Client, Server, 100, 500, TcpFlags.Ack, hello),
            Make.Tcp(Server, Client, 500, 100 + (uint)hello.Length, TcpFlags.Ack, answer)
        );
    }

    private static byte[] Certificate(string name, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var from = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 made = request.CreateSelfSigned(from, from.AddYears(expired ? 1 : 30));
        return made.RawData;
    }
}
