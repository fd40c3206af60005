"""Whole builds, side by side in one run: ``python bench/builds.py --sizes 30,100,1000 --cores 1``.

Each size is built in turn by kamgen and by Pelican (A B A B …) from nothing, on the same plans. Printed are
the medians of wall time, CPU time and the peak memory of the largest process, and kamgen's ratio to Pelican.
Pelican is installed once into a folder of its own below --root. Compare ratios, not seconds: machines drift.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from corpus import write_corpus

HERE = Path(__file__).resolve().parent
PELICAN = ["pelican==4.12.0", "Markdown==3.11.3", "PyYAML==6.0.3"]


@dataclass(frozen=True)
class Run:
    """One whole process: wall and CPU seconds, peak memory in MB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Builder:
    """Something that builds a site: its command, and what to delete before it builds from nothing."""

    name: str
    command: list[str]
    folder: Path
    leftovers: tuple[str, ...]
    plans: int

    def build(self, cores: int) -> Run:
        for leftover in self.leftovers:
            shutil.rmtree(self.folder / leftover, ignore_errors=True)
        start = time.perf_counter()
        process = subprocess.Popen(
            self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            preexec_fn=lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores]),
        )  # fmt: skip
        errors = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        pages = len(list((self.folder / "public").rglob("*.html")))
        if process.returncode != 0 or pages < self.plans:
            raise SystemExit(f"{self.name} failed with {pages} pages: {errors.decode(errors='replace')[-2000:]}")
        return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def pelican(root: Path) -> Path:
    """Pelican's own environment, made once."""
    home = root / "pelican-env"
    if not (home / "bin/pelican").exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin/pip", "install", "--quiet", *PELICAN], check=True)
    return home / "bin/pelican"


def builders(root: Path, size: int, peers: bool) -> list[Builder]:
    """kamgen, and Pelican on a copy of the same plans."""
    site = root / f"site-{size}"
    shutil.rmtree(site, ignore_errors=True)
    write_corpus(site, size)
    kamgen = [
        sys.executable,
        "-m",
        "kamgen",
        "build",
        "--as-of",
        "2026-11-20",
        "--fail-on",
        "never",
        "--quiet",
    ]
    found = [Builder("kamgen", kamgen, site, ("public", ".kamgen"), size)]
    if peers:
        copy = root / f"pelican-{size}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(HERE / "pelican", copy)
        shutil.copytree(site / "content/accounts", copy / "content")
        found.append(Builder("pelican", [str(pelican(root)), "--quiet"], copy, ("public", "cache"), size))
    return found


def measure(root: Path, size: int, runs: int, cores: int, peers: bool) -> None:
    """Print a row a builder; the first run of each warms up and is not counted."""
    contenders = builders(root, size, peers)
    taken: dict[str, list[Run]] = {builder.name: [] for builder in contenders}
    for turn in range(runs + 1):
        for builder in contenders:
            run = builder.build(cores)
            if turn:
                taken[builder.name].append(run)
    for name, results in taken.items():
        wall, cpu = (statistics.median(getattr(run, field) for run in results) for field in ("wall", "cpu"))
        print(f"{size:>6}  {name:<8} {wall:7.2f} s wall {cpu:7.2f} s CPU {max(run.peak for run in results):6.0f} MB")
    if peers:
        ratios = [a.wall / b.wall for a, b in zip(taken["kamgen"], taken["pelican"], strict=True)]
        print(f"{size:>6}  kamgen / pelican, wall: median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}")


def main() -> None:
    """Read the options and measure each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,30,100,1000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--root", type=Path, default=Path(tempfile.gettempdir()) / "kamgen-bench")
    given = parser.parse_args()
    given.root.mkdir(parents=True, exist_ok=True)
    for size in map(int, given.sizes.split(",")):
        measure(given.root, size, given.runs, given.cores, not given.no_peers)


if __name__ == "__main__":
    main()
