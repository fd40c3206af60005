"""The law of reading: every value that a person wrote is in the plan, or in a finding at its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins

from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan

KEYS = st.sampled_from(
    [
        *("region", "industry", "crm", "system", "id", "tags", "contacts", "name", "role", "met_by", "needs", "need"),
        *("actions", "action", "owner", "due", "summary", "continuity", "if_lost", "financials", "year", "revenue"),
        *("offerings", "horizon", "objective", "foo", "revenu", "a b", "<<", "waive", "feedback", "Region"),
    ]
)
SCALARS = st.sampled_from(
    ["text", "{}k", "12", "2026", "2026-11-20", "true", "80%", "[x", "# x", "a: b", "*x", "- x", "~"]
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    max_leaves=8,
)
FRONTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=5)


LANGUAGES = ["yaml", "yaml without quotes", "yaml in braces", "toml", "json"]


class Writer:
    """Writes a front matter, a value a line, each with a mark of its own; and knows the lines above each mark."""

    def __init__(self, quote: Callable[[str], str]) -> None:
        self.quote = quote
        self.rows: list[str] = []
        self.marks: dict[str, set[int]] = {}

    def mark(self, value: str, around: set[int]) -> str:
        """The value with its mark, on the line that is written next."""
        mark = f"q{len(self.marks):03}"
        self.marks[mark] = {*around, len(self.rows) + 2}
        return f"{value} {mark}"

    def yaml(self, node: Any, indent: str, around: set[int], lead: str = "") -> None:
        """The node in block style; ``lead`` begins its first line."""
        if isinstance(node, str):
            self.rows.append(f"{lead} {self.quote(self.mark(node, around))}")
            return
        if lead.strip():
            self.rows.append(lead)
            around = {*around, len(self.rows) + 1, len(self.rows) + 2}  # a list begins where its first entry does
        items = node.items() if isinstance(node, dict) else (("", item) for item in node)
        for key, value in items:
            self.yaml(
                value, f"{indent}  ", around, f"{indent}{json.dumps(key)}:" if isinstance(node, dict) else f"{indent}-"
            )

    def braces(self, node: Any, around: set[int], equals: str) -> str:
        """The node in braces or brackets."""
        if isinstance(node, str):
            return self.quote(self.mark(node, around))
        if isinstance(node, list):
            return f"[{', '.join(self.braces(item, around, equals) for item in node)}]"
        pairs = (f"{json.dumps(key)}{equals} {self.braces(value, around, equals)}" for key, value in node.items())
        return f"{{{', '.join(pairs)}}}"


def written(front: dict[str, Any], language: str) -> tuple[str, dict[str, set[int]]]:
    writer = Writer(str if language == "yaml without quotes" else json.dumps)
    if language in ("yaml", "yaml without quotes"):
        for key, value in front.items():
            writer.yaml(value, "  ", set(), f"{json.dumps(key)}:")
        return "\n".join(["---", *writer.rows, "---", ""]), writer.marks
    equals, end = (" =", "") if language == "toml" else (":", ",") if language == "json" else (":", "")
    for number, (key, value) in enumerate(front.items(), 1):
        text = writer.braces(value, set(), equals)
        writer.rows.append(f"{json.dumps(key)}{equals} {text}{end if number < len(front) else ''}")
    first, last = {"toml": ("+++", "+++"), "json": ("{", "}")}.get(language, ("---", "---"))
    return "\n".join([first, *writer.rows, last, ""]), writer.marks


def lost(text: str, marks: dict[str, set[int]]) -> Iterator[str]:
    """The marks that nothing tells of."""
    plan = parse_plan(Source("content/accounts/halden.md", text.encode()), "content/accounts")
    said = json.dumps(to_builtins(plan.front, str_keys=True), default=str) + plan.body.html
    if not plan.readable:
        return iter(()) if plan.faults else iter(marks)
    told = {plan.at(fault.key, fault.on_key).line for _, fault in plan.faults}
    told |= {int(line) for _, fault in plan.faults for line in re.findall(r"in line (\d+)", fault.message)}
    comments = " ".join(re.findall(r"(?<=\s)#.*", text))
    unsaid = (mark for mark in marks if mark not in said and mark not in comments)
    return (mark for mark in unsaid if not marks[mark] & told)


@settings(deadline=None, max_examples=200)
@given(FRONTS, st.sampled_from(LANGUAGES))
def test_every_value_is_read_or_told(front: dict[str, Any], language: str) -> None:
    text, marks = written(front, language)
    assert list(lost(text, marks)) == []


PLAN = """\
name: q000 Halden
owner: q001 Moe
category: strategic
crm:
  system: q002 CRM
  id: q003
contacts:
  - name: q004 Dahl
    role: q005 buyer
  - {name: q006 Berg, title: q007 Director}
tags: [q008, q009]
actions:
  - action: q010 Call them
    owner: q011 Moe
region: q012 Nordics
industry: q013 Food
""".splitlines()
SLIPS = st.sampled_from(
    [
        *("---", "", "...", "Words of q900.", "# Heading", "note: q901", "  deeper: q902", "\tx: q903", "- q904"),
        *(
            "| q905 | b |",
            "--- # q906",
            "name: q907",
            "? q908",
            "<<: {region: q909}",
            "&a q910",
            "x: *a",
            "{region: q911}",
        ),
    ]
)


def _around(rows: list[str], number: int) -> Iterator[int]:
    """The line of a row, and those of the keys and entries around it."""
    yield number + 1
    depth, entry = len(rows[number]) - len(rows[number].lstrip()), rows[number].lstrip().startswith("- ")
    for above in range(number - 1, -1, -1):
        indent, bare = len(rows[above]) - len(rows[above].lstrip()), rows[above].lstrip()
        if bare and (indent < depth or (entry and indent == depth and not bare.startswith("- "))):
            yield above + 1
            depth, entry = indent, bare.startswith("- ")


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(st.integers(0, len(PLAN)), SLIPS), max_size=3),
    st.lists(st.tuples(st.integers(0, len(PLAN) - 1), st.sampled_from([1, 2, -1, -2])), max_size=2),
    st.lists(
        st.tuples(st.integers(0, len(PLAN) - 1), st.sampled_from([" # ", " |", " >", ":", "", " & ", " '"])), max_size=1
    ),
)
def test_no_word_of_a_plan_is_lost_to_a_slip(
    added: list[tuple[int, str]], moved: list[tuple[int, int]], marked: list[tuple[int, str]]
) -> None:
    rows = list(PLAN)
    for number, by in moved:
        rows[number] = " " * by + rows[number] if by > 0 else rows[number].removeprefix(" " * -by)
    for number, sign in marked:
        rows[number] = re.sub(r":(?= )|:$", f":{sign}" if sign.strip(" :") else sign, rows[number], count=1)
    for number, row in sorted(added, reverse=True):
        rows.insert(number, row)
    text = "\n".join(["---", *rows, "---", "", "## Growth", ""])
    lines = text.split("\n")
    marks = {
        mark: set(_around(lines, number)) for number, row in enumerate(lines) for mark in re.findall(r"q\d{3}", row)
    }
    assert list(lost(text, marks)) == []
