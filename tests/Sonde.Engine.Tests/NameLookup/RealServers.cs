using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sonde.Engine.Tests.NameLookup;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>BIND with a signed zone, over UDP, TCP, TLS and HTTPS, and unbound in front of it; on ports of their own.</summary>
public sealed class RealServers : IAsyncLifetime
{
    private const string Records = """
        $TTL 300
        @ SOA ns hostmaster 1 7200 3600 1209600 300
        @ NS ns
        ns A 127.0.0.1
        www A 192.0.2.80
        www A 192.0.2.81
        www AAAA 2001:db8::80
        alias CNAME www
        chain CNAME alias
        @ MX 10 mail
        @ MX 20 mail2.example.
        mail A 192.0.2.25
        t TXT "v=DMARC1; p=none" "q\"uo\\te" "\195\169\010" "(par@$)"
        @ CAA 0 issue "letsencrypt.org; x=1"
        n NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
        _443._tcp.www TLSA 3 1 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971
        u TYPE65280 \# 4 deadbeef
        p PTR a\.b\032c\"\$\@\(\)\;.x
        _sip._udp SRV 1 2 5060 www
        svc SVCB 1 . alpn="h2,h3" port=8443 ipv4hint=1.2.3.4,5.6.7.8 ipv6hint=2001:db8::1 ech=AQIDBA== key667="hel lo"
        svc HTTPS 2 www mandatory=alpn,port alpn=h2 port=1 no-default-alpn
        *.wild A 192.0.2.99
        loc LOC 34 17 36.789 N 27 26 5.432 W 123.45m 1m 10000m 10m
        ssh SSHFP 1 1 123456789abcdef67890123456789abcdef67890

        """;

    private readonly List<Process> _running = [];
    private readonly TemporaryFolder _folder = new();

    public static bool AreInstalled =>
        new[] { "named", "unbound", "dig", "dnssec-keygen" }.All(name => Find(name) is not null);

    public int Named { get; } = FreePort();

    public int NamedTls { get; } = FreePort();

    public int NamedHttps { get; } = FreePort();

    public int Unbound { get; } = FreePort();

    public int UnboundTls { get; } = FreePort();

    /// <summary>The authority behind the servers' certificate.</summary>
    public string CaFile => _folder.At("ca.pem");

    public async ValueTask InitializeAsync()
    {
        if (!AreInstalled)
            return;
        WriteCertificates();
        string[] big = [.. Enumerable.Range(0, 60).Select(number => $"big TXT \"{number:00} {new string('x', 60)}\"")];
        await File.WriteAllTextAsync(_folder.At("plain"), Records + string.Join('\n', big) + "\n");
        string anchor = await SignAsync();
        await File.WriteAllTextAsync(_folder.At("named.conf"), NamedConf());
        await File.WriteAllTextAsync(_folder.At("unbound.conf"), UnboundConf(anchor));
        Start("named", "-g", "-c", _folder.At("named.conf"));
        Start("unbound", "-d", "-c", _folder.At("unbound.conf"));
        await ReadyAsync(Named);
        await ReadyAsync(Unbound);
    }

    public ValueTask DisposeAsync()
    {
        foreach (Process process in _running)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What dig prints of the answer section: name, TTL, type and value of each record, in one order.</summary>
    public static string[] Dig(int port, string name, string type, params string[] more) =>
        [
            .. Run("dig", ["@127.0.0.1", "-p", $"{port}", name, type, "+noall", "+answer", "+nosplit", .. more])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split([' ', '\t'], 5, StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length == 5)
                .Select(words => $"{words[0]} {words[1]} {words[3]} {words[4]}")
                .Order(StringComparer.Ordinal),
        ];

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string Run(string program, string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(Find(program)!, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {error.Result}{output}");
        return output;
    }

    private void Start(string program, params string[] arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Find(program)!, arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            },
        };
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _running.Add(process);
    }

    private static async Task ReadyAsync(int port)
    {
        for (int round = 0; round < 60; round++)
        {
            DnsLookup answer = await NameEngine.Ask(
                new()
                {
                    Query = "ns.plain.test",
                    Nameserver = $"127.0.0.1#{port}",
                    Timeout = 1,
                }
            );
            if (answer.Success)
                return;
            await Task.Delay(500);
        }
        throw new TimeoutException($"The server on port {port} does not answer.");
    }

    private async Task<string> SignAsync()
    {
        string folder = _folder.At("");
        string[] key = ["-q", "-K", folder, "-a", "ECDSAP256SHA256"];
        string signing = Run("dnssec-keygen", [.. key, "-f", "KSK", "signed.test"]).Trim();
        string zone = Run("dnssec-keygen", [.. key, "signed.test"]).Trim();
        await File.WriteAllTextAsync(_folder.At("signed"), Records);
        Run(
            "dnssec-signzone",
            [
                "-q",
                "-S",
                "-K",
                folder,
                "-d",
                folder,
                "-o",
                "signed.test",
                "-f",
                _folder.At("signed.out"),
                _folder.At("signed"),
            ]
        );
        Assert.NotEqual(signing, zone);
        return (await File.ReadAllLinesAsync(_folder.At(signing + ".key"))).First(line => line[0] != ';');
    }

    private string NamedConf() =>
        $$"""
            options {
              directory "{{_folder.At("")}}"; pid-file none; session-keyfile none; lock-file none;
              listen-on port {{Named}} { 127.0.0.1; };
              listen-on port {{NamedTls}} tls own { 127.0.0.1; };
              listen-on port {{NamedHttps}} tls own http default { 127.0.0.1; };
              listen-on-v6 { none; };
              recursion no; server-id "our-server";
            };
            controls { };
            tls own { cert-file "{{_folder.At("cert.pem")}}"; key-file "{{_folder.At("key.pem")}}"; };
            zone "plain.test" { type primary; file "plain"; };
            zone "bogus.test" { type primary; file "plain"; };
            zone "signed.test" { type primary; file "signed.out"; };

            """;

    private string UnboundConf(string anchor) =>
        $$"""
            server:
              directory: "{{_folder.At("")}}"
              chroot: ""
              username: ""
              pidfile: ""
              use-syslog: no
              do-not-query-localhost: no
              do-ip6: no
              ede: yes
              interface: 127.0.0.1@{{Unbound}}
              interface: 127.0.0.1@{{UnboundTls}}
              tls-port: {{UnboundTls}}
              tls-service-key: "{{_folder.At("key.pem")}}"
              tls-service-pem: "{{_folder.At("cert.pem")}}"
              local-zone: "test." nodefault
              module-config: "validator iterator"
              trust-anchor: "{{anchor}}"
              trust-anchor: "bogus.test. IN DS 60485 13 2 2bb183af5f22588179a53b0a98631fad1a2921182bb183af5f22588179a53b0a"
              domain-insecure: "plain.test"
            remote-control:
              control-enable: no
            {{string.Concat(
                new[] { "plain.test", "bogus.test", "signed.test" }.Select(zone =>
                    $"stub-zone:\n  name: {zone}\n  stub-addr: 127.0.0.1@{Named}\n"
                )
            )}}
            """;

    private void WriteCertificates()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest = new CertificateRequest("CN=Test authority", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 ca = caRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=dns.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("dns.test");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 certificate = request.Create(ca, now.AddDays(-1), now.AddDays(29), [1, 2, 3, 4]);
        File.WriteAllText(CaFile, ca.ExportCertificatePem() + "\n");
        File.WriteAllText(_folder.At("cert.pem"), certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(_folder.At("key.pem"), key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
