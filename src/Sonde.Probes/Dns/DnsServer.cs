using System.Net;

namespace Sonde.Probes;

/// <summary>What carries a question to a server.</summary>
public enum DnsTransport
{
    /// <summary>Datagrams; a truncated answer is asked for again over TCP (RFC 1035 §4.2).</summary>
    Udp,

    /// <summary>TCP from the beginning (RFC 7766).</summary>
    Tcp,

    /// <summary>TLS (RFC 7858).</summary>
    Tls,

    /// <summary>HTTPS (RFC 8484).</summary>
    Https,
}

/// <summary>A server that may be asked. Its address was checked by whoever hands it over.</summary>
/// <param name="EndPoint">Where it is.</param>
/// <param name="Transport">How it is asked.</param>
/// <param name="Host">The name or address that its certificate must have; unused without TLS.</param>
/// <param name="Path">Path and query of the URL; unused without HTTPS.</param>
public sealed record DnsServer(
    IPEndPoint EndPoint,
    DnsTransport Transport = DnsTransport.Udp,
    string Host = "",
    string Path = "/dns-query"
)
{
    /// <summary>The port that a transport has by default.</summary>
    public static int DefaultPort(DnsTransport transport) =>
        transport switch
        {
            DnsTransport.Tls => 853,
            DnsTransport.Https => 443,
            _ => 53,
        };

    /// <summary>How it is written: as dig does without TLS (<c>192.0.2.1#5353</c>, the usual port left out), as a URL with it.</summary>
    public override string ToString()
    {
        string address = EndPoint.Address.ToString();
        bool isUsual = EndPoint.Port == DefaultPort(Transport);
        if (Transport is DnsTransport.Udp or DnsTransport.Tcp)
            return isUsual ? address : $"{address}#{EndPoint.Port}";
        string host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        string port = isUsual ? "" : $":{EndPoint.Port}";
        return Transport == DnsTransport.Tls ? $"tls://{host}{port}" : $"https://{host}{port}{Path}";
    }
}
