"""When a plan last said something else than before, as version control tells it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamgen.cache import NullCache
from kamgen.engine.engine import Engine
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.context import UNKNOWN
from tests.engine.past_site import AS_OF, FOLDER, HALDEN, Told, plan, site
from tests.repositories import Scratch, isolate

VIEW = "## Client view\n\n### Metrics\n\n{}\n\n### Concerns\n\n{}\n"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    return site(tmp_path / "site").write(HALDEN, plan())


def test_it_is_the_commit_that_changed_what_the_plan_says(scratch: Scratch) -> None:
    scratch.commit(day=date(2026, 1, 5))
    changed = scratch.write(HALDEN, plan(front="region: Nordics\n")).commit(author="Per Moe", day=date(2026, 3, 9))
    scratch.write(f"{FOLDER}/other.md", plan("Other")).commit(day=date(2026, 5, 1))
    assert Told(scratch).freshness() == (date(2026, 3, 9), "Per Moe", changed, ())


@pytest.mark.parametrize(
    "written",
    [
        plan(front="region:   'Nordics'   # where they are\n"),
        plan(front="region: Nordics\n").replace("\n", "\r\n"),
        plan(front="\n\nregion: Nordics\n"),
        "---\ncategory: strategic\nregion: Nordics\nowner: Ingrid Solberg\nname: Halden Marine\n---\n",
    ],
    ids=["quotes and a comment", "line ends", "blank lines", "order of keys"],
)
def test_a_commit_that_only_writes_it_in_another_way_does_not_count(scratch: Scratch, written: str) -> None:
    scratch.write(HALDEN, plan(front="region: Nordics\n")).commit(day=date(2026, 1, 5))
    scratch.write(HALDEN, written).commit(author="Formatter", day=date(2026, 9, 9))
    assert Told(scratch).freshness()[:2] == (date(2026, 1, 5), "Ingrid Solberg")


def test_a_plan_that_was_moved_is_as_old_as_before(scratch: Scratch) -> None:
    scratch.write(HALDEN, plan(body="A long text that stays.\n" * 9)).commit(day=date(2026, 1, 5))
    scratch.move(HALDEN, f"{FOLDER}/north/halden.md").commit(day=date(2026, 9, 9))
    assert Told(scratch).freshness(f"{FOLDER}/north/halden.md").touched == date(2026, 1, 5)


def test_what_is_not_committed_changed_on_the_day_judged(scratch: Scratch) -> None:
    scratch.commit(day=date(2026, 1, 5))
    scratch.write(HALDEN, plan(front="region: Nordics\n")).write(f"{FOLDER}/new.md", plan("New"))
    told = Told(scratch)
    assert told.freshness() == (AS_OF, "", "", ())
    assert told.freshness(f"{FOLDER}/new.md") == (AS_OF, "", "", ())


def test_a_working_copy_that_is_only_written_in_another_way_is_as_old_as_its_commit(scratch: Scratch) -> None:
    scratch.commit(day=date(2026, 1, 5))
    scratch.write(HALDEN, plan().replace("\n", "\r\n"))
    assert Told(scratch).freshness().touched == date(2026, 1, 5)
    scratch.write(HALDEN, plan(front="# a comment\n"))
    assert Told(scratch).freshness().touched == date(2026, 1, 5)


def test_a_merge_counts_on_the_day_it_landed_and_names_who_wrote_it(scratch: Scratch) -> None:
    scratch.commit(day=date(2026, 1, 5))
    scratch.branch("deal").write(HALDEN, plan(front="region: Nordics\n"))
    written = scratch.commit(author="Per Moe", day=date(2026, 2, 1))
    scratch.switch("main").merge("deal", author="Merger", day=date(2026, 3, 1))
    assert Told(scratch).freshness() == (date(2026, 3, 1), "Per Moe", written, ())


def test_an_undated_topic_has_the_day_its_own_words_changed(scratch: Scratch) -> None:
    scratch.write(HALDEN, plan(body=VIEW.format("Stock accuracy.", "Prices."))).commit(day=date(2026, 1, 5))
    scratch.write(HALDEN, plan(body=VIEW.format("Stock accuracy.", "Delays."))).commit(day=date(2026, 3, 1))
    scratch.write(HALDEN, plan(body=VIEW.format("*Stock*  accuracy.", "Delays and prices."))).commit(
        day=date(2026, 6, 1)
    )
    told = Told(scratch)
    assert told.freshness().touched == date(2026, 6, 1)
    assert told.freshness().sections == (("metrics", date(2026, 1, 5)),)


def test_a_topic_whose_heading_has_a_date_is_not_looked_up(scratch: Scratch) -> None:
    body = VIEW.replace("### Metrics", "### Metrics (2026-01-01)")
    scratch.write(HALDEN, plan(body=body.format("Stock accuracy.", "Prices."))).commit(day=date(2026, 1, 5))
    scratch.write(HALDEN, plan(body=body.format("Stock accuracy.", "Delays."))).commit(day=date(2026, 3, 1))
    assert Told(scratch).freshness().sections == ()


def test_old_topics_are_found_however_many_versions_there_are(scratch: Scratch) -> None:
    scratch.write(HALDEN, plan(body=VIEW.format("Stock accuracy.", "0"))).commit(day=date(2026, 1, 5))
    for number in range(1, 12):
        scratch.write(HALDEN, plan(body=VIEW.format("Stock accuracy.", f"Concern {number}"))).commit()
    assert Told(scratch).freshness().sections == (("metrics", date(2026, 1, 5)),)


def test_a_shallow_clone_does_not_know_how_old_the_plans_of_its_oldest_commit_are(
    scratch: Scratch, tmp_path: Path
) -> None:
    scratch.write(f"{FOLDER}/other.md", plan("Other")).commit(day=date(2026, 1, 5))
    scratch.write(HALDEN, plan(front="region: Nordics\n")).commit(day=date(2026, 3, 1))
    told = Told(scratch.clone(tmp_path / "clone", "--depth", "1"))
    assert told.freshness() == UNKNOWN
    assert told.freshness(f"{FOLDER}/other.md") == UNKNOWN


def test_what_a_shallow_clone_saw_change_is_known(scratch: Scratch, tmp_path: Path) -> None:
    scratch.write(f"{FOLDER}/other.md", plan("Other")).commit(day=date(2026, 1, 5))
    scratch.write("note.txt", "x").commit(day=date(2026, 2, 1))
    scratch.write(HALDEN, plan(front="region: Nordics\n")).commit(day=date(2026, 3, 1))
    told = Told(scratch.clone(tmp_path / "clone", "--depth", "2"))
    assert told.freshness().touched == date(2026, 3, 1)
    assert told.freshness(f"{FOLDER}/other.md") == UNKNOWN


def test_plans_that_version_control_passes_over_have_no_age(scratch: Scratch) -> None:
    scratch.write(".gitignore", "content/\n").commit(day=date(2026, 1, 5))
    assert Told(scratch).freshness() == UNKNOWN


def test_a_plan_is_alive_or_dead_by_its_history(scratch: Scratch) -> None:
    scratch.write(HALDEN, plan(front="actions: [{action: Call}]\n")).commit(day=date(2026, 1, 5))
    told = Told(scratch)
    (account,) = Engine(NullCache(), WorkerPool()).summarise(told.linked).accounts
    assert [found.message for found in account.findings if found.code == "PLN006"] == [
        "plan last changed 2026-01-05, 319 days ago; due every 3 months"
    ]
