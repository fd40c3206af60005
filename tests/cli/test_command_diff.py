"""`kamgen diff` of each kind of change to a plan, alone and in pairs: one account for each, in one real repository."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kamgen.cli.main import run
from tests.cli.change_play import ACCOUNTS, Play, short
from tests.cli.kinds_of_change import ALONE, KINDS, Change, plan
from tests.cli.small_site import Ran, Shell
from tests.repositories import isolate

SINGLES = {**KINDS, **ALONE}
PAIRS = [pair for pair in combinations(KINDS, 2) if not all(KINDS[each].flags == " moved" for each in pair)]
"""A file is in one place only."""


class Apart(Shell):
    """kamgen run outside of a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str) -> Ran:
        with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            code = run(list(arguments))
        return Ran(code, out.getvalue(), err.getvalue())


def changed(play: Play, slug: str, *changes: Change) -> None:
    """The account ``slug`` with these changes."""
    text = plan(slug)
    for change in changes:
        text = change.edit(text)
    places = [change.place for change in changes if change.place != SINGLES["name"].place]
    play.scratch.remove(f"{ACCOUNTS}/{slug}.md")
    play.write(places[0].format(slug=slug) if places else f"{ACCOUNTS}/{slug}.md", text)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """What is told of each account, by what it was called when all began."""
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch)
        yield _answers(tmp_path_factory.mktemp("kinds"))


def _answers(folder: Path) -> dict[str, dict[str, Any]]:
    cases = {f"case-{name}": (change,) for name, change in SINGLES.items()}
    cases |= {f"case-{one}-and-{other}": (KINDS[one], KINDS[other]) for one, other in PAIRS}
    play = Play(Apart(folder), **{f"{ACCOUNTS}/{slug}.md": plan(slug) for slug in cases})
    for slug, changes in cases.items():
        changed(play, slug, *changes)
    play.scratch.commit("all of it")
    answer = play.answer("main", "HEAD", "--as-of", "2026-11-20", "--site", str(folder))
    assert (answer["settings"], answer["rules"], answer["time"]) == ([], [], [])
    return {Path(account["before"]["path"]).stem: account for account in answer["accounts"]}


def lines(answers: dict[str, dict[str, Any]], slug: str) -> list[str]:
    """What is told of the account that was called ``slug``."""
    account = answers.get(slug)
    return [] if account is None else list(short({"accounts": [account], "settings": [], "rules": [], "time": []}))


@pytest.mark.parametrize("name", SINGLES)
def test_a_change_alone(answers: dict[str, dict[str, Any]], name: str) -> None:
    change = SINGLES[name]
    slug = "case-slug-as" if name == "slug" else f"case-{name}"
    expected = [f"changed {slug}{change.flags}", *change.told, *change.results]
    assert lines(answers, f"case-{name}") == (expected if change.told or change.flags else [])


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_changes_are_told_as_each_of_them_is(answers: dict[str, dict[str, Any]], one: str, other: str) -> None:
    one, other, both = (f"case-{each}" for each in (one, other, f"{one}-and-{other}"))
    assert facts(answers, both) == facts(answers, one) | facts(answers, other)


def facts(answers: dict[str, dict[str, Any]], slug: str) -> set[str]:
    """What is told of an account, apart from scores and money; fields of one entry each by itself."""
    account = answers.get(slug)
    if account is None:
        return set()
    found = {flag for flag in ("moved", "renamed") if account[flag]} | {*account["to_look_at"]}
    found |= {line for section in account["sections"] for line in [str(section | {"line": 0})]}
    for entry in account["entries"]:
        named = f"{entry['kind']} {entry['group']} {entry['former'] or entry['title']}"
        found |= {f"{named} {field}".replace(slug, "") for field in entry["fields"]} or {named}
    return found
