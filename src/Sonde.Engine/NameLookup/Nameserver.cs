using System.Globalization;
using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>A name server as someone typed it.</summary>
/// <param name="Transport">How it is asked.</param>
/// <param name="Host">Its name or address; not checked yet.</param>
/// <param name="Port">Its port.</param>
/// <param name="CertificateName">The name that its certificate must have; null for the host itself.</param>
/// <param name="Path">Path and query of its URL.</param>
internal sealed record Nameserver(
    DnsTransport Transport,
    string Host,
    int Port,
    string? CertificateName = null,
    string Path = "/dns-query"
)
{
    private const string UsualPath = "/dns-query"; // RFC 8484 §4.1.1, by its examples

    private static readonly string[] Forms =
    [
        "192.0.2.53",
        "192.0.2.53#5353",
        "[2001:db8::53]:5353",
        "tcp://192.0.2.53",
        "tls://dns.example",
        "https://dns.example/dns-query",
    ];

    /// <summary>
    /// Reads it: <c>HOST</c>, <c>HOST#PORT</c>, <c>HOST:PORT</c>, <c>[IPV6]:PORT</c>, with udp://, tcp://, tls:// or
    /// https:// before; <c>tls://ADDRESS#NAME</c> gives the name of the certificate.
    /// </summary>
    /// <exception cref="EngineException">It is of none of these forms.</exception>
    public static Nameserver Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (DnsTransport transport, string rest) = Scheme(text, text.Trim());
        string path = UsualPath;
        if (transport == DnsTransport.Https)
        {
            if (rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash)
                (rest, path) = (rest[..slash], rest[slash..] is "/" ? UsualPath : rest[slash..]);
            if (!path.All(letter => letter is > ' ' and < '\x7f' and not ('#' or '{' or '}' or '\\' or '"')))
                throw Wrong(text, "has a path that is none");
        }
        if (rest.Contains('@', StringComparison.Ordinal))
            throw Wrong(text, "has a user's name or password");
        (string host, string? port) = HostAndPort(text, rest.TrimEnd('/'));
        bool isName = transport == DnsTransport.Tls && port is { Length: > 0 } && !port.All(char.IsAsciiDigit);
        return new Nameserver(
            transport,
            host,
            port is null || isName ? DnsServer.DefaultPort(transport) : PortOf(text, port),
            isName ? CheckedName(text, port!) : null, // systemd writes the name where dig writes the port
            path
        );
    }

    /// <summary>Finds and checks the addresses to ask.</summary>
    /// <exception cref="EngineException">Refused, or without address.</exception>
    public async Task<IReadOnlyList<DnsServer>> ServersAsync(ProbeGate gate, CancellationToken cancel)
    {
        CheckedTarget target = await gate.CheckAsync(Host, cancel);
        return
        [
            .. target.Addresses.Select(address => new DnsServer(
                new IPEndPoint(address, Port),
                Transport,
                CertificateName ?? target.Host,
                Path
            )),
        ];
    }

    private static (DnsTransport, string) Scheme(string text, string rest)
    {
        if (rest.IndexOf("://", StringComparison.Ordinal) is not (>= 0 and var at))
            return (DnsTransport.Udp, rest);
        DnsTransport transport = rest[..at].ToLowerInvariant() switch
        {
            "udp" => DnsTransport.Udp,
            "tcp" => DnsTransport.Tcp,
            "tls" => DnsTransport.Tls,
            "https" => DnsTransport.Https,
            "http" => throw Wrong(text, "would be asked without encryption, which DNS over HTTPS does not allow"),
            _ => throw Wrong(text, "begins with none of udp://, tcp://, tls:// and https://"),
        };
        return (transport, rest[(at + 3)..]);
    }

    private static (string Host, string? Port) HostAndPort(string text, string rest)
    {
        if (rest.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash)
            return (rest[..hash], rest[(hash + 1)..]);
        if (rest.StartsWith('['))
        {
            int end = rest.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || end + 1 < rest.Length && rest[end + 1] != ':')
                throw Wrong(text, "has brackets that do not enclose an IPv6 address");
            return (rest[..(end + 1)], end + 1 < rest.Length ? rest[(end + 2)..] : null);
        }
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        bool isOnly = colon >= 0 && colon == rest.LastIndexOf(':'); // several are those of an IPv6 address
        return isOnly ? (rest[..colon], rest[(colon + 1)..]) : (rest, null);
    }

    private static int PortOf(string text, string port) =>
        ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0
            ? number
            : throw Wrong(text, "has a port that is not from 1 to 65535");

    private static string CheckedName(string text, string name) =>
        Target.TryParse(name, out Target target, out string problem)
            ? target.Text
            : throw Wrong(text, $"has a certificate's name that {problem}");

    private static EngineException Wrong(string text, string problem) =>
        new(
            EngineFault.InvalidArgument,
            $"The name server {Quote.Text(text)} {problem}.",
            "Give an address, a name or a URL.",
            Forms
        );
}
