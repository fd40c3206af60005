"""Change review as whole processes: ``python bench/changes.py --size 1000 --commits 500 --plans 100``.

diff      `kamgen diff` of one changed plan among many, warm, and its ratio to `check` of the same, in turns
history   a repository of so many commits, each of which edits two plans: the first build, which replays them all;
          one after another commit; one of nothing new; and one outside version control

Every answer is looked at: the diff names the plan that was changed and no other, the site tells of the last commit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from corpus import AS_OF
from processes import Run, run
from repository import ENVIRONMENT, begun, committed, edited, replayed

KAMGEN = (sys.executable, "-m", "kamgen")


def kamgen(root: Path, *arguments: str) -> Run:
    """Run kamgen on the day of the corpus."""
    return run((*KAMGEN, *arguments, "--as-of", str(AS_OF), "--quiet"), root, os.environ | ENVIRONMENT)


def shown(name: str, runs: list[Run], ratio: float | None = None) -> None:
    """One line of the table."""
    walls = [one.wall for one in runs]
    wall = f"{median(walls):.2f} ({min(walls):.2f}–{max(walls):.2f})"
    cpu, peak = median(one.cpu for one in runs), max(one.peak for one in runs)
    print(f"| {name} | {wall} | {cpu:.2f} | {peak:.0f} | {'' if ratio is None else f'{ratio:.2f}'} |", flush=True)


def measure_diff(root: Path, size: int, runs: int) -> None:
    """`diff` and `check` in turns, both warm."""
    begun(root, size, AS_OF - timedelta(days=3))
    plan = sorted((root / "content/accounts").rglob("*.md"))[size // 2]
    edited(plan, 1000)
    told = root / "changes.md"
    commands: dict[str, Callable[[], Run]] = {
        "check": lambda: kamgen(root, "check", "-o", "findings.txt", "--fail-on", "never"),
        "diff": lambda: kamgen(root, "diff", "--output-format", "markdown", "-o", str(told)),
    }
    for command in commands.values():
        command()
    if "1 account changed" not in told.read_text(encoding="utf-8"):
        raise SystemExit("kamgen diff did not find the one change")
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(command())
    own, beside = (median(one.wall for one in taken[name]) for name in ("diff", "check"))
    shown(f"check, {size:,} plans, warm", taken["check"])
    shown(f"diff of one of {size:,} plans, warm", taken["diff"], own / beside)


def measure_history(root: Path, plans: int, commits: int, runs: int) -> None:
    """Builds of a repository with so many commits."""
    begun(root, plans, AS_OF - timedelta(days=commits))
    replayed(root, commits - 1)
    files = sorted((root / "content/accounts").rglob("*.md"))
    first = kamgen(root, "build", "--fail-on", "never")
    shown(f"first build, {commits} commits of {plans} plans", [first])
    shown("nothing new", [kamgen(root, "build", "--fail-on", "never") for _ in range(runs)])
    again = []
    for number in range(runs):
        edited(files[number], 5000 + number)
        committed(root, AS_OF)
        again.append(kamgen(root, "build", "--fail-on", "never"))
    shown("after another commit", again)
    if "Ana Adler" not in next((root / "public").glob("changes.html")).read_text(encoding="utf-8"):
        raise SystemExit("the site does not tell of the last commit")
    shutil.rmtree(root / ".git")
    shutil.rmtree(root / ".kamgen")
    without = kamgen(root, "build", "--fail-on", "never")
    shown("first build outside version control", [without], without.wall / first.wall)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000, help="plans of the diff; 0: none")
    parser.add_argument("--plans", type=int, default=100, help="plans of the history")
    parser.add_argument("--commits", type=int, default=500, help="commits of the history; 0: none")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print("| what | wall s (least–most) | CPU s | peak MB | ratio |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory(prefix="kamgen-changes-") as place:
        if given.size:
            measure_diff(Path(place, "diff"), given.size, given.runs)
        if given.commits:
            measure_history(Path(place, "history"), given.plans, given.commits, given.runs)


if __name__ == "__main__":
    main()
