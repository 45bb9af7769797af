using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that ask services of the network.</summary>
internal static class ServiceTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<PortCheckArguments, PortCheck>(
                "port_check",
                "Check a port",
                "Whether a TCP or UDP port is open, closed or filtered, and by whom: tells a refusal from silence and from an ICMP error. "
                    + "Of an open port what it speaks: greeting, TLS with its certificate, HTTP status. IPv4 and IPv6, every address of a name.",
                ToolHints.Probes,
                PortCheckQuestion.AskAsync
            ),
            new Tool<BatchPortCheckArguments, BatchPortCheck>(
                "batch_port_check",
                "Check many ports",
                "Which of many ports are open, closed or filtered, of one host, several, or a block: all states as ranges, rows by port. "
                    + "Use it to see what a host offers; raise max_concurrent for thousands of ports.",
                ToolHints.Probes,
                BatchPortCheckQuestion.AskAsync
            ),
            new Tool<TlsCheckArguments, TlsCheck>(
                "tls_check",
                "Check TLS",
                "A server's TLS: the chain as sent with names and expiry, what is wrong with it (expired, self-signed, mismatch, incomplete), "
                    + "versions and cipher suites that it accepts, ALPN; STARTTLS for mail, FTP, LDAP, PostgreSQL and MySQL.",
                ToolHints.Probes,
                TlsCheckQuestion.AskAsync
            ),
        ];
}
