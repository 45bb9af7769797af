using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Makes the records of packets of a live capture from the layers that the pass found.</summary>
internal static class LivePacketMaker
{
    private const int MostQuestions = 10;
    private const int MostAnswers = 50;

    private static readonly (TcpFlags Flag, string Name)[] Flags =
    [
        (TcpFlags.Syn, "SYN"),
        (TcpFlags.Ack, "ACK"),
        (TcpFlags.Fin, "FIN"),
        (TcpFlags.Rst, "RST"),
        (TcpFlags.Psh, "PSH"),
    ];

    // The words of the IANA registry "DNS RCODEs" (RFC 6895 §2.3).
    private static readonly string[] ResponseCodes =
    [
        "No Error",
        "Format Error",
        "Server Failure",
        "Non-Existent Domain",
        "Not Implemented",
        "Query Refused",
        "Name Exists when it should not",
        "RR Set Exists when it should not",
        "RR Set that should exist does not",
        "Not Authorized",
        "Name not contained in zone",
    ];

    /// <summary>A packet as a record.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="before">Packets of the capture before the first that was read.</param>
    public static LivePacketRow Row(in Packet packet, long before)
    {
        OuterAddresses.TryRead(packet, out Address source, out Address destination);
        Transport transport = TransportOf(packet);
        LiveDnsMessage? dns = transport.Protocol is "TCP" or "UDP" ? Dns(packet) : null;
        return new LivePacketRow
        {
            PacketNumber = before + packet.Frame.Number,
            Timestamp = packet.Frame.At.ToString(),
            Protocol = dns is not null ? "DNS" : transport.Protocol ?? Other(packet),
            SourceAddress = source.Version == 0 ? "" : source.ToString(),
            DestinationAddress = destination.Version == 0 ? "" : destination.ToString(),
            SourcePort = transport.Source,
            DestinationPort = transport.Destination,
            Length = packet.Frame.OriginalLength,
            PayloadLength = transport.Payload,
            Flags = transport.Flags,
            Info = Info(transport, dns),
            Text = PacketInfo.Of(packet),
        };
    }

    private static Transport TransportOf(in Packet packet)
    {
        foreach (FlowMark mark in packet.Flows)
        {
            if (!mark.IsOutermost || mark.IsQuoted)
                continue;
            if (packet.TryRead(mark.Layer, out Tcp tcp))
            {
                TcpFlags set = tcp.Flags;
                string[] flags = [.. Flags.Where(one => (set & one.Flag) != 0).Select(one => one.Name)];
                return new(
                    "TCP",
                    tcp.SourcePort,
                    tcp.DestinationPort,
                    tcp.PayloadLength,
                    flags.Length > 0 ? flags : null
                );
            }
            if (packet.TryRead(mark.Layer, out Udp udp))
                return new("UDP", udp.SourcePort, udp.DestinationPort, udp.PayloadLength);
            if (packet.TryRead(mark.Layer, out Sctp sctp))
                return new("SCTP", sctp.SourcePort, sctp.DestinationPort, sctp.PayloadLength);
        }
        return default;
    }

    private static string Other(in Packet packet) =>
        PacketInfo.Protocol(packet) switch
        {
            "ICMP" => "ICMPv4",
            "ICMPV6" => "ICMPv6",
            var name => name,
        };

    private static LivePacketInfo? Info(Transport transport, LiveDnsMessage? dns)
    {
        bool mayBeHttp = transport.Has(80);
        bool mayBeHttps = transport.Has(443);
        return mayBeHttp || mayBeHttps || dns is not null
            ? new LivePacketInfo
            {
                MayBeHttp = mayBeHttp ? true : null,
                MayBeHttps = mayBeHttps ? true : null,
                Dns = dns,
            }
            : null;
    }

    private static LiveDnsMessage? Dns(in Packet packet)
    {
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (
                layer.Reader.Name == "dns"
                && DnsMessage.TryRead(packet.OctetsOf(layer), out DnsMessage message) <= ReadStatus.Cut
            )
                return Dns(message);
        }
        return null;
    }

    private static LiveDnsMessage Dns(in DnsMessage message)
    {
        List<string> questions = [];
        List<LiveDnsAnswer> answers = [];
        DnsReader reader = message.Read();
        while (questions.Count < MostQuestions && reader.TryReadQuestion(out DnsQuestion question))
            questions.Add(Name(message, question.NamePosition));
        while (
            answers.Count < MostAnswers
            && reader.TryReadRecord(out DnsRecord record)
            && record.Section == DnsSection.Answer
        )
            answers.Add(
                new(
                    Name(message, record.NamePosition),
                    DnsRowMaker.Type(record.Type),
                    record.TimeToLive,
                    AddressIn(message.Octets.Slice(record.DataPosition, record.DataLength), record.Type)
                )
            );
        return new LiveDnsMessage
        {
            Id = message.Id,
            IsResponse = message.IsResponse,
            Operation = Operation(message.Opcode),
            ResponseCode =
                message.ResponseCode < ResponseCodes.Length
                    ? ResponseCodes[message.ResponseCode]
                    : DnsRowMaker.Code(message.ResponseCode),
            Questions = questions.Count > 0 ? questions : null,
            Answers = answers.Count > 0 ? answers : null,
            AnswersOmitted = message.AnswerCount > answers.Count ? message.AnswerCount - answers.Count : null,
        };
    }

    private static string Name(in DnsMessage message, int position)
    {
        Span<char> text = stackalloc char[DnsName.LongestText];
        int length = DnsName.Decode(message.Octets, position, text, DnsNameStyle.Wireshark);
        return Quote.Clean(new string(text[..Math.Max(0, length)]), DnsName.LongestText)!;
    }

    private static string? AddressIn(ReadOnlySpan<byte> data, int type) =>
        (type, data.Length) is (1, 4) or (28, 16) ? Address.From(data).ToString() : null;

    // RFC 6895 §2.2
    private static string Operation(int code) =>
        code switch
        {
            0 => "Query",
            1 => "Inverse Query",
            2 => "Status",
            4 => "Notify",
            5 => "Update",
            6 => "DSO",
            _ => code.ToString(CultureInfo.InvariantCulture),
        };

    private readonly record struct Transport(
        string? Protocol,
        int Source,
        int Destination,
        int Payload,
        IReadOnlyList<string>? Flags = null
    )
    {
        public bool Has(int port) => Protocol is not null && (Source == port || Destination == port);
    }
}
