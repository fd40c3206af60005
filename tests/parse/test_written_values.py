"""Laws of what people write: a text is read right, or told once at its place with what may be meant; never read wrong.

Texts are drawn from a grammar of its own, which knows nothing of the parsers: a figure, and ways to write it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model import values
from kamgen.model.fields import Record
from kamgen.model.places import Fault
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.model.values import Period
from kamgen.parse.plan import parse_plan

HEADS = {
    "yaml": "---\nname: Halden\nowner: Ingrid Solberg\ncategory: core\n",
    "toml": "+++\nname = 'Halden'\nowner = 'Ingrid Solberg'\ncategory = 'core'\n",
}
LANGUAGES = st.sampled_from(["yaml", "toml", "json"])


class Written(NamedTuple):
    """A value, and how somebody wrote it."""

    text: str
    value: object


def plan_of(group: str, key: str, naming: str, written: str, language: str) -> tuple[Plan, int, int]:
    """A plan whose one row has ``written`` at ``key``; where that stands."""
    if language == "json":
        head = '{"name": "Halden", "owner": "Ingrid Solberg", "category": "core",\n'
        before = f'{head}"{group}": [{{{naming.replace("=", ":")}, "{key}": '
        text = f"{before}{written}}}]}}\n"
    elif language == "toml":
        before = f"{HEADS['toml']}[[{group}]]\n{naming}\n{key} = "
        text = f"{before}{written}\n+++\n"
    else:
        before = f"{HEADS['yaml']}{group}:\n  - {naming.replace('=', ':')}\n    {key}: "
        text = f"{before}{written}\n---\n"
    line = before.count("\n") + 1
    return parse_plan(Source("a.md", text.encode()), ""), line, len(before.rpartition("\n")[2]) + 1


def kept_or_told(group: str, key: str, naming: str, given: Written, language: str) -> tuple[Fault | None, object]:
    """The one fault of a value, at its place; else what was read."""
    written = json.dumps(given.text, ensure_ascii=False)
    plan, line, column = plan_of(group, key, naming, written, language)
    rows: tuple[Record, ...] = getattr(plan.front, group)
    assert len(plan.faults) <= 1
    if plan.faults:
        code, fault = plan.faults[0]
        place = plan.at(fault.key)
        assert (code, place.line, place.column) == ("FMT003", line, column), fault
        assert getattr(rows[0], key) is None
        if fault.fix:
            assert (fault.fix.line, fault.fix.column, fault.fix.old) == (line, column, written)
        return fault, None
    return None, getattr(rows[0], key)


def readings(fault: Fault, parse: Callable[[str], object]) -> list[object]:
    """What the texts between back-ticks mean that a fault says to write."""
    return [parse(text) for text in re.findall("`([^`]+)`", fault.write) if text not in ("currency",)]


BLANKS = st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009", "\u3000"])
MINUS = ["-", "−", "–", "—", "‑", "-"]
UNITS = {
    1000: ["k", "K", "tsd", "Tsd.", "thousand", "Tausend"],
    10**6: ["M", "m", "mio", "Mio.", "MM", "mn", "million", "Millionen"],
    10**9: ["bn", "B", "Mrd", "Mrd.", "billion"],
}
CURRENCIES = ["€", "$", "£", "EUR", "NOK", "kr", "CHF", "US$", "zł"]


SEPARATORS = [("", "."), ("", ","), (",", "."), (".", ","), ("'", "."), ("’", ".")]
"""What stands between thousands, and before decimals."""


def grouped(digits: str, sign: str) -> str:
    return f"{int(digits):,}".replace(",", sign)


@st.composite
def amounts(draw: st.DrawFn) -> Written:
    """An amount as people write it: thousands and decimals their way, a unit, a currency, a sign of doubt."""
    unit = draw(st.sampled_from([1, 1, 1000, 10**6, 10**9]))
    whole = draw(st.integers(0, 999 if unit > 1 else 99_999_999))
    decimals = draw(st.sampled_from(["", "", "5", "25", "50"]))
    thousands, point = draw(st.sampled_from([*SEPARATORS, *((blank, ",") for blank in " \u00a0\u202f\u2009")]))
    text = (grouped(str(whole), thousands) if thousands else str(whole)) + (f"{point}{decimals}" if decimals else "")
    value = Decimal(f"{whole}.{decimals or 0}") * unit
    if unit > 1:
        text += draw(BLANKS) + draw(st.sampled_from(UNITS[unit]))
    if draw(st.booleans()):
        currency = draw(st.sampled_from(CURRENCIES))
        gap = draw(BLANKS) if not currency[0].isalpha() else " "
        text = draw(st.sampled_from([f"{currency}{gap}{text}", f"{text} {currency}"]))
    shape = draw(st.sampled_from(["{}", "{}", "-{}", "({})", "~{}", "ca. {}", ">{}", "{}+", "“{}”"]))
    if shape in ("-{}", "({})"):
        value, shape = -value, shape.replace("-", draw(st.sampled_from(MINUS)))
    return Written(shape.format(text), value)


@settings(max_examples=400, deadline=None)
@given(amounts(), LANGUAGES)
def test_an_amount_is_read_right_or_told_once_with_what_it_may_be(given: Written, language: str) -> None:
    fault, read = kept_or_told(
        "opportunities", "value", 'name = "P"' if language != "json" else '"name"= "P"', given, language
    )
    if fault is None:
        assert read == given.value
        return
    meant = readings(fault, values.parse_amount)
    assert given.value in meant
    assert fault.fix is None or meant == [given.value]


@settings(max_examples=300, deadline=None)
@given(amounts(), st.sampled_from(["    value: {}", "    value:  {} ", "flow"]))
def test_so_it_is_without_quotes(given: Written, shape: str) -> None:
    row = (
        f"  - {{name: P, value: {given.text}, stage: open}}"
        if shape == "flow"
        else f"  - name: P\n{shape.format(given.text)}"
    )
    plan = parse_plan(Source("a.md", f"{HEADS['yaml']}opportunities:\n{row}\n---\n".encode()), "")
    if not plan.faults:
        assert plan.front.opportunities[0].value == given.value
        return
    ((code, fault),) = plan.faults
    place = plan.at(fault.key)
    column = row.rpartition("\n")[2].index(given.text) + 1
    assert (place.line, place.column) == (6 + row.count("\n"), column), (code, fault)
    if given.text.startswith(">"):
        assert code == "FMT001"
    else:
        assert code == "FMT003"
        assert given.value in readings(fault, values.parse_amount)
        assert plan.front.opportunities[0].value is None


@settings(deadline=None)
@given(
    st.integers(1, 999), st.integers(0, 999), st.sampled_from(["", "-", "+"]), st.sampled_from(["yaml", "toml", "json"])
)
def test_a_point_before_three_digits_has_two_readings_in_every_language(
    whole: int, rest: int, sign: str, language: str
) -> None:
    sign = "" if language == "json" and sign == "+" else sign
    naming = '"name"= "P"' if language == "json" else 'name = "P"'
    plan, line, column = plan_of("opportunities", "value", naming, f"{sign}{whole}.{rest:03}", language)
    ((code, fault),) = plan.faults
    assert (code, plan.at(fault.key)[:2], fault.fix) == ("FMT003", (line, column), None)
    texts = [text.strip('"') for text in re.findall("`([^`]+)`", fault.write)]
    larger, smaller = map(values.parse_amount, texts)
    assert larger == 1000 * smaller
    assert abs(larger) == whole * 1000 + rest


MONTHS = [
    "January Jan Januar Jan. janvier enero", "February Feb Februar Feb. février febrero",
    "March Mar März Mrz mars marzo", "April Apr April Apr. avril abril", "May May Mai Mai mai mayo",
    "June Jun Juni Jun. juin junio",
    "July Jul Juli Jul. juillet julio", "August Aug August Aug. août agosto",
    "September Sept September Sep. septembre septiembre", "October Oct Oktober Okt. octobre octubre",
    "November Nov November Nov. novembre noviembre", "December Dec Dezember Dez. décembre diciembre",
]  # fmt: skip
SHAPES = """
{d}.{m}.{y}|{d:02}.{m:02}.{y}|{d}. {m}. {y}|{d:02}/{m:02}/{y}|{m:02}/{d:02}/{y}|{d}-{m}-{y}|{d}.{m}.{s:02}
{y}/{m:02}/{d:02}|{y}.{m:02}.{d:02}|{y}-{m}-{d}|{y}–{m:02}–{d:02}|{y}{m:02}{d:02}|{n}|{kw}|{y}-{m:02}-{d:02}
{d} {name} {y}|{d}. {name} {y}|{name} {d}, {y}|{d}-{name}-{y}|{d}\u00a0{name}\u00a0{y}|by {d} {name} {y}
{w} {d} {name} {y}|{w}, {d}.{m}.{y}|{y}-{m:02}-{d:02} 09:30|“{y}-{m:02}-{d:02}”|{y}-{m:02}-{d:02}?
"""


WEEKDAY = st.sampled_from(["%a", "%A"])


@st.composite
def days(draw: st.DrawFn) -> Written:
    """A day as people write it."""
    day = draw(st.dates(date(2013, 1, 1), date(2039, 12, 31)))
    name = draw(st.sampled_from(MONTHS[day.month - 1].split()))
    year, week, number = day.isocalendar()
    text = draw(st.sampled_from(SHAPES.strip().replace("\n", "|").split("|"))).format(
        y=day.year, m=day.month, d=day.day, s=day.year % 100, name=name, w=day.strftime(draw(WEEKDAY)),
        n=(day - date(1899, 12, 30)).days, kw=f"{year}-W{week:02}-{number}",
    )  # fmt: skip
    return Written(text, day)


@settings(max_examples=400, deadline=None)
@given(days(), LANGUAGES)
def test_a_day_is_read_right_or_told_once_with_what_it_may_be(given: Written, language: str) -> None:
    naming = '"name"= "P"' if language == "json" else 'name = "P"'
    fault, read = kept_or_told("opportunities", "discussed", naming, given, language)
    if fault is None:
        assert read == given.value
        return
    meant = readings(fault, values.parse_date)
    assert given.value in meant
    assert fault.fix is None or meant == [given.value]


NAMES = st.lists(
    st.sampled_from(["Per Moe", "Kari Dahl", "Åse Berg", "Jan de Vries"]), min_size=2, max_size=3, unique=True
)
TAGS = st.lists(st.sampled_from(["subsea", "tender 2027", "oil/gas", "R&D"]), min_size=2, max_size=3, unique=True)


@settings(deadline=None)
@given(st.data(), LANGUAGES)
def test_a_list_in_one_text_is_told_with_the_list_to_paste(data: st.DataObject, language: str) -> None:
    people = data.draw(st.booleans())
    each = data.draw(NAMES if people else TAGS)
    sign = data.draw(st.sampled_from([", ", "; ", ",", " | ", *([" and ", " & ", " / ", " und "] if people else [])]))
    naming = '"date"= "2026-10-01"' if language == "json" else "date = 2026-10-01"
    written = json.dumps(sign.join(each), ensure_ascii=False)
    if people:
        plan, line, column = plan_of("feedback", "from", naming, written, language)
    else:
        head = {"json": '{"name": "H", "owner": "I", "category": "core",\n"tags": ', "toml": f"{HEADS['toml']}tags = "}
        before = head.get(language, f"{HEADS['yaml']}tags: ")
        text = before + written + {"json": "}\n", "toml": "\n+++\n"}.get(language, "\n---\n")
        plan, line = parse_plan(Source("a.md", text.encode()), ""), before.count("\n") + 1
        column = len(before.rpartition("\n")[2]) + 1
    ((code, fault),) = plan.faults
    assert (code, plan.at(fault.key)[:2]) == ("FMT003", (line, column))
    assert fault.fix is not None
    assert [text.strip('" ') for text in fault.fix.new.strip("[]").split(",")] == each


@pytest.mark.parametrize("text", ["Moe, Per", "Kari, Nils", "Kari Dahl, COO"])
def test_what_may_be_one_name_has_two_readings_and_no_fix(text: str) -> None:
    plan = parse_plan(
        Source("a.md", f'{HEADS["yaml"]}feedback: [{{date: 2026-10-01, from: "{text}"}}]\n---\n'.encode()), ""
    )
    ((_, fault),) = plan.faults
    assert (fault.write, fault.fix) == (f'`[{text}]`, or `["{text}"]` if it is one', None)


@pytest.mark.parametrize("text", ["R&D", "Sales and Marketing", "Kari Dahl", "Kari Dahl and team"])
def test_what_may_be_one_respondent_is_one(text: str) -> None:
    plan = parse_plan(
        Source("a.md", f"{HEADS['yaml']}feedback: [{{date: 2026-10-01, from: {text}}}]\n---\n".encode()), ""
    )
    assert (plan.faults, plan.front.feedback[0].respondents) == ((), (text,))


def test_several_names_in_one_entry_of_a_list_are_told() -> None:
    rows = "  - date: 2026-10-01\n    with: team\n    attendees:\n      - Per Moe, Kari Dahl"
    text = f"{HEADS['yaml']}reviews:\n{rows}\n---\n"
    ((code, fault),) = parse_plan(Source("a.md", text.encode()), "").faults
    assert (code, fault.write) == ("FMT003", "an entry each: `Per Moe, Kari Dahl`")


def test_a_text_where_a_list_of_words_belongs_is_told_with_the_list() -> None:
    text = f'{HEADS["yaml"]}reviews: [{{date: 2026-10-01, with: client, covered: "metrics, satisfaction"}}]\n---\n'
    ((code, fault),) = parse_plan(Source("a.md", text.encode()), "").faults
    assert (code, fault.write, fault.fix and fault.fix.new) == (
        "FMT003", "`[metrics, satisfaction]`", "[metrics, satisfaction]",
    )  # fmt: skip


@st.composite
def shares(draw: st.DrawFn) -> Written:
    """A percentage as people write it."""
    whole, half = draw(st.integers(1, 99)), draw(st.booleans())
    digits = f"{whole}{draw(st.sampled_from('.,'))}5" if half else f"{whole}"
    form = draw(
        st.sampled_from(["{}%", "{} %", "{}\u00a0%", "~{}%", "{} percent", "{} Prozent", "{} pct", "{}％", "ca. {} %"])
    )
    return Written(
        draw(st.sampled_from(["{}", ">{}", "“{}”"])).format(form.format(digits)),
        Decimal(digits.replace(",", ".")) / 100,
    )


@settings(max_examples=200, deadline=None)
@given(shares(), LANGUAGES)
def test_a_percentage_is_read_right_or_told_once_with_what_it_may_be(given: Written, language: str) -> None:
    naming = '"name"= "P"' if language == "json" else 'name = "P"'
    fault, read = kept_or_told("opportunities", "probability", naming, given, language)
    if fault is None:
        assert read == given.value
        return
    assert readings(fault, values.parse_percent) == [given.value]


QUARTERS = (
    "{y}-Q{q}|Q{q} {y}|Q{q} FY{s}|FY{s} Q{q}|Q{q}/{s}|{q}Q{s}|{y} Q{q}|{y}Q{q}|Q{q} '{s}|{q}. Quartal {y}|Q{q}-{y}"
)
SPANS = (
    "{name} {y}|{m}/{y}|{m:02}.{y}|{y}/{m:02}|{y}-{m}|{y}-{m:02}|{y} {name}|{name}-{y}|{name}, {y}|end of {name} {y}"
)
YEARS = "{y}|FY{s}|FY{y}|FY {y}|GJ {y}|mid {y}|ca. {y}|{y}.0"


@st.composite
def spans(draw: st.DrawFn) -> Written:
    """A quarter, month or year as people write it."""
    shapes, sort = draw(st.sampled_from([(QUARTERS, "q"), (SPANS, "m"), (YEARS, "y")]))
    year, month = draw(st.integers(2013, 2039)), draw(st.integers(1, 12))
    name, quarter = draw(st.sampled_from(MONTHS[month - 1].split())), (month + 2) // 3
    text = draw(st.sampled_from(shapes.split("|"))).format(y=year, s=f"{year % 100:02}", m=month, q=quarter, name=name)
    return Written(text, Period(year, quarter * (sort == "q"), month * (sort == "m")))


@settings(max_examples=300, deadline=None)
@given(spans(), LANGUAGES)
def test_a_period_is_read_right_or_told_once_with_what_it_may_be(given: Written, language: str) -> None:
    naming = '"name"= "P"' if language == "json" else 'name = "P"'
    fault, read = kept_or_told("opportunities", "close", naming, given, language)
    assert (fault is None and read == given.value) or (fault and readings(fault, values.parse_period) == [given.value])


@pytest.mark.parametrize(
    ("written", "write"),
    [
        ("250k", '`value = "250k"`'),
        ("12.500k", '`value = "12.5M"` or `value = "12.5k"`'),
        ("60% # about", '`value = "60%"`'),
    ],
)
def test_what_toml_cannot_read_is_told_with_its_quotes(written: str, write: str) -> None:
    plan = parse_plan(Source("a.md", f"{HEADS['toml']}value = {written}\n+++\n".encode()), "")
    ((code, fault),) = plan.faults
    assert (code, fault.write) == ("FMT001", f"it in double quotes: {write}")
