#!/usr/bin/env python3
"""Compares whole processes on the same captures: sonde beside tshark, capinfos and tcpdump.

Every program runs alone on one core, start included, one after the other in rounds, so that a slow minute of the machine
hurts all alike; a ratio is taken within a round, and the table shows the median of the ratios. See bench/README.md.
"""

import argparse
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time

from published import ROOT, WORK, publish

SIZES = {"100k": (100_000, 1), "1M": (1_000_000, 1), "2.2M": (2_200_000, 7)}  # packets, seed
FLOWS = {"1M-flows": (1_000_000, 1)}  # short TCP connections, seed; made when asked for
SMALL = str(ROOT / "samples" / "dns.pcapng")
REFERENCE = "tshark -q -z io,phs"
TCP_REFERENCE = "tshark -T fields -e tcp.analysis.flags"


def commands(sonde, capture):
    return {
        "sonde summary --json": [sonde, "summary", capture, "--json"],
        "sonde facts": [sonde, "facts", capture],
        "sonde facts --no-applications": [sonde, "facts", "--no-applications", capture],
        "sonde tcp --json": [sonde, "tcp", capture, "--json"],
        "sonde connections --json": [sonde, "connections", capture, "--json"],
        REFERENCE: ["tshark", "-r", capture, "-q", "-z", "io,phs"],
        TCP_REFERENCE: ["tshark", "-r", capture, "-T", "fields", "-e", "tcp.analysis.flags"],
        "capinfos -csuda": ["capinfos", "-csuda", capture],
        "tcpdump -w /dev/null": ["tcpdump", "-r", capture, "-w", "/dev/null"],
    }


def reference_of(name):
    """The program that a program is held against: what answers the same kind of question."""
    return TCP_REFERENCE if name.startswith(("sonde tcp", "sonde connections", TCP_REFERENCE)) else REFERENCE


def run(command, core):
    """Wall seconds, CPU seconds, peak resident octets and the exit code of one process."""
    error = WORK / "stderr.txt"
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            os.sched_setaffinity(0, {core})
            sink = os.open(os.devnull, os.O_RDWR)
            os.dup2(sink, 0)
            os.dup2(sink, 1)
            os.dup2(os.open(error, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), 2)
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        print(f"{' '.join(map(str, command))} ended with {code}: {error.read_text(errors='replace')[:500]}", file=sys.stderr)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, code


def capture_of(name, generator):
    """The capture of that size, made once by the given generator or by Sonde.Traffic."""
    count, seed = SIZES.get(name) or FLOWS[name]
    many = ["--flows"] if name in FLOWS else []
    if many:
        generator = None  # others make packets only
    kind = pathlib.Path(generator).stem if generator else "traffic"
    path = WORK / f"{kind}-{name}.pcap"
    if path.exists():
        return str(path)
    if generator and generator.endswith(".c"):
        program = str(WORK / kind)
        subprocess.run(["gcc", "-O2", "-o", program, generator, "-lm"], check=True)
        maker = [program]
    elif generator:
        maker = [generator]
    else:
        maker = ["dotnet", "run", "-c", "Release", "--project", str(ROOT / "bench" / "Sonde.Traffic"), "--"]
    print(f"making {path.name}", file=sys.stderr)
    partial = path.with_suffix(".partial")
    subprocess.run([*maker, *many, str(partial), str(count), str(seed)], check=True, stdout=sys.stderr)
    truth = partial.with_name(partial.name + ".truth.txt")
    if truth.exists():
        truth.rename(path.with_name(path.name + ".truth.txt"))
    partial.rename(path)
    return str(path)


def packets_of(capture):
    said = subprocess.run(["capinfos", "-T", "-r", "-c", "-M", capture], check=True, capture_output=True, text=True).stdout
    return int(said.split()[-1])


def warm(command, capture):
    """Brings program and capture into memory: some systems take away what nobody has read for seconds."""
    subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(capture, "rb") as file:
        while file.read(1 << 20):
            pass


def compare(capture, sonde, rounds, core, skip):
    packets = packets_of(capture)
    table = {name: command for name, command in commands(sonde, capture).items() if not any(word in name for word in skip)}
    small = commands(sonde, SMALL)
    names = list(table)
    results = {name: [] for name in names}
    failed = False
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            warm(small[name], capture)
            results[name].append(run(table[name], core))
            failed |= results[name][-1][3] != 0
            print(f"  {turn + 1}/{rounds} {name}: {results[name][-1][0]:.3f} s", file=sys.stderr)

    size = os.path.getsize(capture) / 1e6
    print(f"\n### {pathlib.Path(capture).name}: {packets:,} packets, {size:,.0f} MB, {rounds} rounds\n")
    print("| Program | median s (least to most) | CPU s | packets/s | peak MB | times tshark (least to most) | by CPU time |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        walls = [each[0] for each in results[name]]
        wall, cpu = statistics.median(walls), statistics.median(each[1] for each in results[name])
        peak = max(each[2] for each in results[name]) / 1e6
        ratio = by_cpu = "-"
        if (held := reference_of(name)) in results:
            pairs = list(zip(results[held], results[name]))
            ratios = [reference[0] / own[0] for reference, own in pairs]
            ratio = f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
            by_cpu = f"{statistics.median(reference[1] / own[1] for reference, own in pairs):.1f}"
        note = "" if all(each[3] == 0 for each in results[name]) else " **failed**"
        print(
            f"| `{name}`{note} | {wall:.3f} ({min(walls):.3f} to {max(walls):.3f}) | {cpu:.3f} "
            f"| {packets / wall:,.0f} | {peak:.0f} | {ratio} | {by_cpu} |",
            flush=True,
        )
    return not failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("captures", nargs="*", help=f"capture files, or sizes to make: {', '.join([*SIZES, *FLOWS])} (default: all but flows)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="the core that every program is pinned to")
    parser.add_argument("--sonde", help="a published sonde (default: publishes one)")
    parser.add_argument("--generator", help="a program, or one C file, called with OUT PACKETS SEED (default: Sonde.Traffic)")
    parser.add_argument("--skip", action="append", default=[], help="leave out programs with this word in their name")
    given = parser.parse_args()

    absent = [tool for tool in ("tshark", "capinfos", "tcpdump") if not shutil.which(tool)]
    if absent:
        parser.error(f"not installed: {', '.join(absent)} (eng/install-test-deps.sh)")
    WORK.mkdir(parents=True, exist_ok=True)
    captures = [capture_of(name, given.generator) if name in SIZES or name in FLOWS else name for name in given.captures or SIZES]
    sonde = given.sonde or publish()

    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    versions = [subprocess.run([tool, "--version"], capture_output=True, text=True) for tool in ("tshark", "tcpdump")]
    print(f"{cpu}, {os.cpu_count()} cores, pinned to one; Linux {platform.release().split('-')[0]}")
    print("; ".join((each.stdout or each.stderr).splitlines()[0] for each in versions))
    good = [compare(capture, sonde, given.rounds, given.core, given.skip) for capture in captures]
    sys.exit(0 if all(good) else 1)


main()
