"""Whatever is broken in a plan in a way that has one reading, is mended, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.edit.mend import mend
from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Fix
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.parse.plan_example import COMPLETE

PATH = "content/accounts/halden.md"
TOML = """+++
name = "Halden Marine"
owner = 'Ingrid Solberg'
category = "core"
objective = "retain"   # for now
targets_revised = "2026-01-15"
[crm]
system = "Salesforce"
synced = "2026-11-13"
[[financials]]
year = 2026
revenue = "1.24M"
target_revenue = 1300000
[[opportunities]]
name = "Line 4"
value = "910k"
probability = "50%"
close = "2027-Q1"
+++

# Halden

They grow [there](https://example.com).
"""
JSON = """{
  "name": "Halden Marine", "owner": "Ingrid Solberg", "category": "core",
  "objective": "retain", "targets_revised": "2026-01-15",
  "financials": [{"year": 2026, "revenue": "1.24M", "gross_profit": "310.5k"}],
  "opportunities": [{"name": "Line 4", "probability": "50%", "close": "2027-Q1"}]
}

# Halden

- [ ] Ask @Per Moe
"""
TOKEN = re.compile(
    r"(?P<date>20\d\d-\d\d-\d\d)|(?P<amount>(?<=[ \"])\d+(?:\.\d+)?[kM]\b)|(?P<quarter>20\d\d-Q\d)"
    r"|(?P<key>(?<![\w`])(?!https)[a-z][a-z_]{4,}(?=\"?(?::| =))|(?<=\[)[a-z][a-z_]{4,}(?=\]))|(?P<word>\bretain\b)"
)
BREAKS = {
    "date": [
        lambda text: "/".join(str(int(part)) for part in text.split("-")),
        lambda text: f"{text}T10:30",
    ],
    "amount": [lambda text: text.replace(".", ",") if "." in text else f"{text} EUR"],
    "quarter": [lambda text: f"{text[5:]} {text[:4]}", lambda text: text.replace("-", "")],
    "key": [lambda text: f"{text[:2]}{text[3]}{text[2]}{text[4:]}", lambda text: text[:-2] + text[-1], str.upper],
    "word": [lambda _: "retian", lambda _: "retainn"],
}


def findings_of(data: bytes) -> list[Finding]:
    """What reading the plan finds and can mend."""
    faults = parse_plan(Source(PATH, data), "content/accounts").faults
    return [
        Finding(code, "", Severity.ERROR, "halden", PATH, fault.key, 1, 1, 2, fault.message, fault.write, fault.fix)
        for code, fault in faults
    ]


def mended(data: bytes) -> bytes:
    """The plan, mended until nothing is left to mend."""
    for _ in range(10):
        after = mend(Source(PATH, data), "content/accounts", findings_of(data))
        assert after.left == ()
        if after.source.data == data:
            break
        data = after.source.data
    return data


def line_before(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 : offset]


def front_of(text: str) -> str:
    return text[: re.search(r"\n(?:---|\+\+\+|\})\n", text).end()]  # type: ignore[union-attr]


@given(st.data(), st.sampled_from([COMPLETE, TOML, JSON]), st.sampled_from(["\n", "\r\n"]))
def test_what_is_broken_is_mended_and_every_other_byte_is_kept(data: st.DataObject, text: str, end: str) -> None:
    mark, finish = data.draw(st.sampled_from([b"", b"\xef\xbb\xbf"])), data.draw(st.sampled_from([str, str.rstrip]))
    tokens = [found for found in TOKEN.finditer(front_of(text)) if "#" not in line_before(text, found.start())]
    chosen = data.draw(st.lists(st.sampled_from(tokens), min_size=1, max_size=5, unique_by=lambda found: found.start()))
    pieces, position, broken = [], 0, ""
    for token in sorted(chosen, key=lambda found: found.start()):
        kind = str(token.lastgroup)
        wrong = data.draw(st.sampled_from(BREAKS[kind]))(token[0])
        pieces.append(text[position : token.start()])
        broken += pieces[-1] + wrong
        position = token.end()
    pieces.append(text[position:])

    def as_file(written: str) -> bytes:
        return mark + finish(written).replace("\n", end).encode()

    right, after = as_file(text), mended(as_file(broken + pieces[-1]))
    plan, meant = (parse_plan(Source(PATH, each), "content/accounts") for each in (after, right))
    assert plan.front == meant.front
    assert [fault for _, fault in plan.faults] == [fault for _, fault in meant.faults]
    between = [re.escape(piece) for piece in as_file("\0".join(pieces)).split(b"\0")]
    assert re.fullmatch(b"[^\r\n]*?".join(between), after)
    assert mended(after) == after


SIGNS = "ab:[]{}\"'#-,\n 1.é&*!|>"


@given(st.text(SIGNS, max_size=20), st.text(SIGNS, max_size=6), st.data())
def test_a_fix_that_says_anything_else_too_is_left_out(tail: str, new: str, data: st.DataObject) -> None:
    text = f"---\nname: Halden\nowner: Per Moe\ncategory: core\nregion: {tail}\ntags: [a, b]\n---\n\n## Growth\n\nA.\n"
    at = data.draw(st.integers(0, len(text)))
    old = text[at : at + data.draw(st.integers(0, 6))]
    line, column = text[:at].count("\n") + 1, at - text.rfind("\n", 0, at)
    finding = Finding("FMT003", "", Severity.ERROR, "halden", PATH, "", line, 1, 2, "", "", Fix(line, column, old, new))
    after = mend(Source(PATH, text.encode()), "content/accounts", [finding])
    before, now = (parse_plan(Source(PATH, each), "content/accounts") for each in (text.encode(), after.source.data))
    if after.source.data == text.encode():
        assert after.done == ()
        return
    assert after.source.data.decode() == text[:at] + new + text[at + len(old) :]
    assert len(now.faults) <= len(before.faults)
    assert now.readable


@pytest.mark.parametrize(
    ("fix", "reason"),
    [
        (Fix(3, 8, "Per Moe", "Kari"), "something else stands there by now"),
        (Fix(90, 1, "Per Moe", "Kari"), "something else stands there by now"),
        (Fix(2, 7, "Halden", '"Halden'), "the front matter could not be read any more"),
        (Fix(2, 7, "Halden", "Halden\nregion: North"), "the front matter would not say the same"),
        (Fix(5, 9, "North", "North, South: 3"), "the front matter could not be read any more"),
        (Fix(5, 9, "North", "{North: South}"), "then region: a group of keys stands where a text belongs"),
        (Fix(4, 1, "category", "name"), "then `name` is written twice: first in line 2; this one is read"),
        (Fix(11, 1, "They", "```\nThey"), "more of the prose would change"),
    ],
)
def test_what_is_refused_says_why(fix: Fix, reason: str) -> None:
    front = "---\nname: Halden\nowner: Kari Dahl\ncategory: core\nregion: North\n---\n"
    text = f"{front}\n\n## Growth\n\nThey grow.\n\n## Value\n\nMuch.\n\nMore.\n\nMost.\n"
    finding = Finding("FMT003", "", Severity.ERROR, "halden", PATH, "", fix.line, 1, 2, "", "", fix)
    after = mend(Source(PATH, text.encode()), "content/accounts", [finding])
    assert (after.source.data.decode(), after.done) == (text, ())
    assert [why for _, why in after.left] == [reason]


def test_of_two_that_overlap_the_last_is_mended() -> None:
    text = "---\nname: Halden\nowner: Kari Dahl\ncategory: core\nregion: North Sea\n---\n"
    fixes = [Fix(5, 9, "North Sea", "Nordics"), Fix(5, 15, "Sea", "Cape")]
    findings = [Finding("FMT003", "", Severity.ERROR, "", PATH, "", 5, 1, 2, "", "", fix) for fix in fixes]
    after = mend(Source(PATH, text.encode()), "content/accounts", findings)
    assert after.source.data.decode() == text.replace("Sea", "Cape")
    assert (after.done, after.left) == ((findings[1],), ())
