"""Adds to a pcapng file what its recorder cannot know: annotate.py FILE FRAME COMMENT [ADDRESS=NAME ...]

The comment is put on that frame, the names into a name resolution block before the first frame."""

import ipaddress
import struct
import sys

NAMES, PACKET = 4, 6


def padded(octets):
    return octets + bytes(-len(octets) % 4)


def block(kind, body):
    return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)


def names_block(names):
    body = b""
    for entry in names:
        address, name = entry.split("=")
        packed = ipaddress.ip_address(address).packed
        value = packed + name.encode() + b"\0"
        body += struct.pack("<HH", 1 if len(packed) == 4 else 2, len(value)) + padded(value)
    return block(NAMES, body + struct.pack("<HH", 0, 0))


def with_comment(body, comment):
    captured = struct.unpack_from("<I", body, 12)[0]
    end = 20 + (captured + 3) // 4 * 4
    text = comment.encode()
    rest = body[end:] or struct.pack("<HH", 0, 0)
    return body[:end] + struct.pack("<HH", 1, len(text)) + padded(text) + rest


def main(path, frame, comment, *names):
    with open(path, "rb") as file:
        octets = file.read()
    out, at, seen = b"", 0, 0
    while at < len(octets):
        kind, length = struct.unpack_from("<II", octets, at)
        if kind == PACKET:
            seen += 1
            if seen == 1:
                out += names_block(names)
            if seen == int(frame):
                out += block(PACKET, with_comment(octets[at + 8 : at + length - 4], comment))
                at += length
                continue
        out += octets[at : at + length]
        at += length
    with open(path, "wb") as file:
        file.write(out)


main(*sys.argv[1:])
