"""Bytes make values, and nothing but values."""

from __future__ import annotations

import os
import pickle
import subprocess
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from kamgen.cache.values import DamagedValue, dump, load
from kamgen.model.finding import Finding
from kamgen.model.links import Links, Neighbour
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.write.previous_output import WrittenFile

VALUES = (
    None, 1.5, b"bytes", "text", ("a", 1), ["list"], {"key": frozenset({1})}, date(2026, 11, 20), Decimal("1.10"),
    Fraction(1, 3), Markup("<b>"), Neighbour("a", "A"), Links("a", share=Decimal("0.1")),
    WrittenFile(b"key", b"digest", 5, 7),
)  # fmt: skip
PLAN = parse_plan(Source("content/accounts/a.md", b"---\nname: A\nowner: B\n---\n# Text\n"), "content/accounts")


class Calls:
    """Pickled, it is a call of ``function``."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[object, ...]:
        return self.call


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_come_back_as_they_were(value: object) -> None:
    assert load(dump(value)) == value
    assert type(load(dump(value))) is type(value)


def test_a_plan_comes_back_as_it_was() -> None:
    assert load(dump(PLAN)) == PLAN


@pytest.mark.parametrize(
    "call",
    [
        Calls(os.system, "touch pwned"),
        Calls(eval, "open('pwned', 'w')"),
        Calls(exec, "open('pwned', 'w')"),
        Calls(getattr, Finding, "__init__"),
        Calls(open, "pwned", "w"),
        Calls(subprocess.Popen, ["touch", "pwned"]),
        Calls(parse_plan, Source("a.md", b""), "content/accounts"),
        Calls(Path, "/"),
        Calls(print, "pwned"),
    ],
    ids=lambda call: str(getattr(call.call[0], "__name__", call)),
)
def test_no_function_of_any_module_is_called(
    call: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for protocol in (2, 5):
        with pytest.raises(DamagedValue, match="is no value"):
            load(pickle.dumps(call, protocol))
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "name",
    [
        b"kamgen.model.config\nre.compile", b"kamgen.model.config\nAnnotated", b"kamgen.model.plan\ndataclass",
        b"kamgen.model.fiscal\nnowhere", b"kamgen.model.nothing\nX", b"kamgen.cli.main\nrun", b"builtins\ntype",
        b"kamgen.model.links\nLinks.__init__", b"kamgen.model.links\nNamedTuple", b"kamgen.models\nX",
        b"kamgen.text.suggestions\nnearest", b"kamgen.write.output_folder\nswap",
    ],
)  # fmt: skip
def test_only_classes_of_the_model_by_their_own_names(name: bytes) -> None:
    with pytest.raises(DamagedValue):
        load(b"c" + name + b"\n.")


@pytest.mark.parametrize("value", [*VALUES, PLAN], ids=lambda value: type(value).__name__)
def test_bytes_that_end_early_are_damage(value: object) -> None:
    data = dump(value)
    for end in range(0, len(data), 1 + len(data) // 100):
        with pytest.raises(DamagedValue):
            load(data[:end])


@given(st.binary(max_size=40).filter(lambda data: b"r" not in data))  # that asks for memory by the gigabyte
@settings(max_examples=150, deadline=None, database=None)
def test_any_bytes_are_a_value_or_damage(data: bytes) -> None:
    try:
        load(data)
    except DamagedValue:
        return


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x05\x8e" + (2**62).to_bytes(8, "little"),
        b"\x80\x05\x95" + (2**60).to_bytes(8, "little"),
        b"(" * 300_000,
        b"cdecimal\nDecimal\n(V1x\ntR.",
        b"cfractions\nFraction\n(I1\nI0\ntR.",
        b"cdatetime\ndate\n(L99999999999999999999L\nI1\nI1\ntR.",
        b"ckamgen.model.links\nNeighbour\n(tR.",
    ],
)
def test_bytes_made_to_hurt_are_damage(data: bytes) -> None:
    with pytest.raises(DamagedValue):
        load(data)
