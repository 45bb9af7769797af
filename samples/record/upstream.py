"""A name server that behaves badly on purpose: upstream.py ADDRESS answer|servfail|silent SECONDS"""

import socket
import struct
import sys
import time

address, manner, delay = sys.argv[1], sys.argv[2], float(sys.argv[3])
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((address, 53))
while True:
    query, client = server.recvfrom(4096)
    if manner == "silent":
        continue
    time.sleep(delay)
    end = query.index(0, 12) + 5  # the question: name, type, class
    if manner == "servfail":
        header = query[:2] + struct.pack(">HHHHH", 0x8182, 1, 0, 0, 0)
        server.sendto(header + query[12:end], client)
    else:
        header = query[:2] + struct.pack(">HHHHH", 0x8180, 1, 1, 0, 0)
        record = struct.pack(">HHHIH", 0xC00C, 1, 1, 60, 4) + socket.inet_aton("203.0.113.7")
        server.sendto(header + query[12:end] + record, client)
