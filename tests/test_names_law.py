"""One person, one name: names are compared by `folded` alone, and whoever a name is disguised as is one person."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.fields import bare, folded, tidy
from kamgen.model.rule import EXAMPLE_DATE
from kamgen.model.source import Content, Source
from kamgen.pipeline import evaluate
from kamgen.text.addresses import person_slugs

KAMGEN = Path(__file__).parents[1] / "kamgen"
FOLDING = frozenset(["casefold", "lower", "normalize", "is_normalized"])
READERS = frozenset(["cache", "cli", "markdown", "model", "parse", "read", "serve", "source", "text"])
"""Rooms that fold what is no name: keywords, units, endings of files, schemes, headers; and make the names' own key."""

ALLOWED = {
    "compare/value_format.py": "true and false",
    "link/attachments.py": "endings and paths of files",
    "link/site_index.py": "paths, which disks decompose",
    "render/calendar.py": "the word for a kind of date",
    "render/views/entries.py": "paths, which disks decompose",
    "report/digest.py": "the word for a kind of date",
    "report/tables.py": "names of sheets",
    "rules/portfolio.py": "names of files of an example",
    "scaffold/plan.py": "true and false",
}
"""The files elsewhere that fold something else than names, and what."""


def folding(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FOLDING:
            yield node.func.attr


def test_names_are_folded_in_one_place() -> None:
    found = {path.relative_to(KAMGEN).as_posix() for path in KAMGEN.rglob("*.py") if any(folding(path))}
    assert {path for path in found if path.partition("/")[0] not in READERS} - set(ALLOWED) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë Müller", unicodedata.normalize("NFD", "ZOË  MÜLLER")),
        ("Per Moe", "[[people/per-moe|Per]]"),
        ("Per Moe", "@[[Per Moe]]"),
        ("Per Moe", "“Per\u202fMoe”"),
        ("Per Moe", "Ｐｅｒ　Ｍｏｅ"),
        ("Nia O'Brien", "Nia O´Brien"),
        ("Jörg Weiß", "JÖRG WEISS"),
        ("Kim Fiala", "Kim ﬁala"),
        ("Ann-Marie Bo", "Ann\u2011Marie\u00ad Bo."),
        ("J. Weber", "j weber"),
    ],
)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë Müller", "Zoe Muller"),
        ("Per Moe", "Per Mo"),
        ("Per Moe", "Per Moe (sales)"),
        ("C++", "C"),
        ("per.moe@halden.example", "per moe"),
        ("Nia O'Brien", "Nia OBrien"),
    ],
)
def test_names_that_look_different_are_two(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_name_is_shown_as_readers_see_it() -> None:
    assert tidy("\u200bAnn-Marie\u00a0 Bø\ufe0f ") == "Ann-Marie Bø"
    assert bare("@[[people/ann|A. B.]]") == "ann"
    assert bare("“Nia O’Brien”") == "Nia O’Brien"


LETTERS = "abcdehiklmnorstuvyöüéñøłßжияγδאבمن山田"
words = st.text(LETTERS, min_size=1, max_size=8).map(str.capitalize)
names = st.builds(lambda one, sign, rest: f"{one}{sign}{rest}", words, st.sampled_from([" ", "-", "'", " O'"]), words)
BLANKS = " \u00a0\u2009\u202f\u3000\t"
DISGUISES = (
    lambda name, _: unicodedata.normalize("NFD", name),
    lambda name, _: unicodedata.normalize("NFKD", name),
    lambda name, _: name.upper(),
    lambda name, blank: name.replace(" ", blank),
    lambda name, blank: name.replace(" ", f"{blank} "),
    lambda name, _: name.replace("'", "’"),
    lambda name, _: name.replace("-", "\u2010"),
    lambda name, _: f"[[{name}]]",
    lambda name, _: f"@{name}",
    lambda name, _: f"„{name}“",
    lambda name, blank: f"{blank}{name}\u200b",
)
disguised = st.tuples(names, st.sampled_from(BLANKS), st.lists(st.sampled_from(DISGUISES), max_size=3))


def disguise(drawn: tuple[str, str, list[object]]) -> tuple[str, str]:
    name, blank, ways = drawn
    worn = name
    for way in ways:
        worn = way(worn, blank)  # type: ignore[operator]
    return name, worn


@given(disguised.map(disguise), words)
def test_a_person_in_disguise_is_the_same_and_has_the_same_page(pair: tuple[str, str], other: str) -> None:
    name, worn = pair
    assert folded(worn) == folded(name)
    assert person_slugs([worn])[worn] == person_slugs([name])[name]
    assert folded(f"{worn} {other}") != folded(name)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert folded(bare(text)) == folded(text)
    assert re.sub(r"\s", "", tidy(text)) == "" or folded(text) == folded(tidy(text))


def sites(*owners: str) -> tuple[Account, ...]:
    """Accounts with those owners, each of whom works with the first."""
    plans = []
    for number, owner in enumerate(owners):
        matter = {
            "name": f"Plan {number}", "owner": owner, "category": "core", "team": [{"name": owners[0]}],
            "contacts": [{"name": "Kari Dahl", "met_by": owner}],
            "promises": [{"promise": "A", "to": "kari\u00a0dahl"}],
            "reviews": [{"date": "2026-11-01", "with": "team", "attendees": [owners[0], owner]}],
        }  # fmt: skip
        text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in matter.items())
        plans.append(Source(f"content/accounts/p{number}.md", f"---\n{text}\n---\n".encode()))
    return evaluate(Content("content/accounts", tuple(plans)), SiteConfig(), EXAMPLE_DATE)


@settings(max_examples=40)
@given(disguised.map(disguise))
def test_one_person_is_one_for_rules_lists_and_addresses(pair: tuple[str, str]) -> None:
    name, worn = pair
    accounts = sites(name, name, worn)
    assert {account.owner for account in accounts} == {name}
    assert {account.links.owner_slug for account in accounts} == {person_slugs([name])[name]}
    last = accounts[2].plan.front
    assert (last.contacts[0].met_by, last.reviews[0].attendees) == (name, (name, name))
    assert not [each.message for account in accounts for each in account.findings if each.code == "NAM002"]
    assert all(each.fix is None or each.fix.new == name for each in accounts[2].findings if each.code == "NAM001")


@settings(max_examples=40)
@given(names, names)
def test_two_people_are_two(one: str, other: str) -> None:
    assume(folded(one) != folded(other))
    accounts = sites(one, other)
    assert [account.owner for account in accounts] == [one, other]
    assert len({account.links.owner_slug for account in accounts}) == 2


odd = st.text("[]|#/@'\"*_`. -\u200b\u00a0\u2800aÀ\u0301", max_size=6)


@settings(max_examples=60)
@given(odd, odd)
def test_whatever_stands_for_a_name_has_a_page_or_is_none(one: str, other: str) -> None:
    for account in sites(one, other):
        assert bool(account.links.owner_slug) == bool(account.owner)
