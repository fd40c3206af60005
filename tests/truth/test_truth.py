"""All that befell the accounts of a made-up repository is told, by who did it, and nothing else is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.truth.played import played
from tests.truth.repository import made
from tests.truth.score import wrong
from tests.truth.told import asked, told_of
from tests.truth.truth import truth_of


def test_history_tells_the_truth(tmp_path: Path) -> None:
    story = played(11, accounts=8, commits=200, part=0.05)
    truth, told = truth_of(story), told_of(story, tmp_path / "site")
    assert wrong(truth.events, told.events) == {}
    assert wrong(truth.moves, told.moves) == {}
    assert told.owners == Counter(move.owner for move in truth.moves)
    assert told.disorder == []


def test_diff_tells_what_lies_between_two_commits(tmp_path: Path) -> None:
    story = played(12, accounts=8, commits=200, part=0.05)
    told = told_of(story, tmp_path / "site", ranges=12)
    assert {name: found for name, truth, heard in told.ranges if (found := wrong(truth, heard))} == {}


def test_history_is_the_same_whatever_is_cached_and_however_many_work(tmp_path: Path) -> None:
    root = tmp_path / "site"
    made(played(13, accounts=6, commits=100, part=0.03), root)
    ways = (("--no-cache",), ("--workers", "2"), ("--workers", "1"), ("--workers", "2", "--no-cache"))
    for output in ("json", "full", "slippage"):
        told = {way: asked(root, "history", "--output-format", output, *way) for way in ways}
        assert len(set(told.values())) == 1, output
