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
            .Add<Smb2>(NextSpace.Direct, Direct.Smb2)
            .AddNamed("sdp", 1, NextSpace.Direct, Direct.Sdp)
            .Add<Rtp>(NextSpace.Direct, Direct.Rtp)
            .Add<Rtcp>(NextSpace.Direct, Direct.Rtcp)
            .AddGuess<Rtcp>(NextSpace.UdpPort, Rtcp.IsPlausible)
            .AddNamed("t38", 1, NextSpace.Direct, Direct.Fax)
            .Add<Kerberos>(NextSpace.UdpPort, 88)
            .AddNamed("cldap", 2, static octets => octets[0] == Ber.Sequence, NextSpace.UdpPort, 389)
            .AddNamed("memcache", 8, NextSpace.UdpPort, 11211)
            .AddStream<Telnet>(23)
            .AddNamedStream("pop", null, 110)
            .AddNamedStream("imap", null, 143)
            .AddNamedStream("mysql", IsMysql, 3306)
            .AddNamedStream("pgsql", IsPostgres, 5432)
            .AddNamedStream("resp", IsRedis, 6379)
            .AddNamedStream("tds", IsTds, 1433, 2433)
            .AddStream<Mqtt>(1883)
            .AddStream<Bgp>(179)
            .AddStream<Ldap>(389, 3268)
            .AddStream<Kerberos>(88)
            .AddNamedStream("memcache", null, 11211)
            .AddStream<Amqp>(5672)
            .AddStream<Kafka>(9092)
            .AddStream<Tpkt>(102, 3389)
            .Add<Cotp>(NextSpace.Direct, Direct.Cotp)
            .Add<T125>(NextSpace.Direct, Direct.T125)
            .Add<Rdp>(NextSpace.Direct, Direct.Rdp)
            .AddNamed("t124", 1, NextSpace.Direct, Direct.T124)
            .AddNamedStream("rtsp", null, 554, 8554, 7236);

    private static bool IsMysql(ReadOnlySpan<byte> octets) => octets.Length >= MysqlPacket.HeaderLength;

    private static bool IsPostgres(ReadOnlySpan<byte> octets) =>
        octets.Length == 1
        || PostgresMessage.StartupCode(octets) is not null
        || PostgresMessage.IsFromClient(octets[0])
        || PostgresMessage.IsFromServer(octets[0]);

    private static bool IsRedis(ReadOnlySpan<byte> octets) => RespUnit.IsType(octets[0]);

    private static bool IsTds(ReadOnlySpan<byte> octets) => TdsPacket.TryRead(octets, out _);
}
