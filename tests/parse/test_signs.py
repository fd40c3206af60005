"""Blanks, dashes and quotes that only look like those of the format: told at their column, and read as meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.finding import Fix
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan

HEAD = "---\nname: Halden\nowner: Ingrid Solberg\ncategory: core\n"


def plan_of(text: str) -> Plan:
    return parse_plan(Source("a.md", text.encode()), "")


def told(text: str) -> list[tuple[str, int, int, str, str]]:
    plan = plan_of(text)
    found = [(code, plan.at(fault.key), fault) for code, fault in plan.faults]
    return [(code, place.line, place.column, fault.message, fault.write) for code, place, fault in found]


BLANK = "a no-break space (U+00A0) stands here", "a common blank"


@pytest.mark.parametrize(
    ("front", "line", "column"),
    [
        ("industry:\u00a0Food", 5, 10),
        ("crm:\n\u00a0 \u00a0 system: HubSpot", 6, 1),
        ("tags:\n  -\u00a0one\n  - two", 6, 4),
        ("reviews:\n  - {date:\u00a02026-11-01, with: team}", 6, 11),
        ("reviews:\n  - {date: 2026-11-01,\u00a0with: team}", 6, 23),
        ("reviews:\n  - {date: 2026-11-01, with\u00a0: team}", 6, 28),
    ],
)
def test_a_no_break_space_in_the_structure_is_told_and_read_as_a_blank(front: str, line: int, column: int) -> None:
    text = f"{HEAD}{front}\n---\n"
    assert told(text) == [("FMT008", line, column, *BLANK)]
    assert plan_of(text).front == plan_of(text.replace("\u00a0", " ")).front


@pytest.mark.parametrize(
    ("body", "column"),
    [("##\u00a0Growth", 3), ("-\u00a0[ ] Call due:2026-12-01", 2), ("- [\u00a0] Call", 4), ("- [ ]\u00a0Call", 6)],
)
def test_so_it_is_in_headings_and_tasks(body: str, column: int) -> None:
    text = f"{HEAD}---\n{body}\n"
    assert told(text) == [("FMT008", 6, column, *BLANK)]
    assert plan_of(text).body == plan_of(text.replace("\u00a0", " ")).body


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}region: 10\u00a0% of Oslo, cher\u00a0: non\nindustry: “Food”\n---\n",
        f"{HEAD}continuity:\n  if_lost: |\n    – call\n    – write\n---\n",
        f'{HEAD}crm: {{system: "Rabatt, date:\u00a0x"}}\n---\n',
        f"{HEAD}---\n3.\u00a0Quartal – 10\u00a0%\n\n```\n#\u00a0no heading\n```\n\n– a line – of talk\n",
        '+++\nname = \'Halden – “one”\u00a0two\' # “x”\nowner = "Per"\ncategory = "core"\n+++\n',
    ],
)
def test_texts_keep_theirs(text: str) -> None:
    assert told(text.replace("cher\u00a0: ", "cher\u00a0")) == []


def test_dashes_and_bullets_that_begin_entries_are_told_each() -> None:
    text = f"{HEAD}tags:\n  – one\n  • two\nrisks:\n  — risk: Late\n    owner: Per Moe\n---\n— [ ] Call\n"
    assert told(text) == [
        ("FMT008", 6, 3, "an en dash (U+2013) stands here", "a hyphen"),
        ("FMT008", 7, 3, "a bullet (U+2022) stands here", "a hyphen"),
        ("FMT008", 9, 3, "an em dash (U+2014) stands here", "a hyphen"),
        ("FMT008", 12, 1, "an em dash (U+2014) stands here", "a hyphen"),
    ]
    plan = plan_of(text)
    assert plan.front.tags == ("one", "two")
    assert (plan.front.risks[0].owner, plan.body.actions[0].action.action) == ("Per Moe", "Call")


def test_curly_quotes_of_toml_and_json_are_told_and_the_file_is_read() -> None:
    plan = plan_of("+++\nname = “Halden”\nowner\u00a0= 'Per'\ncategory = 'core'\n+++\n")
    assert [fault.fix for _, fault in plan.faults] == [
        Fix(2, 8, "“", '"'),
        Fix(2, 15, "”", '"'),
        Fix(3, 6, "\u00a0", " "),
    ]
    assert (plan.front.name, plan.front.owner) == ("Halden", "Per")
    assert plan_of('{“name”: "Halden",\u2009"owner": "Per", "category": "core"\n}\n').front.name == "Halden"


SIGNS = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "\u3000", "\u2007"])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_blank_of_the_structure_may_be_any_blank(data: st.DataObject) -> None:
    front = "crm:\n  system: A\ntags:\n  - one\nrisks:\n  - {risk: Late, owner: Per}\n  - risk: B\n    owner: Per\n"
    text = f"{HEAD}{front}---\n## Growth\n\n- [ ] Call\n"
    odd = "".join(data.draw(SIGNS) if sign == " " and at > len(HEAD) else sign for at, sign in enumerate(text))
    plan, common = plan_of(odd), plan_of(text)
    assert (plan.front, plan.body) == (common.front, common.body)
    wrong = {fault.fix.line for _, fault in plan.faults if fault.fix}
    assert {code for code, _ in plan.faults} <= {"FMT008"}
    assert wrong <= {number for number, row in enumerate(odd.split("\n"), 1) if not row.isascii()}


@pytest.mark.parametrize("sign", ["-", "?"])
def test_a_sign_for_a_value_costs_only_the_value(sign: str) -> None:
    text = f"{HEAD}objective: {sign}\nopportunities:\n  - {{name: P, value: {sign}, probability: {sign}}}\n---\n"
    told_by = [(code, plan.at(fault.key)[:2], fault.message) for plan in [plan_of(text)] for code, fault in plan.faults]
    holds = f"`{sign}` only holds a place"
    assert told_by == [
        ("FMT010", (5, 12), f"objective: {holds}"),
        ("FMT010", (7, 22), f"value: {holds}"),
        ("FMT010", (7, 38), f"probability: {holds}"),
    ]
    assert [row.name for row in plan_of(text).front.opportunities] == ["P"]


@pytest.mark.parametrize("blank", ["\xa0", "\u202f", "\u3000"])
@pytest.mark.parametrize(("fence", "says"), [("---", "three hyphens"), ("+++", "three plus signs")])
def test_a_blank_that_is_none_beside_a_fence_is_told_with_its_number(blank: str, fence: str, says: str) -> None:
    keys = {"---": "name: A\nowner: B\ncategory: core", "+++": 'name = "A"\nowner = "B"\ncategory = "core"'}[fence]
    number = f"U+{ord(blank):04X}"
    ((_, opening),) = parse_plan(Source("a.md", f"{fence}{blank}\n{keys}\n{fence}\n".encode()), "").faults
    assert opening.message == f"`{fence}` with {number} does not begin a front matter"
    assert opening.write == f"`{fence}`, {says} and nothing else"
    assert opening.fix == Fix(1, 1, f"{fence}{blank}", fence)
    ((_, closing),) = parse_plan(Source("a.md", f"{fence}\n{keys}\n{fence}{blank}\n".encode()), "").faults
    assert closing.write == f"`{fence}` in line 5, where `{fence}` with {number} stands"
    assert closing.fix == Fix(5, 1, f"{fence}{blank}", fence)
