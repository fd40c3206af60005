"""Nodes become records: a value, or one fault at its place; what a text means depends on nothing but its field."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kamgen.model.fields import Field, Record, Shape, fields_of
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.parse.schema import plan_schema
from tests.records import record_of

HEAD = "name: Halden\nowner: Ingrid\ncategory: core\n"


def plan_with(lines: str) -> Plan:
    return parse_plan(Source("a.md", f"---\n{HEAD}{lines}\n---\n".encode()), "")


def rows_of(record: type[Record], around: str = "") -> Iterator[tuple[str, Field, type[Record]]]:
    """Each field of single values within the rows of a plan's lists, with its list."""
    for key, field in fields_of(record).items():
        if field.shape is Shape.ROWS and field.record and not around:
            yield from rows_of(field.record, key)
        elif around and field.shape is Shape.VALUE:
            yield around, field, record


FIELDS = list(rows_of(FrontMatter))
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12),
    st.sampled_from(["TODO", "1e6", "2026", "2026-Q4", "2026-11-20", "80%", "1,24M", "yes", "high", "~", " "]),
    st.from_regex(r"[-+]?[0-9.,]{1,6}(k|M|%|e[0-9])?", fullmatch=True),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FIELDS), TEXTS)
def test_any_text_of_a_field_is_a_value_or_one_fault_at_its_place(
    where: tuple[str, Field, type[Record]], text: str
) -> None:
    group, field, record = where
    needed = {key: each.example for key, each in fields_of(record).items() if each.required}
    row = {**needed, field.key: "'{}'".format(text.replace("'", "''"))}
    plan = plan_with(f"{group}: [{{{', '.join(f'{key}: {value}' for key, value in row.items())}}}]")
    rows = getattr(plan.front, group)
    told = [(code, plan.at(fault.key).line) for code, fault in plan.faults]
    assert all(line == 5 for _, line in told)
    assert len(told) <= 1
    if not told and rows:
        assert getattr(rows[0], field.name) == field.default or text.strip()
    if not told and not rows:
        assert field.required
    if told and rows:
        assert getattr(rows[0], field.name) in (field.default, None) or len(text) > 200


@pytest.mark.parametrize(
    "lines", ["", "unknown: 1\n", "tags: [a, a]\ntags: [b]\n", "x: &x 1\ny: *x\n", "industry: #1\n"]
)
def test_a_number_means_the_same_whatever_stands_elsewhere(lines: str) -> None:
    row = plan_with(f"{lines}financials: [{{year: 2026, revenue: 1e6, target_revenue: 0x10}}]").front.financials[0]
    assert (row.revenue, row.target_revenue) == (Decimal(1_000_000), None)


def test_a_single_text_is_a_list_of_one_and_keeps_its_digits() -> None:
    front = plan_with("tags: 2027\ncrm: {id: 007}\nhandover: {complete: yes, in_sale: No}").front
    assert (front.tags, front.crm and front.crm.id) == (("2027",), "007")
    assert front.handover is not None
    assert (front.handover.complete, front.handover.in_sale) == (True, False)


def test_a_value_behind_an_alias_is_told_at_the_alias() -> None:
    plan = plan_with("financials: [{year: 2026, revenue: &r soon}, {year: 2025, revenue: *r}]")
    assert [plan.at(fault.key) for _, fault in plan.faults] == [(5, 36, 43), (5, 68, 70)]


def test_two_anchors_of_one_name_lose_no_places() -> None:
    plan = plan_with("industry: &a Ships\nregion: *a\nparent: &a halden\ntags: [*a]\nhorizon: soon")
    assert (plan.front.region, plan.front.tags) == ("Ships", ("halden",))
    assert [plan.at(fault.key) for _, fault in plan.faults] == [(9, 10, 14)]


def test_a_tag_is_told() -> None:
    plan = plan_with("industry: !Ships")
    assert [(code, fault.message) for code, fault in plan.faults] == [
        ("FMT003", "YAML takes `!Ships` for a tag and leaves it out")
    ]


def examples(record: type[Record]) -> dict[str, Any]:
    """A record made of the examples of its fields."""
    return {key: each for key, field in fields_of(record).items() if (each := _example(field)) is not None}


def _example(field: Field) -> Any:
    if field.record:
        inner = examples(field.record)
        return [inner] if field.shape is Shape.ROWS else inner
    return field.example or ({"Platform": "active"} if field.shape is Shape.TABLE else None)


def test_schema_and_binder_accept_the_examples_of_all_fields() -> None:
    given = examples(FrontMatter) | {"status": "lost"}
    assert list(Draft202012Validator(plan_schema()).iter_errors(given)) == []
    front = record_of(FrontMatter, given)
    assert [key for key, field in fields_of(FrontMatter).items() if getattr(front, field.name) in (None, (), {})] == []
