"""Arbitrary plans, made from the format's own types: what may stand at each field, and the whole as YAML or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from kamgen.compare.entries import Sort, sort_of
from kamgen.model.fields import Record, fields_of
from kamgen.model.front_matter import Contract, FrontMatter

WORDS = st.text(alphabet="abä é-.", max_size=6).map(lambda text: f"c{text}".strip())
_PLAIN: dict[Sort, list[Any]] = {
    Sort.MONEY: ["1k", "2k", "1.24M", 950],
    Sort.PERCENT: ["10%", "20%"],
    Sort.NUMBER: [2, 3, 4],
    Sort.YEAR: [2024, 2025, 2026, 2027],
    Sort.MEASURED: ["96.2%", "97%", 4],
    Sort.DAY: ["2025-01-31", "2026-11-20", "2026-12-01"],
    Sort.PERIOD: ["2026", "2026-Q3", "2026-11"],
}


_OF_THEIR_OWN_FORM = ("currency", "url")
"""Texts that are not read as any text."""


def written_values(record: type[Record], key: str) -> list[Any]:
    """Values that may be written at a field, no two of them the same; empty for texts, lists and groups."""
    field = fields_of(record)[key]
    sort = sort_of(field.each if field.each and not field.record else field)
    if field.schema == fields_of(Contract)["notice"].schema:
        return ["3 months", "90 days"]
    if sort in _PLAIN:
        return _PLAIN[sort]
    words = [word.value for word in field.words]
    return words or ([True, False] if sort is Sort.WORD else [])


def records(record: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Records as they are written."""
    needed, others = {}, {}
    for field in fields_of(record).values():
        required = fields_of(record)[field.key].required
        if field.key not in _OF_THEIR_OWN_FORM:
            (needed if required else others)[field.key] = _values(record, field.key, sort_of(field), field.record)
    return st.fixed_dictionaries(needed, optional=others)


def _values(record: type[Record], key: str, sort: Sort, inner: type[Record] | None) -> st.SearchStrategy[Any]:
    if sort is Sort.GROUP and inner is not None:
        return records(inner)
    if sort is Sort.ROWS and inner is not None:
        return st.lists(records(inner), max_size=4)
    if key == "phasing":
        return st.sampled_from([[0.2, 0.3, 0.2, 0.3], ["10%", "20%", "30%", "40%"], [], [0.25, 0.25, 0.25, 0.25]])
    known = written_values(record, key)
    one = st.sampled_from(known) if known else WORDS
    if sort is Sort.TABLE:
        return st.dictionaries(WORDS, one, max_size=3)
    return st.lists(one, max_size=3) if sort is Sort.LIST else one


FRONTS = records(FrontMatter).map(lambda front: front | {"status": "lost"} if front.get("lost") else front)
"""Front matters as they are written."""


def shuffled(value: Any, draw: Any) -> Any:
    """The same with all its lists and keys in another order."""
    if isinstance(value, Mapping):
        keys = draw(st.permutations(list(value)))
        # a share of a year is that of its place
        return {key: value[key] if key == "phasing" else shuffled(value[key], draw) for key in keys}
    if isinstance(value, list):
        return [shuffled(item, draw) for item in draw(st.permutations(value))]
    return value


def as_json(front: Mapping[str, Any]) -> str:
    """A front matter on one line, all in braces and quotes; JSON is YAML."""
    return json.dumps(front, ensure_ascii=False)


def as_block(value: Any, indent: str = "") -> str:
    """A front matter a line a value, with single quotes and comments."""
    if isinstance(value, Mapping) and value:
        return "".join(f"{indent}{_quoted(key)}:{_below(item, indent)}" for key, item in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{indent}-{_below(item, indent)}" for item in value)
    return ""


def _below(item: Any, indent: str) -> str:
    if isinstance(item, Mapping | list) and item:
        return f"  # what follows\n{as_block(item, indent + '  ')}"
    return f" {json.dumps(item)}  # so\n" if not isinstance(item, str) else f" {_quoted(item)}\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
