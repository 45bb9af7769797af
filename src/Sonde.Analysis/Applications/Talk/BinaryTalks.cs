using System.Globalization;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>How conversations of binary messages begin, and which of their fields are facts.</summary>
internal static class BinaryTalks
{
    /// <summary>Usual ports.</summary>
    public static readonly ushort[] MqttPorts = [1883];

    /// <summary>Usual ports.</summary>
    public static readonly ushort[] BgpPorts = [179];

    /// <summary>Usual ports.</summary>
    public static readonly ushort[] LdapPorts = [389, 3268];

    /// <summary>Usual ports.</summary>
    public static readonly ushort[] KerberosPorts = [88];

    /// <summary>Usual ports.</summary>
    public static readonly ushort[] KafkaPorts = [9092];

    /// <summary>Usual ports.</summary>
    public static readonly ushort[] AmqpPorts = [5672];

    /// <summary>Usual ports.</summary>
    public static readonly ushort[] RadiusPorts = [1812, 1813, 1645, 1646, 3799];

    private static ReadOnlySpan<byte> Success => [0x0a, 0x01, 0x00]; // an enumerated result code

    private const byte LdapExtendedRequest = 0x77;
    private const byte LdapExtendedResponse = 0x78;

    /// <summary>MQTT's facts.</summary>
    public static readonly FactFields MqttFields = Fields(
        [
            ("mqtt.ver", "version"),
            ("mqtt.clientid", "client_id"),
            ("mqtt.username", "user"),
            ("mqtt.conack.val", "login"),
            ("mqtt.topic", "topics"),
            ("mqtt.willtopic", "topics"),
        ],
        [("mqtt.msgtype", "messages")]
    );

    /// <summary>BGP's facts.</summary>
    public static readonly FactFields BgpFields = Fields(
        [
            ("bgp.open.version", "version"),
            ("bgp.open.myas", "as"),
            ("bgp.cap.4as", "as"),
            ("bgp.open.holdtime", "hold_time"),
            ("bgp.open.identifier", "identifier"),
        ],
        [("bgp.type", "messages"), ("bgp.notify.major_error", "notifications")]
    );

    /// <summary>LDAP's facts.</summary>
    public static readonly FactFields LdapFields = Fields(
        [
            ("ldap.version", "version"),
            ("ldap.name", "bind_dn"),
            ("ldap.authentication", "auth"),
            ("ldap.mechanism", "mechanism"),
            ("ldap.baseObject", "search_base"),
            ("ldap.requestName", "extended"),
            ("ldap.errorMessage", "errors"),
        ],
        [("ldap.protocolOp", "messages"), ("ldap.resultCode", "results")]
    );

    /// <summary>Kerberos's facts.</summary>
    public static readonly FactFields KerberosFields = Fields(
        [
            ("kerberos.CNameString", "user"),
            ("kerberos.crealm", "realm"),
            ("kerberos.realm", "realm"),
            ("kerberos.SNameString", "service"),
            ("kerberos.etype", "etype"),
        ],
        [("kerberos.msg_type", "messages"), ("kerberos.error_code", "errors")]
    ) with
    {
        Parts = new HashSet<string> { "kerberos.CNameString", "kerberos.SNameString" },
    };

    /// <summary>Kafka's facts.</summary>
    public static readonly FactFields KafkaFields = Fields(
        [("kafka.client_id", "client_id")],
        [("kafka.api_key", "requests")]
    );

    /// <summary>RADIUS's facts.</summary>
    public static readonly FactFields RadiusFields = Fields(
        [
            ("radius.User_Name", "user"),
            ("radius.NAS_IP_Address", "nas"),
            ("radius.NAS_Identifier", "nas"),
            ("radius.Called_Station_Id", "called_station"),
            ("radius.Calling_Station_Id", "calling_station"),
            ("radius.Framed_IP_Address", "framed_address"),
            ("radius.Reply_Message", "reply"),
        ],
        [("radius.code", "messages"), ("radius.Acct_Status_Type", "accounting")]
    );

    private static readonly FactFields NoFields = Fields([], []);

    public static Recognition IsMqtt(in StreamOpening opening) =>
        Opening.Of(
            opening,
            MqttPorts,
            octets =>
                octets.IsEmpty ? Look.Nothing
                : octets[0] == 0x10
                    ? (
                        Mqtt.IsConnect(octets) ? Look.Certain
                        : octets.Length < 13 ? Look.More
                        : Look.No
                    )
                : IsMqttMessage(octets) ? Look.Weak
                : Look.No,
            octets =>
                octets.IsEmpty ? Look.Nothing
                : IsMqttMessage(octets) ? Look.Weak
                : Look.No
        );

    public static Recognition IsBgp(in StreamOpening opening)
    {
        Look one = Of(opening.FromInitiator);
        Look other = Of(opening.FromResponder);
        if (one == Look.No || other == Look.No)
            return Recognition.NotMine;
        return one == Look.Certain || other == Look.Certain
            ? new Recognition(Certainty.Certain, opening.InitiatorPort == 179 && opening.ResponderPort != 179)
            : Recognition.NeedMore;

        static Look Of(ReadOnlySpan<byte> octets) =>
            octets.IsEmpty ? Look.Nothing
            : Bgp.Measure(octets).Length is var length && length < 0 ? Look.No
            : length == 0 ? Look.More
            : Look.Certain;
    }

    public static Recognition IsLdap(in StreamOpening opening) =>
        Opening.Of(
            opening,
            LdapPorts,
            octets => OfLdap(octets, isClient: true),
            octets => OfLdap(octets, isClient: false)
        );

    public static Recognition IsKerberos(in StreamOpening opening) =>
        Opening.Of(
            opening,
            KerberosPorts,
            octets => OfKerberos(octets, isClient: true),
            octets => OfKerberos(octets, isClient: false)
        );

    public static Recognition IsKafka(in StreamOpening opening) =>
        Opening.Of(
            opening,
            KafkaPorts,
            octets =>
                octets.IsEmpty ? Look.Nothing
                : octets[0] > 0x0f ? Look.No
                : Kafka.IsRequest(octets) ? Look.Certain
                : Kafka.IsNameless(octets) ? Look.Weak
                : octets.Length < 30 && Kafka.Measure(octets).Length >= 0 ? Look.More
                : Look.No,
            octets =>
                octets.IsEmpty ? Look.Nothing
                : Kafka.Measure(octets).Length < 0 ? Look.No
                : Look.Weak
        );

    public static Recognition IsAmqp(in StreamOpening opening) =>
        Opening.Of(
            opening,
            AmqpPorts,
            octets =>
                octets.IsEmpty ? Look.Nothing
                : Amqp.Measure(octets).Length is var length && length < 0 ? Look.No
                : octets.StartsWith("AMQP"u8) ? Look.Certain
                : length == 0 && octets[0] == 'A' ? Look.More
                : Look.Weak,
            octets =>
                octets.IsEmpty ? Look.Nothing
                : Amqp.Measure(octets).Length < 0 ? Look.No
                : Look.Weak
        );

    public static IApplicationReader OpenMqtt(ApplicationStream stream, ConversationFacts facts) =>
        new FieldTalk<Mqtt>(stream, facts, MqttFields);

    public static IApplicationReader OpenBgp(ApplicationStream stream, ConversationFacts facts) =>
        new FieldTalk<Bgp>(
            stream,
            facts,
            BgpFields,
            _ =>
                (fromClient, message, _) =>
                {
                    if (Bgp.TryRead(message, out Bgp bgp) > ReadStatus.Cut)
                        return;
                    (int gone, int come) = bgp.Prefixes;
                    for (; come > 0; come--)
                        facts.Count("prefixes", "announced");
                    for (; gone > 0; gone--)
                        facts.Count("prefixes", "withdrawn");
                    if (bgp.Subcode > 0)
                        facts.Say(
                            "notification",
                            string.Create(CultureInfo.InvariantCulture, $"code {message[19]}, subcode {bgp.Subcode}")
                        );
                }
        );

    public static IApplicationReader OpenLdap(ApplicationStream stream, ConversationFacts facts)
    {
        bool asksForTls = false;
        return new FieldTalk<Ldap>(
            stream,
            facts,
            LdapFields,
            talk =>
                (fromClient, message, _) =>
                {
                    byte operation = Ldap.Operation(message);
                    if (operation is 0x60 or 0x61)
                        NtlmFacts.Take(facts, message);
                    if (operation == LdapExtendedRequest)
                        asksForTls = message.IndexOf("1.3.6.1.4.1.1466.20037"u8) >= 0;
                    else if (operation == LdapExtendedResponse && asksForTls && message.IndexOf(Success) >= 0)
                    {
                        facts.Say("upgrade", "tls");
                        talk.Upgrade();
                    }
                }
        );
    }

    public static IApplicationReader OpenKerberos(ApplicationStream stream, ConversationFacts facts) =>
        new FieldTalk<Kerberos>(stream, facts, KerberosFields);

    public static IApplicationReader OpenKafka(ApplicationStream stream, ConversationFacts facts) =>
        new FieldTalk<Kafka>(stream, facts, KafkaFields, readsServer: false); // a response may look like a request

    public static IApplicationReader OpenAmqp(ApplicationStream stream, ConversationFacts facts) =>
        new FieldTalk<Amqp>(stream, facts, NoFields, _ => (fromClient, message, _) => AmqpFacts.Take(facts, message));

    public static Certainty IsKerberosDatagram(ReadOnlySpan<byte> datagram, bool fromInitiator, out bool isTurned)
    {
        int type = Kerberos.MessageType(datagram);
        isTurned = type is 11 or 13 or 15 or 30 == fromInitiator;
        return type < 0 ? Certainty.NotMine : Certainty.Unsure;
    }

    public static Certainty IsLdapDatagram(ReadOnlySpan<byte> datagram, bool fromInitiator, out bool isTurned)
    {
        byte operation = Ldap.Operation(datagram);
        isTurned = operation is 0x64 or 0x65 == fromInitiator;
        return operation is 0x63 or 0x64 or 0x65 ? Certainty.Unsure : Certainty.NotMine;
    }

    public static Certainty IsRadius(ReadOnlySpan<byte> datagram, bool fromInitiator, out bool isTurned)
    {
        isTurned = false;
        if (Radius.TryRead(datagram, out Radius radius) > ReadStatus.Cut || radius.Length > datagram.Length)
            return Certainty.NotMine;
        isTurned = radius.Code is 2 or 3 or 5 or 11 or 41 or 42 or 44 or 45 == fromInitiator;
        return Certainty.Unsure;
    }

    private static Look OfLdap(ReadOnlySpan<byte> octets, bool isClient)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] != 0x30)
            return Look.No;
        byte operation = Ldap.Operation(octets);
        if (operation == 0)
            return octets.Length < 12 ? Look.More : Look.No;
        bool isAsked = operation is 0x60 or 0x63 or 0x66 or 0x68 or 0x4a or 0x6c or 0x6e or 0x50 or 0x42 or 0x77;
        return isAsked == isClient ? Look.Certain : Look.No;
    }

    private static Look OfKerberos(ReadOnlySpan<byte> octets, bool isClient)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] != 0)
            return Look.No;
        if (octets.Length < 12)
            return Look.More;
        int type = Kerberos.MessageType(octets[4..]);
        return type < 0 || ReadUInt32BigEndian(octets) > 1 << 20 ? Look.No
            : type is 10 or 12 or 14 == isClient ? Look.Certain
            : Look.No;
    }

    private static bool IsMqttMessage(ReadOnlySpan<byte> octets) =>
        octets[0] >> 4 is > 1 and < 15 && Mqtt.Measure(octets).Length is > 0 and < 1 << 20;

    private static FactFields Fields(
        ReadOnlySpan<(string Field, string Name)> said,
        ReadOnlySpan<(string Field, string Name)> counted
    ) => new(Map(said), Map(counted));

    private static Dictionary<string, string> Map(ReadOnlySpan<(string Field, string Name)> pairs)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach ((string field, string name) in pairs)
            map.Add(field, name);
        return map;
    }
}
