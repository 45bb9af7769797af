using Sonde.Analysis;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Answers what one pass knows of a capture in counters, the form in which Sonde is compared with other tools.</summary>
public static class FactsQuestion
{
    private static readonly string[] CountedFields =
    [
        .. (
            "icmp.type icmp.code icmpv6.type icmpv6.code arp.opcode dhcp.option.dhcp dhcp.option.hostname dhcpv6.msgtype "
            + "igmp.type vlan.id mpls.label pppoe.code ppp.protocol gre.proto vxlan.vni geneve.vni ipv6.nxt "
            + "sctp.chunk_type erspan.spanid wlan.fc.type_subtype wlan.ssid eapol.type eap.code nbns.name tftp.opcode "
            + "radius.code snmp.version ntp.flags.mode syslog.level gtp.message gtpv2.message_type ospf.msg rip.command "
            + "eigrp.opcode vrrp.version hsrp.state pim.type isakmp.exchangetype wg.type stun.type quic.version quic.long.packet_type "
            + "sip.Method sip.Status-Code smtp.req.command smtp.response.code ftp.request.command ftp.response.code ssh.protocol"
        ).Split(' '),
    ];
    private static readonly HashSet<string> FirstOfFrame = ["icmp.type", "icmp.code", "icmpv6.type", "icmpv6.code"];

    /// <summary>Reads a capture to its end. What is wrong with the file stands in the answer.</summary>
    /// <param name="reader">The capture.</param>
    /// <param name="protocols">The protocols.</param>
    /// <param name="withApplications">What applications said is counted as well.</param>
    /// <param name="cancel">Breaks it off.</param>
    internal static CaptureFacts Ask(
        CaptureReader reader,
        Protocols protocols,
        bool withApplications = true,
        CancellationToken cancel = default
    )
    {
        var facts = new CaptureFacts(
            new ProtocolFrames(protocols),
            new Hierarchy(protocols),
            new FieldCounts(protocols, CountedFields, FirstOfFrame),
            new InternetFacts(protocols),
            new Talkers(),
            new TcpFacts(),
            [new DnsFacts(protocols, "dns"), new DnsFacts(protocols, "mdns"), new DnsFacts(protocols, "llmnr")],
            new ApplicationFacts(protocols),
            new HttpFacts(protocols)
        )
        {
            HasApplications = withApplications,
        };
        var pass = new Pass(protocols, facts.Observers);
        while (reader.TryRead(out Frame frame))
        {
            facts.Keys.Take(reader.Notes);
            pass.Feed(frame);
            if (frame.Number % 1024 == 0)
                cancel.ThrowIfCancellationRequested();
        }
        pass.Finish();
        facts.Complete(pass, reader.End!);
        return facts;
    }
}
