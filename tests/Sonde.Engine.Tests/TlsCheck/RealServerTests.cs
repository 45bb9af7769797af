using System.Globalization;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>tls_check beside servers that are not ours: openssl with bad certificates, and PostgreSQL behind its question for TLS.</summary>
public sealed class RealServerTests
{
    private static readonly FixedResolver Names = new FixedResolver().With("www.test", "127.0.0.1");
    private static readonly MadeCertificate Root = MadeCertificate.Of("Root", isAuthority: true);
    private static readonly MadeCertificate Middle = MadeCertificate.Of("Middle", Root, isAuthority: true);
    private static readonly MadeCertificate Leaf = MadeCertificate.Of("www.test", Middle, ["www.test"]);
    private static readonly MadeCertificate Stranger = MadeCertificate.Of("Stranger", Root, isAuthority: true);

    [Fact]
    public async Task OpensslWithAnExpiredCertificate()
    {
        using RealServer server = Openssl(
            MadeCertificate.Of("www.test", Root, ["www.test"], -30, -10),
            out int port,
            Root
        );

        TlsCheck answer = await Check(port);

        Assert.Contains("expired", Words(answer));
        Assert.DoesNotContain("name_mismatch", Words(answer));
        Assert.InRange(answer.DaysLeft!.Value, -11, -9);
    }

    [Fact]
    public async Task OpensslWithASelfSignedCertificateOfAnotherName()
    {
        using RealServer server = Openssl(MadeCertificate.Of("other.test", hosts: ["other.test"]), out int port);

        Assert.Equal(["name_mismatch", "self_signed"], Words(await Check(port)));
    }

    [Fact]
    public async Task OpensslWithAChainThatDoesNotBelongToItsCertificate()
    {
        using RealServer server = Openssl(Leaf, out int port, Stranger);

        TlsCheck answer = await Check(port);

        Assert.Equal(["CN=www.test", "CN=Stranger"], answer.Chain.Select(one => one.Subject));
        Assert.Equal([true, false], answer.Chain.Select(one => one.InOrder));
        Assert.Contains("incomplete_chain", Words(answer));
    }

    [Fact]
    public async Task OpensslWithItsChainInTheWrongOrder()
    {
        using RealServer server = Openssl(Leaf, out int port, Root, Middle);

        TlsCheck answer = await Check(port);

        Assert.Equal([true, false, false], answer.Chain.Select(one => one.InOrder));
        Assert.DoesNotContain("incomplete_chain", Words(answer));
    }

    [Theory]
    [InlineData("-tls1_2", "TLS 1.2")]
    [InlineData("-tls1_3", "TLS 1.3")]
    public async Task OpensslSetToOneVersionOffersThatVersionOnly(string option, string version)
    {
        using RealServer server = Openssl(Leaf, out int port, [Middle], option);

        TlsCheck answer = await Check(port);

        Assert.Equal([version], answer.Versions.Where(one => one.Offered == true).Select(one => one.Version));
        Assert.Equal(version, answer.Version);
    }

    [Fact]
    public async Task PostgresIsAskedForTlsFirst()
    {
        Assert.SkipUnless(RealServer.Find("initdb") is not null, "the program initdb is missing (package postgresql)");
        Assert.SkipUnless(Environment.UserName != "root" || RealServer.Find("setpriv") is not null, "needs setpriv");
        using var server = new RealServer();
        server.Write(Leaf, Middle);
        // the server refuses to run as root
        string[] anybody =
            Environment.UserName == "root" ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        if (anybody.Length > 0)
            server.Run("chown", "-R", "65534:65534", server.Folder);
        string data = Path.Combine(server.Folder, "data");
        Run([.. anybody, RealServer.Find("initdb")!, "-D", data, "-N", "-A", "trust", "--locale=C"]);
        int port = RealServer.FreePort();
        string[] start =
        [
            .. anybody,
            RealServer.Find("postgres")!,
            "-D",
            data,
            "-p",
            port.ToString(CultureInfo.InvariantCulture),
            "-k",
            server.Folder,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "ssl=on",
            "-c",
            $"ssl_cert_file={server.Folder}/chain.pem",
            "-c",
            $"ssl_key_file={server.Folder}/key.pem",
        ];
        server.Start(port, start[0], start[1..]);

        TlsCheck answer = await Check(port, "postgres");

        Assert.Equal(("postgres", "TLS 1.3"), (answer.Starttls, answer.Version));
        Assert.Equal(["CN=www.test", "CN=Middle"], answer.Chain.Select(one => one.Subject));
        Assert.Contains("TLS 1.2", answer.Versions.Where(one => one.Offered == true).Select(one => one.Version));

        void Run(string[] words) => server.Run(words[0], words[1..]);
    }

    [Fact]
    public async Task OpenLdapIsAskedForTlsFirst()
    {
        Assert.SkipUnless(RealServer.Find("slapd") is not null, "the program slapd is missing (package slapd)");
        using var server = new RealServer();
        server.Write(Leaf, Middle);
        string settings = server.Write(
            "slapd.conf",
            $"TLSCertificateFile {server.Folder}/chain.pem\nTLSCertificateKeyFile {server.Folder}/key.pem\ndatabase monitor\n"
        );
        int port = RealServer.FreePort();
        server.Start(port, "slapd", "-f", settings, "-h", $"ldap://127.0.0.1:{port}", "-d", "0");

        TlsCheck answer = await Check(port, "ldap");

        Assert.Equal(("ldap", "TLS 1.3"), (answer.Starttls, answer.Version));
        Assert.Equal("CN=www.test", answer.Chain[0].Subject);
    }

    [Fact]
    public async Task MariaDbIsAskedForTlsFirst()
    {
        Assert.SkipUnless(RealServer.Find("mariadbd") is not null, "the program mariadbd is missing (mariadb-server)");
        using var server = new RealServer();
        server.Write(Leaf, Middle);
        string data = Directory.CreateDirectory(Path.Combine(server.Folder, "data")).FullName;
        int port = RealServer.FreePort();
        string[] shared =
        [
            "--no-defaults",
            $"--user={Environment.UserName}",
            $"--datadir={data}",
            "--skip-grant-tables",
            $"--port={port}",
            "--bind-address=127.0.0.1",
            $"--socket={server.Folder}/socket",
            $"--ssl-cert={server.Folder}/chain.pem",
            $"--ssl-key={server.Folder}/key.pem",
        ];
        server.Start(port, "mariadbd", shared);

        TlsCheck answer = await Check(port, "mysql");

        Assert.Equal(("mysql", "TLS 1.3"), (answer.Starttls, answer.Version));
        Assert.Equal("CN=www.test", answer.Chain[0].Subject);
    }

    private static RealServer Openssl(MadeCertificate own, out int port, params MadeCertificate[] chain) =>
        Openssl(own, out port, chain, "-no_ssl3");

    private static RealServer Openssl(MadeCertificate own, out int port, MadeCertificate[] chain, string option)
    {
        Assert.SkipUnless(RealServer.Find("openssl") is not null, RealServer.Missing("openssl"));
        var server = new RealServer();
        server.Write(own, chain);
        string others = server.Write(
            "others.pem",
            string.Join('\n', chain.Select(one => one.Certificate.ExportCertificatePem()))
        );
        port = RealServer.FreePort();
        string[] beside = chain.Length > 0 ? ["-cert_chain", others] : [];
        server.Start(
            port,
            "openssl",
            [
                "s_server",
                "-accept",
                $"127.0.0.1:{port}",
                "-cert",
                "cert.pem",
                "-key",
                "key.pem",
                .. beside,
                "-quiet",
                "-www",
                option,
            ]
        );
        return server;
    }

    private static string[] Words(TlsCheck answer) =>
        [.. answer.Problems.Select(problem => problem.Split(':')[0]).Order()];

    private static Task<TlsCheck> Check(int port, string? starttls = null) =>
        TlsCheckQuestion.AskAsync(
            ProbeEngine.With(Names),
            new TlsCheckArguments
            {
                Target = "www.test",
                Port = port,
                Starttls = starttls,
                Ciphers = false,
                Timeout = 60,
            },
            new AskContext(null, TestContext.Current.CancellationToken)
        );
}
