#!/usr/bin/env python3
"""Pings and paths beside fping and mtr: whole processes, alternately in rounds, in network namespaces of this machine.

A client, three routers and a server with 250 addresses; no packet leaves the machine. Needs root, iproute2, fping and mtr.
Read the ratios: seconds of different machines or days do not compare.
"""
import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time

from published import WORK, publish

HOSTS = ["c", "r1", "r2", "r3", "d"]
PREFIX = f"bench{os.getpid()}-"


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def make():
    for host in HOSTS:
        ip("netns", "add", PREFIX + host)
        ip("-n", PREFIX + host, "link", "set", "lo", "up")
    for net, (left, right) in enumerate(zip(HOSTS, HOSTS[1:]), 1):
        ip("link", "add", "right", "netns", PREFIX + left, "type", "veth", "peer", "name", "left", "netns", PREFIX + right)
        for host, end, last in ((left, "right", 1), (right, "left", 2)):
            ip("-n", PREFIX + host, "addr", "add", f"10.98.{net}.{last}/24", "dev", end)
            ip("-n", PREFIX + host, "link", "set", end, "up")
    for place, host in enumerate(HOSTS):
        if place > 0:  # the kernel would limit the answers of routers, and a fast prober would see fewer
            settings = ["net.ipv4.ip_forward=1", "net.ipv4.icmp_ratelimit=0"]
            subprocess.run(["ip", "netns", "exec", PREFIX + host, "sysctl", "-qw", *settings], check=True)
        if place + 1 < len(HOSTS):
            ip("-n", PREFIX + host, "route", "add", "default", "via", f"10.98.{place + 1}.2")
        for net in range(1, place):
            ip("-n", PREFIX + host, "route", "add", f"10.98.{net}.0/24", "via", f"10.98.{place}.1")
    for last in range(1, 251):
        ip("-n", PREFIX + "d", "addr", "add", f"10.98.100.{last}/32", "dev", "lo")
    ip("-n", PREFIX + "r3", "route", "add", "blackhole", "10.98.101.0/24")


def remove():
    for host in HOSTS:
        subprocess.run(["ip", "netns", "del", PREFIX + host], stderr=subprocess.DEVNULL)


def run(command):
    """Wall and CPU seconds of one process at the client, and the last line that it printed."""
    before = os.times()
    start = time.monotonic()
    ran = subprocess.run(["ip", "netns", "exec", PREFIX + "c", *command], capture_output=True, text=True)
    wall = time.monotonic() - start
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, (ran.stdout + ran.stderr).strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sonde", help="a published sonde (default: publishes one)")
    given = parser.parse_args()
    absent = [tool for tool in ("ip", "fping", "mtr") if not shutil.which(tool)]
    if absent:
        parser.error(f"not installed: {', '.join(absent)} (eng/install-test-deps.sh)")
    WORK.mkdir(parents=True, exist_ok=True)
    sonde = given.sonde or publish()
    batch = ["-c1", "-W1", "--max-concurrent", "250", "--json"]
    live, far = "10.98.100.1-250", "10.98.100.5"
    cases = [
        (
            "250 live hosts",
            [
                ("`sonde ping`", [sonde, "ping", live, *batch], '"successful":250'),
                ("`fping -c1 -i1`", ["fping", "-q", "-c1", "-i1", "-g", "10.98.100.1", "10.98.100.250"], "1/1/0%"),
            ],
        ),
        (
            "250 dead hosts",
            [
                ("`sonde ping`", [sonde, "ping", "10.98.101.1-250", *batch], '"failed":250'),
                ("`fping -c1 -i1 -t1000`", ["fping", "-q", "-c1", "-i1", "-t1000", "-g", "10.98.101.1", "10.98.101.250"], "1/0/100%"),
            ],
        ),
        (
            "10 rounds over 4 hops",
            [
                ("`sonde mtr -i10 -G200`", [sonde, "mtr", "-n", "-c10", "-i10", "-G200", far, "--json"], '"received":10'),
                ("`mtr -i0.01 -G0.2`", ["mtr", "-n", "-r", "-c10", "-i0.01", "-G0.2", far], far),
            ],
        ),
        (
            "one trace over 4 hops",
            [
                ("`sonde trace`", [sonde, "trace", "-n", far, "--json"], '"is_destination":true'),
                ("`mtr -c1 -i0.01 -G0.2`", ["mtr", "-n", "-r", "-c1", "-i0.01", "-G0.2", far], far),
            ],
        ),
    ]
    try:
        make()
        print(f"{os.cpu_count()} cores; Linux {platform.release().split('-')[0]}; load {os.getloadavg()[0]:.1f}; {given.rounds} rounds\n")
        print("| What | Program | median s (least to most) | CPU s | times the peer's time |")
        print("|---|---|---|---|---|")
        for title, programs in cases:
            taken = [[] for _ in programs]
            for turn in range(given.rounds):
                for place in (range(len(programs)) if turn % 2 else reversed(range(len(programs)))):
                    name, command, expected = programs[place]
                    wall, cpu, output = run(command)
                    if expected not in output:
                        sys.exit(f"{name}: {expected} is not in the answer: {output[-500:]}")
                    taken[place].append((wall, cpu))
            ratios = [ours[0] / theirs[0] for ours, theirs in zip(*taken)]
            for place, (name, _, _) in enumerate(programs):
                walls = [wall for wall, _ in taken[place]]
                ratio = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})" if place == 0 else "1"
                print(
                    f"| {title} | {name} | {statistics.median(walls):.3f} ({min(walls):.3f} to {max(walls):.3f}) "
                    f"| {statistics.median([cpu for _, cpu in taken[place]]):.3f} | {ratio} |"
                )
    finally:
        remove()


main()
