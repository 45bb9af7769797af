using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>http_check and tls_check beside nginx: versions of HTTP and TLS, a redirect, both families.</summary>
public sealed class NginxTests(NginxTests.Nginx nginx) : IClassFixture<NginxTests.Nginx>
{
    private static readonly FixedResolver Names = new FixedResolver().With("www.test", "127.0.0.1", "::1");

    [Theory]
    [InlineData(4, "127.0.0.1")]
    [InlineData(6, "::1")]
    public async Task ARedirectLeadsFromPlainHttpToHttp2InTls13(int version, string address)
    {
        HttpCheck answer = await Get($"http://www.test:{nginx.Ready.Plain}/a", version);

        Assert.Equal((200, "HTTP/2", address), (answer.Status, answer.Version, answer.Address));
        HttpRedirect redirect = Assert.Single(answer.Redirects);
        Assert.Equal(301, redirect.Status);
        Assert.Equal($"https://www.test:{nginx.Modern}/a", answer.FinalUrl);
        Assert.Equal("TLS 1.3", answer.Tls!.Version);
        Assert.True(answer.Timings.TlsMs > 0 && answer.Timings.FirstByteMs > 0);
        Assert.Equal(
            "nginx",
            answer.Headers.Single(line => line.Name.Equals("server", StringComparison.OrdinalIgnoreCase)).Value[..5]
        );
        Assert.Equal(6, answer.BodyOctets);
    }

    [Fact]
    public async Task AServerWithoutHttp2IsAskedInHttp11OverTls12()
    {
        HttpCheck answer = await Get($"https://www.test:{nginx.Ready.Old}/");

        Assert.Equal((200, "HTTP/1.1", "TLS 1.2"), (answer.Status, answer.Version, answer.Tls!.Version));
        Assert.InRange(answer.Tls.DaysLeft!.Value, 29, 30);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task TheVersionsOfTlsAreThoseThatNginxWasSetTo(int version)
    {
        TlsCheck modern = await Tls(nginx.Ready.Modern, version);
        TlsCheck old = await Tls(nginx.Old, version);

        Assert.Equal(["TLS 1.2", "TLS 1.3"], Offered(modern));
        Assert.Equal(["TLS 1.2"], Offered(old));
        Assert.Equal(("h2", "http/1.1"), (modern.Alpn, old.Alpn));
        Assert.Equal(["CN=www.test", "CN=Middle"], modern.Chain.Select(one => one.Subject));
        Assert.Equal(
            ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"],
            old.Versions.Single(one => one.Offered == true).CipherSuites.Select(suite => suite.Name)
        );
    }

    private static string[] Offered(TlsCheck answer) =>
        [.. answer.Versions.Where(one => one.Offered == true).Select(one => one.Version)];

    private static Task<HttpCheck> Get(string url, int? version = null) =>
        HttpCheckQuestion.AskAsync(
            ProbeEngine.With(Names),
            new HttpCheckArguments
            {
                Url = url,
                IpVersion = version,
                Timeout = 60,
            },
            new AskContext(null, TestContext.Current.CancellationToken)
        );

    private static Task<TlsCheck> Tls(int port, int version) =>
        TlsCheckQuestion.AskAsync(
            ProbeEngine.With(Names),
            new TlsCheckArguments
            {
                Target = "www.test",
                Port = port,
                IpVersion = version,
                Timeout = 60,
            },
            new AskContext(null, TestContext.Current.CancellationToken)
        );

    public sealed class Nginx : IDisposable
    {
        private readonly RealServer? _server;

        public Nginx()
        {
            if (RealServer.Find("nginx") is null)
                return;
            _server = new RealServer();
            MadeCertificate root = MadeCertificate.Of("Root", isAuthority: true);
            MadeCertificate middle = MadeCertificate.Of("Middle", root, isAuthority: true);
            _server.Write(MadeCertificate.Of("www.test", middle, ["www.test"]), middle);
            (Plain, Modern, Old) = (RealServer.FreePort(), RealServer.FreePort(), RealServer.FreePort());
            _server.Write(
                "nginx.conf",
                $$"""
                daemon off; master_process off; pid {{_server.Folder}}/pid; error_log {{_server.Folder}}/error;
                events { }
                http {
                  access_log off;
                  client_body_temp_path {{_server.Folder}}/1; proxy_temp_path {{_server.Folder}}/2; fastcgi_temp_path {{_server.Folder}}/3;
                  uwsgi_temp_path {{_server.Folder}}/4; scgi_temp_path {{_server.Folder}}/5;
                  ssl_certificate {{_server.Folder}}/chain.pem; ssl_certificate_key {{_server.Folder}}/key.pem;
                  server { listen 127.0.0.1:{{Plain}}; listen [::1]:{{Plain}}; return 301 https://www.test:{{Modern}}$request_uri; }
                  server {
                    listen 127.0.0.1:{{Modern}} ssl http2; listen [::1]:{{Modern}} ssl http2; ssl_protocols TLSv1.2 TLSv1.3;
                    location / { return 200 "hello\n"; }
                  }
                  server {
                    listen 127.0.0.1:{{Old}} ssl; listen [::1]:{{Old}} ssl; ssl_protocols TLSv1.2; ssl_ciphers {{string.Join(
                    ':',
                    SuitesOfOpenSsl
                )}};
                    location / { return 200 "hello\n"; }
                  }
                }
                """
            );
            _server.Start(Old, "nginx", "-p", _server.Folder, "-c", "nginx.conf", "-e", "error");
        }

        public int Plain { get; }

        public int Modern { get; }

        public int Old { get; }

        public string[] SuitesOfOpenSsl { get; } = ["ECDHE-ECDSA-AES128-GCM-SHA256"];

        /// <summary>The server; the test is skipped where there is none.</summary>
        public Nginx Ready
        {
            get
            {
                Assert.SkipUnless(_server is not null, RealServer.Missing("nginx"));
                return this;
            }
        }

        public void Dispose() => _server?.Dispose();
    }
}
