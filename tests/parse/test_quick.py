"""The quick way to read a front matter holds to pydantic's: what it reads is the same, and asks for no verdict."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import ryaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.fields import Record
from kamgen.model.front import FrontMatter
from kamgen.model.groups import Action, FinancialYear
from kamgen.parse.quick import table_of
from kamgen.parse.shape import shape_of
from kamgen.parse.texts import verdicts
from tests.parse.plan_example import COMPLETE

Path = tuple[str | int, ...]
DATA = ryaml.loads(COMPLETE.split("---\n")[1])

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2500),
    st.sampled_from([10**15, 10**16, -0.0, 0.0, 0.5, 1.0, 80.5, float("nan"), float("inf"), 1e-40]),
    st.sampled_from(["", " ", "TODO", "tbd: x", "todo", "-", " to do", "ﬁxme", "next", "a" * 201, "\u2003x\u00a0"]),
    st.sampled_from(
        ["2026-11-20", "2026-Q4", "2026", "20.11.2026", "1.24M", "80%", "6 months", "yes", "Decision_Maker"]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=6),
)
"""Without control characters: a text that holds one never comes this far."""
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "to", "date"]), inner),
    max_leaves=4,
)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in entries:
        yield from paths(item, (*path, key))


def changed(path: Path, value: object) -> dict[str, Any]:
    data: Any = deepcopy(DATA)
    group = data
    for part in path[:-1]:
        group = group[part]
    group[path[-1]] = value
    return dict(data)


def records(value: object) -> Iterator[Record]:
    """A record and all within it."""
    if isinstance(value, tuple):
        for item in value:
            yield from records(item)
    elif isinstance(value, Record):
        yield value
        yield from records(tuple(vars(value).values()))


def same(one: FrontMatter, other: FrontMatter) -> bool:
    """Whether they are alike to the last: values with their signs and types, fields in their order, what was given."""
    given = [[record.model_fields_set for record in records(front)] for front in (one, other)]
    return one == other and repr(one) == repr(other) and given[0] == given[1]


def test_the_complete_example_is_read_as_pydantic_reads_it() -> None:
    assert same(table_of(FrontMatter).read(DATA), FrontMatter.model_validate(DATA))


@settings(deadline=None)
@given(st.sampled_from(sorted(paths(DATA), key=str)), VALUES)
def test_what_is_read_is_read_as_pydantic_reads_it_and_nothing_is_wrong_with_its_texts(
    path: Path, value: object
) -> None:
    data = changed(path, value)
    try:
        front = table_of(FrontMatter).read(data)
    except (LookupError, TypeError, ValueError):
        return
    assert same(front, FrontMatter.model_validate(data))
    assert list(verdicts(data, shape_of(FrontMatter))) == []


def test_a_key_with_nothing_after_it_is_read_as_pydantic_reads_it() -> None:
    data = {"name": "Halden", "owner": "Ingrid", "category": "core", "crm": None, "tags": None, "financials": None}
    assert same(table_of(FrontMatter).read(data), FrontMatter.model_validate(data))


def test_values_that_are_alike_to_python_are_not_taken_for_each_other() -> None:
    table = table_of(FinancialYear)
    read = [str(table.read({"year": 2026, "revenue": value}).revenue) for value in (0.0, -0.0, "0", 1, 1.0)]
    assert read == ["0.0", "0.0", "0", "1", "1.0"]
    with pytest.raises(ValueError, match="`true` is not an amount"):
        table.read({"year": 2026, "revenue": True})


@pytest.mark.parametrize(
    "row",
    [{}, {"owner": "Per"}, {"action": None}, {"action": "todo"}, {"action": "a", "acton": "b"}, [], "a"],
)
def test_a_row_with_anything_wrong_in_it_is_in_doubt(row: object) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        table_of(Action).read(row)


def test_front_matters_share_no_table_that_was_not_written() -> None:
    table = table_of(FrontMatter)
    row = {"name": "Halden", "owner": "Ingrid", "category": "core"}
    assert table.read(row).offerings is not table.read(row).offerings
