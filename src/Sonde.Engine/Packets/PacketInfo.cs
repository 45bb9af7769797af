using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Says in a few words what a packet is, for lists.</summary>
internal static class PacketInfo
{
    private const int LongestName = 100;

    /// <summary>A packet as a row of a list.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="file">Its file, when there are several.</param>
    /// <param name="fields">Values of chosen fields.</param>
    public static PacketRow Row(
        in Packet packet,
        string? file = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? fields = null
    )
    {
        OuterAddresses.TryRead(packet, out Address source, out Address destination);
        return new PacketRow
        {
            PacketNumber = packet.Frame.Number,
            Timestamp = packet.Frame.IsTimeless ? null : packet.Frame.At.Seconds,
            Time = packet.Frame.IsTimeless ? null : packet.Frame.At.ToString(),
            File = file,
            SrcIp = source.Version == 0 ? null : source.ToString(),
            DstIp = destination.Version == 0 ? null : destination.ToString(),
            Protocol = Protocol(packet),
            Length = packet.Frame.OriginalLength,
            Info = Of(packet),
            Fields = fields,
        };
    }

    /// <summary>Wireshark's name of the innermost protocol that was recognised, in upper case; what an ICMP error quotes does not count.</summary>
    public static string Protocol(in Packet packet)
    {
        string name = "data";
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (layer.Reader.Name != Data.Name)
                name = layer.Reader.Name;
            if (name is "icmp" or "icmpv6")
                break;
        }
        return name.ToUpperInvariant();
    }

    /// <summary>The packet in a few words.</summary>
    public static string Of(in Packet packet)
    {
        string info = "";
        for (int i = 0; i < packet.Layers.Length; i++)
        {
            string name = packet.Layers[i].Reader.Name;
            if (packet.Layers[i].Status is ReadStatus.TooShort or ReadStatus.Malformed)
                return $"{info} [{name} {(packet.Layers[i].Status == ReadStatus.Malformed ? "malformed" : "too short")}]".Trim();
            switch (name)
            {
                case "arp" or "rarp":
                    return FieldsOf(packet, i, "arp.opcode", "arp.src.proto_ipv4", "arp.dst.proto_ipv4");
                case "icmp":
                    return FieldsOf(packet, i, "icmp.type", "icmp.code", "icmp.ident", "icmp.seq", "icmp.mtu");
                case "icmpv6":
                    return FieldsOf(packet, i, "icmpv6.type", "icmpv6.code", "icmpv6.echo.identifier", "icmpv6.mtu");
                case "tcp":
                    info = Tcp(packet, i);
                    break;
                case "udp":
                    info = Udp(packet, i);
                    break;
                case "dns" or "mdns" or "llmnr":
                    info = Dns(packet, i);
                    break;
                case "dhcp":
                    return FieldsOf(packet, i, "dhcp.option.dhcp", "dhcp.id", "dhcp.option.hostname");
                case "dhcpv6":
                    return FieldsOf(packet, i, "dhcpv6.msgtype", "dhcpv6.xid");
                default:
                    break;
            }
        }
        return info.Length > 0 ? info : Protocol(packet);
    }

    private static string Tcp(in Packet packet, int index)
    {
        if (!packet.TryRead(index, out Tcp tcp))
            return "TCP";
        List<string> flags = [];
        foreach (
            (TcpFlags flag, string word) in new[]
            {
                (TcpFlags.Syn, "SYN"),
                (TcpFlags.Ack, "ACK"),
                (TcpFlags.Fin, "FIN"),
                (TcpFlags.Rst, "RST"),
                (TcpFlags.Psh, "PSH"),
                (TcpFlags.Urg, "URG"),
                (TcpFlags.Ece, "ECE"),
                (TcpFlags.Cwr, "CWR"),
            }
        )
        {
            if ((tcp.Flags & flag) != 0)
                flags.Add(word);
        }
        return $"TCP {tcp.SourcePort} -> {tcp.DestinationPort} [{string.Join(',', flags)}] Len={tcp.PayloadLength} Win={tcp.Window}";
    }

    private static string Udp(in Packet packet, int index) =>
        packet.TryRead(index, out Udp udp)
            ? $"UDP {udp.SourcePort} -> {udp.DestinationPort} Len={udp.PayloadLength}"
            : "UDP";

    private static string Dns(in Packet packet, int index)
    {
        if (DnsMessage.TryRead(packet.OctetsOf(packet.Layers[index]), out DnsMessage message) > ReadStatus.Cut)
            return "DNS";
        string kind = message.IsResponse ? "response" : "query";
        string id = string.Create(CultureInfo.InvariantCulture, $"0x{message.Id:x4}");
        string code =
            message.IsResponse && message.ResponseCode != 0
                ? " "
                    + (
                        DnsResponseCodes.NameOf((ulong)message.ResponseCode)
                        ?? message.ResponseCode.ToString(CultureInfo.InvariantCulture)
                    )
                : "";
        DnsReader reader = message.Read();
        if (!reader.TryReadQuestion(out DnsQuestion question))
            return $"DNS {kind} {id}{code}";
        Span<char> name = stackalloc char[DnsName.LongestText];
        int length = DnsName.Decode(message.Octets, question.NamePosition, name, DnsNameStyle.Wireshark);
        string asked = Quote.Clean(new string(name[..Math.Max(0, length)]), LongestName)!;
        string type = DnsTypes.NameOf(question.Type) ?? question.Type.ToString(CultureInfo.InvariantCulture);
        string answers = message.IsResponse ? $", {message.AnswerCount} answers" : "";
        return $"DNS {kind} {id} {type} {asked}{code}{answers}";
    }

    private static string FieldsOf(in Packet packet, int index, params string[] names)
    {
        ref readonly LayerSpan layer = ref packet.Layers[index];
        var sink = new WordSink(names);
        layer.Reader.Describe(packet.GivenTo(layer), sink);
        return layer.Reader.Name.ToUpperInvariant() + sink.Text;
    }
}
