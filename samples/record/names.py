"""Asks for names and small services on the local network, and answers: names.py ask|answer INTERFACE"""

import select
import socket
import struct
import sys
import time

CLIENT, SERVER, SERVER6 = "192.0.2.10", "192.0.2.80", "2001:db8:2::80"
A, PTR, TXT, AAAA, SRV, ANY = 1, 12, 16, 28, 33, 255


def name(text):
    return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".")) + b"\0"


def question(text, kind, top=0):
    return name(text) + struct.pack(">HH", kind, top | 1)


def record(text, kind, data, life=120, top=0):
    return name(text) + struct.pack(">HHIH", kind, top | 1, life, len(data)) + data


def message(number, flags, questions=(), answers=(), extra=()):
    counts = struct.pack(">HHHHHH", number, flags, len(questions), len(answers), 0, len(extra))
    return counts + b"".join([*questions, *answers, *extra])


def netbios(text, suffix):
    padded = text.upper().ljust(15).encode() + bytes([suffix])
    return b"\x20" + bytes(65 + nibble for octet in padded for nibble in (octet >> 4, octet & 15)) + b"\0"


def netbios_query(number, text, suffix):
    return struct.pack(">HHHHHH", number, 0x0110, 1, 0, 0, 0) + netbios(text, suffix) + struct.pack(">HH", 32, 1)


def netbios_entry(flags=0x0000, address=SERVER):
    return struct.pack(">IHH4s", 300, 6, flags, socket.inet_aton(address))


def ntp(mode, stratum, times):
    era = 2208988800
    stamps = b"".join(struct.pack(">II", int(at) + era if at else 0, int(at % 1 * 2**32)) for at in times)
    reference = b"GPS\0" if stratum else b"\0\0\0\0"
    return struct.pack(">BBbbII4s", 4 << 3 | mode, stratum, 6, -20, 0, 0x100 if stratum else 0, reference) + stamps


def snmp(kind, value):
    """GET or response of sysDescr.0, community "public", SNMPv2c; every length is below 128."""

    def tlv(tag, body):
        return bytes([tag, len(body)]) + body

    binding = tlv(0x30, tlv(6, bytes([0x2B, 6, 1, 2, 1, 1, 1, 0])) + value)
    pdu = tlv(kind, tlv(2, b"\x12\x34") + tlv(2, b"\0") + tlv(2, b"\0") + tlv(0x30, binding))
    return tlv(0x30, tlv(2, b"\1") + tlv(4, b"public") + pdu)


def udp(port, family=socket.AF_INET, group=None, interface=None):
    endpoint = socket.socket(family, socket.SOCK_DGRAM)
    endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    if family == socket.AF_INET6:
        endpoint.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        endpoint.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        endpoint.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, socket.if_nametoindex(interface))
    else:
        endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255 if port == 5353 else 1)
    endpoint.bind(("", port))
    if group and family == socket.AF_INET:
        here = socket.inet_aton(SERVER)
        endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + here)
    return endpoint


def ask(interface):
    mdns, mdns6 = udp(5353), udp(5353, socket.AF_INET6, interface=interface)
    other, broadcast = udp(40000), udp(137)

    def wait(endpoint):
        if not select.select([endpoint], [], [], 1)[0]:
            raise SystemExit("no answer")
        endpoint.recv(4096)

    mdns.sendto(message(0, 0, [question("printer.local", A), question("printer.local", AAAA)]), ("224.0.0.251", 5353))
    time.sleep(0.05)
    mdns.sendto(message(0, 0, [question("_ipp._tcp.local", PTR, 0x8000)]), ("224.0.0.251", 5353))
    wait(mdns)
    mdns6.sendto(message(0, 0, [question("printer.local", ANY)]), ("ff02::fb", 5353, 0, socket.if_nametoindex(interface)))
    other.sendto(message(0x1111, 0, [question("fileserver", A)]), ("224.0.0.252", 5355))
    wait(other)
    other.sendto(message(0x1112, 0, [question("nobody-here", A)]), ("224.0.0.252", 5355))
    for suffix in (0x20, 0x00):
        broadcast.sendto(netbios_query(0x2220 + suffix, "fileserver", suffix), ("192.0.2.255", 137))
        wait(broadcast)
    registration = struct.pack(">HHHHHH", 0x3333, 0x2910, 1, 0, 0, 1) + netbios("laptop", 0) + struct.pack(">HH", 32, 1)
    broadcast.sendto(registration + b"\xc0\x0c" + struct.pack(">HH", 32, 1) + netbios_entry(0, CLIENT), ("192.0.2.255", 137))
    other.sendto(ntp(3, 0, [0, 0, 0, time.time()]), (SERVER, 123))
    wait(other)
    other.sendto(snmp(0xA0, b"\x05\0"), (SERVER, 161))
    wait(other)
    search = "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: ssdp:all\r\n\r\n"
    other.sendto(search.encode(), ("239.255.255.250", 1900))
    wait(other)


def answer(interface):
    mdns, llmnr = udp(5353, group="224.0.0.251"), udp(5355, group="224.0.0.252")
    nbns, clock, snmpd, ssdp = udp(137), udp(123), udp(161), udp(1900, group="239.255.255.250")
    address, address6 = socket.inet_aton(SERVER), socket.inet_pton(socket.AF_INET6, SERVER6)
    while True:
        for ready in select.select([mdns, llmnr, nbns, clock, snmpd, ssdp], [], [])[0]:
            data, client = ready.recvfrom(4096)
            if ready is mdns and data[2] & 0x80 == 0:
                if b"_ipp" not in data:
                    answers = [record("printer.local", A, address, top=0x8000), record("printer.local", AAAA, address6, top=0x8000)]
                    mdns.sendto(message(0, 0x8400, (), answers), ("224.0.0.251", 5353))
                else:
                    service = "Office printer._ipp._tcp.local"
                    answers = [record("_ipp._tcp.local", PTR, name(service), 4500)]
                    extra = [
                        record(service, SRV, struct.pack(">HHH", 0, 0, 631) + name("printer.local"), top=0x8000),
                        record(service, TXT, b"\x09txtvers=1\x08rp=queue", 4500, 0x8000),
                    ]
                    mdns.sendto(message(0, 0x8400, (), answers, extra), client)
            elif ready is llmnr and b"fileserver" in data:
                number = struct.unpack_from(">H", data)[0]
                reply = message(number, 0x8000, [question("fileserver", A)], [record("fileserver", A, address, 30)])
                llmnr.sendto(reply, client)
            elif ready is nbns and data[2] & 0xF8 == 0:
                head = data[:2] + struct.pack(">HHHHH", 0x8500, 0, 1, 0, 0)
                nbns.sendto(head + data[12:46] + struct.pack(">HH", 32, 1) + netbios_entry(), client)
            elif ready is clock:
                now = time.time()
                reply = ntp(4, 1, [now - 3, 0, now, now])
                clock.sendto(reply[:24] + data[40:48] + reply[32:], client)
            elif ready is snmpd:
                snmpd.sendto(snmp(0xA2, b"\x04\x10a device of Sonde"), client)
            elif ready is ssdp:
                ssdp.sendto(b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:sonde::upnp:rootdevice\r\nEXT:\r\n\r\n", client)


{"ask": ask, "answer": answer}[sys.argv[1]](sys.argv[2])
