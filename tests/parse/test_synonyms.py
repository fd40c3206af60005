"""Usual words for keys: the message for the unknown one names the right one, in its group."""

from __future__ import annotations

import pytest

from kamgen.model.fields import fields_of, folded
from kamgen.model.front_matter import FrontMatter
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.parse.synonyms import SAME_MEANING
from kamgen.rules.codes import FaultCode

HEADS = {
    "financials": "year: 2025",
    "opportunities": "name: Platform",
    "actions": "action: Call",
    "contacts": "name: Kari Dahl",
    "risks": "risk: Delivery",
    "promises": "promise: Spare parts",
    "outcomes": "metric: Stock accuracy",
    "reviews": "date: 2026-09-10, with: client",
    "feedback": "date: 2026-09-10, method: survey",
}
"""What an entry of a list has at least."""
PAIRS = [(word, meant) for word, keys in SAME_MEANING.items() for meant in keys]


def told(front: str) -> list[tuple[str, str]]:
    """What is said of unknown keys: message, and what to write."""
    text = f"---\nname: Halden\nowner: Per Moe\ncategory: core\n{front}\n---\n"
    plan = parse_plan(Source("content/accounts/halden.md", text.encode()), "content/accounts")
    return [(fault.message, fault.write) for code, fault in plan.faults if code == FaultCode.UNKNOWN_FIELD]


@pytest.mark.parametrize(("word", "meant"), PAIRS)
def test_a_usual_word_leads_to_the_key_that_is_meant(word: str, meant: str) -> None:
    group, _, key = meant.rpartition(".")
    home = fields_of(FrontMatter)[group].record if group else FrontMatter
    assert home
    assert key in fields_of(home)
    assert word not in fields_of(home)
    entry = f'"{word}": x'
    head = HEADS.get(group)
    front = f"{group}: [{{{head}, {entry}}}]" if head else f"{group}: {{{entry}}}" if group else entry
    [(_, write)] = told(front)
    first = next(each for each in SAME_MEANING[word] if each.rpartition(".")[2] in fields_of(home))
    assert write == f"did you mean `{first.rpartition('.')[2]}`?"


@pytest.mark.parametrize(
    ("word", "group", "key"),
    [
        ("ARR", "financials", "revenue"),
        ("turnover", "financials", "revenue"),
        ("Umsatz", "financials", "revenue"),
        ("renewal", "contract", "ends"),
        ("nps", "feedback", "score"),
        ("close_date", "opportunities", "close"),
        ("cost", "financials", "cost_to_serve"),
        ("deadline", "actions", "due"),
    ],
)
def test_one_that_stands_by_itself_is_told_its_group(word: str, group: str, key: str) -> None:
    says = f"`{word}` is not a key of an account plan: it belongs in `{group}` as `{key}`"
    assert told(f"{word}: x") == [(says, f"`{key}` in `{group}`")]


def test_words_of_crms_lead_to_keys_and_lists() -> None:
    assert [told(f"{word}: x")[0][1] for word in ("KAM", "Account_Manager", "client", "tasks", "deals")] == [
        f"did you mean `{key}`?" for key in ("owner", "owner", "name", "actions", "opportunities")
    ]
    assert told("stage: open") == [
        ("`stage` is not a key of an account plan: it belongs in `opportunities`", "it in `opportunities`")
    ]
    assert told("STATUS: lost") == [("`STATUS` is not a key of an account plan", "did you mean `status`?")]
    assert len(SAME_MEANING) > 60
    assert all(word == folded(word) for word in SAME_MEANING)
