using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Remarks on layers that cannot be read.</summary>
internal static class MalformedExpert
{
    private static readonly ExpertRule Ipv4Version = Bogus("IPv4", "Bogus IPv4 version", "ip.bogus_ip_version");
    private static readonly ExpertRule Ipv4Header = Bogus(
        "IPv4",
        "Bogus IP header length ({0}, must be at least 20)",
        "ip.bogus_header_length"
    );
    private static readonly ExpertRule Ipv4Length = Bogus("IPv4", "Bogus IP length", "ip.bogus_ip_length");
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, ExpertRule> Rules = new(
        StringComparer.Ordinal
    );

    public static void See(in Packet packet, int layer, ExpertBook book)
    {
        ref readonly LayerSpan span = ref packet.Layers[layer];
        if (InternetExpert.IsQuoted(packet, layer) || IsShortByCapture(packet, span))
            return;
        ReadOnlySpan<byte> octets = packet.GivenTo(span);
        string name = span.Reader.Name;
        if (name == "udp" && octets.Length >= 8)
            return; // its length has a remark of its own
        if (name == "ip" && octets.Length >= 1 && octets[0] >> 4 != 4)
            book.Add(Ipv4Version, packet.Frame.Number);
        else if (name == "ip" && octets.Length >= 1 && (octets[0] & 15) < 5)
            book.Add(Ipv4Header, packet.Frame.Number, (octets[0] & 15) * 4);
        else if (name == "ip" && octets.Length >= 20)
            book.Add(Ipv4Length, packet.Frame.Number);
        else
            book.Add(Rules.GetOrAdd(name, static name => Broken(name)), packet.Frame.Number);
    }

    public static bool IsShortByCapture(in Packet packet, in LayerSpan span) =>
        span.Source == 0 && packet.Frame.IsCut && span.Limit == packet.Frame.Octets.Length;

    private static ExpertRule Broken(string name) =>
        new(
            ExpertSeverity.Error,
            ExpertGroup.Malformed,
            ProtocolTitles.Of(name),
            "Malformed Packet (Exception occurred)",
            $"_ws.malformed && {name}"
        );

    private static ExpertRule Bogus(string protocol, string summary, string filter) =>
        new(ExpertSeverity.Error, ExpertGroup.Protocol, protocol, summary, filter);
}
