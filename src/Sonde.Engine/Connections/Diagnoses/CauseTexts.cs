namespace Sonde.Engine;

/// <summary>What each cause is called, means, and asks for.</summary>
internal static class CauseTexts
{
    /// <summary>The published kind of trouble, the explanation, and what to do next.</summary>
    public static (string Type, string Explanation, string Recommendation) Of(Cause cause) =>
        cause switch
        {
            Cause.LossBeforeCapture => (
                "retransmission",
                "Packets get lost between the sender and the capture point.",
                "Look for errors, drops and full queues on the sender's side of the capture point; capture nearer to the sender to narrow it down."
            ),
            Cause.LossBehindCapture => (
                "retransmission",
                "Packets get lost between the capture point and the receiver.",
                "Look for errors, drops and full queues between the capture point and the receiver; capture nearer to the receiver to narrow it down."
            ),
            Cause.UnnecessaryRetransmission => (
                "retransmission",
                "Data was sent again that the receiver had: its acknowledgments were late or lost, not the data.",
                "Look at the way back to the sender: lost acknowledgments, sudden delay, reordering."
            ),
            Cause.ReorderingOnPath => (
                "reordering",
                "Packets overtake each other on the way: nothing is lost, but TCP may take it for loss and slow down.",
                "Look for parallel links that share one flow packet by packet, or for retransmissions of a radio link below."
            ),
            Cause.ResetOnPath => (
                "",
                "Something on the path reset the connection in the name of an end that did not.",
                "Look for firewalls, load balancers and intrusion prevention between the capture point and that end: timeouts, policies, connection tables."
            ),
            Cause.ResetByClient => (
                "client_rst",
                "The client itself broke the connection off.",
                "Look at the client's program: a crash, a timeout of its own, or a close with unread data."
            ),
            Cause.ResetByServer => (
                "server_rst",
                "The server itself broke the connection off.",
                "Look at the server's program and its log: a crash, a timeout, a limit, or a close with unread data."
            ),
            Cause.RefusedByServer => (
                "handshake_failure",
                "The server refuses: nobody listens on that port.",
                "Start the service or correct the port; the host itself answers."
            ),
            Cause.RefusedOnPath => (
                "handshake_failure",
                "Something on the path refuses connections in the server's name.",
                "Look for a firewall rule that rejects with a reset for this server and port."
            ),
            Cause.RejectedByIcmp => (
                "handshake_failure",
                "A router or host answers the SYN with an ICMP error.",
                "Read the ICMP error with analyze_icmp_packets: its sender and code say who refuses and why."
            ),
            Cause.DroppedOnPath => (
                "connection_timeout",
                "SYNs for this port vanish although the host answers on others: a packet filter drops them.",
                "Look for a firewall rule that drops without a word, on the path and on the host."
            ),
            Cause.NoAnswer => (
                "connection_timeout",
                "SYNs are not answered.",
                "Check that the host is up and that routes lead to it and back; then look for packet filters."
            ),
            Cause.HandshakeNotFinished => (
                "handshake_failure",
                "The server answered the SYN, and the client never finished the handshake.",
                "Check that the SYN-ACK reaches the client: routes that differ by direction, or filters that keep state; or a half-open scan."
            ),
            Cause.SynFlood => (
                "syn_flood",
                "Many connections are begun and never finished: a SYN flood.",
                "Turn on SYN cookies and limit SYNs before the server; look whether the sources are forged."
            ),
            Cause.PeerSilent => (
                "connection_timeout",
                "One end fell silent in the middle of the connection.",
                "Check whether the host went away, lost its address, or a device on the path forgot the connection."
            ),
            Cause.ReceiverDoesNotRead => (
                "zero_window",
                "The receiver's program does not read fast enough, so the sender has to wait.",
                "Look at the receiving program: busy, blocked, or waiting for disk or database; the network is not the cause."
            ),
            Cause.SlowServer => (
                "slow_server",
                "The server takes long to answer; the network does not.",
                "Look at the server: load, locks, slow queries, services behind it."
            ),
            Cause.RateLimit => (
                "rate_limit",
                "The transfer is held at an even rate, and packets wait in a queue before it: a rate limit or a slow link.",
                "Compare the rate with the contract or the shaper's setting; a smaller queue would lower the delay for others."
            ),
            Cause.PathMtuBlackHole => (
                "path_mtu",
                "Large packets never arrive and small ones do: a hop has a smaller MTU, and its ICMP message does not come through.",
                "Allow ICMP fragmentation needed (IPv4 type 3 code 4) and packet too big (ICMPv6 type 2), or clamp the MSS."
            ),
            Cause.CapturedTwice => (
                "capture",
                "The capture holds packets twice: they were seen at two places. Wireshark counts the copies as retransmissions.",
                "Capture on one interface, or remove copies (editcap -d) before counting."
            ),
            Cause.CaptureMissedPackets => (
                "capture",
                "The capture misses packets that the network delivered.",
                "Do not take the gaps for loss; capture with a larger buffer or a shorter snap length, or at a place that sees all packets."
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(cause)),
        };
}
