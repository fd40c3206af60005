"""Reading and comparing take time in proportion to a plan's size, whatever it holds: calls are counted, not time.

`bench/growth.py` looks for others; each that it found stands here. Expressions for which a pattern took minutes at this
size are not counted: the test would not end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date

import pytest

from kamgen.compare.plans import compare_plans
from kamgen.model.config import SiteConfig
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan

HEAD = "name: Acme\nowner: Per Moe\ncategory: core\n"
ORDINARY = (
    "## Growth\n\nTwo more vessels a year, says [Kari](mailto:k@a.example).\n\n- parts in **24** hours\n- more\n\n"
)

PROSE: dict[str, Callable[[int], str]] = {
    "lazy quotes": lambda n: "> " * 200 + "a\n" + "b\n" * n,
    "lazy lines that end a quote again": lambda n: ("[a]: b\n" * 20 + "> ") * (n // 70),
    "rules and quotes": lambda n: ">\n===\n===\n>" * (n // 10),
    "lists, addresses and quotes": lambda n: "1)\n[a]: b\n>" * (n // 10),
    "nested lists": lambda n: "- " * 50 + "a\n" + "b\n" * n,
    "cells that are none": lambda n: "> ||" * n,
    "links in double brackets": lambda n: "- [[a|b]]" * (n // 4),
    "form feeds": lambda n: ">\x0c" * n,
    "boxes": lambda n: "\u2610 a\n" * (n // 4),
    "back-ticks": lambda n: " ".join("`" * i for i in range(1, int((2 * n) ** 0.5))),
    "a heading of many words": lambda n: f"# {'Sept 2026 ' * (n // 8)}",
    "a heading with an open bracket": lambda n: f"# a ({'1' * n}",
    "braces": lambda n: "{{" * n,
    "percents": lambda n: "{%" * n,
    "no end of a sentence": lambda n: f"## Growth\n\n{'a ' * n}<x>",
    "rules": lambda n: "## Growth\n\n" + "-\n" * n,
}


@pytest.mark.parametrize(("name", "text"), PROSE.items(), ids=PROSE)
def test_calls_grow_with_the_prose_and_no_faster(name: str, text: Callable[[int], str]) -> None:
    small, large = (calls(f"---\n{HEAD}---\n{text(n)}\n") for n in (1500, 3000))
    assert large <= 2.2 * small
    size = len(text(3000))
    ordinary = f"{name}, where nothing was read before\n\n{ORDINARY * (size // len(ORDINARY) + 1)}"
    assert large <= 40 * calls(f"---\n{HEAD}---\n{ordinary}")


@pytest.mark.parametrize("sign", ["1", "{", "a-", " ", "<", "%%"])
def test_a_long_value_is_read_at_once(sign: str) -> None:
    for text in (
        f"---\n{HEAD}industry: '{sign * 50_000}'\n---\n",
        f'+++\nname = "A"\nindustry = "{sign * 50_000}"\n+++\n',
    ):
        assert plan_of(text).slug == "acme"


def test_what_lies_too_deep_is_told_and_not_lost() -> None:
    plan = plan_of(f"---\n{HEAD}---\nFirst.\n\n{'> ' * 30}word\n")
    assert [(fault.key, fault.message) for _, fault in plan.faults] == [
        ("@8:1", "from here on quotes and lists lie too deep within one another, and are not read as such")
    ]
    assert "word" in plan.body.html
    assert plan_of(f"---\n{HEAD}---\n{'> ' * 16}word\n").faults == ()
    assert plan_of(f"---\n{HEAD}---\n{'- ' * 8}word\n").faults == ()


def plan_of(text: str) -> Plan:
    return parse_plan(Source("content/accounts/acme.md", text.encode()), "content/accounts")


def calls(text: str) -> int:
    """Functions that are called while a plan is read and compared with another version of it."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        plan, other = plan_of(text), plan_of(f"{text}\n\nAnother line.\n")
        compare_plans(other, plan, SiteConfig(), date(2026, 11, 20))
    finally:
        sys.setprofile(None)
    return count
