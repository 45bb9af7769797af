using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Names the ICMP errors that end a connection.</summary>
public static class IcmpReasons
{
    /// <summary>The error in one word: <c>icmp_port_unreachable</c>, <c>icmp_admin_prohibited</c>.</summary>
    public static string Of(ConnectError error) =>
        error.IsVersion6 ? Version6(error.Type, error.Code) : Version4(error.Type, error.Code);

    // RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1
    private static string Version4(byte type, byte code) =>
        (type, code) switch
        {
            (3, 0) => "icmp_net_unreachable",
            (3, 1) => "icmp_host_unreachable",
            (3, 2) => "icmp_protocol_unreachable",
            (3, 3) => "icmp_port_unreachable",
            (3, 4) => "icmp_fragmentation_needed",
            (3, 6) => "icmp_net_unknown",
            (3, 7) => "icmp_host_unknown",
            (3, 9) => "icmp_net_prohibited",
            (3, 10) => "icmp_host_prohibited",
            (3, 13) => "icmp_admin_prohibited",
            (3, _) => $"icmp_unreachable_code_{code}",
            (11, _) => "icmp_time_exceeded",
            _ => $"icmp_type_{type}_code_{code}",
        };

    // RFC 4443 §3
    private static string Version6(byte type, byte code) =>
        (type, code) switch
        {
            (1, 0) => "icmp_no_route",
            (1, 1) => "icmp_admin_prohibited",
            (1, 2) => "icmp_beyond_scope",
            (1, 3) => "icmp_address_unreachable",
            (1, 4) => "icmp_port_unreachable",
            (1, 5) => "icmp_policy_failed",
            (1, 6) => "icmp_reject_route",
            (1, _) => $"icmp_unreachable_code_{code}",
            (3, _) => "icmp_time_exceeded",
            _ => $"icmp_type_{type}_code_{code}",
        };
}
