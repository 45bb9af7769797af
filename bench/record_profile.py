#!/usr/bin/env python3
"""Records again what the ahead-of-time compiler goes by: src/Sonde/sonde.mibc, how often each branch of Sonde runs.

Sonde answers questions about made traffic and about every sample while the runtime counts; Sonde.Profile makes one profile
of it. To be run when the code that every packet passes has changed. See bench/README.md.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from published import ROOT

PROFILE = ROOT / "src" / "Sonde" / "sonde.mibc"
PACKETS = 100_000
# Each walks other code for every packet of the made traffic.
QUESTIONS = [
    ["summary", "--json"],
    ["facts"],
    ["facts", "--no-applications"],
    ["tcp", "--json"],
    ["connections", "--json"],
    ["conversations", "--json"],
    ["expert", "--json"],
    ["throughput", "--json"],
    ["timeline", "--json"],
    ["http", "--json"],
    ["tls", "--json"],
    ["threats", "--json"],
    ["diagnose", "--json"],
    ["packets", "--json", "--filter", "tcp.analysis.retransmission && ip.ttl > 3"],
]
# Everything is compiled once, without optimization, and counts from its first call to its last.
COUNTING = {
    "DOTNET_ReadyToRun": "0",
    "DOTNET_TieredCompilation": "1",
    "DOTNET_TieredPGO": "1",
    "DOTNET_TieredPGO_InstrumentOnlyHotCode": "0",
    "DOTNET_TC_CallCounting": "0",
    "DOTNET_TC_QuickJitForLoops": "1",
    "DOTNET_TC_OnStackReplacement": "0",
    "DOTNET_WritePGOData": "1",
}


def built(project):
    """Builds a project; returns its program."""
    subprocess.run(
        ["dotnet", "build", str(ROOT / project), "-c", "Release", "-v", "q", "-clp:ErrorsOnly"], check=True, stdout=sys.stderr
    )
    name = pathlib.Path(project).name
    return ROOT / "artifacts" / "bin" / name / "release" / ("sonde.dll" if name == "Sonde" else f"{name}.dll")


def main():
    sonde, traffic, profile = built("src/Sonde"), built("bench/Sonde.Traffic"), built("bench/Sonde.Profile")
    with tempfile.TemporaryDirectory() as folder:
        capture = os.path.join(folder, "made.pcap")
        subprocess.run(["dotnet", traffic, capture, str(PACKETS)], check=True)
        samples = sorted(path for path in (ROOT / "samples").iterdir() if ".pcap" in path.name)
        runs = [[question[0], capture, *question[1:]] for question in QUESTIONS]
        runs += [["facts", str(sample)] for sample in samples]
        texts = []
        for number, arguments in enumerate(runs):
            print("counting: sonde", *arguments, file=sys.stderr)
            texts.append(os.path.join(folder, f"{number}.txt"))
            subprocess.run(
                ["dotnet", sonde, *arguments],
                env={**os.environ, **COUNTING, "DOTNET_PGODataPath": texts[-1]},
                check=True,
                stdout=subprocess.DEVNULL,
            )
        subprocess.run(["dotnet", profile, PROFILE, sonde.parent, *texts], check=True)


if __name__ == "__main__":
    main()
