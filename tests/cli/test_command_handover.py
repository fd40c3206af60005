"""`kamgen handover`: what leaves with somebody, for the terminal, as Markdown and as JSON; the nearest name."""

from __future__ import annotations

import json

import pytest

from tests.cli.small_site import Shell

PLAN = """---
name: Brekke | Group
owner: Eva Lund
category: core
financials: [{year: 2026, revenue: 910k, through: 2026-10}]
continuity: {backup: Jonas Weber}
contacts: [{name: Kari Dahl, title: COO, role: decision maker, met_by: Eva Lund, last_contact: 2026-10-30}]
actions: [{action: Send *it*, due: 2026-11-01}]
opportunities: [{name: Platform, value: 240k, close: 2027-Q1}]
---
"""


@pytest.fixture
def leaving(site: Shell) -> Shell:
    site.write("content/accounts/brekke.md", PLAN)
    return site


def test_for_people_at_a_terminal(leaving: Shell) -> None:
    ran = leaving("handover", "eva  LUND")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "What leaves with Eva Lund, as of 2026-11-20",
        "1 account (revenue 2026 910k EUR), 1 contact whom nobody else meets, 1 open action, 1 open deal (240k EUR) "
        "and 2 reviews hang on Eva Lund.",
        "",
        "Call at once (1)",
        "  Brekke | Group: Kari Dahl, COO, called by Jonas Weber",
        "",
        "Accounts (1)",
        "  Brekke | Group: backup Jonas Weber, revenue 910k",
        "",
        "Contacts whom nobody else meets (1)",
        "  Brekke | Group: Kari Dahl, COO, decides, last met 2026-10-30",
        "",
        "Open actions (1)",
        "  Brekke | Group: Send *it*, due 2026-11-01, late",
        "",
        "Open deals (1)",
        "  Brekke | Group: Platform, worth 240k, closes 2027-03-31",
        "",
        "Reviews to come (2)",
        "  Brekke | Group: with the team, late",
        "  Brekke | Group: with the client, late",
    ]


def test_as_markdown_of_which_nothing_is_code(leaving: Shell) -> None:
    lines = leaving("handover", "Eva Lund", "--output-format", "markdown").out.splitlines()
    assert lines[0] == "# What leaves with Eva Lund, 2026-11-20"
    assert r"| Brekke \| Group | Send \*it\* | 2026-11-01 | yes |" in lines


def test_as_json_into_a_file(leaving: Shell) -> None:
    ran = leaving("handover", "Eva Lund", "--output-format", "json", "-o", "pack.json")
    assert (ran.code, ran.out) == (0, "")
    pack = json.loads((leaving.folder / "pack.json").read_text(encoding="utf-8"))
    assert (pack["person"], pack["as_of"], pack["currency"]) == ("Eva Lund", "2026-11-20", "EUR")
    deals = next(table for table in pack["tables"] if table["name"] == "handover_deals")
    assert deals["rows"] == [["Brekke | Group", "Platform", "240000", "2027-03-31", False]]


@pytest.mark.parametrize(
    ("person", "hint"),
    [("Eva", "did you mean `Eva Lund`?"), ("Jonas Webber", "did you mean `Jonas Weber`?"), ("Xu", "4 of us are named")],
)
def test_an_unknown_name_is_answered_with_the_nearest(leaving: Shell, person: str, hint: str) -> None:
    ran = leaving("handover", person)
    assert (ran.code, ran.out) == (2, "")
    assert f"nothing hangs on anybody called `{person}`" in ran.err
    assert hint in ran.err


def test_whom_nobody_else_would_call_is_said_and_no_chat_calls_anybody(leaving: Shell) -> None:
    alone = "---\nname: Aalto\nowner: Eva Lund\ncategory: core\nactions: [{action: Ask @here, due: 2026-12-01}]\n---\n"
    leaving.write("content/accounts/aalto.md", alone)
    ran = leaving("handover", "Eva Lund", "--output-format", "markdown")
    assert ran.out.splitlines()[2].endswith(
        "hang on Eva Lund. Nobody else is named to call Aalto: write a `backup` there."
    )
    assert "| Aalto | Ask @\u2060here | 2026-12-01 |  |" in ran.out.splitlines()
    lines = leaving("handover", "Eva Lund").out.splitlines()
    calls = lines[lines.index("Call at once (2)") + 1 :][:2]
    assert calls == ["  Brekke | Group: Kari Dahl, COO, called by Jonas Weber", "  Aalto"]
