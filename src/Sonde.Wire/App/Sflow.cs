using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// sFlow version 5 (sflow.org, "sFlow Version 5"), big-endian: | version 4 | address type 4 | agent 4 or 16 | sub-agent 4 | sequence 4 |
/// uptime 4 | samples 4 |, then samples of | format 4 | length 4 | … |. Flow samples hold records of | format 4 | length 4 | … |, of which
/// those with format 1 are the first octets of a packet. Of older versions the header is read.
/// </summary>
public readonly ref struct Sflow : IBundleLayer<Sflow>
{
    private const int Smallest = 24; // octets: the header of an older version
    private const int ItemSize = 8; // format and length, of samples and of records
    private const int FlowSample = 1;
    private const int ExpandedFlowSample = 3;
    private const int FlowSampleSize = 32; // octets up to the records, their number included
    private const int ExpandedFlowSampleSize = 44;
    private const int PacketRecord = 1;
    private const int PacketSize = 16; // protocol, length of the frame, octets left out, octets kept
    private const int Current = 5;

    private static readonly Field VersionField = new("sflow_245.version", "Datagram version");
    private static readonly Field AgentTypeField = new("sflow_245.agenttype", "Agent address type");
    private static readonly Field AgentField = new("sflow_245.agent", "Agent address", FieldKind.Ipv4);
    private static readonly Field AgentV6Field = new("sflow_245.agent.v6", "Agent address", FieldKind.Ipv6);
    private static readonly Field SubAgentField = new("sflow_245.sub_agent_id", "Sub-agent ID");
    private static readonly Field SequenceField = new("sflow_245.sequence_number", "Sequence number");
    private static readonly Field UptimeField = new("sflow_245.sysuptime", "SysUptime");
    private static readonly Field SamplesField = new("sflow_245.numsamples", "NumSamples");
    private static readonly Field[] AllFields =
    [
        VersionField,
        AgentTypeField,
        AgentField,
        AgentV6Field,
        SubAgentField,
        SequenceField,
        UptimeField,
        SamplesField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // a whole header, then samples
    private readonly int _size; // octets of the header

    private Sflow(ReadOnlySpan<byte> octets, int size)
    {
        _octets = octets;
        _size = size;
    }

    /// <inheritdoc/>
    public static string Name => "sflow";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _size;

    /// <inheritdoc/>
    public NextLayer NextLayer => Version == Current ? NextLayer.Parts : NextLayer.None;

    /// <summary>Version of the datagram: 2, 4 or 5.</summary>
    public uint Version => ReadUInt32BigEndian(_octets);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Sflow layer)
    {
        layer = default;
        if (octets.Length >= 4 && ReadUInt32BigEndian(octets) is not (2 or 4 or Current))
            return ReadStatus.NotMine;
        if (octets.Length < Smallest)
            return ReadStatus.TooShort;
        int size = SizeOf(octets);
        if (size > octets.Length)
            return ReadStatus.TooShort;
        layer = new Sflow(octets, size);
        return ReadStatus.Ok;
    }

    /// <summary>Each sampled packet is a part: a copy, cut after its first octets.</summary>
    public static bool TryNextPart(ReadOnlySpan<byte> octets, ref PartCursor cursor, out LayerPart part)
    {
        part = default;
        int size = SizeOf(octets);
        cursor.Position = Math.Max(cursor.Position, size);
        uint samples = ReadUInt32BigEndian(octets[(size - 4)..]);
        while (cursor.Position <= octets.Length - ItemSize)
        {
            int at = cursor.Position;
            uint format = ReadUInt32BigEndian(octets[at..]);
            long end = at + ItemSize + (long)ReadUInt32BigEndian(octets[(at + 4)..]);
            if (cursor.GroupEnd <= at)
            {
                if (cursor.GroupsSeen == samples)
                    return false; // what stands behind the last sample is none, even where it looks like one
                EnterSample(octets, format, end, ref cursor);
                continue;
            }
            cursor.Position = (int)Math.Min(end, cursor.GroupEnd);
            if (format == PacketRecord && TryPacket(octets[..cursor.Position], at + ItemSize, out part))
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 4, Version);
        sink.Add(AgentTypeField, 4, 4, ReadUInt32BigEndian(_octets[4..]));
        int address = AddressSize(_octets);
        if (address == 4)
            sink.Add(AgentField, 8, 4, _octets.Slice(8, 4));
        else if (address == 16)
            sink.Add(AgentV6Field, 8, 16, _octets.Slice(8, 16));
        int at = 8 + address;
        if (Version == Current)
        {
            sink.Add(SubAgentField, at, 4, ReadUInt32BigEndian(_octets[at..]));
            at += 4;
        }
        sink.Add(SequenceField, at, 4, ReadUInt32BigEndian(_octets[at..]));
        sink.Add(UptimeField, at + 4, 4, ReadUInt32BigEndian(_octets[(at + 4)..]));
        sink.Add(SamplesField, at + 8, 4, ReadUInt32BigEndian(_octets[(at + 8)..]));
    }

    private static int AddressSize(ReadOnlySpan<byte> octets) =>
        ReadUInt32BigEndian(octets[4..]) switch
        {
            1 => 4,
            2 => 16,
            _ => 0,
        };

    private static int SizeOf(ReadOnlySpan<byte> octets) =>
        20 + AddressSize(octets) + (ReadUInt32BigEndian(octets) == Current ? 4 : 0);

    // Goes to the records of a flow sample, or behind a sample of another kind.
    private static void EnterSample(ReadOnlySpan<byte> octets, uint format, long end, ref PartCursor cursor)
    {
        int kept = (int)Math.Min(end, octets.Length);
        int header = format switch
        {
            FlowSample => FlowSampleSize,
            ExpandedFlowSample => ExpandedFlowSampleSize,
            _ => int.MaxValue,
        };
        int start = cursor.Position + ItemSize;
        bool hasRecords = header < kept - start;
        uint seen = cursor.GroupsSeen + 1;
        cursor = hasRecords ? new(start + header, kept, seen) : new(kept, 0, seen);
    }

    private static bool TryPacket(ReadOnlySpan<byte> record, int at, out LayerPart part)
    {
        part = default;
        if (at > record.Length - PacketSize)
            return false;
        NextLayer next = ReadUInt32BigEndian(record[at..]) switch
        {
            1 => new(NextSpace.Direct, Direct.Ethernet),
            3 => new(NextSpace.Direct, Direct.TokenRing),
            4 => new(NextSpace.Direct, Direct.Fddi),
            7 => new(NextSpace.Direct, Direct.Ppp),
            11 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            12 => new(NextSpace.EtherType, EtherTypes.Ipv6),
            13 => new(NextSpace.EtherType, EtherTypes.Mpls),
            _ => NextLayer.Data,
        };
        uint length = ReadUInt32BigEndian(record[(at + 12)..]);
        int start = at + PacketSize;
        part = new LayerPart(start, (int)Math.Min(start + (long)length, record.Length), next, IsCopy: true);
        return true;
    }
}
