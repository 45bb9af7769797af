#!/usr/bin/env python3
"""sonde ports beside nmap in two network namespaces: 10,000 ports that refuse, 10,000 that are silent.

    bench/ports.py [--rounds 5] [--sonde PATH]

Needs root, ip, nft and nmap. Nothing leaves the machine. Both programs run once a round, in turn; read the ratios."""
import argparse, os, re, resource, statistics, subprocess, sys, time

from published import publish

OPEN = "22,25,53,80,110,143,443,445,993,995,1433,3306,3389,5432,6379,8080,8443,9000,9200,9999"
UP = """
ip netns add snpb-c; ip netns add snpb-h
ip link add snpb0 netns snpb-c type veth peer name snpb1 netns snpb-h
ip -n snpb-c addr add 10.79.6.254/24 dev snpb0; ip -n snpb-h addr add 10.79.6.1/24 dev snpb1; ip -n snpb-h addr add 10.79.6.240/24 dev snpb1
for n in snpb-c snpb-h; do ip -n $n link set lo up; done; ip -n snpb-c link set snpb0 up; ip -n snpb-h link set snpb1 up
ip netns exec snpb-h nft add table ip t
ip netns exec snpb-h nft 'add chain ip t i { type filter hook input priority 0; }'
ip netns exec snpb-h nft 'add rule ip t i ip daddr 10.79.6.240 tcp dport != {22, 80} drop'
"""
DOWN = "ip netns del snpb-c 2>/dev/null; ip netns del snpb-h 2>/dev/null; true"
LISTEN = f"""
import socket, selectors
s = selectors.DefaultSelector()
for p in [{OPEN}]:
    l = socket.socket(); l.bind(('0.0.0.0', p)); l.listen(512); s.register(l, 1)
print('ready', flush=True)
while 1:
    for k, _ in s.select():
        k.fileobj.accept()[0].close()
"""


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    text = subprocess.run(["ip", "netns", "exec", "snpb-c", *command], capture_output=True, text=True).stdout
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--silent", type=int, default=2, help="rounds of the silent host, half a minute each")
    parser.add_argument("--sonde")
    given = parser.parse_args()
    sonde = given.sonde or publish()
    subprocess.run(["bash", "-c", DOWN])
    subprocess.run(["bash", "-ec", UP], check=True)
    listener = subprocess.Popen(["ip", "netns", "exec", "snpb-h", sys.executable, "-c", LISTEN], stdout=subprocess.PIPE)
    try:
        listener.stdout.readline()
        print("| 10,000 ports | nmap -sT, median s (CPU) | sonde ports, median s (CPU) | wall, sonde / nmap (least to most) |\n|---|---|---|---|")
        for name, host, rounds, options in (
            ("20 open, the rest refuse", "10.79.6.1", given.rounds, []),
            ("2 open, the rest silent", "10.79.6.240", min(given.rounds, given.silent), []),
        ):
            nmap, own = [], []
            for _ in range(rounds):
                nmap.append(run(["nmap", "-n", "-Pn", "-sT", "-p1-10000", host]))
                own.append(run([sonde, "ports", host, "1-10000", *options]))
            opened = [len(re.findall(r"^\d+/tcp +open", one[2], re.M)) for one in nmap]
            told = [int(re.search(r": (\d+) open", one[2]).group(1)) for one in own]
            assert opened == told, (opened, told)
            ratios = [b[0] / a[0] for a, b in zip(nmap, own)]
            middle = lambda rows, at: statistics.median(row[at] for row in rows)
            print(f"| {name} | {middle(nmap, 0):.2f} ({middle(nmap, 1):.2f}) | {middle(own, 0):.2f} ({middle(own, 1):.2f}) "
                  f"| {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) |")
    finally:
        listener.kill()
        subprocess.run(["bash", "-c", DOWN])


if os.geteuid() != 0:
    sys.exit("bench/ports.py: needs root for network namespaces")
main()
