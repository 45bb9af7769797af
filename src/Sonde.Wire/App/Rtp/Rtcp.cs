using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>RTP Control Protocol, RFC 3550 §6: packets one behind another in a datagram.</summary>
/// <remarks>Layout of each: <c>version 2 bits, padding, count 5 bits | type 1 | length 2, in words less one |</c> and what the type says.</remarks>
public readonly ref struct Rtcp : ILayer<Rtcp>
{
    private const int Size = 4;
    private const int Version = 2;
    private const byte SenderReport = 200;
    private const byte ReceiverReport = 201;
    private const byte Descriptions = 202;
    private const byte Goodbye = 203;
    private const byte Application = 204;
    private const int Private = 8; // an item of a description: prefix and text
    private const byte PayloadFeedback = 206; // RFC 4585

    private static readonly Field VersionField = new("rtcp.version", "Version");
    private static readonly Field PaddingField = new("rtcp.padding", "Padding", FieldKind.Boolean);
    private static readonly Field ReportsField = new("rtcp.rc", "Reception report count");
    private static readonly Field SourcesField = new("rtcp.sc", "Source count");
    private static readonly Field SubtypeField = new("rtcp.app.subtype", "Subtype");
    private static readonly Field TypeField = new("rtcp.pt", "Packet type", names: TypeName);
    private static readonly Field LengthField = new("rtcp.length", "Length");
    private static readonly Field SenderField = Identifier("rtcp.senderssrc", "Sender SSRC");
    private static readonly Field HighTimeField = new("rtcp.timestamp.ntp.msw", "Timestamp, MSW");
    private static readonly Field LowTimeField = new("rtcp.timestamp.ntp.lsw", "Timestamp, LSW");
    private static readonly Field RtpTimeField = new("rtcp.timestamp.rtp", "RTP timestamp");
    private static readonly Field PacketsField = new("rtcp.sender.packetcount", "Sender's packet count");
    private static readonly Field OctetsField = new("rtcp.sender.octetcount", "Sender's octet count");
    private static readonly Field SourceField = Identifier("rtcp.ssrc.identifier", "Identifier");
    private static readonly Field FractionField = new("rtcp.ssrc.fraction", "Fraction lost");
    private static readonly Field LostField = new(
        "rtcp.ssrc.cum_nr",
        "Cumulative number of packets lost",
        FieldKind.Signed
    );
    private static readonly Field HighestField = new("rtcp.ssrc.ext_high", "Extended highest sequence number received");
    private static readonly Field JitterField = new("rtcp.ssrc.jitter", "Interarrival jitter");
    private static readonly Field LastReportField = new("rtcp.ssrc.lsr", "Last SR timestamp");
    private static readonly Field DelayField = new("rtcp.ssrc.dlsr", "Delay since last SR timestamp");
    private static readonly Field ItemField = new("rtcp.sdes.type", "Type", names: ItemName);
    private static readonly Field ItemLengthField = new("rtcp.sdes.length", "Length");
    private static readonly Field TextField = new("rtcp.sdes.text", "Text", FieldKind.Text);
    private static readonly Field PrefixLengthField = new("rtcp.sdes.prefix.length", "Prefix length");
    private static readonly Field PrefixField = new("rtcp.sdes.prefix.string", "Prefix string", FieldKind.Text);
    private static readonly Field NameField = new("rtcp.app.name", "Name (ASCII)", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;

    private Rtcp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "rtcp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            VersionField,
            PaddingField,
            ReportsField,
            SourcesField,
            SubtypeField,
            TypeField,
            LengthField,
            SenderField,
            HighTimeField,
            LowTimeField,
            RtpTimeField,
            PacketsField,
            OctetsField,
            SourceField,
            FractionField,
            LostField,
            HighestField,
            JitterField,
            LastReportField,
            DelayField,
            ItemField,
            ItemLengthField,
            TextField,
            PrefixLengthField,
            PrefixField,
            NameField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Type of the first packet.</summary>
    public byte Type => _octets[1];

    /// <summary>Reads a datagram of a conversation that was announced; <see cref="ReadStatus.NotMine"/> where RTP has its types (RFC 5761 §4).</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Rtcp layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        if (octets[0] >> 6 != Version || octets[1] is < 192 or > 223)
            return ReadStatus.NotMine;
        layer = new Rtcp(octets);
        return ReadStatus.Ok;
    }

    /// <summary>What Wireshark takes for RTCP without an announcement: whole words that begin as a packet which may come first.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> octets) =>
        octets.Length >= Size
        && octets[0] >> 6 == Version
        && octets[1] is SenderReport or ReceiverReport or Goodbye or Application or PayloadFeedback
        && (octets.Length & 3) == 0;

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        int at = 0;
        while (_octets.Length - at >= Size && _octets[at] >> 6 == Version)
        {
            int length = (ReadUInt16BigEndian(_octets[(at + 2)..]) + 1) * 4;
            int end = Math.Min(at + length, _octets.Length);
            DescribeOne(new FieldCursor(_octets, at, end, sink));
            at = end;
        }
    }

    private static void DescribeOne(FieldCursor data)
    {
        (byte first, byte type) = (data.Rest[0], data.Rest[1]);
        int count = first & 0x1f;
        data.Sink.Add(VersionField, data.At, 1, (ulong)first >> 6);
        data.Sink.Add(PaddingField, data.At, 1, (first & 0x20u) >> 5);
        if (CountOf(type) is { } field)
            data.Sink.Add(field, data.At, 1, (ulong)count);
        data.Skip(1);
        data.Number(TypeField, 1);
        data.Number(LengthField, 2);
        switch (type)
        {
            case SenderReport:
                if (
                    data.Number(SenderField, 4)
                    && data.Number(HighTimeField, 4)
                    && data.Number(LowTimeField, 4)
                    && data.Number(RtpTimeField, 4)
                    && data.Number(PacketsField, 4)
                    && data.Number(OctetsField, 4)
                )
                    DescribeReports(ref data, count);
                break;
            case ReceiverReport:
                if (data.Number(SenderField, 4))
                    DescribeReports(ref data, count);
                break;
            case Descriptions:
                while (count-- > 0 && DescribeSource(ref data)) { }
                break;
            case Goodbye:
                while (count-- > 0 && data.Number(SourceField, 4)) { }
                break;
            case Application:
                _ = data.Number(SourceField, 4) && data.Ascii(NameField, 4);
                break;
            case PayloadFeedback or 205:
                data.Number(SenderField, 4);
                break;
        }
    }

    private static void DescribeReports(ref FieldCursor data, int count)
    {
        while (count-- > 0 && data.Left >= 24)
        {
            data.Number(SourceField, 4);
            data.Number(FractionField, 1);
            int lost = data.Rest[0] << 24 | data.Rest[1] << 16 | data.Rest[2] << 8;
            data.Sink.Add(LostField, data.At, 3, unchecked((ulong)(long)(lost >> 8)));
            data.Skip(3);
            data.Number(HighestField, 4);
            data.Number(JitterField, 4);
            data.Number(LastReportField, 4);
            data.Number(DelayField, 4);
        }
    }

    // A source and its items up to a zero octet, filled to whole words: §6.5.
    private static bool DescribeSource(ref FieldCursor data)
    {
        int start = data.At;
        if (!data.Number(SourceField, 4))
            return false;
        while (data.Number(ItemField, 1, out int item))
        {
            if (item == 0)
                return data.Skip(-(data.At - start) & 3);
            if (!data.Number(ItemLengthField, 1, out int length))
                return false;
            if (item == Private && length > 0 && data.Number(PrefixLengthField, 1, out int prefix))
            {
                prefix = Math.Min(prefix, length - 1);
                if (!data.Utf8(PrefixField, prefix))
                    return false;
                length -= 1 + prefix;
            }
            if (!data.Utf8(TextField, length))
                return false;
        }
        return false;
    }

    private static Field Identifier(string name, string title) => new(name, title, FieldKind.Unsigned, FieldBase.Hex);

    private static Field? CountOf(byte type) =>
        type switch
        {
            SenderReport or ReceiverReport => ReportsField,
            Descriptions or Goodbye => SourcesField,
            Application => SubtypeField,
            _ => null,
        };

    private static string? TypeName(ulong value) =>
        value switch
        {
            SenderReport => "Sender Report",
            ReceiverReport => "Receiver Report",
            Descriptions => "Source description",
            Goodbye => "Goodbye",
            Application => "Application specific",
            205 => "Generic RTP Feedback",
            PayloadFeedback => "Payload-specific Feedback",
            207 => "Extended report (RFC 3611)",
            _ => null,
        };

    private static string? ItemName(ulong value) =>
        value switch
        {
            0 => "END",
            1 => "CNAME (user and domain)",
            2 => "NAME (common name)",
            3 => "EMAIL (e-mail address)",
            4 => "PHONE (phone number)",
            5 => "LOC (geographic location)",
            6 => "TOOL (name/version of source app)",
            7 => "NOTE (note about source)",
            Private => "PRIV (private extensions)",
            _ => null,
        };
}
