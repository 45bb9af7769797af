#!/usr/bin/env python3
"""2,000 names asked of a local dnsmasq, by dnsperf and by sonde, alternately: as a whole process, and by a server that runs.

    bench/names.py [--sonde PATH] [--rounds N] [--names N] [--concurrency N]

Needs dnsperf and dnsmasq. Without --sonde it publishes one, ReadyToRun, as bench/compare.py does. Nothing leaves the machine.
"""
import argparse
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from published import publish


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def dnsperf(port, queries, at_once):
    output = subprocess.run(
        ["dnsperf", "-s", "127.0.0.1", "-p", str(port), "-d", queries, "-n", "1", "-q", str(at_once)],
        capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Run time \(s\):\s+([\d.]+)", output).group(1))


def process(sonde, port, names, at_once):
    start = time.monotonic()
    output = subprocess.run(
        [sonde, "resolve", "-", "-s", f"127.0.0.1#{port}", "--concurrency", str(at_once), "--json"],
        input="\n".join(names), capture_output=True, text=True, check=True).stdout
    whole = time.monotonic() - start
    answer = json.loads(output)
    assert answer["successful"] == len(names), answer["summary"]
    return whole, answer["duration_ms"] / 1000


class Server:
    """A server that runs, asked over standard input."""

    def __init__(self, sonde):
        self.process = subprocess.Popen([sonde, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.number = 0
        self.ask("initialize", {"protocolVersion": "2025-06-18", "capabilities": {},
                                "clientInfo": {"name": "bench", "version": "1"}})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def ask(self, method, params):
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        while True:
            answer = json.loads(self.process.stdout.readline())
            if answer.get("id") == self.number:
                return answer["result"]

    def batch(self, port, names, at_once):
        start = time.monotonic()
        result = self.ask("tools/call", {"name": "batch_dns_lookup", "arguments": {
            "queries": names, "nameserver": f"127.0.0.1#{port}", "max_concurrent": at_once}})
        whole = time.monotonic() - start
        answer = result["structuredContent"]
        assert answer["successful"] == len(names), answer
        return whole, answer["duration_ms"] / 1000

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sonde")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--names", type=int, default=2000)
    parser.add_argument("--concurrency", type=int, default=100)
    given = parser.parse_args()
    sonde = given.sonde or publish()
    names = [f"h{number}.lab.test" for number in range(given.names)]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        hosts = [f"10.{77 + n // 62500}.{n // 250 % 250}.{n % 250 + 1} {name}" for n, name in enumerate(names)]
        (folder / "hosts").write_text("\n".join(hosts) + "\n")
        (folder / "queries").write_text("".join(f"{name} A\n" for name in names))
        port = free_port()
        dnsmasq = subprocess.Popen(
            ["dnsmasq", "--no-daemon", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
             f"--addn-hosts={folder}/hosts", "--cache-size=10000", f"--port={port}", "--listen-address=127.0.0.1",
             "--bind-interfaces", f"--pid-file={folder}/pid"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(1)
            measure(sonde, port, names, str(folder / "queries"), given)
        finally:
            dnsmasq.kill()
            dnsmasq.wait()


def measure(sonde, port, names, queries, given):
    server = Server(sonde)
    server.batch(port, names, given.concurrency)  # the first one compiles
    rows = {"dnsperf": [], "a running server": [], "a running server, answer read": [],
            "sonde resolve": [], "sonde resolve, whole process": []}
    for _ in range(given.rounds):
        rows["dnsperf"].append(dnsperf(port, queries, given.concurrency))
        whole, asked = server.batch(port, names, given.concurrency)
        rows["a running server"].append(asked)
        rows["a running server, answer read"].append(whole)
        whole, asked = process(sonde, port, names, given.concurrency)
        rows["sonde resolve"].append(asked)
        rows["sonde resolve, whole process"].append(whole)
    server.close()
    print(f"{len(names)} names, {given.concurrency} at once, {given.rounds} rounds\n")
    print("| Who | median s (least to most) | times dnsperf |\n|---|---|---|")
    base = statistics.median(rows["dnsperf"])
    for who, times in rows.items():
        middle = statistics.median(times)
        print(f"| {who} | {middle:.3f} ({min(times):.3f} to {max(times):.3f}) | {middle / base:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
