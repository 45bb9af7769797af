using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of an IEEE 802.11 header.</summary>
internal static class WlanFields
{
    private const int PowerSavePoll = 10; // subtypes of control frames
    private const int ContentionEnd = 14;
    private const int ContentionEndAck = 15;

    private static readonly Field KindField = new(
        "wlan.fc.type_subtype",
        "Type/Subtype",
        @base: FieldBase.Hex,
        names: KindName
    )
    {
        Width = 2,
    };
    private static readonly Field ControlField = new("wlan.fc", "Frame Control Field", @base: FieldBase.Hex);
    private static readonly Field VersionField = new("wlan.fc.version", "Version");
    private static readonly Field TypeField = new("wlan.fc.type", "Type", names: TypeName);
    private static readonly Field SubtypeField = new("wlan.fc.subtype", "Subtype");
    private static readonly Field DistributionField = new("wlan.fc.ds", "DS status", @base: FieldBase.Hex);
    private static readonly (Field Field, int Bit)[] Flags =
    [
        (new("wlan.fc.tods", "To DS", FieldKind.Boolean), 0),
        (new("wlan.fc.fromds", "From DS", FieldKind.Boolean), 1),
        (new("wlan.fc.frag", "More Fragments", FieldKind.Boolean), 2),
        (new("wlan.fc.retry", "Retry", FieldKind.Boolean), 3),
        (new("wlan.fc.pwrmgt", "PWR MGT", FieldKind.Boolean), 4),
        (new("wlan.fc.moredata", "More Data", FieldKind.Boolean), 5),
        (new("wlan.fc.protected", "Protected flag", FieldKind.Boolean), 6),
        (new("wlan.fc.order", "+HTC/Order flag", FieldKind.Boolean), 7),
    ];
    private static readonly Field DurationField = new("wlan.duration", "Duration");
    private static readonly Field ReceiverField = new("wlan.ra", "Receiver address", FieldKind.Ether);
    private static readonly Field TransmitterField = new("wlan.ta", "Transmitter address", FieldKind.Ether);
    private static readonly Field DestinationField = new("wlan.da", "Destination address", FieldKind.Ether);
    private static readonly Field SourceField = new("wlan.sa", "Source address", FieldKind.Ether);
    private static readonly Field BssField = new("wlan.bssid", "BSS Id", FieldKind.Ether);
    private static readonly Field AddressField = new("wlan.addr", "Hardware address", FieldKind.Ether)
    {
        IsHidden = true,
    };
    private static readonly Field FragmentField = new("wlan.frag", "Fragment number");
    private static readonly Field SequenceField = new("wlan.seq", "Sequence number");
    private static readonly Field QualityField = new("wlan.qos", "Qos Control", @base: FieldBase.Hex);
    private static readonly Field TrafficField = new("wlan.qos.tid", "TID");

    /// <summary>All of them, those of management frames too.</summary>
    public static readonly Field[] All =
    [
        KindField,
        ControlField,
        VersionField,
        TypeField,
        SubtypeField,
        DistributionField,
        .. Flags.Select(flag => flag.Field),
        DurationField,
        ReceiverField,
        TransmitterField,
        DestinationField,
        SourceField,
        BssField,
        AddressField,
        FragmentField,
        SequenceField,
        QualityField,
        TrafficField,
        .. WlanManagement.AllFields,
    ];

    /// <summary>Adds the fields of one frame, as far as they are there.</summary>
    public static void Describe(scoped in Wlan frame, FieldSink sink)
    {
        ReadOnlySpan<byte> octets = frame.Octets;
        if ((octets[0] & 3) != 0)
        {
            sink.Add(VersionField, 0, 1, (ulong)(octets[0] & 3));
            return;
        }
        sink.Add(KindField, 0, 1, (ulong)frame.TypeAndSubtype);
        sink.Add(ControlField, 0, 2, ReadUInt16BigEndian(octets));
        sink.Add(VersionField, 0, 1, 0);
        sink.Add(TypeField, 0, 1, (ulong)frame.Type);
        sink.Add(SubtypeField, 0, 1, (ulong)(octets[0] >> 4));
        if (frame.TypeAndSubtype < 0x160)
        {
            sink.Add(DistributionField, 1, 1, (ulong)frame.Distribution);
            foreach ((Field field, int bit) in Flags)
                sink.Add(field, 1, 1, (ulong)((octets[1] >> bit) & 1));
        }
        if (octets.Length >= 4)
            sink.Add(DurationField, 2, 2, ReadUInt16LittleEndian(octets[2..]));
        if (frame.Type == 3)
            return;
        AddAddresses(frame, sink);
        if (frame.Type == 1)
        {
            if (octets[0] >> 4 == 7 && octets.Length > 11)
                sink.Add(KindField, 10, 1, (ulong)(((octets[10] << 2) & 0x30) | (octets[10] >> 4)));
            return;
        }
        AddSequence(frame, sink);
        if (frame.Type == 0 && frame.NextLayer == NextLayer.None && frame.Body.Length > 0)
            WlanManagement.Describe(octets[0] >> 4, octets.Length - frame.Body.Length, frame.Body, sink);
    }

    private static void AddSequence(scoped in Wlan frame, FieldSink sink)
    {
        ReadOnlySpan<byte> octets = frame.Octets;
        if (octets.Length < 24)
            return;
        ushort sequence = ReadUInt16LittleEndian(octets[22..]);
        sink.Add(FragmentField, 22, 1, (ulong)(sequence & 0x0f));
        sink.Add(SequenceField, 22, 2, (ulong)(sequence >> 4));
        int at = frame.Distribution == 3 ? 30 : 24;
        if (!frame.HasQuality || octets.Length < at + 2)
            return;
        ushort quality = ReadUInt16LittleEndian(octets[at..]);
        sink.Add(QualityField, at, 2, quality);
        sink.Add(TrafficField, at, 1, (ulong)(quality & 0x0f));
    }

    private static void AddAddresses(scoped in Wlan frame, FieldSink sink)
    {
        int subtype = frame.Octets[0] >> 4;
        switch (frame.Type, frame.Type == 2 ? frame.Distribution : 0)
        {
            case (1, _):
                AddAddress(frame, sink, 4, ReceiverField, subtype == PowerSavePoll ? BssField : null);
                AddAddress(frame, sink, 10, subtype is ContentionEnd or ContentionEndAck ? BssField : TransmitterField);
                break;
            case (_, 1):
                AddAddress(frame, sink, 4, ReceiverField, BssField);
                AddAddress(frame, sink, 10, TransmitterField, SourceField);
                AddAddress(frame, sink, 16, DestinationField);
                break;
            case (_, 2):
                AddAddress(frame, sink, 4, ReceiverField, DestinationField);
                AddAddress(frame, sink, 10, TransmitterField, BssField);
                AddAddress(frame, sink, 16, SourceField);
                break;
            case (_, 3):
                AddAddress(frame, sink, 4, ReceiverField);
                AddAddress(frame, sink, 10, TransmitterField);
                AddAddress(frame, sink, 24, SourceField);
                AddAddress(frame, sink, 16, DestinationField);
                break;
            default:
                AddAddress(frame, sink, 4, ReceiverField, DestinationField);
                AddAddress(frame, sink, 10, TransmitterField, SourceField);
                AddAddress(frame, sink, 16, BssField);
                break;
        }
    }

    private static void AddAddress(scoped in Wlan frame, FieldSink sink, int at, Field role, Field? secondRole = null)
    {
        if (frame.HeaderOctets < at + 6)
            return;
        ReadOnlySpan<byte> address = frame.Octets.Slice(at, 6);
        sink.Add(role, at, 6, address);
        if (secondRole is not null)
            sink.Add(secondRole, at, 6, address);
        sink.Add(AddressField, at, 6, address);
    }

    private static string? TypeName(ulong type) =>
        type switch
        {
            0 => "Management frame",
            1 => "Control frame",
            2 => "Data frame",
            _ => "Extension frame",
        };

    private static string? KindName(ulong kind) =>
        kind switch
        {
            0x00 => "Association Request",
            0x01 => "Association Response",
            0x02 => "Reassociation Request",
            0x03 => "Reassociation Response",
            0x04 => "Probe Request",
            0x05 => "Probe Response",
            0x06 => "Measurement Pilot",
            0x08 => "Beacon frame",
            0x09 => "ATIM",
            0x0a => "Disassociate",
            0x0b => "Authentication",
            0x0c => "Deauthentication",
            0x0d => "Action",
            0x0e => "Action No Ack",
            0x12 => "Trigger",
            0x14 => "Beamforming Report Poll",
            0x15 => "VHT/HE NDP Announcement",
            0x17 => "Control Wrapper",
            0x18 => "802.11 Block Ack Req",
            0x19 => "802.11 Block Ack",
            0x1a => "Power-Save poll",
            0x1b => "Request-to-send",
            0x1c => "Clear-to-send",
            0x1d => "Acknowledgement",
            0x1e => "CF-End (Control-frame)",
            0x1f => "CF-End + CF-Ack (Control-frame)",
            0x20 => "Data",
            0x21 => "Data + CF-Ack",
            0x22 => "Data + CF-Poll",
            0x23 => "Data + CF-Ack + CF-Poll",
            0x24 => "Null function (No data)",
            0x25 => "Acknowledgement (No data)",
            0x26 => "CF-Poll (No data)",
            0x27 => "CF-Ack/Poll (No data)",
            0x28 => "QoS Data",
            0x29 => "QoS Data + CF-Acknowledgment",
            0x2a => "QoS Data + CF-Poll",
            0x2b => "QoS Data + CF-Ack + CF-Poll",
            0x2c => "QoS Null function (No data)",
            0x2e => "QoS CF-Poll (No Data)",
            0x2f => "QoS CF-Ack + CF-Poll (No data)",
            0x30 => "DMG Beacon",
            0x31 => "S1G Beacon",
            _ => null,
        };
}
