"""Resolve every lock anew: `make lock`. Hashes only; no lock says from which address a package comes.

    python -m tools.lock            to the newest releases that pyproject.toml allows
    python -m tools.lock --keep     only what pyproject.toml asks for and no lock holds yet

Three locks, installed in this order, each without resolving anything (`tools/bootstrap`):

- `requirements-build.lock`: what builds the project and the one package that is shipped as source alone;
- `requirements.lock`: what the register needs to run, complete in itself;
- `requirements-dev.lock`: what tests and checks need beside it.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).resolve().parent.parent
BUILD, RUN, DEV = (ROOT / f"requirements{part}.lock" for part in ("-build", "", "-dev"))
HEADINGS: Final = {
    BUILD: "# What builds: see tools/lock.py. Written by `make lock`.",
    RUN: "# What the register needs to run: see tools/lock.py. Written by `make lock`.",
    DEV: "# What tests and checks need beside requirements.lock: see tools/lock.py. Written by `make lock`.",
}


def pins(lock: Path) -> list[Requirement]:
    """Return what a lock pins, each with its marker; the hashes are left out."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if line and line[0] not in " #"]


def resolve(lock: Path, asked: list[str], standing: list[Path], *, upgrade: bool) -> None:
    """Write one lock for what is ``asked``; what ``standing`` locks hold is held to the same versions."""
    known = [pin for other in standing for pin in pins(other)]
    left_out = {pin.name for pin in known} if lock == DEV else set()
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "held.txt"
        kept = pins(lock) if lock.exists() and not upgrade else []
        unheld = [pin for pin in kept if pin.name not in {other.name for other in known}]
        held.write_text("\n".join(str(pin) for pin in [*known, *unheld]), encoding="utf-8")
        written = Path(folder) / lock.name
        uv = str(Path(sys.executable).with_name("uv"))
        command = [uv, "pip", "compile", *asked, "--constraint", str(held)]
        command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
        command += ["--no-header", "--no-annotate", "--quiet", "--output-file", str(written)]
        command += [word for name in sorted(left_out) for word in ("--no-emit-package", name)]
        subprocess.run(command, cwd=ROOT, check=True)
        lock.write_text(f"{HEADINGS[lock]}\n{written.read_text(encoding='utf-8')}", encoding="utf-8")


def main() -> None:
    """Write the three locks, each held to the versions of those before it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="keep the versions that are locked already")
    upgrade = not parser.parse_args().keep
    runs = ["pyproject.toml", "--extra", "postgresql"]
    resolve(BUILD, ["--group", "build"], [], upgrade=upgrade)
    resolve(RUN, runs, [BUILD], upgrade=upgrade)
    resolve(DEV, [*runs, "--group", "dev"], [BUILD, RUN], upgrade=upgrade)


if __name__ == "__main__":
    main()
