"""Two programs that talk: one line asks, so many octets answer. Several lines may follow each other on a connection.

talk.py serve PORT [THINK_S]                     "N\\n" is answered with N octets after THINK_S seconds, "0\\n" with a reset
talk.py ask ADDRESS PORT N[,N ...] [PAUSE_S [BUFFER]]    asks for N octets; reads each answer after PAUSE_S seconds
talk.py drip ADDRESS PORT COUNT GAP_S            asks COUNT times for 200 octets, every GAP_S seconds
"""

import os
import socket
import struct
import sys
import threading
import time


def answer(connection, think):
    try:
        with connection, connection.makefile("r") as lines:
            for line in lines:
                time.sleep(think)
                if line == "0\n":
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                connection.sendall(os.urandom(int(line)))
    except OSError as error:
        print(error, flush=True)


def serve(port, think=0):
    listener = socket.create_server(("", int(port)))
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=answer, args=(connection, float(think)), daemon=True).start()


def connect(address, port, buffer=0):
    connection = socket.socket()
    connection.settimeout(4)
    if int(buffer):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, int(buffer))
    connection.connect((address, int(port)))
    return connection


def ask(address, port, sizes, pause=0, buffer=0):
    with connect(address, port, buffer) as connection:
        for size in sizes.split(","):
            connection.sendall(f"{size}\n".encode())
            time.sleep(float(pause))
            left = int(size) or 1
            while left > 0:
                octets = connection.recv(min(left, 65536))
                if not octets:
                    return
                left -= len(octets)


def drip(address, port, count, gap):
    with connect(address, port) as connection:
        for _ in range(int(count)):
            connection.sendall(b"200\n")
            left = 200
            while left > 0:
                octets = connection.recv(left)
                if not octets:
                    return
                left -= len(octets)
            time.sleep(float(gap))


{"serve": serve, "ask": ask, "drip": drip}[sys.argv[1]](*sys.argv[2:])
