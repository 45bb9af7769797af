namespace Sonde.Probes;

/// <summary>Datagrams that services on well-known ports answer.</summary>
public static class UdpQuestions
{
    /// <summary>A harmless question in the language of the port; a datagram without octets where none is known.</summary>
    public static byte[] Of(int port) =>
        port switch
        {
            // RFC 1035 §4.1: the NS records of the root
            53 => [0x53, 0x6f, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1],
            5353 =>
            [
                0,
                0,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                .. "\x09_services\x07_dns-sd\x04_udp\x05local"u8,
                0,
                0,
                12,
                0x80,
                1,
            ],
            // RFC 5905 §7.3: version 4, client
            123 => [0x23, .. new byte[47]],
            // RFC 1001 §15.1: the names of a node
            137 =>
            [
                0x53,
                0x6f,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                32,
                .. "CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"u8,
                0,
                0,
                0x21,
                0,
                1,
            ],
            // RFC 3412 §6: an SNMPv3 message without user, which every agent answers with a report of its engine
            161 =>
            [
                0x30,
                0x3a,
                2,
                1,
                3,
                0x30,
                0x0f,
                2,
                2,
                0x53,
                0x6f,
                2,
                3,
                0,
                0xff,
                0xe3,
                4,
                1,
                4,
                2,
                1,
                3,
                4,
                0x10,
                0x30,
                0x0e,
                4,
                0,
                2,
                1,
                0,
                2,
                1,
                0,
                4,
                0,
                4,
                0,
                4,
                0,
                0x30,
                0x12,
                4,
                0,
                4,
                0,
                0xa0,
                0x0c,
                2,
                2,
                0x37,
                0xf0,
                2,
                1,
                0,
                2,
                1,
                0,
                0x30,
                0,
            ],
            // RFC 1350: a read request for a name that nobody has
            69 => [0, 1, .. "sonde.invalid"u8, 0, .. "octet"u8, 0],
            // RFC 8489 §5: a binding request
            3478 => [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, .. "sonde-probe."u8],
            // RFC 9000 §6: a version that no server speaks is answered with those it does
            443 => [0xc0, 0x1a, 0x2a, 0x3a, 0x4a, 8, .. "sonde-ds"u8, 8, .. "sonde-sr"u8, .. new byte[1200 - 23]],
            1900 =>
            [
                .. "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: ssdp:all\r\n\r\n"u8,
            ],
            5060 =>
            [
                .. "OPTIONS sip:sonde@sonde.invalid SIP/2.0\r\nVia: SIP/2.0/UDP sonde.invalid;branch=z9hG4bKsonde;rport\r\n"u8,
                .. "From: <sip:sonde@sonde.invalid>;tag=sonde\r\nTo: <sip:sonde@sonde.invalid>\r\nCall-ID: sonde\r\n"u8,
                .. "CSeq: 1 OPTIONS\r\nMax-Forwards: 1\r\nContent-Length: 0\r\n\r\n"u8,
            ],
            _ => [],
        };
}
