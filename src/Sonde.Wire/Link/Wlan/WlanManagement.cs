using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// The body of IEEE 802.11 management frames, §9.3.3: fixed fields by subtype, then elements of | number 1 | length 1 | value … |,
/// little-endian.
/// </summary>
internal static class WlanManagement
{
    private static readonly Field TimestampField = new("wlan.fixed.timestamp", "Timestamp");
    private static readonly Field IntervalField = new("wlan.fixed.beacon", "Beacon Interval");
    private static readonly Field CapabilitiesField = new(
        "wlan.fixed.capabilities",
        "Capabilities Information",
        @base: FieldBase.Hex
    );
    private static readonly Field ListenField = new("wlan.fixed.listen_ival", "Listen Interval", @base: FieldBase.Hex);
    private static readonly Field CurrentField = new("wlan.fixed.current_ap", "Current AP", FieldKind.Ether);
    private static readonly Field StatusField = new("wlan.fixed.status_code", "Status code", @base: FieldBase.Hex);
    private static readonly Field AssociationField = new("wlan.fixed.aid", "Association ID", @base: FieldBase.Hex);
    private static readonly Field ReasonField = new("wlan.fixed.reason_code", "Reason code", @base: FieldBase.Hex);
    private static readonly Field AlgorithmField = new("wlan.fixed.auth.alg", "Authentication Algorithm");
    private static readonly Field StepField = new("wlan.fixed.auth_seq", "Authentication SEQ", @base: FieldBase.Hex);
    private static readonly Field CategoryField = new("wlan.fixed.category_code", "Category code");
    private static readonly Field TagField = new("wlan.tag.number", "Tag Number", names: TagName);
    private static readonly Field TagLengthField = new("wlan.tag.length", "Tag length");
    private static readonly Field SsidField = new("wlan.ssid", "SSID", FieldKind.Octets);
    private static readonly Field RateField = new("wlan.supported_rates", "Supported Rates", @base: FieldBase.Hex);
    private static readonly Field ChannelField = new("wlan.ds.current_channel", "Current Channel");

    /// <summary>All of them.</summary>
    public static readonly Field[] AllFields =
    [
        TimestampField,
        IntervalField,
        CapabilitiesField,
        ListenField,
        CurrentField,
        StatusField,
        AssociationField,
        ReasonField,
        AlgorithmField,
        StepField,
        CategoryField,
        TagField,
        TagLengthField,
        SsidField,
        RateField,
        ChannelField,
    ];

    /// <summary>Adds what a management frame's body says.</summary>
    /// <param name="subtype">The frame's subtype.</param>
    /// <param name="start">Where the body begins in the frame.</param>
    /// <param name="body">The body, at least one octet.</param>
    /// <param name="sink">Receives the fields.</param>
    public static void Describe(int subtype, int start, ReadOnlySpan<byte> body, FieldSink sink)
    {
        int fixedLength = FixedLength(subtype);
        if (fixedLength < 0 || fixedLength > body.Length)
            return;
        DescribeFixed(subtype, start, body, sink);
        if (subtype is 13 or 14)
            fixedLength = ActionLength(body);
        if (fixedLength <= body.Length)
            DescribeElements(start + fixedLength, body[fixedLength..], sink);
    }

    private static int FixedLength(int subtype) =>
        subtype switch
        {
            0 => 4,
            1 or 3 or 11 => 6,
            2 => 10,
            4 => 0,
            5 or 8 => 12,
            10 or 12 => 2,
            13 or 14 => 1,
            _ => -1,
        };

    // octets of an action's fixed fields, where elements follow them; more than any frame has where they do not
    private static int ActionLength(ReadOnlySpan<byte> body) =>
        body switch
        {
            [13, ..] => 2, // mesh
            [15, 1, ..] => 4, // self-protected: mesh peering opens, is confirmed, closes
            [15, 2, ..] => 6,
            [15, 3, ..] => 2,
            _ => int.MaxValue,
        };

    private static void DescribeFixed(int subtype, int start, ReadOnlySpan<byte> body, FieldSink sink)
    {
        switch (subtype)
        {
            case 0 or 2:
                Add(sink, CapabilitiesField, start, body, 0);
                Add(sink, ListenField, start, body, 2);
                if (subtype == 2)
                    sink.Add(CurrentField, start + 4, 6, body[4..10]);
                break;
            case 1 or 3:
                Add(sink, CapabilitiesField, start, body, 0);
                Add(sink, StatusField, start, body, 2);
                sink.Add(AssociationField, start + 4, 2, (ulong)(ReadUInt16LittleEndian(body[4..]) & 0x3fff));
                break;
            case 5 or 8:
                sink.Add(TimestampField, start, 8, ReadUInt64LittleEndian(body));
                Add(sink, IntervalField, start, body, 8);
                Add(sink, CapabilitiesField, start, body, 10);
                break;
            case 10 or 12:
                Add(sink, ReasonField, start, body, 0);
                break;
            case 11:
                Add(sink, AlgorithmField, start, body, 0);
                Add(sink, StepField, start, body, 2);
                Add(sink, StatusField, start, body, 4);
                break;
            case 13 or 14:
                sink.Add(CategoryField, start, 1, body[0]);
                break;
            default:
                break;
        }
    }

    private static void Add(FieldSink sink, Field field, int start, ReadOnlySpan<byte> body, int at) =>
        sink.Add(field, start + at, 2, ReadUInt16LittleEndian(body[at..]));

    private static void DescribeElements(int start, ReadOnlySpan<byte> elements, FieldSink sink)
    {
        bool isNamed = false;
        for (int at = 0; NextElement(start, elements, ref at, sink, out int number, out ReadOnlySpan<byte> value); )
        {
            int from = start + at - value.Length;
            switch (number, value.Length)
            {
                case (0, _) when !isNamed: // zeros behind the last element, such as an FCS, are no second name
                    isNamed = true;
                    sink.Add(SsidField, from, value.Length, value);
                    break;
                case (1, _):
                    for (int rate = 0; rate < value.Length; rate++)
                        sink.Add(RateField, from + rate, 1, value[rate]);
                    break;
                case (3, 1):
                    sink.Add(ChannelField, from, 1, value[0]);
                    break;
                case (84, _):
                    DescribeNames(from, value, sink);
                    break;
                default:
                    break;
            }
        }
    }

    // SSID list, §9.4.2.72: the elements inside are names
    private static void DescribeNames(int start, ReadOnlySpan<byte> elements, FieldSink sink)
    {
        for (int at = 0; NextElement(start, elements, ref at, sink, out int number, out ReadOnlySpan<byte> value); )
        {
            if (number == 0)
                sink.Add(SsidField, start + at - value.Length, value.Length, value);
        }
    }

    private static bool NextElement(
        int start,
        ReadOnlySpan<byte> elements,
        ref int at,
        FieldSink sink,
        out int number,
        out ReadOnlySpan<byte> value
    )
    {
        number = 0;
        value = default;
        if (at + 2 > elements.Length)
            return false;
        number = elements[at];
        int length = elements[at + 1];
        sink.Add(TagField, start + at, 1, (ulong)number);
        sink.Add(TagLengthField, start + at + 1, 1, (ulong)length);
        at += 2;
        if (length > elements.Length - at)
            return false;
        value = elements.Slice(at, length);
        at += length;
        return true;
    }

    private static string? TagName(ulong tag) =>
        tag switch
        {
            0 => "SSID parameter set",
            1 => "Supported Rates",
            2 => "FH Parameter set",
            3 => "DS Parameter set",
            4 => "CF Parameter set",
            5 => "Traffic Indication Map (TIM)",
            6 => "IBSS Parameter set",
            7 => "Country Information",
            11 => "QBSS Load Element",
            32 => "Power Constraint",
            42 => "ERP Information",
            45 => "HT Capabilities",
            48 => "RSN Information",
            50 => "Extended Supported Rates",
            61 => "HT Information",
            113 => "Mesh Configuration",
            114 => "Mesh ID",
            127 => "Extended Capabilities",
            191 => "VHT Capabilities",
            192 => "VHT Operation",
            221 => "Vendor Specific",
            255 => "Element ID Extension",
            _ => null,
        };
}
