"""Bytes are plain data: they make values of the type that is asked for, and nothing else."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.cache.values import DamagedValue, decode, encode
from kamgen.model.account_history import AccountHistory, Sample
from kamgen.model.change import FieldChange
from kamgen.model.comparison import Amounts, Shift
from kamgen.model.context import AccountRef, Freshness, Links, Neighbour
from kamgen.model.finding import Finding, Report
from kamgen.model.plan import Plan
from kamgen.model.source import Log, Source
from kamgen.model.summary import Summary
from kamgen.parse.plan import parse_plan
from kamgen.render.account_rows import AccountRows
from kamgen.write.site import WrittenFile
from tests.compare.any_plan import FRONTS, as_json

PLAN = parse_plan(Source("content/accounts/a.md", b"---\nname: A\nowner: B\n---\n# Text\n"), "content/accounts")
CACHED = (
    Plan, AccountRef, Summary, Freshness, Log, tuple[Shift, ...], AccountHistory, Sample, AccountRows, Report,
    dict[str, WrittenFile], tuple[str, ...],
)  # fmt: skip
"""Every type that is remembered."""
DRAWN = (AccountRef, Freshness, Log, Links, FieldChange, Amounts, Finding, tuple[str, ...], dict[str, WrittenFile])
"""Those, and parts of them, that are small enough to be drawn by their types alone."""
VALUES = (
    (b"bytes", bytes), (("a", "b"), tuple[str, ...]), (Neighbour("a", "A"), Neighbour), (PLAN, Plan),
    (Links("a", share=Decimal("0.10")), Links),
    ({"a.html": WrittenFile(b"key", b"digest", 5, 7)}, dict[str, WrittenFile]),
    (date(2026, 11, 20), date), (frozenset({"a"}), frozenset[str]),
)  # fmt: skip


def decimals() -> st.SearchStrategy[Decimal]:
    return st.decimals(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("kind", DRAWN, ids=str)
@given(data=st.data())
@settings(max_examples=15, deadline=None, database=None)
def test_what_is_remembered_comes_back_as_it_was(kind: type[Any], data: st.DataObject) -> None:
    st.register_type_strategy(Decimal, decimals())
    value = data.draw(st.from_type(kind))
    written = encode(value)
    assert written is None or decode(written, kind) == value


@given(FRONTS)
@settings(max_examples=15, deadline=None, database=None)
def test_any_plan_comes_back_as_it_was(front: dict[str, Any]) -> None:
    plan = parse_plan(Source("content/accounts/a.md", as_json(front).encode()), "content/accounts")
    written = encode(plan)
    assert written is not None
    assert decode(written, Plan) == plan


@pytest.mark.parametrize(("value", "kind"), VALUES, ids=lambda each: type(each).__name__)
def test_values_come_back_as_they_were(value: object, kind: type[Any]) -> None:
    written = encode(value)
    assert written is not None
    found = decode(written, kind)
    assert found == value
    assert type(found) is type(value)
    assert repr(found) == repr(value) or kind is Plan  # whose codes of faults are plain texts afterwards


def test_a_text_that_is_not_unicode_has_no_form() -> None:
    assert encode(Neighbour("\udcff", "A")) is None


@pytest.mark.parametrize(("value", "kind"), VALUES[:-1], ids=lambda each: type(each).__name__)
def test_bytes_that_end_early_are_damage(value: object, kind: type[Any]) -> None:
    data = encode(value)
    assert data is not None
    for end in range(0, len(data), 1 + len(data) // 100):
        with pytest.raises(DamagedValue):
            decode(data[:end], kind)


@pytest.mark.parametrize("kind", CACHED, ids=str)
@given(data=st.binary(max_size=60))
@settings(max_examples=60, deadline=None, database=None)
def test_any_bytes_are_a_value_or_damage(kind: type[Any], data: bytes) -> None:
    try:
        decode(data, kind)
    except DamagedValue:
        return


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(print, 2),
        pickle.dumps(print, 5),
        b"\xdd\xff\xff\xff\xff",
        b"\xdf\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        b"\x91" * 300_000,
        msgspec.msgpack.encode(["FMT001"]),
        msgspec.msgpack.encode({"code": "FMT001"}),
        msgspec.msgpack.encode(7),
    ],
    ids=range(9),
)
@pytest.mark.parametrize("kind", [Plan, Finding, tuple[Shift, ...]], ids=str)
def test_foreign_bytes_and_bytes_made_to_hurt_are_damage(kind: type[Any], data: bytes) -> None:
    with pytest.raises(DamagedValue):
        decode(data, kind)
