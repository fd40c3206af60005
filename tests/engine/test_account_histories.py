"""The past of accounts and of the portfolio, replayed under today's rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamgen.cache import NullCache
from kamgen.cache.disk import DiskCache
from kamgen.engine.account_histories import account_histories
from kamgen.engine.engine import Engine
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.change import ChangeKind, ReviewFlag
from tests.engine.past_site import FOLDER, HALDEN, Told, plan, site
from tests.repositories import Scratch, isolate

PROMISE = "promises:\n  - {promise: Spare parts within a day, to: Kari Dahl, made: 2026-01-02, due: %s}\n"
TARGET = "financials:\n  - {year: 2026, revenue: 900k, target_revenue: %s}\n"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """A plan of January, changed in March and in September."""
    scratch = site(tmp_path / "site")
    scratch.write(HALDEN, plan(front=TARGET % "1.3M" + PROMISE % "2026-06-30")).commit("begun", day=date(2026, 1, 5))
    scratch.write(HALDEN, plan(front=TARGET % "1.3M" + PROMISE % "2026-08-31"))
    scratch.commit("later", author="Per Moe", day=date(2026, 3, 9))
    scratch.write(HALDEN, plan(front=TARGET % "1.1M" + PROMISE % "2026-12-31"))
    scratch.commit("less and later", author="Eva Lund", day=date(2026, 9, 9))
    return scratch


def test_versions_stand_newest_first_with_what_they_changed(scratch: Scratch) -> None:
    newest, middle, first = Told(scratch).past().versions
    assert (newest.day, newest.commit.author, newest.commit.subject) == (date(2026, 9, 9), "Eva Lund", "less and later")
    assert [flag for flag, _, _ in newest.plan.flags()] == [ReviewFlag.TARGET_LOWERED, ReviewFlag.DATE_MOVED]
    assert [flag for flag, _, _ in middle.plan.flags()] == [ReviewFlag.DATE_MOVED]
    assert [field.times for _, _, field in newest.plan.flags() if field] == [1, 2]
    assert (first.kind, first.day, bool(first.plan)) == (ChangeKind.ADDED, date(2026, 1, 5), False)


def test_moves_are_a_ledger_of_dates_and_targets(scratch: Scratch) -> None:
    told = [
        (move.day, move.commit.author, move.field.before, move.field.after, move.days, move.field.times)
        for move in Told(scratch).past().moves
    ]
    assert told == [
        (date(2026, 9, 9), "Eva Lund", "1.3M", "1.1M", None, 1),
        (date(2026, 9, 9), "Eva Lund", "2026-08-31", "2026-12-31", 122, 2),
        (date(2026, 3, 9), "Per Moe", "2026-06-30", "2026-08-31", 62, 1),
    ]


def test_points_are_what_the_plan_of_a_day_comes_to_on_that_day(scratch: Scratch) -> None:
    points = Told(scratch).past().points
    assert [point.day for point in points][:2] == [date(2026, 1, 31), date(2026, 2, 28)]
    assert len(points) == 10
    targets = {point.day.month: point.amounts.target for point in points}
    assert (targets[8], targets[9], targets[10]) == (1_300_000, 1_100_000, 1_100_000)
    assert [point.freshness for point in points][:4] == [26, 54, 22, 52]


def test_a_point_is_the_score_of_a_check_on_that_day(scratch: Scratch) -> None:
    told = Told(scratch)
    september = next(point for point in told.past().points if point.day == date(2026, 9, 30))
    then = Told(scratch, as_of=date(2026, 9, 30))
    (account,) = Engine(NullCache(), WorkerPool()).summarise(then.linked).accounts
    assert (september.score, september.health) == (account.score, account.health)


def test_an_account_that_is_gone_counts_in_the_portfolio_of_its_days(scratch: Scratch) -> None:
    other = f"{FOLDER}/other.md"
    scratch.write(other, plan("Other", TARGET % "200k")).commit(day=date(2026, 9, 10))
    scratch.remove(other).commit(day=date(2026, 10, 10))
    told = Told(scratch)
    targets = {sample.whole.day.month: sample.whole.amounts.target for sample in told.samples()}
    assert (targets[8], targets[9], targets[10]) == (1_300_000, 1_300_000, 1_100_000)
    assert set(told.histories.of(told.linked.plans)) == {HALDEN}


def test_points_follow_a_plan_that_was_moved(scratch: Scratch) -> None:
    before = Told(scratch).past().points
    scratch.move(HALDEN, f"{FOLDER}/north/halden-marine.md").commit(day=date(2026, 11, 1))
    assert Told(scratch).past(f"{FOLDER}/north/halden-marine.md").points == before


def test_what_changed_since_the_last_review(scratch: Scratch) -> None:
    reviews = "reviews:\n  - {date: 2026-05-05, with: client}\n  - {date: 2026-10-01, with: client, cancelled: true}\n"
    scratch.write(HALDEN, plan(front=TARGET % "1.1M" + PROMISE % "2026-12-31" + reviews)).commit(day=date(2026, 10, 2))
    since = Told(scratch).past().since
    assert since is not None
    assert since.day == date(2026, 5, 5)
    assert [(entry.noun, entry.kind) for entry in since.plan.entries if entry.group != "reviews"] == [
        ("fiscal year", ChangeKind.CHANGED),
        ("promise", ChangeKind.CHANGED),
    ]


def test_without_a_review_nothing_is_told_since_it(scratch: Scratch) -> None:
    assert Told(scratch).past().since is None


def test_commits_that_changed_what_accounts_are_judged_by_are_marked(scratch: Scratch) -> None:
    scratch.write("site.toml", '[site]\ntitle = "Another title"\n').commit("title", day=date(2026, 9, 20))
    scratch.write("site.toml", '[checklist]\nfeedback_every = "1 year"\n').commit("slower", day=date(2026, 10, 5))
    assert [(mark.day, mark.commit.subject) for mark in Told(scratch).whole().marks] == [(date(2026, 10, 5), "slower")]


def test_how_far_back_pages_tell(scratch: Scratch) -> None:
    scratch.write("site.toml", "[history]\nmonths = 2\ndays = 7\n").commit(day=date(2026, 11, 1))
    told = Told(scratch)
    assert [sample.whole.day for sample in told.samples()] == [date(2026, 9, 30), date(2026, 10, 31)]


def test_changes_are_those_since_the_newest_day_of_the_trend_that_is_long_enough_ago(scratch: Scratch) -> None:
    assert Told(scratch).whole().since == date(2026, 9, 30)
    assert Told(scratch, as_of=date(2026, 11, 30)).whole().since == date(2026, 10, 31)
    scratch.write("site.toml", "[history]\ndays = 366\n").commit(day=date(2026, 11, 1))
    assert Told(scratch).whole().since == date(2025, 11, 19)


def test_a_shallow_clone_tells_of_what_it_has_and_that_it_is_cut_off(scratch: Scratch, tmp_path: Path) -> None:
    told = Told(scratch.clone(tmp_path / "clone", "--depth", "2"))
    past = told.past()
    assert past.cut
    assert [version.day for version in past.versions] == [date(2026, 9, 9)]
    assert [point.day for point in past.points][:1] == [date(2026, 3, 31)]


def test_what_was_replayed_once_is_recalled(scratch: Scratch, tmp_path: Path) -> None:
    place = tmp_path / "cache.sqlite"
    fresh = Told(scratch).histories
    for _ in range(2):
        cache = DiskCache(place, pytest.fail)
        told = Told(scratch, cache=cache)
        assert told.past() == Told(scratch).past()
        assert told.samples() == fresh.samples
        cache.close()


def test_all_versions_are_read_however_many(scratch: Scratch) -> None:
    for number in range(120):
        scratch.write(HALDEN, plan(front=f"tags: [t{number}]\n")).commit(f"number {number}", day=date(2026, 11, 1))
    assert len(Told(scratch).past().versions) == 3 + 120


def test_across_versions_that_cannot_be_read_the_readable_ones_are_compared(tmp_path: Path) -> None:
    promise = "promises:\n  - {promise: Parts, due: 2026-1%s}\n"
    scratch = site(tmp_path / "another")
    scratch.write(HALDEN, plan(front=promise % "0-01")).commit("one", day=date(2026, 10, 1))
    scratch.write(HALDEN, plan(front=promise % "1-01 [")).commit("broken", day=date(2026, 10, 2))
    scratch.write(HALDEN, plan(front=promise % "1-01 [x")).commit("still broken", day=date(2026, 10, 3))
    scratch.write(HALDEN, plan(front=promise % "1-01")).commit("mended", author="Per Moe", day=date(2026, 10, 4))
    past = Told(scratch).past()
    (move,) = past.moves
    assert (move.field.before, move.field.after, move.commit.author, move.owner) == (
        "2026-10-01",
        "2026-11-01",
        "Ingrid Solberg",
        "Ingrid Solberg",
    ), "who moved it, not who mended the plan"
    mended, wrote = past.versions[:2]
    assert wrote.mended == mended.commit
    assert wrote.across
    assert (mended.commit.subject, wrote.across[0], wrote.across[1].subject) == ("mended", date(2026, 10, 1), "one")
    assert [flag.key for version in past.versions for flag, _, _ in version.plan.flags()].count("unreadable") == 1


def test_a_plan_that_was_deleted_and_came_back_has_its_whole_past(scratch: Scratch) -> None:
    before = len(Told(scratch).past().versions)
    text = (scratch.root / HALDEN).read_text()
    scratch.remove(HALDEN).commit("gone", day=date(2026, 10, 1))
    scratch.write(f"{FOLDER}/north/halden.md", text).commit("back", day=date(2026, 10, 5))
    past = Told(scratch).past(f"{FOLDER}/north/halden.md")
    newest, gone = past.versions[:2]
    assert len(past.versions) == before + 2
    assert (newest.kind, newest.back, newest.former, bool(newest.plan)) == (
        ChangeKind.CHANGED,
        date(2026, 10, 1),
        HALDEN,
        False,
    )
    told = gone.kind, gone.day, gone.commit.subject, gone.former
    assert told == (ChangeKind.REMOVED, date(2026, 10, 1), "gone", HALDEN)


def test_no_past_when_site_toml_wants_none(scratch: Scratch) -> None:
    scratch.write("site.toml", "[history]\nmonths = 0\n").commit(day=date(2026, 11, 1))
    told = Told(scratch)
    assert told.plan_history is not None
    assert account_histories(told.engine, told.linked, told.plan_history) is None


def test_a_plan_with_one_version_has_the_past_that_reading_it_would_give(scratch: Scratch) -> None:
    reviews = "reviews:\n  - {date: 2026-11-10, with: client}\n"
    scratch.write(f"{FOLDER}/one.md", plan("One", reviews)).commit("one", day=date(2026, 11, 9))
    told = Told(scratch)
    quick = told.past(f"{FOLDER}/one.md")
    scratch.write(f"{FOLDER}/one.md", plan("One", reviews).replace("\n", "\r\n") + "\n")
    slow = Told(scratch).past(f"{FOLDER}/one.md")
    assert quick == slow
    assert quick.since is not None
    assert [version.kind for version in quick.versions] == [ChangeKind.ADDED]


def test_sections_that_are_older_than_the_newest_version_have_their_day(tmp_path: Path) -> None:
    body = "## Growth\n\n{}\n\n## Value\n\n{}\n\n## Innovation (2026-01-01)\n\nOld.\n"
    scratch = site(tmp_path / "sections").write(HALDEN, plan(body=body.format("More.", "Less stock.")))
    scratch.commit(day=date(2026, 1, 5))
    scratch.write(HALDEN, plan(body=body.format("Much more.", "Less stock."))).commit(day=date(2026, 3, 1))
    scratch.write(HALDEN, plan(front="region: Nordics\n", body=body.format("*Much* more.", "Less stock.")))
    scratch.commit(day=date(2026, 6, 1))
    assert Told(scratch).past().sections == (("growth", date(2026, 3, 1)), ("value", date(2026, 1, 5)))
    scratch.write(HALDEN, plan(body=body.format("Much more.", "Now.")))
    assert Told(scratch).past().sections == (("growth", date(2026, 3, 1)),)
    copy = scratch.clone(tmp_path / "copy", "--depth", "2")
    assert Told(copy).past().sections == ()
