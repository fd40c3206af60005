"""The table of what leans on what, held against the format: no field that names another entry is forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.compare.entries import Sort, sort_of
from kamgen.compare.suspects import suspects_of
from kamgen.facts.leaning import LEANING, leans, means_same, same_person
from kamgen.model.fields import fields_of
from kamgen.model.front_matter import FrontMatter
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.compare.any_plan import FRONTS, as_json, shuffled
from tests.compare.compare_support import AS_OF, CALENDAR, compared

NAMES_NOTHING = {
    "crm": "another system",
    "feedback": "a record of the past",
    "vendor_evaluation": "a record of the past",
    "references": "a record of the past",
    "lost": "a record of the past",
    "agreed": "a record of the past",
    "needs.confirmed_by": "a record of the past",
    "contract": "an agreement with the client",
    "competitors": "who they are",
    "opportunities.team_gains": "what the client gains",
    "opportunities.cost_of_waiting": "what not changing costs",
    "opportunities.follow_up": "what follows",
    "actions.team_gains": "what the client gains",
    "actions.cost_of_waiting": "what not changing costs",
    "actions.follow_up": "what follows",
    "waive": "a rule, and who approved it: the approval was given",
    "financials": "figures",
    "team": "who they are",
    "offerings": "what they are",
    "service": "a measure of site.toml",
    "reviews.outcome": "a record of the past",
    "reviews.document": "a file",
    "contacts.name": "who they are",
    "contacts.title": "who they are",
    "contacts.function": "who they are",
    "contacts.interests": "what they care about",
    "risks.risk": "what it is",
    "outcomes.metric": "what it is",
    "outcomes.unit": "what it is counted in",
    "continuity.exit_barriers": "what makes leaving hard",
    "continuity.if_lost": "what is done when all is over",
}
"""Lists, and texts of lists, that lean on no other entry of the plan, and what they say instead."""


def test_every_text_of_every_list_leans_on_something_or_it_is_said_why_not() -> None:
    known = {f"{relation.group}.{relation.field}" for relation in LEANING}
    forgotten = [
        f"{group.key}.{field.key}"
        for group in fields_of(FrontMatter).values()
        if group.record is not None and group.key not in NAMES_NOTHING
        for field in fields_of(group.record).values()
        if sort_of(field) in (Sort.TEXT, Sort.LIST) and f"{group.key}.{field.key}" not in {*known, *NAMES_NOTHING}
    ]
    assert [name for name in forgotten if name != "reviews.covered"] == []


def test_every_list_that_leans_can_be_confirmed() -> None:
    lists = {field.key: field.record for field in fields_of(FrontMatter).values()}
    for group in {relation.group for relation in LEANING}:
        record = lists[group]
        assert record is not None
        assert "confirmed" in fields_of(record), group


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Fewer line stops", "fewer LINE-stops.", True),
        ("The yard closes", "Yard closes", True),
        ("Spare parts", "Spareparts", True),
        ("Reliable deliveries", "Reliable delivreies", True),
        ("Fewer line stops", "More line stops", False),
        ("Within 24 hours", "Within 42 hours", False),
        ("Phase 2", "Phase 3", False),
        ("Import by road", "Export by road", False),
        ("By rail", "By mail", False),
        ("Legal costs", "Illegal costs", False),
        ("Move from rail to road", "Move from road to rail", False),
        ("Scrap < 2%", "Scrap > 2%", False),
        ("Scrap of 2%", "Scrap of 2 percent", True),
        ("A hall of 1.5 km", "A hall of 15 km", False),
        ("1.5", "15", False),
        ("-5", "5", False),
        ("100.5", "1005", False),
        ("1,000 pumps", "1000 pumps", True),
        ("24 hours", "24hours", False),
        ("Más calidad", "Mas calidad", True),
        ("Weniger Stillstände", "Weniger Stillstaende", True),
        ("减少停线", "增加产量", False),
        ("が", "か", False),
        ("Optimise colour", "Optimize color", True),
        ("", "", True),
        ("Parts", "", False),
    ],
)
def test_words_count_and_not_their_letters(one: str, other: str, same: bool) -> None:
    assert means_same(one, other) is same
    assert means_same(other, one) is same


@pytest.mark.parametrize(
    ("need", "metric", "serves"),
    [
        ("Fewer line stops", "Line stops", True),
        ("A night shift that can rule out a false alarm", "False alarms a month", True),
        ("Declare duty without a laboratory in between", "Days until duty is declared", True),
        ("Know the protein yield of each whey batch", "Whey protein recovered", True),
        ("Measure carbon dioxide as closely as oxygen", "Oxygen per kilogram of fish", False),
        ("Less downtime at night", "Downtime", True),
        ("Better stock turnover", "Stock accuracy", False),
        ("", "Stock accuracy", False),
        ("Fewer line stops", "", False),
    ],
)
def test_a_need_serves_the_outcome_whose_words_it_has(need: str, metric: str, serves: bool) -> None:
    relation = next(each for each in LEANING if (each.group, each.how) == ("needs", "serves"))
    assert leans(relation, {"need": need}, {"metric": metric}, CALENDAR) is serves


def test_a_name_is_the_same_whichever_way_round() -> None:
    assert same_person("Dahl, Kari", "kari dahl")
    assert not same_person("Jon Berg", "Jan Berg")
    assert not same_person("Kari Dahl", "Kari Moe")


@settings(max_examples=60)
@given(FRONTS, st.data())
def test_order_and_capitals_claim_nothing_in_any_plan(front: dict[str, Any], data: st.DataObject) -> None:
    before, after = (
        parse_plan(Source("content/accounts/a.md", f"---\n{text}\n---\n".encode()), "content/accounts")
        for text in (as_json(front), as_json(_louder(shuffled(front, data.draw))))
    )
    if not before.faults and not after.faults:
        change = compared(before, after)
        assert suspects_of(before, after, change, AS_OF, CALENDAR) == ()


def _louder(value: Any) -> Any:
    """The same with its texts in capitals: those of `any_plan` are no words that a field knows."""
    if isinstance(value, dict):
        return {key: _louder(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_louder(each) for each in value]
    return value.upper() if isinstance(value, str) and value.startswith("c") and " " not in value else value
