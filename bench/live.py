#!/usr/bin/env python3
"""Live capture between two network namespaces, beside dumpcap and tcpdump: what is lost, and what it costs.

bench/live.py [--rates 100000,300000,0] [--seconds 3] [--size OCTETS] [--only NAME]... [--sonde SONDE]

Needs root, gcc, taskset, tcpdump and dumpcap. The sender has one core, the tool that captures another. `lost` is what
was sent and is not in the file; `dropped` what the tool itself says of it. CPU time is that of the whole process, start
included; the column `idle` is the same tool on an interface without packets, for as long. 0 packets per second: as many
as the sender can.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from published import ROOT, publish

LEFT, RIGHT = f"bench{os.getpid()}a", f"bench{os.getpid()}b"


def run(*words, check=True):
    return subprocess.run(words, check=check, capture_output=True, text=True)


def tools(sonde, folder):
    store = f"capture.storage_path={folder}/store"
    start = [str(sonde), "capture", "start", "-i", "v1", "--duration", "120", "--max-octets", "2000000000",
             "--set", store, "--set", "capture.max_octets=2000000000", "--set", "capture.storage_octets=9000000000",
             "--json"]
    return {
        "dumpcap": ["dumpcap", "-q", "-i", "v1", "-B", "64", "-w", f"{folder}/dumpcap.pcapng"],
        "tcpdump": ["tcpdump", "-nn", "-i", "v1", "-B", "65536", "-Z", "root", "-w", f"{folder}/tcpdump.pcap"],
        "sonde": start,
        "sonde --analyze": [*start, "--analyze"],
    }


def spoken(name, output, error):
    """What a tool says that it captured, dropped, and left out of its analysis."""
    if name.startswith("sonde"):
        answer = json.loads(output)
        skipped = answer["capture"].get("analysis", {}).get("packets_skipped", "")
        return answer["packets_captured"], answer["packets_dropped"], skipped
    captured = re.search(r"(\d+) packets captured|Packets captured: (\d+)", error)
    dropped = re.search(r"(\d+) packets dropped by kernel|received/dropped on interface[^:]*: \d+/(\d+)", error)
    number = lambda found: int(next(group for group in found.groups() if group)) if found else -1
    return number(captured), number(dropped), ""


def capture(name, words, folder, sender, rate, seconds, size):
    for old in folder.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    with open(folder / "out", "w") as output, open(folder / "err", "w") as error:
        process = subprocess.Popen(["ip", "netns", "exec", RIGHT, "taskset", "-c", "1", *words], stdout=output, stderr=error)
    time.sleep(2.5)
    sent, reached = 0, 0
    if rate is None:
        time.sleep(seconds)
    else:
        words = ["ip", "netns", "exec", LEFT, "taskset", "-c", "0", str(sender), "v0", str(rate), str(seconds)]
        sent, reached = map(int, run(*words, *([str(size)] if size else [])).stdout.split())
    time.sleep(2)  # on a busy machine the last packets need a while
    process.send_signal(signal.SIGINT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    said = spoken(name, (folder / "out").read_text(), (folder / "err").read_text())
    return sent, reached, said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rates", default="100000,300000,0")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--size", type=int)
    parser.add_argument("--only", action="append")
    parser.add_argument("--sonde", type=Path, help="a published sonde; it is published first if not given")
    options = parser.parse_args()
    if os.getuid() != 0:
        sys.exit("needs root: network namespaces")
    sonde = options.sonde or publish()
    with tempfile.TemporaryDirectory(prefix="bench-live") as place:
        folder, sender = Path(place) / "files", Path(place) / "blast"
        folder.mkdir()
        run("gcc", "-O2", "-o", str(sender), str(ROOT / "bench/blast.c"))
        try:
            run("ip", "netns", "add", LEFT)
            run("ip", "netns", "add", RIGHT)
            run("ip", "link", "add", "v0", "netns", LEFT, "type", "veth", "peer", "name", "v1", "netns", RIGHT)
            for space, link in ((LEFT, "v0"), (RIGHT, "v1")):
                run("ip", "netns", "exec", space, "sysctl", "-qw", f"net.ipv6.conf.{link}.disable_ipv6=1")
                run("ip", "-n", space, "link", "set", link, "up")
            chosen = {name: words for name, words in tools(sonde, folder).items() if name in (options.only or [name])}
            idle = {name: capture(name, words, folder, sender, None, options.seconds, None)[3]
                    for name, words in chosen.items()}
            print("| tool | asked/s | reached/s | sent | lost | dropped | skipped | CPU s | idle | MB |")
            print("|---|---|---|---|---|---|---|---|---|---|")
            for rate in map(int, options.rates.split(",")):
                for name, words in chosen.items():
                    sent, reached, (got, dropped, skipped), cpu, memory = capture(
                        name, words, folder, sender, rate, options.seconds, options.size)
                    lost = f"{(sent - got) * 100 / sent:.2f} %" if got >= 0 else "?"
                    print(f"| {name} | {rate or 'most'} | {reached} | {sent} | {lost} | {dropped} | {skipped} "
                          f"| {cpu:.2f} | {idle[name]:.2f} | {memory:.0f} |", flush=True)
        finally:
            run("ip", "netns", "del", LEFT, check=False)
            run("ip", "netns", "del", RIGHT, check=False)


if __name__ == "__main__":
    main()
