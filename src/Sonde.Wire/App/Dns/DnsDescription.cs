using static Sonde.Wire.DnsFields;

namespace Sonde.Wire;

/// <summary>Which of the protocols that share the message format a message belongs to.</summary>
internal enum DnsFlavour : byte
{
    /// <summary>DNS itself.</summary>
    Dns,

    /// <summary>Multicast DNS: the top bit of a class has a meaning of its own.</summary>
    Mdns,

    /// <summary>LLMNR: two flags have another meaning.</summary>
    Llmnr,
}

/// <summary>Adds the fields of a message: header, questions, records.</summary>
internal static class DnsDescription
{
    private const int ClassTopBit = 0x8000;

    /// <summary>Every field of the three protocols.</summary>
    public static readonly IReadOnlyList<Field> Fields =
    [
        .. All,
        .. DnsRecordFields.All,
        .. DnsServiceFields.All,
        .. DnsSecurityFields.All,
        .. DnsOptionFields.All,
    ];

    public static void Describe(scoped in DnsMessage message, DnsFlavour flavour, FieldSink sink)
    {
        DescribeHeader(message, flavour, sink);
        if (message.Opcode == DnsOpcodes.Stateful)
        {
            DnsOptionDescription.DescribeStateful(message.Octets, sink);
            return;
        }
        DnsReader reader = message.Read();
        while (reader.TryReadQuestion(out DnsQuestion question))
        {
            if (!DescribeQuestion(message.Octets, question, flavour, sink))
                return;
        }
        while (reader.TryReadRecord(out DnsRecord record))
        {
            if (!DescribeRecord(message.Octets, record, flavour, sink))
                return;
        }
        int extra = message.Octets.Length - reader.Position;
        if (reader.Status != ReadStatus.Ok || extra <= 0)
            return;
        sink.Add(ExtraneousData, reader.Position, extra, message.Octets[reader.Position..]);
        sink.Add(ExtraneousLength, reader.Position, 0, (ulong)extra);
    }

    /// <summary>Adds what is there of a header that is not whole.</summary>
    public static void DescribePart(ReadOnlySpan<byte> octets, DnsFlavour flavour, FieldSink sink) =>
        DescribeHeader(DnsMessage.Beginning(octets), flavour, sink);

    private static void DescribeHeader(scoped in DnsMessage message, DnsFlavour flavour, FieldSink sink)
    {
        int kept = message.Octets.Length;
        if (kept >= 2)
            sink.Add(Id, 0, 2, message.Id);
        if (kept < 4)
            return;
        DescribeFlags(message, flavour, sink);
        bool isUpdate = message.Opcode == DnsOpcodes.Update;
        if (kept >= 6)
            sink.Add(isUpdate ? CountZones : CountQueries, 4, 2, (ulong)message.QuestionCount);
        if (kept >= 8)
            sink.Add(isUpdate ? CountPrerequisites : CountAnswers, 6, 2, (ulong)message.AnswerCount);
        if (kept >= 10)
            sink.Add(isUpdate ? CountUpdates : CountAuthRr, 8, 2, (ulong)message.AuthorityCount);
        if (kept >= 12)
            sink.Add(CountAddRr, 10, 2, (ulong)message.AdditionalCount);
    }

    private static void DescribeFlags(scoped in DnsMessage message, DnsFlavour flavour, FieldSink sink)
    {
        bool isLlmnr = flavour == DnsFlavour.Llmnr;
        bool isResponse = message.IsResponse;
        sink.Add(Flags, 2, 2, message.Flags);
        AddBit(FlagsResponse, isResponse, sink);
        sink.Add(FlagsOpcode, 2, 2, (ulong)message.Opcode);
        if (isLlmnr)
            AddBit(FlagsConflict, message.IsAuthoritative, sink);
        else if (isResponse)
            AddBit(FlagsAuthoritative, message.IsAuthoritative, sink);
        AddBit(FlagsTruncated, message.IsTruncated, sink);
        AddBit(isLlmnr ? FlagsTentative : FlagsRecdesired, message.IsRecursionDesired, sink);
        if (!isLlmnr)
        {
            if (isResponse)
                AddBit(FlagsRecavail, message.IsRecursionAvailable, sink);
            AddBit(FlagsZ, (message.Flags & 0x0040) != 0, sink);
            if (isResponse || message.IsAuthenticData)
                AddBit(FlagsAuthenticated, message.IsAuthenticData, sink);
            AddBit(FlagsCheckdisable, message.IsCheckingDisabled, sink);
        }
        if (isResponse)
            sink.Add(FlagsRcode, 2, 2, (ulong)message.ResponseCode);
    }

    private static void AddBit(Field field, bool value, FieldSink sink) => sink.Add(field, 2, 2, value ? 1u : 0u);

    private static bool DescribeQuestion(
        ReadOnlySpan<byte> message,
        in DnsQuestion question,
        DnsFlavour flavour,
        FieldSink sink
    )
    {
        Span<char> name = stackalloc char[256];
        int start = question.NamePosition;
        int length = question.TypePosition - start;
        int written = DnsName.Decode(message, start, name, DnsNameStyle.Wireshark, out int octets, out int labels);
        if (written == 0)
            return false;
        sink.Add(QryName, start, length, name[..written]);
        sink.Add(QryNameLen, start, length, (ulong)octets);
        sink.Add(CountLabels, start, length, (ulong)labels);
        sink.Add(QryType, question.TypePosition, 2, question.Type);
        bool isMulticast = flavour == DnsFlavour.Mdns;
        int value = isMulticast ? question.Class & ~ClassTopBit : question.Class;
        sink.Add(QryClass, question.TypePosition + 2, 2, (ulong)value);
        if (isMulticast)
            sink.Add(QryQu, question.TypePosition + 2, 2, (question.Class & ClassTopBit) != 0 ? 1u : 0u);
        return true;
    }

    private static bool DescribeRecord(
        ReadOnlySpan<byte> message,
        in DnsRecord record,
        DnsFlavour flavour,
        FieldSink sink
    )
    {
        Span<char> name = stackalloc char[256];
        int written = DnsName.Decode(message, record.NamePosition, name, DnsNameStyle.Wireshark);
        if (written == 0)
            return false;
        int length = record.TypePosition - record.NamePosition;
        if (record.Type == DnsTypes.Srv)
            DescribeServiceName(name[..written], record.NamePosition, length, sink);
        else
            sink.Add(RespName, record.NamePosition, length, name[..written]);
        int at = record.TypePosition;
        sink.Add(RespType, at, 2, record.Type);
        bool isMulticast = flavour == DnsFlavour.Mdns;
        bool isOptions = record.Type == DnsTypes.Opt;
        int value = isMulticast ? record.Class & ~ClassTopBit : record.Class;
        sink.Add(isOptions ? RrUdpPayloadSize : RespClass, at + 2, 2, (ulong)value);
        if (isMulticast)
            sink.Add(RespCacheFlush, at + 2, 2, (record.Class & ClassTopBit) != 0 ? 1u : 0u);
        if (isOptions)
        {
            sink.Add(RespExtRcode, at + 4, 1, record.TimeToLive >> 24);
            sink.Add(RespEdns0Version, at + 5, 1, record.TimeToLive >> 16 & 0xff);
            sink.Add(RespZ, at + 6, 2, record.TimeToLive & 0xffff);
            sink.Add(RespZDo, at + 6, 2, record.TimeToLive >> 15 & 1);
            sink.Add(RespZReserved, at + 6, 2, record.TimeToLive & 0x7fff);
        }
        else
        {
            sink.Add(RespTtl, at + 4, 4, record.TimeToLive);
        }
        sink.Add(RespLen, at + 8, 2, (ulong)(message[at + 8] << 8 | message[at + 9]));
        var data = new FieldCursor(message, record.DataPosition, record.DataPosition + record.DataLength, sink);
        if (data.Left > 0)
            DnsRecordDescription.Describe(record.Type, ref data);
        return true;
    }

    /// <summary>RFC 2782: the first two labels of a service's name are service and protocol.</summary>
    private static void DescribeServiceName(ReadOnlySpan<char> name, int start, int length, FieldSink sink)
    {
        int service = name.IndexOf('.');
        sink.Add(SrvService, start, length, service < 0 ? name : name[..service]);
        if (service < 0)
            return;
        name = name[(service + 1)..];
        int protocol = name.IndexOf('.');
        sink.Add(SrvProto, start, length, protocol < 0 ? name : name[..protocol]);
        if (protocol >= 0)
            sink.Add(SrvName, start, length, name[(protocol + 1)..]);
    }
}
