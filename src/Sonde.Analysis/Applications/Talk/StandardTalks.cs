using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The applications of which main facts are read: mail, files, logins, directories, messages, routes.</summary>
internal static class StandardTalks
{
    /// <summary>Those over TCP. None of them begins like an application in front of them in the table.</summary>
    public static IApplication[] OverTcp(ApplicationSinks sinks, FtpTransfers transfers)
    {
        FactsBudget? facts = sinks.Facts;
        bool isFiles = sinks.Files is not null;
        return
        [
            Talk(Ssh.Name, SshTalk.Ports, SshTalk.Recognize, (_, kept) => new SshTalk(kept)),
            new TalkApplication(
                Smtp.Name,
                SmtpTalk.Ports,
                SmtpTalk.Recognize,
                (stream, kept) => new SmtpTalk(stream, kept, sinks.Files),
                facts,
                isFiles
            ),
            new TalkApplication(
                Ftp.Name,
                FtpTalk.Ports,
                FtpTalk.Recognize,
                (stream, kept) => new FtpTalk(stream, kept, transfers),
                facts,
                isFiles
            ),
            Talk("pop", PopTalk.Ports, PopTalk.Recognize, (stream, kept) => new PopTalk(stream, kept)),
            Talk("imap", ImapTalk.Ports, ImapTalk.Recognize, (stream, kept) => new ImapTalk(stream, kept)),
            Talk("smb", SmbTalk.Ports, SmbTalk.RecognizeSmb1, (_, kept) => new SmbTalk(kept)),
            Talk("smb2", SmbTalk.Ports, SmbTalk.RecognizeSmb2, (_, kept) => new SmbTalk(kept)),
            Talk("rdp", RdpTalk.Ports, RdpTalk.Recognize, (stream, kept) => new RdpTalk(stream, kept)),
            Talk(Ldap.Name, BinaryTalks.LdapPorts, BinaryTalks.IsLdap, BinaryTalks.OpenLdap),
            Talk(Kerberos.Name, BinaryTalks.KerberosPorts, BinaryTalks.IsKerberos, BinaryTalks.OpenKerberos),
            Talk(Bgp.Name, BinaryTalks.BgpPorts, BinaryTalks.IsBgp, BinaryTalks.OpenBgp),
            Talk(Mqtt.Name, BinaryTalks.MqttPorts, BinaryTalks.IsMqtt, BinaryTalks.OpenMqtt),
            Talk(Amqp.Name, BinaryTalks.AmqpPorts, BinaryTalks.IsAmqp, BinaryTalks.OpenAmqp),
            Talk("memcache", MemcacheTalk.Ports, MemcacheTalk.Recognize, (_, kept) => new MemcacheTalk(kept)),
            Talk("telnet", TelnetTalk.Ports, TelnetTalk.Recognize, (_, kept) => new TelnetTalk(kept)),
        ];

        TalkApplication Talk(
            string name,
            ushort[] ports,
            OpeningRule rule,
            Func<ApplicationStream, ConversationFacts, IApplicationReader> open
        ) => new(name, ports, rule, open, facts);
    }

    /// <summary>Kafka, whose place in the table is in front of databases.</summary>
    public static IApplication Kafka(FactsBudget? facts) =>
        new TalkApplication(Wire.Kafka.Name, BinaryTalks.KafkaPorts, BinaryTalks.IsKafka, BinaryTalks.OpenKafka, facts);

    /// <summary>Those over UDP: plausible by content, and then the port has to speak for them.</summary>
    public static IDatagramApplication[] OverUdp(FactsBudget? facts) =>
        [
            new TalkDatagrams(
                Kerberos.Name,
                BinaryTalks.KerberosPorts,
                BinaryTalks.IsKerberosDatagram,
                kept => new FieldDatagrams<Kerberos>(kept, BinaryTalks.KerberosFields),
                facts
            ),
            new TalkDatagrams(
                "cldap",
                [389],
                BinaryTalks.IsLdapDatagram,
                kept => new FieldDatagrams<Ldap>(kept, BinaryTalks.LdapFields),
                facts
            ),
            new TalkDatagrams(
                Radius.Name,
                BinaryTalks.RadiusPorts,
                BinaryTalks.IsRadius,
                kept => new FieldDatagrams<Radius>(kept, BinaryTalks.RadiusFields),
                facts
            ),
        ];
}
