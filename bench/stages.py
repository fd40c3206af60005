"""Where the time goes, stage by stage, in microseconds a plan: ``python bench/stages.py --size 1000``.

The stages run in one process on one corpus, several times over; the median of each is printed with its
part of the whole. ``--profile STAGE`` prints the functions that take longest in one stage instead.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from corpus import AS_OF, write_corpus

from kamgen import __version__
from kamgen.analyse.figures import figures
from kamgen.parse.config import parse_config
from kamgen.pipeline import judge, parse_plans
from kamgen.read.disk import read_content, read_site_text
from kamgen.render.site import render_site
from kamgen.render.theme import load_theme
from kamgen.write import write_site

Stage = tuple[str, Callable[[], Any]]


def once(root: Path, seconds: dict[str, list[float]], profiled: str | None) -> None:
    """One build, each stage timed on its own."""

    def stage(name: str, work: Callable[[], Any]) -> Any:
        profile = cProfile.Profile() if name == profiled else None
        gc.collect()
        start = time.perf_counter()
        result = profile.runcall(work) if profile else work()
        seconds.setdefault(name, []).append(time.perf_counter() - start)
        if profile:
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return result

    site = parse_config(read_site_text(root))
    theme = load_theme(root, site.site.theme)
    content = stage("read", partial(read_content, root, site))
    plans = stage("parse", partial(parse_plans, content))
    portfolio = stage("link, check and score", partial(judge, plans, content, site, AS_OF))
    sums = stage("analyse", partial(figures, portfolio))
    files = stage("render", lambda: list(render_site(portfolio, sums, theme, content, root, __version__)))
    stage("write", partial(write_site, root / "public", files))


def main() -> None:
    """Read the options, run, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", metavar="STAGE")
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="kamgen-stages-"))
    try:
        write_corpus(root, given.size)
        seconds: dict[str, list[float]] = {}
        for _ in range(1 if given.profile else given.runs):
            once(root, seconds, given.profile)
    finally:
        shutil.rmtree(root)
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    whole = sum(medians.values())
    for name, median in medians.items():
        print(f"{name:<22} {median / given.size * 1e6:8.0f} µs a plan {100 * median / whole:5.1f}%")
    print(f"{'all stages':<22} {whole / given.size * 1e6:8.0f} µs a plan")


if __name__ == "__main__":
    main()
