"""What is to be confirmed, read back from every output: a repository with an account for each planted edit."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.small_site import Shell
from tests.compare.planted_dependencies import PLAN, PLANTED, QUIET, Planted
from tests.read_pages import read_page
from tests.repositories import Scratch, isolate

EDITS = (*PLANTED[::3], *QUIET[::6])


def _slug(number: int) -> str:
    return f"yard-{number}"


def _written(number: int, edit: Planted | None) -> str:
    text = PLAN
    for old, new in edit.edits if edit else ():
        text = text.replace(old, new)
    return text.replace("name: Halden Marine", f"name: Yard {number}")


@pytest.fixture
def site(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Every account in its first state, and changed on 2026-11-18."""
    isolate(monkeypatch)
    scratch = Scratch(tmp_path / "site").write("site.toml", "").write(".gitignore", ".kamgen/\npublic/\n")
    for edits, day in ([None] * len(EDITS), date(2026, 11, 2)), (EDITS, date(2026, 11, 20)):
        for number, edit in enumerate(edits):
            scratch.write(f"content/accounts/{_slug(number)}.md", _written(number, edit))
        scratch.commit("Plans", author="Per Moe", day=day)
    monkeypatch.chdir(scratch.root)
    return Shell(scratch.root, shell.capsys)


def test_diff_history_and_pages_tell_the_same(site: Shell) -> None:
    wanted = {_slug(number): edit.touched for number, edit in enumerate(EDITS) if edit.touched}
    told = json.loads(site("diff", "HEAD~", "HEAD", "--output-format", "json").out)["accounts"]
    assert _named({each["slug"]: each["touches"] for each in told}) == wanted

    past = json.loads(site("history", "--output-format", "json").out)["accounts"]
    assert _named({each["slug"]: each["to_confirm"] for each in past}) == wanted
    assert {(each["day"], each["author"]) for one in past for each in one["to_confirm"]} == {("2026-11-20", "Per Moe")}

    site("build", "--quiet", "--fail-on", "never")
    for number in range(len(EDITS)):
        page = read_page(site.folder / f"public/accounts/{_slug(number)}.html")
        rows = page.tables.get("To be confirmed", [])
        entries = {row["Entry"].words for row in rows}
        assert len(entries) == len(wanted.get(_slug(number), ())), EDITS[number].why


def _named(found: dict[str, list[dict[str, str]]]) -> dict[str, frozenset[str]]:
    names = {slug: frozenset(f"{each['group']} {each['title']}" for each in each_of) for slug, each_of in found.items()}
    return {slug: each for slug, each in names.items() if each}


def test_the_account_s_page_marks_an_entry_until_it_is_confirmed(site: Shell) -> None:
    number = next(number for number, edit in enumerate(EDITS) if "needs Fewer line stops" in edit.touched)
    place = site.folder / f"content/accounts/{_slug(number)}.md"
    page_place = site.folder / f"public/accounts/{_slug(number)}.html"
    site("build", "--quiet", "--fail-on", "never")
    marks = [row["Need"].words for row in read_page(page_place).tables["Needs"]]
    assert marks[0] == "Fewer line stops to be confirmed"
    assert [mark for mark in marks if "to be confirmed" in mark] == marks[:1]

    place.write_text(place.read_text().replace("confirmed: 2026-06-10", "confirmed: 2026-11-20"))
    site("build", "--quiet", "--fail-on", "never")
    assert next(row["Need"].words for row in read_page(page_place).tables["Needs"]) == "Fewer line stops"


def test_the_comment_and_the_page_of_a_change_name_what_it_touches(site: Shell) -> None:
    comment = site("diff", "HEAD~", "HEAD", "--output-format", "markdown").out
    count = sum(len(edit.touched) for edit in EDITS)
    assert f"{count:,} to be confirmed" in comment.splitlines()[2]
    assert "What else this touches, to be confirmed" in comment
    page = site("diff", "HEAD~", "HEAD", "--output-format", "html").out
    assert page.count("What else this touches, to be confirmed") == sum(bool(edit.touched) for edit in EDITS)
    full = site("diff", "HEAD~", "HEAD").out
    assert "to be confirmed, as it leans on contact “Kari Dahl”, role decision maker → influencer:" in full


def test_what_hangs_on_a_change_stands_in_the_first_lines_of_the_comment(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch)
    scratch = Scratch(tmp_path / "one").write("site.toml", "").write("content/accounts/halden.md", PLAN)
    scratch.commit("Plans", day=date(2026, 11, 2))
    turned = PLAN.replace("{need: Fewer line stops", "{need: More line stops")
    scratch.write("content/accounts/halden.md", turned.replace("title: COO, role: decision maker", "role: blocker"))
    monkeypatch.chdir(scratch.root)
    lines = shell("diff", "HEAD", "--output-format", "markdown").out.splitlines()[:15]
    assert "8 to be confirmed" in lines[2]
    assert lines[5].endswith(
        "touches 7: contact “Nils Berg” (reports to), opportunity “Platform phase 2” (decision maker),"
        " opportunity “Parts depot” (decision maker), …"
    )
    assert lines[6].endswith(
        "need Fewer line stops → More line stops · touches 1: opportunity “Platform phase 2” (need)"
    )


def test_a_branch_may_confirm_before_the_base_moved_on(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch)
    scratch = Scratch(tmp_path / "one").write("site.toml", "").write("content/accounts/halden.md", PLAN)
    scratch.commit("Plans", day=date(2026, 11, 2))
    scratch.write("README", "moved on").commit("Read me", day=date(2026, 11, 12))
    turned = PLAN.replace("{need: Fewer line stops", "{need: More line stops")
    monkeypatch.chdir(scratch.root)
    told = []
    for day in ("2026-11-01", "2026-11-10", "2026-11-21"):
        plan = turned.replace("value: 240k", f"value: 240k, confirmed: {day}")
        scratch.write("content/accounts/halden.md", plan)
        change = json.loads(shell("diff", "HEAD", "--output-format", "json").out)["accounts"][0]
        told.append([each["title"] for each in change["touches"]])
    assert told == [["Platform phase 2"], [], ["Platform phase 2"]]
