"""Whole builds as whole processes, side by side in one run: ``python bench/builds.py --sizes 30,100,1000``.

Each generator has a site with the same plans. They take turns (A B C A B C …); told are the medians, the least and the
most, and kamgen's median as a part of each other's. Every site that is built is looked at: a page for each plan, each
of them on the index, and the change that was made before on both. Compare ratios of one run: machines drift.

cold      nothing is there but the plans
nothing   once more, and nothing has changed
edit      a plan has another owner
theme     a few bytes have changed in the template around every page, in the site's own layer of the theme
config    the site has another title
check     kamgen's `check`, with nothing remembered; beside it, the others' cold build
recheck   `check` once more, and nothing has changed; beside it, the others' build when nothing has changed
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from statistics import median

from corpus import AS_OF, write_corpus
from generators import Generator, peers_of, prepare
from processes import Run, run
from repository import begun, committed, replayed

Change = Callable[[Generator], str]
"""Changes something, and returns what every page must show afterwards."""

BUILDS: Mapping[str, Change] = {
    "cold": lambda generator: generator.wipe() or "",
    "nothing": lambda _: "",
    "edit": Generator.change_owner,
    "theme": Generator.change_template,
    "config": Generator.change_title,
}
CHECKS: Mapping[str, tuple[Change, str]] = {
    "check": (BUILDS["cold"], "cold"),
    "recheck": (BUILDS["nothing"], "nothing"),
}
"""What is changed, and which builds of the others are compared."""

LONG = 20.0
"""Seconds from which on a build is run `FEW` times at most."""
FEW = 3

HEAD = """| plans | what | by | wall s (least–most) | CPU s | peak MB | all MB | kamgen / it |
| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |"""


def measure_size(generators: list[Generator], size: int, runs: int, wanted: list[str]) -> Iterator[str]:
    """The rows of one size. The first build of each is not counted: its cache is looked at instead."""
    together = {each.name: built(each, size, "", look=True).together for each in generators}
    medians: dict[str, dict[str, float]] = {}
    for name in [name for name in BUILDS if name in wanted]:
        taken = in_turns(generators, lambda each, name=name: built(each, size, BUILDS[name](each)), runs)
        medians[name] = {generator: median(one.wall for one in results) for generator, results in taken.items()}
        for generator, results in taken.items():
            ratio = "" if generator == "kamgen" else f"{medians[name]['kamgen'] / medians[name][generator]:.2f}"
            yield row(size, name, generator, results, ratio, together[generator] if name == "cold" else None)
    yield same_bytes(generators[0], size)
    for name, (change, beside) in CHECKS.items():
        if name in wanted:
            results = in_turns(generators[:1], lambda each, change=change: check(each, change), runs)["kamgen"]
            own = median(one.wall for one in results)
            others = [each.name for each in generators[1:] if beside in medians]
            ratios = ", ".join(f"{own / medians[beside][other]:.2f} ({other})" for other in others)
            yield row(size, name, "kamgen", results, ratios)


def in_turns(generators: list[Generator], work: Callable[[Generator], Run], runs: int) -> dict[str, list[Run]]:
    """So many runs of each generator, by name."""
    taken: dict[str, list[Run]] = {each.name: [] for each in generators}
    for _ in range(runs):
        for each in generators:
            before = taken[each.name]
            if len(before) < FEW or max(one.wall for one in before) < LONG:
                before.append(work(each))
    return taken


def built(generator: Generator, size: int, shown: str, look: bool = False) -> Run:
    """One build; SystemExit when the site is wrong."""
    result = run(generator.build, generator.root, generator.environment, look)
    if mistakes := generator.mistakes(size, shown):
        raise SystemExit(f"{generator.name} built a wrong site: {'; '.join(mistakes)}")
    return result


def check(generator: Generator, change: Change) -> Run:
    """One `check`."""
    change(generator)
    return run(generator.check, generator.root, generator.environment)


def with_history(root: Path, size: int, commits: int) -> None:
    """Makes kamgen's site a repository with so many commits; the last one brings back the plans that all share."""
    begun(root, size, AS_OF - timedelta(days=commits))
    replayed(root, commits - 2)
    write_corpus(root, size)
    committed(root, AS_OF)


def same_bytes(kamgen: Generator, size: int) -> str:
    """Builds the site anew beside what the builds before have left, and tells whether they are equal."""
    fresh = kamgen.root / "fresh"
    run((*kamgen.build, "--no-cache", "--output", str(fresh)), kamgen.root, kamgen.environment)
    equal = _equal(filecmp.dircmp(kamgen.output, fresh, ignore=[], hide=[]))
    shutil.rmtree(fresh)
    if not equal:
        raise SystemExit("kamgen: the site after all changes is not that of a fresh build")
    return f"| {size:,} | same bytes as a fresh build | kamgen | yes | | | | |"


def _equal(found: filecmp.dircmp[str]) -> bool:
    if found.left_only or found.right_only or found.funny_files:
        return False
    _, differ, unreadable = filecmp.cmpfiles(found.left, found.right, found.common_files, shallow=False)
    return not differ and not unreadable and all(map(_equal, found.subdirs.values()))


def row(size: int, name: str, generator: str, runs: list[Run], ratio: str, together: float | None = None) -> str:
    """One line of the table."""
    walls = [one.wall for one in runs]
    cpu, peak = median(one.cpu for one in runs), max(one.peak for one in runs)
    wall = f"{median(walls):.2f} ({min(walls):.2f}–{max(walls):.2f})"
    most = "" if together is None else f"{together:.0f}"
    return f"| {size:,} | {name} | {generator} | {wall} | {cpu:.2f} | {peak:.0f} | {most} | {ratio} |"


def main() -> None:
    """Read the options and measure each size."""
    everything = [*BUILDS, *CHECKS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,30,100,1000,10000", help="plans, separated by commas")
    parser.add_argument("--runs", type=int, default=5, help=f"of each; {FEW} at most of what takes over {LONG:.0f} s")
    parser.add_argument("--measures", default=",".join(everything))
    parser.add_argument("--commits", type=int, default=0, help="of kamgen's site, two plans edited by each; 0: no git")
    parser.add_argument("--peers", default="hugo,eleventy,pelican", help="'' for none")
    parser.add_argument("--cores", type=int, help="processors that everything is held to  [default: all]")
    parser.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "kamgen-bench-tools")
    given = parser.parse_args()
    wanted = given.measures.split(",")
    if unknown := [name for name in wanted if name not in everything]:
        parser.error(f"no such measure: {', '.join(unknown)}; there are {', '.join(everything)}")
    if given.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: given.cores])
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="kamgen-builds-") as root:
        for size in map(int, given.sizes.split(",")):
            generators = prepare(Path(root, "sites"), size, peers_of(given.peers), given.tools.resolve())
            if given.commits:
                with_history(generators[0].root, size, given.commits)
            for row in measure_size(generators, size, given.runs, wanted):
                print(row, flush=True)


if __name__ == "__main__":
    main()
