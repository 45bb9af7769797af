"""Removes what a pcapng file says about the machine that recorded it: shb_hardware, shb_os, if_os, if_hardware."""

import struct
import sys

DROP = {0x0A0D0D0A: (16, {2, 3}), 1: (8, {12, 15})}  # block type -> (fixed octets of the body, option codes)


def options(octets, drop):
    kept, at = b"", 0
    while at + 4 <= len(octets):
        code, length = struct.unpack_from("<HH", octets, at)
        end = at + 4 + (length + 3) // 4 * 4
        if code not in drop:
            kept += octets[at:end]
        at = end
        if code == 0:
            break
    return kept


def main(path):
    with open(path, "rb") as file:
        octets = file.read()
    out, at = b"", 0
    while at < len(octets):
        kind, length = struct.unpack_from("<II", octets, at)
        body = octets[at + 8 : at + length - 4]
        if kind in DROP:
            fixed, drop = DROP[kind]
            body = body[:fixed] + options(body[fixed:], drop)
        total = len(body) + 12
        out += struct.pack("<II", kind, total) + body + struct.pack("<I", total)
        at += length
    with open(path, "wb") as file:
        file.write(out)


main(sys.argv[1])
