namespace Sonde.Wire;

/// <summary>Application protocols in TCP streams, at the ports where Wireshark looks for them.</summary>
internal static class StreamProtocols
{
    public static Protocols Add(Protocols table) =>
        table
            .Add<ProxyHeader>(NextSpace.Direct, Direct.Proxy)
            .AddStream<Ssh>(22, 29418)
            .AddStream<Smtp, SmtpReply>(25, 587)
            .HasContent<Smtp>(SmtpContent.Sees)
            .AddStream<Ftp, FtpReply>(21)
            .AddStream<Sip>(5060)
            .AddStream<Http2>() // found by its preface
            .Add<Sip>(NextSpace.UdpPort, 5060)
            .AddGuess<Sip>(NextSpace.UdpPort, Sip.IsPlausible)
            .AddStreamGuess<Sip>(Sip.IsPlausible)
            .AddStream<Nbss>(139, 445)
            .AddNamed("smb2", 4, NextSpace.Direct, Direct.Smb2)
            .AddNamed("sdp", 1, NextSpace.Direct, Direct.Sdp)
            .AddNamed("kerberos", 4, static octets => IsMessage(octets[0]) || octets[0] == 0, NextSpace.UdpPort, 88)
            .AddNamed("memcache", 8, NextSpace.UdpPort, 11211)
            .AddNamedStream("telnet", null, 23)
            .AddNamedStream("pop", null, 110)
            .AddNamedStream("imap", null, 143)
            .AddNamedStream("mysql", IsMysql, 3306)
            .AddNamedStream("pgsql", IsPostgres, 5432)
            .AddNamedStream("resp", IsRedis, 6379)
            .AddNamedStream("tds", IsTds, 1433, 2433)
            .AddNamedStream("mqtt", null, 1883)
            .AddNamedStream("bgp", IsBgp, 179)
            .AddNamedStream("ldap", IsSequence, 389, 3268)
            .AddNamedStream("kerberos", IsKerberos, 88)
            .AddNamedStream("memcache", null, 11211)
            .AddNamedStream("amqp", IsAmqp, 5672)
            .AddNamedStream("kafka", IsKafka, 9092)
            .AddNamedStream("rtsp", null, 554, 8554, 7236);

    private static bool IsMysql(ReadOnlySpan<byte> octets) => octets.Length >= MysqlPacket.HeaderLength;

    private static bool IsPostgres(ReadOnlySpan<byte> octets) =>
        octets.Length == 1
        || PostgresMessage.StartupCode(octets) is not null
        || PostgresMessage.IsFromClient(octets[0])
        || PostgresMessage.IsFromServer(octets[0]);

    private static bool IsRedis(ReadOnlySpan<byte> octets) => RespUnit.IsType(octets[0]);

    private static bool IsTds(ReadOnlySpan<byte> octets) => TdsPacket.TryRead(octets, out _);

    private static bool IsBgp(ReadOnlySpan<byte> octets) =>
        octets.Length >= 19 && !octets[..16].ContainsAnyExcept((byte)0xff);

    private static bool IsSequence(ReadOnlySpan<byte> octets) => octets[0] == 0x30;

    // four octets of length, RFC 4120 §7.2.2
    private static bool IsKerberos(ReadOnlySpan<byte> octets) =>
        octets.Length > 4 && octets[0] == 0 && IsMessage(octets[4]);

    // An application tag of ASN.1.
    private static bool IsMessage(byte first) => (first & 0xe0) == 0x60;

    private static bool IsAmqp(ReadOnlySpan<byte> octets) =>
        octets.StartsWith("AMQP"u8) || octets[0] is 1 or 2 or 3 or 8 || octets.Length >= 8 && octets[0] == 0;

    private static bool IsKafka(ReadOnlySpan<byte> octets) => octets.Length >= 8 && octets[0] == 0;
}
