using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Makes the remarks that Wireshark calls expert information.</summary>
/// <remarks>Memory: that of <see cref="ExpertBook"/>, and what each subject states.</remarks>
public sealed class ExpertReport : ITcpObserver
{
    private readonly LayerExpert?[] _experts; // by reader
    private readonly TcpExpert _tcp = new();

    private delegate void LayerExpert(in Packet packet, int layer, ExpertBook book);

    /// <summary>An empty report over these protocols.</summary>
    public ExpertReport(Protocols protocols)
    {
        ArgumentNullException.ThrowIfNull(protocols);
        _experts = new LayerExpert?[protocols.Readers.Count];
        var dns = new DnsExpert();
        var arp = new ArpExpert();
        foreach (
            (string name, LayerExpert expert) in new (string, LayerExpert)[]
            {
                ("eth", EthernetExpert.See),
                ("ip", InternetExpert.SeeIpv4),
                ("ipv6", InternetExpert.SeeIpv6),
                ("ipv6.hopopts", InternetExpert.SeeHopByHop),
                ("udp", UdpExpert.See),
                ("icmp", ChecksumExpert.SeeIcmp),
                ("icmpv6", ChecksumExpert.SeeIcmpv6),
                ("igmp", ChecksumExpert.SeeIgmp),
                ("pim", ChecksumExpert.SeePim),
                ("dccp", ChecksumExpert.SeeDccp),
                ("esp", new EspExpert().See),
                ("ipv6.routing", InternetExpert.SeeRouting),
                ("arp", arp.See),
                ("dns", dns.See),
                ("mdns", dns.See),
                ("llmnr", dns.See),
                ("dhcp", DhcpExpert.See),
                ("wlan", WlanExpert.See),
            }
        )
        {
            if (protocols.Find(name) is { } reader)
                _experts[reader.Id] = expert;
        }
    }

    /// <summary>The remarks.</summary>
    public ExpertBook Book { get; } = new();

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet) => _tcp.See(segment, packet, Book);

    /// <inheritdoc/>
    public void OnConnectionEnd(Flow flow, TcpConnection connection) => _tcp.Forget(flow);

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (packet.Frame.Octets.Length > packet.Frame.OriginalLength)
            Book.Add(LayerExpertRules.LongerThanItWas, packet.Frame.Number);
        ReadOnlySpan<LayerSpan> layers = packet.Layers;
        for (int index = 0; index < layers.Length; index++)
        {
            ref readonly LayerSpan layer = ref layers[index];
            if (layer.Status is ReadStatus.TooShort or ReadStatus.Malformed)
                MalformedExpert.See(packet, index, Book);
            if (LengthAnomalies.IsOtherVersion(packet, index))
                Book.Add(LayerExpertRules.Ipv6Version, packet.Frame.Number);
            _experts[layer.Reader.Id]?.Invoke(packet, index, Book);
        }
    }
}
