"""What holds for any two plans, whatever they say."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kamgen.compare.entries import Sort, sort_of
from kamgen.model.change import ChangeKind, PlanChange
from kamgen.model.fields import Record, fields_of
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.compare.any_plan import FRONTS, as_block, as_json, shuffled, written_values
from tests.compare.compare_support import compared

FEW = settings(max_examples=60)


def read(front: str, body: str = "") -> Plan:
    return parse_plan(Source("content/accounts/a.md", f"---\n{front}\n---\n{body}".encode()), "content/accounts")


@FEW
@given(FRONTS, st.data())
def test_a_plan_is_no_change_to_itself_in_whatever_order_it_stands(front: dict[str, Any], data: st.DataObject) -> None:
    plan, other = read(as_json(front)), read(as_json(shuffled(front, data.draw)))
    assert plan.readable
    assert not compared(plan, plan)
    if not plan.faults:
        assert not compared(plan, other)


@FEW
@given(FRONTS)
def test_how_a_plan_is_written_is_no_change(front: dict[str, Any]) -> None:
    plan = read(as_json(front))
    block = as_block(front)
    assert not compared(plan, read(block))
    assert not compared(read(block), read(block.replace("\n", "\r\n")))


@FEW
@given(FRONTS, FRONTS)
def test_what_is_added_one_way_is_removed_the_other_way(one: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = read(as_json(one)), read(as_json(other))
    there, back = compared(before, after), compared(after, before)
    assert _told(there, ChangeKind.ADDED) == _told(back, ChangeKind.REMOVED)
    assert _told(there, ChangeKind.REMOVED) == _told(back, ChangeKind.ADDED)
    assert _changed(there) == Counter((*key[:3], key[4], key[3]) for key in _changed(back).elements())


def _told(change: PlanChange, kind: ChangeKind) -> Counter[object]:
    return Counter(
        (each.group, each.title, tuple((f.field, f.was if kind is ChangeKind.REMOVED else f.now) for f in each.fields))
        for each in change.entries
        if each.kind is kind
    )


def _changed(change: PlanChange) -> Counter[Any]:
    return Counter(
        (each.group, f.field, f.kind, f.was, f.now)
        for each in change.entries
        if each.kind is ChangeKind.CHANGED
        for f in each.fields
    )


@FEW
@given(FRONTS, FRONTS)
def test_added_less_removed_entries_are_what_a_plan_has_more(one: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = read(as_json(one)), read(as_json(other))
    assume(not before.faults and not after.faults)
    found = compared(before, after)
    for field in fields_of(FrontMatter).values():
        if sort_of(field) is Sort.ROWS:
            more = len(getattr(after.front, field.name)) - len(getattr(before.front, field.name))
            kinds = Counter(each.kind for each in found.entries if each.group == field.key)
            assert kinds[ChangeKind.ADDED] - kinds[ChangeKind.REMOVED] == more


BASE = {"name": "A", "owner": "B", "category": "core"}
NAMES: dict[str, dict[str, Any]] = {
    "financials": {"year": 2026}, "assessment": {"date": "2026-01-01"}, "feedback": {"date": "2026-01-01"},
    "vendor_evaluation": {"date": "2026-01-01"}, "reviews": {"date": "2026-01-01", "with": "team"},
    "service": {"measure": "m", "actual": 1}, "team": {"name": "n"}, "contacts": {"name": "n"}, "needs": {"need": "n"},
    "opportunities": {"name": "n"}, "risks": {"risk": "r"}, "promises": {"promise": "p"}, "outcomes": {"metric": "m"},
    "references": {"kind": "referral"}, "actions": {"action": "a"}, "waive": {"rule": "FIN001", "reason": "r"},
    "agreed": {"date": "2026-01-01"}, "competitors": {"name": "n"},
}  # fmt: skip
"""What an entry of each group needs."""


NO_OTHER: dict[str, list[Any]] = {
    "format": [1, 2],
    "phasing": [[0.25, 0.25, 0.25, 0.25], ["10%", "20%", "30%", "40%"]],
    "actuals": [[{"period": "2026-Q3", "revenue": "280k"}], [{"period": "2026-Q3", "revenue": "290k"}]],
}
"""Values of fields of their own form."""


def _every_field() -> list[tuple[str, type[Record], str]]:
    top = [("", FrontMatter, field.key) for field in fields_of(FrontMatter).values() if field.record is None]
    inner = [
        (group.key, group.record, field.key)
        for group in fields_of(FrontMatter).values()
        if group.record
        for field in fields_of(group.record).values()
    ]
    return [*top, *inner]


@pytest.mark.parametrize(("group", "record", "key"), _every_field(), ids=str)
def test_every_field_of_the_format_is_compared(group: str, record: type[Record], key: str) -> None:
    field = next(field for field in fields_of(record).values() if field.key == key)
    known = NO_OTHER.get(key) or written_values(record, key) or ["one", "two"]
    first, second, *_ = sorted(known, key=lambda value: value == field.default)
    plans = [read(as_json(_front(group, sort_of(field), key, value))) for value in (first, second)]
    assert [plan.faults for plan in plans] == [(), ()]
    told = {(each.group, f.field) for each in compared(*plans).entries for f in each.fields}
    where = {Sort.ROWS: (f"{group}.{key}", "name"), Sort.TABLE: (key, "state")}.get(sort_of(field), (group, key))
    where = (group, key) if group == "financials" else where
    assert where in told


def _front(group: str, sort: Sort, key: str, value: Any) -> dict[str, Any]:
    shaped = (
        value
        if key in NO_OTHER
        else {Sort.LIST: [value], Sort.TABLE: {"x": value}, Sort.ROWS: [{"name": value}]}.get(sort, value)
    )
    around = {"status": "lost"} if group == "lost" else {}
    if not group:
        return BASE | {key: shaped if key != "currency" else {"one": "EUR", "two": "NOK"}[value]}
    if key == "url":
        shaped = f"https://x.example/{value}"
    entry = NAMES.get(group, {}) | ({"score": 1} if key == "scale" else {}) | {key: shaped}
    rows = next(sort_of(field) for field in fields_of(FrontMatter).values() if field.key == group) is Sort.ROWS
    return BASE | around | {group: [entry] if rows else entry}
