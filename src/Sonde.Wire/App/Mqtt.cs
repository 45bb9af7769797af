namespace Sonde.Wire;

/// <summary>MQTT, versions 3.1, 3.1.1 and 5.0 (OASIS): publishing and subscribing by topics.</summary>
/// <remarks>Layout (5.0 §2.1): <c>type 4 bits, flags 4 bits, remaining length 1 to 4</c>, then what the type says. Passwords and payloads have no field.</remarks>
public readonly ref struct Mqtt : IStreamLayer<Mqtt>
{
    private const int Connect = 1;
    private const int ConnectAcknowledgment = 2;
    private const int Publish = 3;
    private const int Subscribe = 8;
    private const int Unsubscribe = 10;
    private const int Version5 = 5;

    private static readonly Field FlagsField = new("mqtt.hdrflags", "Header Flags", @base: FieldBase.Hex);
    private static readonly Field TypeField = new("mqtt.msgtype", "Message Type", names: TypeName);
    private static readonly Field LengthField = new("mqtt.len", "Msg Len");
    private static readonly Field NameField = new("mqtt.protoname", "Protocol Name", FieldKind.Text);
    private static readonly Field VersionField = new("mqtt.ver", "Version", names: VersionName);
    private static readonly Field KeepAliveField = new("mqtt.kalive", "Keep Alive");
    private static readonly Field ClientField = new("mqtt.clientid", "Client ID", FieldKind.Text);
    private static readonly Field WillTopicField = new("mqtt.willtopic", "Will Topic", FieldKind.Text);
    private static readonly Field UserField = new("mqtt.username", "User Name", FieldKind.Text);
    private static readonly Field ResultField = new("mqtt.conack.val", "Return Code", names: ResultName);
    private static readonly Field TopicField = new("mqtt.topic", "Topic", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;

    private Mqtt(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "mqtt";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            FlagsField,
            TypeField,
            LengthField,
            NameField,
            VersionField,
            KeepAliveField,
            ClientField,
            WillTopicField,
            UserField,
            ResultField,
            TopicField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What the message is, 1 to 15 (5.0 §2.1.2).</summary>
    public int Type => _octets[0] >> 4;

    /// <summary>The octets begin with a CONNECT of a known protocol name: nothing else looks so.</summary>
    public static bool IsConnect(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty || octets[0] != Connect << 4 || Measure(octets).Length <= 0)
            return false;
        ReadOnlySpan<byte> rest = octets[PrefixLength(octets)..];
        return rest.StartsWith("\0\u0004MQTT"u8) || rest.StartsWith("\0\u0006MQIsdp"u8);
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Mqtt layer)
    {
        layer = default;
        if (octets.Length < 2)
            return ReadStatus.TooShort;
        if (octets[0] >> 4 == 0)
            return ReadStatus.NotMine;
        MessageExtent extent = Measure(octets);
        if (extent.Length <= 0)
            return ReadStatus.Malformed;
        bool isCut = extent.Length > octets.Length;
        layer = new Mqtt(isCut ? octets : octets[..extent.Length]);
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return MessageExtent.NeedMore;
        if (octets[0] >> 4 == 0)
            return MessageExtent.NotMine;
        int length = 0;
        for (int at = 1; at <= 4; at++) // seven bits each, the least significant first, §1.5.5
        {
            if (at >= octets.Length)
                return MessageExtent.NeedMore;
            length |= (octets[at] & 0x7f) << (7 * (at - 1));
            if (octets[at] < 0x80)
                return new MessageExtent(0, at + 1 + length);
        }
        return MessageExtent.NotMine;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        int prefix = PrefixLength(_octets);
        sink.Add(FlagsField, 0, 1, _octets[0]);
        sink.Add(TypeField, 0, 1, (ulong)Type);
        sink.Add(LengthField, 1, prefix - 1, (ulong)(Measure(_octets).Length - prefix));
        var data = new FieldCursor(_octets, prefix, _octets.Length, sink);
        switch (Type)
        {
            case Connect:
                DescribeConnect(ref data);
                break;
            case ConnectAcknowledgment:
                _ = data.Skip(1) && data.Number(ResultField, 1);
                break;
            case Publish:
                Text(ref data, TopicField);
                break;
            case Subscribe or Unsubscribe:
                DescribeTopics(ref data);
                break;
        }
    }

    private static int PrefixLength(ReadOnlySpan<byte> octets)
    {
        int end = 1;
        while (end < octets.Length && octets[end] >= 0x80)
            end++;
        return Math.Min(end + 1, octets.Length);
    }

    private static void DescribeConnect(ref FieldCursor data)
    {
        if (!Text(ref data, NameField) || !data.Number(VersionField, 1, out int version) || data.Left < 1)
            return;
        int flags = data.Rest[0]; // §3.1.2.3
        if (!data.Skip(1) || !data.Number(KeepAliveField, 2))
            return;
        if (version == Version5 && !SkipProperties(ref data))
            return;
        if (!Text(ref data, ClientField))
            return;
        if ((flags & 0x04) != 0)
        {
            bool isThere = version != Version5 || SkipProperties(ref data);
            if (!isThere || !Text(ref data, WillTopicField) || !Text(ref data, null))
                return;
        }
        if ((flags & 0x80) != 0)
            Text(ref data, UserField); // the password follows, and has no field
    }

    // With properties in version 5.0, which only the CONNECT tells; without them a topic follows at once.
    private void DescribeTopics(ref FieldCursor data)
    {
        if (!data.Skip(2))
            return;
        bool hasOptions = Type == Subscribe;
        FieldCursor plain = data;
        if (!Fits(plain.Rest, hasOptions))
            SkipProperties(ref data);
        while (data.Left > 2 && Text(ref data, TopicField))
        {
            if (hasOptions && !data.Skip(1))
                return;
        }
    }

    private static bool Fits(ReadOnlySpan<byte> octets, bool hasOptions)
    {
        while (octets.Length > 2)
        {
            int whole = 2 + (octets[0] << 8 | octets[1]) + (hasOptions ? 1 : 0);
            if (whole > octets.Length)
                return false;
            octets = octets[whole..];
        }
        return octets.IsEmpty;
    }

    private static bool SkipProperties(ref FieldCursor data)
    {
        int length = 0;
        for (int shift = 0; shift < 28 && data.Left > 0; shift += 7)
        {
            byte octet = data.Rest[0];
            data.Skip(1);
            length |= (octet & 0x7f) << shift;
            if (octet < 0x80)
                return data.Skip(length);
        }
        return false;
    }

    // Two octets of length, then UTF-8, §1.5.4; without a field it is passed over.
    private static bool Text(ref FieldCursor data, Field? field)
    {
        if (data.Left < 2)
            return false;
        int length = data.Rest[0] << 8 | data.Rest[1];
        data.Skip(2);
        return field is null ? data.Skip(length) : data.Utf8(field, length);
    }

    private static string? TypeName(ulong value) =>
        value switch
        {
            1 => "Connect Command",
            2 => "Connect Ack",
            3 => "Publish Message",
            4 => "Publish Ack",
            5 => "Publish Received",
            6 => "Publish Release",
            7 => "Publish Complete",
            8 => "Subscribe Request",
            9 => "Subscribe Ack",
            10 => "Unsubscribe Request",
            11 => "Unsubscribe Ack",
            12 => "Ping Request",
            13 => "Ping Response",
            14 => "Disconnect Req",
            15 => "Authentication Exchange",
            _ => null,
        };

    private static string? VersionName(ulong value) =>
        value switch
        {
            3 => "MQTT v3.1",
            4 => "MQTT v3.1.1",
            5 => "MQTT v5.0",
            _ => null,
        };

    private static string? ResultName(ulong value) =>
        value switch
        {
            0 => "Connection Accepted",
            1 => "Connection Refused: unacceptable protocol version",
            2 => "Connection Refused: identifier rejected",
            3 => "Connection Refused: server unavailable",
            4 => "Connection Refused: bad user name or password",
            5 or 0x87 => "Connection Refused: not authorized",
            _ => null,
        };
}
