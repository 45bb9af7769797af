"""A long cable between two hosts: what goes in at one end comes out at the other after a delay.

link.py HOST1 INTERFACE1 HOST2 INTERFACE2 DELAY_MS [EVERY LATE_MS]

HOST is the name of a network namespace without "sonde-". With EVERY, each such frame with data of TCP that goes from
HOST2 to HOST1 takes LATE_MS longer than the others, so that those behind it overtake it.
"""

import ctypes
import fcntl
import heapq
import os
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
SMALL = 200  # octets: frames below carry no bulk data


def open_tap(host, name):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/run/netns/sonde-{host}", "rb") as place:
        if libc.setns(place.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
    handle = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(handle, 0x400454CA, struct.pack("16sH22x", name.encode(), 2 | 0x1000))  # TUNSETIFF: TAP, IFF_NO_PI
    return handle


def main(host1, name1, host2, name2, delay, every=0, late=0):
    ends = [open_tap(host1, name1), open_tap(host2, name2)]
    delay, every, late = float(delay) / 1000, int(every), float(late) / 1000
    under_way, order, bulk = [], 0, 0
    while True:
        wait = max(0, under_way[0][0] - time.monotonic()) if under_way else None
        for ready in select.select(ends, [], [], wait)[0]:
            frame = os.read(ready, 65536)
            at = time.monotonic() + delay
            if ready == ends[1] and len(frame) > SMALL and every:
                bulk += 1
                if bulk % every == 0:
                    at += late
            order += 1
            heapq.heappush(under_way, (at, order, ends[0] if ready == ends[1] else ends[1], frame))
        while under_way and under_way[0][0] <= time.monotonic():
            _, _, end, frame = heapq.heappop(under_way)
            try:
                os.write(end, frame)
            except OSError:
                pass  # the device is not up yet: a wire would lose it as well


main(*sys.argv[1:])
