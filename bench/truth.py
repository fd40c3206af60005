#!/usr/bin/env python3
"""History and diff, held against repositories whose truth was written before: recall and precision by kind of event.

python bench/truth.py                                  # three repositories of 1,500 commits of 40 accounts
python bench/truth.py --seeds 7 --commits 5000         # one of 5,000
python bench/truth.py --seeds 7 --keep DIR --wrong     # stays in DIR; everything that is missing or invented
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.truth.played import played
from tests.truth.score import Row, by_kind, by_tag, wrong
from tests.truth.told import told_of
from tests.truth.truth import truth_of


def measured(seed: int, place: Path, given: argparse.Namespace) -> bool:
    """One repository; whether all was told, and nothing else."""
    story = played(seed, given.accounts, given.commits, given.commits / 1500)
    truth = truth_of(story)
    began = time.perf_counter()
    told = told_of(story, place, given.ranges)
    took = time.perf_counter() - began
    print(f"\nseed {seed}: {len(story.commits):,} commits, {took:.1f} s\n")
    print(
        "| what | kind | true | told | right | recall | precision |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    )
    tables = [
        ("history", by_kind(truth.events, told.events)),
        ("history, commits", by_tag(truth.events, told.events)),
        ("slippage", by_kind(truth.moves, told.moves)),
        ("slippage, commits", by_tag(truth.moves, told.moves)),
    ]
    for what, rows in tables:
        for row in rows:
            shown(what, row)
    found = wrong(truth.events, told.events) | {
        f"slippage {key}": each for key, each in wrong(truth.moves, told.moves).items()
    }
    found |= {"out of order": told.disorder} if told.disorder else {}
    found |= {"owners": [str(told.owners)]} if told.owners != Counter(move.owner for move in truth.moves) else {}
    for name, true, heard in told.ranges:
        found |= {f"diff {name}, {kind}": cases for kind, cases in wrong(true, heard).items()}
    if given.wrong:
        print(f"\n{len(told.ranges)} ranges compared\n")
        for kind, cases in found.items():
            print(f"{kind}\n" + "".join(f"    {case}\n" for case in cases))
    return not found


def shown(what: str, row: Row) -> None:
    """A line of the table."""
    print(f"| {what} | {row.kind} | {row.true} | {row.told} | {row.right} | {row.recall:.4f} | {row.precision:.4f} |")


def main() -> None:
    """Read the options and measure; exit code 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,3", help="one repository each")
    parser.add_argument("--accounts", type=int, default=40)
    parser.add_argument("--commits", type=int, default=1500)
    parser.add_argument("--ranges", type=int, default=0, help="pairs of commits that diff compares")
    parser.add_argument("--wrong", action="store_true", help="list what is missing and what was invented")
    parser.add_argument("--keep", type=Path, help="where the repositories are left")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kamgen-truth-") as place:
        root = given.keep or Path(place)
        right = [measured(int(seed), root / f"seed-{seed}", given) for seed in given.seeds.split(",")]
    sys.exit(0 if all(right) else 1)


if __name__ == "__main__":
    main()
