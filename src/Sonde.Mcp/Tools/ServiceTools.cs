using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that ask services of the network.</summary>
internal static class ServiceTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<DiagnoseTargetArguments, DiagnoseTarget>(
                "diagnose_target",
                "Diagnose a target",
                "What works between here and a host or URL, step by step: name, route, ping, path, port, TLS, HTTP; the first failing step, what it "
                    + "rules out, likely causes, and the next question. Start here when something cannot be reached.",
                ToolHints.Probes,
                DiagnoseTargetQuestion.AskAsync
            ),
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
            new Tool<HttpCheckArguments, HttpCheck>(
                "http_check",
                "Check a URL",
                "How a URL answers and where the time goes: name, connect, TLS, first byte, transfer; status, version, headers without secrets, "
                    + "redirects each with its times, certificate expiry, and the step that failed. Use it for a slow or failing website.",
                ToolHints.Probes,
                HttpCheckQuestion.AskAsync
            ),
            new Tool<RdapLookupArguments, RdapLookup>(
                "rdap_lookup",
                "Ask the registries",
                "Who has a domain, an address, a block or an AS number, by RDAP: registrant, registrar, abuse contact, status, dates, name servers, "
                    + "the block around an address. Use it to find out whom traffic comes from or when a domain expires.",
                ToolHints.Probes,
                RdapLookupQuestion.AskAsync
            ),
            new Tool<PublicIpArguments, PublicIp>(
                "get_public_ip",
                "Public address",
                "The IPv4 and IPv6 addresses under which this machine is seen on the internet, as services there say; what is no global address is "
                    + "not taken. Use it to see address translation, or to know one's own address.",
                ToolHints.Probes,
                PublicIpQuestion.AskAsync
            ),
        ];
}
