using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that ask name servers.</summary>
internal static class NameTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<DnsLookupArguments, DnsLookup>(
                "dns_lookup",
                "Look a name up",
                "Asks name servers for the records of a name, or for the names of an address: any type, any server, over UDP, TCP, TLS or "
                    + "HTTPS; response code, times, DNSSEC flag, CNAME chain, and what this machine's own files say. trace goes down from the root.",
                ToolHints.Probes,
                DnsLookupQuestion.AskAsync
            ),
            new Tool<BatchDnsArguments, BatchDns>(
                "batch_dns_lookup",
                "Look many names up",
                "Asks name servers about many names or addresses at once; results in the order given, each with its records or the reason "
                    + "why there are none. Use it for lists; dns_lookup says more about one name.",
                ToolHints.Probes,
                BatchDnsQuestion.AskAsync
            ),
            new Tool<AsnLookupArguments, AsnLookup>(
                "asn_lookup",
                "AS of an address",
                "Which autonomous system announces an IPv4 or IPv6 address: number, name, prefix, registry, country, by Team Cymru's "
                    + "directory in DNS. Private addresses are not sent out. Use it to name the network behind an address.",
                ToolHints.Probes,
                AsnLookupQuestion.AskAsync
            ),
        ];
}
