"""`kamgen digest`: trouble, what changed, what is late and what comes; the same figures as the pages have."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.small_site import Shell
from tests.read_pages import read_page
from tests.repositories import Scratch, isolate

HALDEN, NORD = "content/accounts/halden.md", "content/accounts/nord.md"


def plan(name: str, owner: str, more: str) -> str:
    return f"---\nname: {name}\nowner: {owner}\ncategory: core\n{more}---\n"


def promise(due: str, settled: str = "") -> str:
    return f"promises: [{{promise: 'Ask @channel, see https://x.example', to: Kari, due: {due}{settled}}}]\n"


@pytest.fixture
def site(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Two plans; one moves a promise in the week, the other has an action that is late and a close to come."""
    isolate(monkeypatch)
    scratch = Scratch(tmp_path / "site").write("site.toml", "[site]\ntitle = 'Our *accounts*'\n")
    scratch.write(".gitignore", ".kamgen/\nout/\n")
    deals = "opportunities: [{name: Platform, value: 240k, close: 2026-11-25}]\n"
    deals += "actions: [{action: Call, due: 2026-11-18}]\n"
    scratch.write(HALDEN, plan("Halden", "Eva Lund", promise("2026-11-23")))
    scratch.write(NORD, plan("Nord", "Per Moe", deals)).commit("Plans", day=date(2026, 10, 1))
    scratch.write(HALDEN, plan("Halden", "Eva Lund", promise("2026-11-24")))
    scratch.commit("Later", author="Per Moe", day=date(2026, 11, 16))
    monkeypatch.chdir(scratch.root)
    return Shell(scratch.root, shell.capsys)


def sections(text: str) -> dict[str, list[str]]:
    """The lists of a digest in Markdown, without how many they have."""
    parts = re.split(r"^## (.+?) \(\d+\)$", text, flags=re.MULTILINE)
    return {title: body.strip().splitlines() for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def test_for_mail_and_chat_it_calls_nobody_and_links_nowhere(site: Shell) -> None:
    ran = site("digest", "--output-format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == r"# Our \*accounts\*, 2026-11-13 to 2026-11-20"
    told = sections(ran.out)
    assert told["Changed since 2026-11-13"] == [
        "- **Halden** (Eva Lund)",
        "  - ⚠ date moved later: promise “Ask @\u2060channel, see https:\u2060//x.example”, "
        "due date 2026-11-23 → 2026-11-24 (1 day later)",
    ]
    assert told["Late"] == ["- 2026-11-18 action, Nord: Call (Per Moe), 2 days late"]
    assert told["Due by 2026-11-27"] == [
        "- 2026-11-24 promise, Halden: Ask @\u2060channel, see https:\u2060//x.example, to Kari (Eva Lund)",
        "- 2026-11-25 close, Nord: Platform, 240k EUR (Per Moe)",
    ]


def test_at_a_terminal_it_says_today_in_a_sentence(site: Shell) -> None:
    lines = site("digest").out.splitlines()
    assert lines[0] == "Our *accounts*, 2026-11-13 to 2026-11-20"
    assert re.fullmatch(r"2 accounts, checklist \d+; \d in trouble\.", lines[1])


@pytest.mark.parametrize(
    ("since", "begin", "until"),
    [("7d", "2026-11-13", "2026-11-27"), ("2 weeks", "2026-11-06", "2026-12-04"), ("1m", "2026-10-20", "2026-12-21"),
     ("2026-11-16", "2026-11-16", "2026-11-24"), ("2026-11-17", "2026-11-17", "2026-11-23"),
     ("HEAD~1", "2026-10-01", "2027-01-09"), ("HEAD", "2026-11-16", "2026-11-24"), ("0d", "2026-11-20", "2026-11-20")],
)  # fmt: skip
def test_how_long_ago_is_written_as_people_do(site: Shell, since: str, begin: str, until: str) -> None:
    found = json.loads(site("digest", "--since", since, "--output-format", "json").out)
    assert (found["since"], found["until"]) == (begin, until)
    assert bool(found["changed"]) == (begin <= "2026-11-16" and since != "HEAD")


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("soon", "`soon` is no time and no commit: write `7d`"),
        ("2026-12-01", "after 2026-11-20"),
        ("2026-02-31", "no time"),
    ],
)
def test_another_time_is_refused(site: Shell, since: str, said: str) -> None:
    ran = site("digest", "--since", since)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_of_one_owner_it_tells_that_owners_accounts(site: Shell) -> None:
    told = sections(site("digest", "--owner", "per  moe", "--output-format", "markdown").out)
    assert told["Late"] == ["- 2026-11-18 action, Nord: Call (Per Moe), 2 days late"]
    assert "Changed since 2026-11-13" not in told
    found = json.loads(site("digest", "--owner", "Per Moe", "--output-format", "json").out)
    assert (found["owner"], found["changed"]) == ("Per Moe", [])
    assert "No plan changed since 2026-11-13.\n" in site("digest", "--owner", "Per Moe").out


def test_an_unknown_owner_is_answered_with_the_nearest(site: Shell) -> None:
    ran = site("digest", "--owner", "Eva Lunt")
    assert (ran.code, ran.out) == (2, "")
    assert "nobody called `Eva Lunt` owns an account" in ran.err
    assert "did you mean `Eva Lund`?" in ran.err


def test_before_history_begins_it_says_so(site: Shell) -> None:
    out = site("digest", "--since", "2026-09-01").out
    assert "History begins on 2026-10-01: what changed before is not known." in out
    assert "Changed since 2026-09-01 (1)" in out


def test_outside_git_it_says_that_changes_are_not_known(shell: Shell) -> None:
    shell.write("site.toml", "")
    shell.write(NORD, plan("Nord", "Per Moe", "actions: [{action: Call, due: 2026-11-18}]\n"))
    ran = shell("digest")
    assert ran.code == 0
    assert "What changed is not known: the site has no history in git." in ran.out
    assert "2026-11-18 action, Nord: Call (Per Moe), 2 days late" in ran.out
    assert json.loads(shell("digest", "--output-format", "json").out)["changed"] is None


def test_long_lists_are_cut_and_all_shows_them(site: Shell) -> None:
    actions = ", ".join(f"{{action: Call {number:02d}, due: 2026-11-18}}" for number in range(14))
    site.write(NORD, plan("Nord", "Per Moe", f"actions: [{actions}]\n"))
    short = sections(site("digest", "--output-format", "markdown").out)
    assert (len(short["Late"]), short["Late"][-1]) == (11, "- and 4 more")
    changed = short["Changed since 2026-11-13"]
    assert changed[-1] == "  - and 11 more changes"
    whole = sections(site("digest", "--output-format", "markdown", "--all").out)
    assert (len(whole["Late"]), len(whole["Changed since 2026-11-13"])) == (14, len(changed) + 10)


def test_its_figures_are_those_of_the_pages(site: Shell) -> None:
    lost = "financials: [{year: 2026, through: 2026-10, revenue: 10k, gross_profit: 1k, cost_to_serve: 5k}]\n"
    site.write(NORD, plan("Nord", "Per Moe", lost + promise("2026-11-01")))
    found = json.loads(site("digest", "--since", "30d", "--output-format", "json").out)
    assert [each["account"] for each in found["trouble"]] == ["Nord"]
    assert site("build", "--output", "out", "--fail-on", "never", "-q").code == 0
    calendar = Calendar.from_ical((site.folder / "out/calendar.ics").read_bytes())
    days = [event.decoded("dtstart") for event in calendar.walk("VEVENT")]
    assert len(found["late"]) == sum(day < date(2026, 11, 20) for day in days)
    assert len(found["due"]) == sum(date(2026, 11, 20) <= day <= date(2026, 12, 20) for day in days)
    trouble = read_page(site.folder / "out/index.html").section("In trouble")
    assert [each["account"] for each in found["trouble"]] == [name.words for name in trouble.all("bdi")]


def settling(close: str = "", kept: str = "", said: str = "", done: str = "") -> str:
    other = f"{{name: '<!channel> www.x.example', close: 2026-12-01{said}}}"
    deals = f"opportunities: [{{name: Platform, value: 240k, close: 2026-11-25{close}}}, {other}]\n"
    deals += f"promises: [{{promise: Parts, to: Kari, made: 2026-10-01, due: 2026-11-19{kept}}}]\n"
    return plan("Nord", "Per Moe", f"{deals}actions: [{{action: Call, due: 2026-12-20{done}}}]\n")


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (settling(close=", stage: won"), "1 opportunity won"),
        (settling(close=", stage: lost, reason: price"), "1 opportunity lost"),
        (settling(kept=", kept: 2026-11-18"), "1 promise kept"),
        (settling(kept=", broken: 2026-11-18"), "1 promise broken"),
        (settling(done=", done: 2026-11-18"), "1 action done"),
        (settling(said=", need: Heat"), ""),
        (plan("Nord", "Per Moe", ""), ""),
    ],
)
def test_what_is_settled_is_counted(site: Shell, after: str, words: str) -> None:
    root = Scratch(site.folder)
    root.write(NORD, settling()).commit("Deals", day=date(2026, 11, 12))
    root.write(NORD, after)
    line = site("digest", "--owner", "Per Moe").out.splitlines()[2].partition(";")[0]
    told = line.removesuffix(".").removeprefix("Since 2026-11-13 1 account changed").split(", ")[1:]
    assert [each for each in told if not each.startswith("⚠") and "error" not in each] == [words] * bool(words)


@pytest.mark.parametrize("since", ["2026-10-02", "2026-11-16"])
def test_it_tells_of_the_accounts_that_history_tells_of(site: Shell, since: str) -> None:
    Scratch(site.folder).write("content/accounts/ost.md", plan("Ost", "Eva Lund", "")).commit(
        "Ost", day=date(2026, 11, 16)
    )
    found = json.loads(site("digest", "--since", since, "--output-format", "json").out)
    told = json.loads(site("history", "--since", since, "--output-format", "json").out)
    assert [each["slug"] for each in told["accounts"] if each["versions"]] == ["halden", "ost"]
    assert sorted(each["slug"] for each in found["changed"]) == ["halden", "ost"]


def test_what_was_settled_comes_before_what_was_filled_in(site: Shell) -> None:
    root = Scratch(site.folder)
    root.write(NORD, settling("", "", "")).commit("Deals", day=date(2026, 11, 12))
    root.write(NORD, settling(", stage: won", ", kept: 2026-11-18", ", need: Heat")).commit(
        "Won", day=date(2026, 11, 13)
    )
    ran = site("digest", "--owner", "Per Moe", "--output-format", "markdown")
    assert sections(ran.out)["Changed since 2026-11-13"] == [
        "- **Nord** (Per Moe)",
        "  - opportunity “Platform”, stage open → won",
        "  - promise “Parts”, kept 2026-11-18",
        "  - opportunity “\\<\u2060!channel\\> www\u2060.x.example”, need Heat",
    ]
    assert ran.out.splitlines()[3] == (
        "Since 2026-11-13 1 account changed, 1 opportunity won, 1 promise kept; nothing is late; "
        "nothing is due by 2026-11-27."
    )


def test_a_quiet_week_is_told_in_one_sentence(site: Shell) -> None:
    site.write(NORD, plan("Nord", "Per Moe", ""))
    Scratch(site.folder).commit("Quiet", day=date(2026, 11, 11))
    told = site("digest", "--since", "3d", "--owner", "Per Moe").out.splitlines()
    assert told[2] == "No plan changed since 2026-11-17; nothing is late; nothing is due by 2026-11-23."


def test_what_was_committed_after_the_day_is_told_of_and_said(site: Shell) -> None:
    out = site("digest", "--as-of", "2026-11-15").out
    assert "Told is also what was committed after 2026-11-15, up to 2026-11-16." in out
    assert "Changed since 2026-11-08 (1)" in out
