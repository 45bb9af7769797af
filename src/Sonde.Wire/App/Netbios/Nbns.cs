using static Sonde.Wire.NbnsFields;

namespace Sonde.Wire;

/// <summary>NetBIOS name service, RFC 1002 §4.2: laid out like a DNS message, with names of its own (<see cref="NetbiosName"/>).</summary>
public readonly ref struct Nbns : ILayer<Nbns>
{
    /// <summary>Record type of addresses: flags 2, address 4, and so on.</summary>
    public const ushort AddressType = 0x20;

    /// <summary>Record type of a node's state.</summary>
    public const ushort StatusType = 0x21;

    private const ushort BroadcastFlag = 0x0010;
    private const int StatusNameSize = 18; // octets: name and suffix 16, flags 2

    private readonly DnsMessage _message;

    private Nbns(DnsMessage message) => _message = message;

    /// <inheritdoc/>
    public static string Name => "nbns";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => All;

    /// <inheritdoc/>
    public int HeaderLength => _message.Octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Header, questions and records.</summary>
    public DnsMessage Message => _message;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Nbns layer)
    {
        ReadStatus status = DnsMessage.TryRead(octets, out DnsMessage message);
        layer = new Nbns(message);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        ushort flags = _message.Flags;
        sink.Add(Id, 0, 2, _message.Id);
        sink.Add(NbnsFields.Flags, 2, 2, flags);
        AddBit(FlagsResponse, _message.IsResponse, sink);
        sink.Add(FlagsOpcode, 2, 2, (ulong)_message.Opcode);
        if (_message.IsResponse)
            AddBit(FlagsAuthoritative, _message.IsAuthoritative, sink);
        AddBit(FlagsTruncated, _message.IsTruncated, sink);
        AddBit(FlagsRecdesired, _message.IsRecursionDesired, sink);
        if (_message.IsResponse)
            AddBit(FlagsRecavail, _message.IsRecursionAvailable, sink);
        AddBit(FlagsBroadcast, (flags & BroadcastFlag) != 0, sink);
        if (_message.IsResponse)
            sink.Add(FlagsRcode, 2, 2, (ulong)_message.ResponseCode);
        sink.Add(CountQueries, 4, 2, (ulong)_message.QuestionCount);
        sink.Add(CountAnswers, 6, 2, (ulong)_message.AnswerCount);
        sink.Add(CountAuthRr, 8, 2, (ulong)_message.AuthorityCount);
        sink.Add(CountAddRr, 10, 2, (ulong)_message.AdditionalCount);
        DescribeNames(sink);
    }

    private static void AddBit(Field field, bool value, FieldSink sink) => sink.Add(field, 2, 2, value ? 1u : 0u);

    private void DescribeNames(FieldSink sink)
    {
        DnsReader reader = _message.Read();
        while (reader.TryReadQuestion(out DnsQuestion question))
        {
            if (!TryDescribeName(question.NamePosition, question.TypePosition, false, sink))
                return;
            sink.Add(NbnsFields.Type, question.TypePosition, 2, question.Type);
            sink.Add(Class, question.TypePosition + 2, 2, question.Class);
        }
        while (reader.TryReadRecord(out DnsRecord record))
        {
            int at = record.TypePosition;
            if (!TryDescribeName(record.NamePosition, at, record.Type == AddressType, sink))
                return;
            sink.Add(NbnsFields.Type, at, 2, record.Type);
            sink.Add(Class, at + 2, 2, record.Class);
            sink.Add(Ttl, at + 4, 4, record.TimeToLive);
            sink.Add(DataLength, at + 8, 2, (ulong)record.DataLength);
            int data = record.DataPosition;
            var value = new FieldCursor(_message.Octets, data, data + record.DataLength, sink);
            if (record.Type == AddressType)
                DescribeAddresses(ref value);
            else if (record.Type == StatusType)
                DescribeStatus(ref value);
            else
                value.RestAsOctets(NbnsFields.Data);
        }
    }

    private bool TryDescribeName(int position, int end, bool describesSuffix, FieldSink sink)
    {
        Span<char> text = stackalloc char[NetbiosName.LongestText];
        int written = NetbiosName.Write(_message.Octets, position, text, describesSuffix);
        if (written > 0)
            sink.Add(NbnsFields.Name, position, end - position, text[..written]);
        return written > 0;
    }

    /// <summary>RFC 1002 §4.2.2: flags and address, as often as there is room.</summary>
    private static void DescribeAddresses(ref FieldCursor value)
    {
        while (value.Number(NbFlags, 2, out int flags))
        {
            value.Bit(NbFlagsGroup, 2, flags, 0x8000);
            value.Sink.Add(NbFlagsOnt, value.At - 2, 2, (ulong)(flags >> 13 & 3));
            if (!value.Octets(Addr, 4))
                return;
        }
    }

    /// <summary>RFC 1002 §4.2.18: names with flags, then statistics.</summary>
    private static void DescribeStatus(ref FieldCursor value)
    {
        if (!value.Number(NumberOfNames, 1, out int names))
            return;
        for (; names > 0; names--)
        {
            if (value.Left < StatusNameSize)
                return;
            value.Sink.AddAscii(NbnsFields.NetbiosName, value.At, value.Rest[..15].TrimEnd((byte)' '));
            value.Skip(16);
            value.Number(NameFlags, 2, out int flags);
            value.Bit(NameFlagsGroup, 2, flags, 0x8000);
            value.Sink.Add(NameFlagsOnt, value.At - 2, 2, (ulong)(flags >> 13 & 3));
            value.Bit(NameFlagsDrg, 2, flags, 0x1000);
            value.Bit(NameFlagsCnf, 2, flags, 0x0800);
            value.Bit(NameFlagsAct, 2, flags, 0x0400);
            value.Bit(NameFlagsPrm, 2, flags, 0x0200);
        }
        _ =
            value.Octets(UnitId, 6)
            && value.Number(Jumpers, 1)
            && value.Number(TestResult, 1)
            && value.Number(VersionNumber, 2)
            && value.Number(PeriodOfStatistics, 2)
            && value.Number(NumCrcs, 2)
            && value.Number(NumAlignmentErrors, 2)
            && value.Number(NumCollisions, 2)
            && value.Number(NumSendAborts, 2)
            && value.Number(NumGoodSends, 4)
            && value.Number(NumGoodReceives, 4)
            && value.Number(Numretransmits, 2)
            && value.Number(NumNoResourceConditions, 2)
            && value.Number(NumcommandBlocks, 2)
            && value.Number(NumpendingSessions, 2)
            && value.Number(MaxNumPendingSessions, 2)
            && value.Number(MaxTotalSessionsPossible, 2)
            && value.Number(SessionDataPacketSize, 2);
    }
}
