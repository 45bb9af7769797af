"""Carries a TAP or TUN device over a wrapping that this kernel may not know: the packets inside come from real programs.

tunnel.py DEVICE vlan INTERFACE TPID:TCI[,TPID:TCI]      tags, outermost first, all in hexadecimal
tunnel.py DEVICE mpls INTERFACE LABEL,LABEL              labels, outermost first
tunnel.py DEVICE gre|ipip|etherip LOCAL REMOTE
tunnel.py DEVICE geneve|gtp LOCAL REMOTE NUMBER          VNI or TEID
"""

import contextlib
import fcntl
import os
import select
import socket
import struct
import sys

SOL_PACKET, PACKET_AUXDATA = 263, 8
ETH_P_ALL, PACKET_OUTGOING = 3, 4
IPV4, IPV6 = 0x0800, 0x86DD


def open_device(name, mode):
    handle = os.open("/dev/net/tun", os.O_RDWR)
    flags = (2 if mode == "tap" else 1) | 0x1000  # IFF_NO_PI
    fcntl.ioctl(handle, 0x400454CA, struct.pack("16sH22x", name.encode(), flags))  # TUNSETIFF
    return handle


def ip_type(packet):
    return IPV6 if packet[0] >> 4 == 6 else IPV4


class Link:
    """Frames on an interface; the tag that the kernel took off an incoming frame is put back."""

    def __init__(self, interface):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.socket.bind((interface, 0))
        self.socket.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)

    def send(self, frame):
        self.socket.send(frame)

    def receive(self):
        frame, ancillary, _, sender = self.socket.recvmsg(65536, 256)
        if sender[2] == PACKET_OUTGOING:
            return None
        for level, kind, data in ancillary:
            if (level, kind) == (SOL_PACKET, PACKET_AUXDATA):
                status, _, _, _, _, tci, tpid = struct.unpack_from("IIIHHHH", data)
                if status & 0x10:  # TP_STATUS_VLAN_VALID
                    frame = frame[:12] + struct.pack(">HH", tpid if status & 0x40 else 0x8100, tci) + frame[12:]
        return frame


class Vlan(Link):
    device = "tap"

    def __init__(self, interface, tags):
        super().__init__(interface)
        self.tags = b"".join(struct.pack(">HH", *(int(part, 16) for part in tag.split(":"))) for tag in tags.split(","))

    def wrap(self, frame):
        return frame[:12] + self.tags + frame[12:]

    def unwrap(self, frame):
        end = 12 + len(self.tags)
        return frame[:12] + frame[end:] if frame[12:end] == self.tags else None


class Mpls(Link):
    device = "tap"

    def __init__(self, interface, labels):
        super().__init__(interface)
        numbers = [int(label) for label in labels.split(",")]
        self.stack = b"".join(
            struct.pack(">I", number << 12 | (place == len(numbers) - 1) << 8 | 64) for place, number in enumerate(numbers)
        )

    def wrap(self, frame):  # ARP goes as it is
        return frame[:12] + b"\x88\x47" + self.stack + frame[14:] if frame[12:14] in (b"\x08\x00", b"\x86\xdd") else frame

    def unwrap(self, frame):
        if frame[12:14] == b"\x08\x06":
            return frame
        packet = frame[14 + len(self.stack) :]
        return frame[:12] + struct.pack(">H", ip_type(packet)) + packet if frame[12:14] == b"\x88\x47" else None


class OverIp:
    """One IP protocol number for each family inside; receives with the outer header on."""

    device = "tun"

    def __init__(self, local, remote):
        self.remote, self.sockets, self.count = remote, {}, 0
        for number in self.numbers:
            self.sockets[number] = socket.socket(socket.AF_INET, socket.SOCK_RAW, number)
            self.sockets[number].bind((local, 0))
        self.socket = self.sockets[self.numbers[0]]

    def send(self, wrapped):
        number, packet = wrapped
        self.sockets[number].sendto(packet, (self.remote, 0))

    def receive(self, which=None):
        return (which or self.socket).recv(65536)[20:]


class Gre(OverIp):
    numbers = [47]

    def wrap(self, packet):  # key and sequence number, RFC 2890
        self.count += 1
        return 47, struct.pack(">HHII", 0x3000, ip_type(packet), 0x5043, self.count) + packet

    def unwrap(self, packet):
        return packet[12:]


class IpIp(OverIp):
    numbers = [4, 41]

    def wrap(self, packet):
        return (41 if ip_type(packet) == IPV6 else 4), packet

    def unwrap(self, packet):
        return packet


class EtherIp(OverIp):
    device = "tap"
    numbers = [97]

    def wrap(self, frame):
        return 97, b"\x30\x00" + frame

    def unwrap(self, packet):
        return packet[2:]


class OverUdp:
    def __init__(self, local, remote, number):
        self.remote, self.number = remote, int(number)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((local, self.port))

    def send(self, packet):
        self.socket.sendto(packet, (self.remote, self.port))

    def receive(self):
        return self.socket.recv(65536)


class Geneve(OverUdp):
    device, port = "tap", 6081

    def wrap(self, frame):  # one option of four octets, class and type without meaning
        return struct.pack(">BBHIHBBI", 2, 0, 0x6558, self.number << 8, 0xFFFF, 1, 1, 0x01020304) + frame

    def unwrap(self, packet):
        return packet[16:]


class Gtp(OverUdp):
    device, port = "tun", 2152

    def wrap(self, packet):  # G-PDU without optional fields
        return struct.pack(">BBHI", 0x30, 255, len(packet), self.number) + packet

    def unwrap(self, packet):
        return packet[8:]


KINDS = {"vlan": Vlan, "mpls": Mpls, "gre": Gre, "ipip": IpIp, "etherip": EtherIp, "geneve": Geneve, "gtp": Gtp}


def main(name, kind, *arguments):
    carrier = KINDS[kind](*arguments)
    device = open_device(name, carrier.device)
    sockets = list(getattr(carrier, "sockets", {0: carrier.socket}).values())
    while True:
        for ready in select.select([device, *sockets], [], [])[0]:
            if ready is device:
                carrier.send(carrier.wrap(os.read(device, 65536)))
                continue
            packet = carrier.receive(ready) if isinstance(carrier, OverIp) else carrier.receive()
            inner = carrier.unwrap(packet) if packet else None
            if inner:
                with contextlib.suppress(OSError):  # the device is not up yet: a wire would lose it as well
                    os.write(device, inner)


main(*sys.argv[1:])
