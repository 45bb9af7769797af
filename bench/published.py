"""The sonde that the benches run: published as users get it."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "artifacts" / "bench"


def publish():
    """Publishes sonde compiled ahead of time, in one image with the framework; returns its path."""
    target = WORK / "sonde"
    print("publishing sonde, ReadyToRun", file=sys.stderr)
    command = ["dotnet", "publish", str(ROOT / "src" / "Sonde"), "-c", "Release", "-r", "linux-x64"]
    subprocess.run([*command, "-p:PublishReadyToRun=true", "-o", str(target), "-v", "q"], check=True, stdout=sys.stderr)
    return str(target / "sonde")
