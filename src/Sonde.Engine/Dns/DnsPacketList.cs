using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Decodes one page of DNS messages during the pass; the others are only counted.</summary>
internal sealed class DnsPacketList(DnsTracker tracker, int limit, int offset) : IObserver
{
    private const int MostEntries = 200;
    private const int LongestValue = 8192; // characters

    private readonly char[] _name = new char[DnsName.LongestText];
    private readonly char[] _value = new char[LongestValue];
    private readonly List<DnsPacketRow> _rows = [];

    public IReadOnlyList<DnsPacketRow> Rows => _rows;

    public int Total { get; private set; }

    public void OnPacket(in Packet packet)
    {
        foreach (DnsSeen seen in tracker.Seen)
        {
            int at = Total++;
            if (at >= offset && at - offset < limit)
                _rows.Add(Row(packet, seen));
        }
    }

    private DnsPacketRow Row(in Packet packet, in DnsSeen seen)
    {
        DnsMessage.TryRead(packet.GivenTo(packet.Layers[seen.Layer]), out DnsMessage message);
        List<DnsQuestionRow> questions = [];
        List<DnsRecordRow>[] sections =
        [
            [],
            [],
            [],
        ];
        int leftOut = 0;
        DnsReader reader = message.Read();
        while (reader.TryReadQuestion(out DnsQuestion question))
        {
            if (questions.Count < MostEntries)
                questions.Add(
                    new(
                        Name(message, question.NamePosition),
                        question.Type,
                        DnsRowMaker.Type(question.Type),
                        question.Class
                    )
                );
            else
                leftOut++;
        }
        int kept = questions.Count;
        while (reader.TryReadRecord(out DnsRecord record))
        {
            if (kept++ < MostEntries)
                sections[(int)record.Section].Add(Row(message, record));
            else
                leftOut++;
        }
        return new DnsPacketRow
        {
            PacketNumber = packet.Frame.Number,
            Timestamp = packet.Frame.IsTimeless ? null : packet.Frame.At.ToString(),
            TimestampEpoch = packet.Frame.IsTimeless ? null : packet.Frame.At.Seconds,
            SourceIp = seen.Source.Address.ToString(),
            SourcePort = seen.Source.Port,
            DestinationIp = seen.Destination.Address.ToString(),
            DestinationPort = seen.Destination.Port,
            Protocol = seen.Transport == IpProtocols.Tcp ? "TCP" : "UDP",
            Service = DnsRowMaker.Name(seen.Service),
            DnsId = message.Id,
            Flags = new(
                message.IsResponse,
                message.Opcode,
                message.IsAuthoritative,
                message.IsTruncated,
                message.IsRecursionDesired,
                message.IsRecursionAvailable,
                message.IsAuthenticData,
                message.IsCheckingDisabled
            ),
            Questions = questions,
            Answers = sections[0],
            Authority = sections[1],
            Additional = sections[2],
            EntriesLeftOut = leftOut > 0 ? leftOut : null,
            Damaged = seen.IsWhole ? null : true,
            ResponseCode = seen.Code is { } code ? DnsRowMaker.Code(code) : null,
            LatencyMs = seen.Latency is { } time ? DnsRowMaker.Milliseconds(time) : null,
            QueryFrame = seen.CounterpartFrame,
            Summary = Say(message, seen, sections[0]),
        };
    }

    private string Name(scoped in DnsMessage message, int position) =>
        Quote.Clean(_name.AsSpan(0, DnsName.Decode(message.Octets, position, _name, DnsNameStyle.Escaped)).ToString())!;

    private DnsRecordRow Row(scoped in DnsMessage message, in DnsRecord record)
    {
        int length = DnsText.WriteValue(message, record, _value);
        string value = Quote.Clean(_value.AsSpan(0, length).ToString(), LongestValue)!;
        return new DnsRecordRow
        {
            Name = Name(message, record.NamePosition),
            Type = record.Type,
            TypeName = DnsRowMaker.Type(record.Type),
            Class = record.Class,
            Ttl = record.TimeToLive,
            Address = record.Type is DnsTypes.A or DnsTypes.Aaaa ? value : null,
            Cname = record.Type == DnsTypes.Cname ? value : null,
            Mx = record.Type == DnsTypes.Mx ? value : null,
            Data = record.Type is DnsTypes.A or DnsTypes.Aaaa or DnsTypes.Cname or DnsTypes.Mx ? null : value,
        };
    }

    private static string Say(scoped in DnsMessage message, in DnsSeen seen, List<DnsRecordRow> answers)
    {
        string asked = seen.Name.Length > 0 ? $" {DnsRowMaker.Type(seen.Type)} {Quote.Clean(seen.Name, 255)}" : "";
        if (!message.IsResponse)
            return $"Query{asked}";
        IEnumerable<string> values = answers
            .Take(3)
            .Select(one => $"{one.TypeName} {Quote.Clean(one.Address ?? one.Cname ?? one.Mx ?? one.Data, 80)}");
        string more = answers.Count > 3 ? $" and {answers.Count - 3} more" : "";
        string found = answers.Count > 0 ? $": {string.Join(", ", values)}{more}" : "";
        return $"Response{asked} {DnsRowMaker.Code(seen.Code ?? 0)}{found}";
    }
}
