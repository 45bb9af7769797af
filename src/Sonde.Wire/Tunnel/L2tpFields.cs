using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of L2TP messages.</summary>
internal static class L2tpFields
{
    private static readonly Field FlagsField = new("l2tp.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field TypeField = new("l2tp.type", "Type", names: TypeName);
    private static readonly Field VersionField = new("l2tp.version", "Version");
    private static readonly Field LengthField = new("l2tp.length", "Length");
    private static readonly Field TunnelField = new("l2tp.tunnel", "Tunnel ID");
    private static readonly Field SessionField = new("l2tp.session", "Session ID");
    private static readonly Field ConnectionField = new("l2tp.ccid", "Control Connection ID", @base: FieldBase.Hex);
    private static readonly Field SentField = new("l2tp.Ns", "Ns");
    private static readonly Field ReceivedField = new("l2tp.Nr", "Nr");
    private static readonly Field OffsetField = new("l2tp.offset", "Offset");
    private static readonly Field MessageField = new(
        "l2tp.avp.message_type",
        "Control Message Type",
        names: MessageName
    );

    /// <summary>The session of version 3.</summary>
    public static readonly Field WideSessionField = new("l2tp.sid", "Session ID", @base: FieldBase.Hex);

    /// <summary>All of them.</summary>
    public static readonly Field[] All =
    [
        FlagsField,
        TypeField,
        VersionField,
        LengthField,
        TunnelField,
        SessionField,
        ConnectionField,
        WideSessionField,
        SentField,
        ReceivedField,
        OffsetField,
        MessageField,
    ];

    /// <summary>Adds the fields of one message.</summary>
    public static void Describe(scoped in L2tp l2tp, FieldSink sink)
    {
        ReadOnlySpan<byte> octets = l2tp.Octets;
        ushort flags = l2tp.FlagsAndVersion;
        sink.Add(FlagsField, 0, 2, flags);
        sink.Add(TypeField, 0, 2, l2tp.IsControl ? 1u : 0u);
        sink.Add(VersionField, 0, 2, (ulong)l2tp.Version);
        if (l2tp is { Version: 3, IsControl: false })
        {
            sink.Add(WideSessionField, 4, 4, ReadUInt32BigEndian(octets[4..]));
            return;
        }
        int at = 2;
        if ((flags & 0x4000) != 0)
        {
            sink.Add(LengthField, at, 2, ReadUInt16BigEndian(octets[at..]));
            at += 2;
        }
        if (l2tp.Version == 2)
        {
            sink.Add(TunnelField, at, 2, ReadUInt16BigEndian(octets[at..]));
            sink.Add(SessionField, at + 2, 2, ReadUInt16BigEndian(octets[(at + 2)..]));
        }
        else
        {
            sink.Add(ConnectionField, at, 4, ReadUInt32BigEndian(octets[at..]));
        }
        at += 4;
        if ((flags & 0x0800) != 0)
        {
            sink.Add(SentField, at, 2, ReadUInt16BigEndian(octets[at..]));
            sink.Add(ReceivedField, at + 2, 2, ReadUInt16BigEndian(octets[(at + 2)..]));
            at += 4;
        }
        if ((flags & 0x0200) != 0)
            sink.Add(OffsetField, at, 2, ReadUInt16BigEndian(octets[at..]));
        else if (l2tp.IsControl)
            DescribeMessageType(octets, at, sink);
    }

    // RFC 2661 §4.1: the first pair is | flags and length 2 | vendor 2 | attribute 2 | value … |, attribute 0: the message type.
    private static void DescribeMessageType(ReadOnlySpan<byte> octets, int at, FieldSink sink)
    {
        if (at + 8 <= octets.Length && ReadUInt32BigEndian(octets[(at + 2)..]) == 0)
            sink.Add(MessageField, at + 6, 2, ReadUInt16BigEndian(octets[(at + 6)..]));
    }

    private static string TypeName(ulong value) => value == 1 ? "Control Message" : "Data Message";

    private static string? MessageName(ulong value) =>
        value switch
        {
            1 => "Start-Control-Connection-Request",
            2 => "Start-Control-Connection-Reply",
            3 => "Start-Control-Connection-Connected",
            4 => "Stop-Control-Connection-Notification",
            6 => "Hello",
            7 => "Outgoing-Call-Request",
            8 => "Outgoing-Call-Reply",
            9 => "Outgoing-Call-Connected",
            10 => "Incoming-Call-Request",
            11 => "Incoming-Call-Reply",
            12 => "Incoming-Call-Connected",
            14 => "Call-Disconnect-Notify",
            15 => "WAN-Error-Notify",
            16 => "Set-Link-Info",
            20 => "Explicit Acknowledgement",
            _ => null,
        };
}
