"""`kamgen diff`: exit codes, where the report goes, the comment's marker and length, the day."""

from __future__ import annotations

import json

import pytest

from tests.cli.change_play import NORD_FILE, SITE, SUND, Play
from tests.cli.small_site import Shell
from tests.repositories import isolate


@pytest.fixture
def play(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Play:
    isolate(monkeypatch)
    return Play(shell)


def codes(play: Play) -> tuple[int, int, int]:
    """Exit codes without an option, with --exit-code, and with --fail-on regression."""
    first, second, third = ([], ["--exit-code"], ["--fail-on", "regression"])
    return play.shell("diff", *first).code, play.shell("diff", *second).code, play.shell("diff", *third).code


def test_no_change_is_no_reason_to_fail(play: Play) -> None:
    assert codes(play) == (0, 0, 0)


def test_a_change_for_the_better_fails_only_where_any_change_does(play: Play) -> None:
    play.edit("target_revenue: 1.3M", "target_revenue: 1.4M")
    assert codes(play) == (0, 1, 0)


@pytest.mark.parametrize(
    ("old", "new", "reasons"),
    [
        (
            "target_revenue: 1.3M",
            "target_revenue: 1.1M",
            ["halden: target lowered: fiscal year 2026, revenue target 1.3M → 1.1M (−200k, −15.4%)"],
        ),
        (
            "prices hold until May",
            "prices [hold",
            [
                "halden: plan cannot be read any more: front matter can be read → cannot be read",
                "halden: checklist score 100 → n/a",
                "halden: 1 new error: FMT001",
            ],
        ),
        (
            "date: 2026-09-10",
            "date: 2025-09-10",
            ["halden: checklist score 100 → 67", "halden: Client-side reviews 100 → 0"],
        ),
        ("name: Halden Marine\n", "name: Halden Marine\ntypo: 1\n", ["halden: 1 new error: FMT002"]),
    ],
)
def test_a_change_for_the_worse_fails_and_says_why(play: Play, old: str, new: str, reasons: list[str]) -> None:
    play.edit(old, new)
    assert codes(play) == (0, 1, 1)
    said = play.shell("diff", "--fail-on", "regression", "--output-format", "json")
    assert said.err.splitlines() == reasons
    assert json.loads(said.out)["changed"]


def test_stricter_rules_fail_only_where_any_change_does(play: Play) -> None:
    play.write("site.toml", f'{SITE}feedback_every = "1 month"\n')
    assert codes(play) == (0, 1, 0)


def test_a_plan_that_cannot_be_read_any_more_keeps_its_name_and_has_nothing_fixed(play: Play) -> None:
    play.edit("{date: 2026-06-03", "{date: 2026-01-03").scratch.commit("old feedback")
    assert "  new FBK002" in play.told()
    play.edit("name: Halden Marine\n", "<<<<<<< HEAD\nname: Halden Marine\n=======\nname: Halden\n>>>>>>> main\n")
    ran = play.shell("diff", "HEAD")
    assert "~ Halden Marine  content/accounts/halden.md\n" in ran.out
    assert "FMT001 a merge conflict is left in the file" in ran.out
    assert "fixed" not in ran.out


def test_a_promise_that_was_deleted_is_not_kept_by_that(play: Play) -> None:
    play.edit("made: 2026-05-01, due: 2026-12-30", "made: 2026-05-01, due: 2026-10-01").scratch.commit("late")
    assert "  new PRM002" in play.told()
    play.edit("  - {promise: Spare parts within 24 hours, to: Kari Dahl, made: 2026-05-01, due: 2026-10-01}\n", "")
    play.edit("promises:\n  - {promise: Crew training in Oslo, to: Nils Berg, made: 2026-06-01, due: 2027-01-30}\n", "")
    told = play.told("HEAD")
    assert told[0] == "changed halden !promise-removed !promise-removed"
    assert not [line for line in told if "fixed" in line]


def test_a_removed_account_fails_and_a_new_one_does_not(play: Play) -> None:
    play.write("content/accounts/vik.md", SUND.replace("Sund Shipping", "Vik"))
    assert codes(play) == (0, 1, 0)
    play.scratch.remove(NORD_FILE)
    assert codes(play) == (0, 1, 1)
    assert play.shell("diff", "--fail-on", "regression").err == "nord: account removed\n"


def test_both_reasons_to_fail_may_be_given(play: Play) -> None:
    play.edit("target_revenue: 1.3M", "target_revenue: 1.4M")
    assert play.shell("diff", "--exit-code", "--fail-on", "regression").code == 1
    assert play.shell("diff", "--fail-on", "never").code == 0


@pytest.mark.parametrize("name", ["full", "markdown", "json", "html"])
def test_the_report_goes_to_a_file_whole_and_nothing_to_stdout(play: Play, name: str) -> None:
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M")
    shown = play.shell("diff", "--output-format", name)
    ran = play.shell("diff", "--output-format", name, "-o", "report")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    written = (play.shell.folder / "report").read_bytes().decode()
    assert written == shown.out
    assert "1.1M" in written


@pytest.mark.parametrize("place", ["content", "nowhere/report"])
def test_a_file_that_cannot_be_written_is_told(play: Play, place: str) -> None:
    ran = play.shell("diff", "-o", place)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 2)
    assert place in ran.err


def test_a_comment_is_empty_when_nothing_changed_or_time_alone_did(play: Play) -> None:
    for more in ([], ["--as-of", "2026-12-15"]):
        ran = play.shell("diff", "--output-format", "markdown", *more)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    play.write("comment.md", "what was there")
    play.shell("diff", "--output-format", "markdown", "-o", "comment.md")
    assert (play.shell.folder / "comment.md").read_text() == ""


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ([], "<!-- kamgen:diff -->"),
        (["--marker", "sales"], "<!-- kamgen:diff:sales -->"),
        (["--marker", "--> @everyone <script>"], "<!-- kamgen:diff:everyone-script -->"),
        (["--marker", "\n"], "<!-- kamgen:diff -->"),
    ],
)
def test_the_marker_is_the_first_line(play: Play, given: list[str], line: str) -> None:
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M")
    assert play.shell("diff", "--output-format", "markdown", *given).out.splitlines()[0] == line


def test_the_day_is_the_one_that_was_given_or_that_of_the_source(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    assert play.answer()["as_of"] == "2026-11-20"
    assert play.answer("--as-of", "2027-01-31")["as_of"] == "2027-01-31"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")
    assert play.answer()["as_of"] == "2027-01-01"


def test_the_cache_changes_nothing(play: Play) -> None:
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M")
    first = play.answer("--no-cache")
    assert [play.answer(), play.answer(), play.answer("--workers", "2", "--no-cache")] == [first] * 3


def test_quiet_leaves_the_result_and_verbose_says_what_is_compared(play: Play) -> None:
    play.scratch.switch("main")
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M").scratch.commit("theirs")
    play.scratch.switch("work")
    assert play.shell("diff", "main", "--quiet").err == ""
    ran = play.shell("diff", "--verbose")
    assert f"where HEAD left the default branch ({play.start[:7]}) against the working tree" in ran.err
