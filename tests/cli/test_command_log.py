"""`kamgen log`: an entry added, changed or closed from the command line."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.small_site import Ran, Shell

PLAN = """---
name: Skarvøy Group
owner: Ingrid Solberg
category: strategic
contacts:
  - {name: Kari Dahl, sentiment: supporter}   # COO
needs:
  - {need: Fewer line stops}
opportunities:
  - name: Platform phase 2
    value: 240k
promises:
  - {promise: Spare parts within 24 hours, due: 2026-06-30}
---
# Skarvøy

- [ ] Send the draft @Per Moe
"""


@pytest.fixture
def plan(site: Shell) -> Path:
    return site.write("content/accounts/nordics/skarvoy.md", PLAN)


Change = tuple[str, str]


@pytest.mark.parametrize(
    ("arguments", "change", "said"),
    [
        (
            ("promise", "Visit: #1", "--to", "Kari Dahl", "--due", "2026-12-01"),
            ("---\n# S", '  - {promise: "Visit: #1", to: Kari Dahl, made: 2026-11-20, due: 2026-12-01}\n---\n# S'),
            "Added promise `Visit: #1` at content/accounts/nordics/skarvoy.md:14.\n",
        ),
        (
            ("feedback", "--score", "8", "--from", "Kari Dahl", "--from", "N, B", "--as-of", "2026-11-18"),
            ("contacts:", 'feedback:\n  - {date: 2026-11-18, from: [Kari Dahl, "N, B"], score: 8}\ncontacts:'),
            "",
        ),
        (
            ("review", "--with", "client", "--site", "ours", "--date", "2026-11-02", "--cancelled"),
            (
                "contacts:",
                "reviews:\n  - {date: 2026-11-02, with: client, site: ours, cancelled: true}\ncontacts:",
            ),
            "Added review of 2026-11-02 at content/accounts/nordics/skarvoy.md:6.\n",
        ),
        (
            ("promise", "spare", "--kept"),
            ("06-30}", "06-30, kept: 2026-11-20}"),
            "Changed promise `Spare parts within 24 hours` (kept 2026-11-20) at "
            "content/accounts/nordics/skarvoy.md:13.\n",
        ),
        (("promise", "spare", "--broken", "2026-07-01"), ("06-30}", "06-30, broken: 2026-07-01}"), ""),
        (("contact", "kari", "--sentiment", "critic"), ("supporter}", "critic}"), ""),
        (("contact", "Dahl", "--last-contact"), ("supporter}", "supporter, last_contact: 2026-11-20}"), ""),
        (("need", "line", "--confirmed", "2026-11-19"), ("stops}", "stops, confirmed: 2026-11-19}"), ""),
        (("opportunity", "platform", "--won"), ("240k\n", "240k\n    stage: won\n"), ""),
        (("opportunity", "platform phase 2", "--value", "1.24M"), ("240k", "1.24M"), ""),
        (
            ("action", "draft", "--done"),
            ("[ ]", "[x]"),
            "Ticked the task `Send the draft` at content/accounts/nordics/skarvoy.md:17.\n",
        ),
    ],
)
def test_one_entry_is_written_and_told_of(
    site: Shell, plan: Path, arguments: tuple[str, ...], change: Change, said: str
) -> None:
    ran = site("log", "skarvoy", *arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == said or not said
    assert plan.read_text(encoding="utf-8") == PLAN.replace(*change, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("promise", "X", "--due", "20/11/2026"),
            "--due: `20/11/2026` is not a date: write `2026-11-20`",
        ),
        (("feedback", "--score", "12"), "--score: 12 is beyond its scale, which ends at 10: write a score up to 10"),
        (
            ("contact", "X", "--role", "chmpion"),
            "--role: `chmpion` is not one of the words this field knows: write `cham",
        ),
        (("opportunity", "X", "--probability", "80"), "--probability: `80` is not a percentage: write `80%`"),
        (("opportunity", "X", "--value", "1,24M"), "--value: `1,24M` is not an amount: write `1.24M`"),
        (
            ("risk", "a\nb"),
            "RISK: `a\\x0ab` holds a line end, a tab or a character that cannot be seen: write one line",
        ),
        (("risk", "TBD"), "RISK: `TBD` only holds a place: write what is true"),
        (("risk", " "), "RISK: nothing is written: write what belongs there"),
        (("promise", "X"), "promise: due is missing (by when): give `--due 2026-06-30`"),
        (("review",), "review: with is missing (`team` (internal) or `client`): give `--with client`"),
        (
            ("need",),
            "need: need is missing (the need in the client's words): give `kamgen log ACCOUNT need \"Fewer line",
        ),
        (("promise", "spare", "--kept", "--broken"), "an entry is closed in one way: give one of --kept, --broken"),
        (
            ("opportunity", "platform", "--won", "--stage", "open"),
            "`--won` says the stage already: leave out `--stage`",
        ),
        (("need", "fewer line stops"), "`Fewer line stops` is there already, in line 8: say what is to change"),
        (("promiss", "X"), "`promiss` cannot be logged: did you mean `promise`?"),
        (("promise", "X", "--du", "2026-12-01"), "No such option '--du'."),
    ],
)
def test_wrong_usage_names_the_option_and_what_to_write(
    site: Shell, plan: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = site("log", "skarvoy", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert f"Error: {message}" in ran.err
    assert plan.read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize(
    "account", ["Skarvøy Group", "group", "skarv", "Skarvoy", "content/accounts/nordics/skarvoy.md"]
)
def test_an_account_is_found_by_its_slug_name_or_path(site: Shell, plan: Path, account: str) -> None:
    assert site("log", account, "need", "Quiet", "--dry-run").code == 0
    assert plan.exists()


@pytest.mark.parametrize(
    ("account", "message"),
    [
        ("skarvey", "error: there is no account `skarvey`\nhelp: did you mean `skarvoy`?\n"),
        ("zzz", "error: there is no account `zzz`\nhelp: `kamgen check` lists all plans\n"),
        (
            "h",
            "error: `h` may be any of 2 plans: content/accounts/halden.md, content/accounts/hx.md\n"
            "help: give the path of one\n",
        ),
    ],
)
def test_an_account_that_is_none_or_several(site: Shell, plan: Path, account: str, message: str) -> None:
    site.write("content/accounts/hx.md", PLAN.replace("Skarvøy Group", "Hx"))
    assert site("log", account, "risk", "X") == Ran(2, "", message)
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_dry_run_prints_the_change_and_writes_nothing(site: Shell, plan: Path) -> None:
    plan.write_bytes(PLAN.replace("\n", "\r\n").encode())
    before = plan.read_bytes()
    ran = site("log", "skarvoy", "need", "line", "--confirmed", "--dry-run")
    assert ran.code == 0
    assert ran.out.splitlines()[:2] == [f"{sign} {side}/content/accounts/nordics/skarvoy.md" for sign, side in
                                        (("---", "a"), ("+++", "b"))]  # fmt: skip
    assert [line for line in ran.out.splitlines()[2:] if line[0] in "+-"] == [
        "-  - {need: Fewer line stops}",
        "+  - {need: Fewer line stops, confirmed: 2026-11-20}",
    ]
    assert plan.read_bytes() == before


def test_what_cannot_be_changed_safely_is_left_alone_and_told(site: Shell, plan: Path) -> None:
    text = PLAN.replace("promises:\n", "promises: &p\n")
    plan.write_text(text, encoding="utf-8")
    ran = site("log", "skarvoy", "promise", "X", "--due", "2026-12-01")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: content/accounts/nordics/skarvoy.md cannot be changed safely: an anchor, alias, tag or merge key "
        "(`&`, `*`, `!`, `<<`) is in the way\nhelp: add this to `promises` by hand:\n"
        "promises:\n  - {promise: X, made: 2026-11-20, due: 2026-12-01}\n"
    )
    assert plan.read_text(encoding="utf-8") == text


def test_an_outcome_is_dated_when_it_changes(site: Shell, plan: Path) -> None:
    site("log", "skarvoy", "outcome", "Stock accuracy", "--unit", "%", "--actual", "93", "--as-of", "2026-09-30")
    ran = site("log", "skarvoy", "outcome", "stock accuracy", "--actual", "94.5")
    assert ran.out.startswith("Changed outcome `Stock accuracy` (actual 94.5, as_of 2026-11-20) at ")
    assert '{metric: Stock accuracy, unit: "%", actual: 94.5, as_of: 2026-11-20}' in plan.read_text(encoding="utf-8")


def test_an_entry_much_like_another_is_added_and_told_of(site: Shell, plan: Path) -> None:
    ran = site("log", "skarvoy", "opportunity", "Platform", "--value", "10k")
    assert ran.code == 0
    assert ran.err == "note: `Platform phase 2` in line 10 is another opportunity\n"
    assert "  - name: Platform\n    value: 10k\n" in plan.read_text(encoding="utf-8")


def test_permissions_and_links_stay(site: Shell, plan: Path) -> None:
    plan.chmod(0o640)
    link = site.folder / "content/accounts/alias.md"
    link.symlink_to(plan)
    assert site("log", "alias", "risk", "X").code == 0
    assert link.is_symlink()
    assert "risks:\n" in plan.read_text(encoding="utf-8")
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert sorted(path.name for path in plan.parent.iterdir()) == ["nord.md", "skarvoy.md"]


def test_a_link_out_of_the_accounts_is_refused(site: Shell, plan: Path) -> None:
    outside = site.write("outside.md", PLAN)
    (plan.parent / "out.md").symlink_to(outside)
    ran = site("log", "out", "risk", "X")
    assert ran.code == 2
    assert "out.md cannot be changed: this is a link that leads out of the accounts folder" in ran.err
    assert outside.read_text(encoding="utf-8") == PLAN


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A terminal on which something was typed."""

    class Tty(StringIO):
        def isatty(self) -> bool:
            return True

    def type_in(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", Tty(text))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    return type_in


def test_what_is_missing_is_asked_for_on_a_terminal(site: Shell, plan: Path, typed: Callable[[str], None]) -> None:
    typed("Visit the yard\nsoon\n2026-12-01\n")
    ran = site("log", "skarvoy", "promise")
    assert ran.code == 0
    assert "What was promised (such as Spare parts within 24 hours): " in ran.err
    assert (
        "Error: --due: `soon` names nothing on the calendar: write the date as year-month-day, such as `2026-11-20`"
        in ran.err
    )
    row = "  - {promise: Visit the yard, made: 2026-11-20, due: 2026-12-01}\n"
    assert row in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("contact", "Kari Dahl", "--last-contact", "2027-01-01"), "2027-01-01"),
        (("feedback", "--date", "2026-11-21", "--score", "8"), "2026-11-21"),
        (("promise", "A visit", "--made", "2026-11-20", "--due", "2020-01-01"), "2020-01-01"),
    ],
)
def test_what_check_calls_an_error_is_not_written(site: Shell, plan: Path, arguments: Sequence[str], said: str) -> None:
    before = plan.read_bytes()
    for more in ((), ("--dry-run",)):
        ran = site("log", "skarvoy", *arguments, *more)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("error: nothing is written: ")
        assert said in ran.err
        assert "FMT009" in ran.err
    assert plan.read_bytes() == before


def test_without_a_kind_it_says_what_can_be_logged(site: Shell) -> None:
    ran = site("log", "skarvoy")
    assert ran.code == 2
    assert "say what is to be logged: feedback, review, promise" in ran.err


def test_help_has_the_fields_of_the_plan_format(site: Shell) -> None:
    shown = site("log", "skarvoy", "review", "--help").out
    for option in ("--date", "--with", "--site", "--attendees", "--covered", "--outcome", "--cancelled", "--dry-run"):
        assert option in shown
    assert "opportunity  Add or change an opportunity" in site("log", "--help").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "--site", "{}", "skarvoy", "need", "line", "--confirmed"),
        ("log", "skarvoy", "--site", "{}", "need", "line", "--confirmed"),
        ("log", "skarvoy", "need", "--site", "{}", "line", "--confirmed"),
        ("log", "skarvoy", "need", "line", "--confirmed", "--site", "{}"),
        ("log", "skarvoy", "review", "--with", "client", "--site", "ours", "--site", "{}"),
    ],
)
def test_the_site_may_be_named_anywhere(
    site: Shell, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    ran = site(*(given.format(site.folder) for given in arguments))
    assert (ran.code, ran.err) == (0, "")
    assert plan.read_text(encoding="utf-8") != PLAN
    assert ("site: ours" in plan.read_text(encoding="utf-8")) == ("review" in arguments)
