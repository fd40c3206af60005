"""What holds for any two states of a portfolio: nothing is different from itself, sums add up, order says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.cache import NullCache
from kamgen.engine.comparison import PortfolioState, compare_states
from kamgen.engine.engine import Engine
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.comparison import Amounts, Comparison
from kamgen.model.source import Content, Source
from kamgen.parse.config import parse_config
from tests.records import replace

AS_OF = date(2026, 11, 20)
FOLDER = "content/accounts"
RULES = '[checklist]\nselect = ["FMT", "FBK001", "TGT001", "RSK001"]\n'
SITES = (
    parse_config(RULES),
    parse_config(RULES + 'ignore = ["RSK001"]\n[fx]\nNOK = 0.1\n'),
    parse_config(RULES + "[fx]\nNOK = 0.2\n[site]\nfiscal_year_start = 7\n"),
)
MONEY = st.sampled_from(["0", "100k", "250k", "1.3M", "0.7", "-20k"])


@st.composite
def plans(draw: st.DrawFn, name: str) -> str:
    """A plan; some of them cannot be read."""
    if draw(st.integers(0, 9)) == 0:
        return f"---\nname: [{name}\n---\n"
    rows = [
        f"  - {{year: {year}, revenue: {draw(MONEY)}, target_revenue: {draw(MONEY)}, gross_profit: {draw(MONEY)}, "
        f"cost_to_serve: {draw(MONEY)}}}\n"
        for year in draw(st.lists(st.sampled_from([2025, 2026, 2027]), unique=True))
    ]
    open_ones = [
        f"  - {{name: {each}, value: {draw(MONEY)}, probability: {draw(st.sampled_from(['10%', '55%', '100%']))}}}\n"
        for each in draw(st.lists(st.sampled_from(["Pumps", "Valves", "Sensors", "Hulls"]), unique=True))
    ]
    currency = draw(st.sampled_from(["", "currency: NOK\n", "currency: EUR\n"]))
    status = draw(st.sampled_from(["", "", "status: lost\n", "status: prospect\n"]))
    risks = draw(st.sampled_from(["", "risks:\n  - {risk: Strikes}\n"]))
    front = f"name: {name}\nowner: Per Moe\ncategory: core\n{currency}{status}{risks}"
    front += "".join(["financials:\n", *rows]) if rows else ""
    front += "".join(["opportunities:\n", *open_ones]) if open_ones else ""
    return f"---\n{front}---\n{draw(st.sampled_from(['', 'Buys pumps.', '## Growth', 'Buys']))}\n"


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A few plans, under paths that another state may have too."""
    found = []
    for place in draw(st.lists(st.sampled_from(["a", "b", "c", "d", "north/a", "north/e"]), unique=True, max_size=4)):
        name = draw(st.sampled_from(["Arendal", "Bergen", "Drammen", f"of {place[-1].upper()}"]))
        found.append(Source(f"{FOLDER}/{place}.md", draw(plans(name)).encode()))
    return Content(FOLDER, tuple(sorted(found, key=lambda source: source.path)))


@st.composite
def states(draw: st.DrawFn) -> PortfolioState:
    day = draw(st.sampled_from([AS_OF, date(2026, 6, 1), date(2025, 12, 31)]))
    return PortfolioState("some", "", day, draw(contents()), draw(st.sampled_from(SITES)), None)


def compared(base: PortfolioState, head: PortfolioState) -> Comparison:
    with WorkerPool() as pool:
        return compare_states(Engine(NullCache(), pool), base, head, AS_OF)


def added(total: Amounts, changes: Iterable[tuple[Amounts, Amounts]]) -> list[Decimal]:
    """The total after the changes; what is not known counts nothing."""
    sums = [amount or Decimal() for amount in total]
    for before, after in changes:
        sums = [each + (now or 0) - (was or 0) for each, was, now in zip(sums, before, after, strict=True)]
    return sums


@settings(max_examples=40)
@given(states())
def test_nothing_is_different_from_itself(state: PortfolioState) -> None:
    found = compared(state, state)
    assert not found
    assert (found.accounts, found.settings, found.rules) == ((), (), ())
    assert found.unchanged == len(state.content.plans)
    assert len(set(found.totals)) == 1


@settings(max_examples=60)
@given(states(), states())
def test_the_differences_that_are_told_add_up_to_the_head(base: PortfolioState, head: PortfolioState) -> None:
    found = compared(base, head)
    first, ruled, last = found.totals
    assert added(first, (shift.amounts for shift in found.rules)) == added(ruled, ())
    assert added(ruled, (change.amounts for change in found.accounts)) == added(last, ())
    assert not any(shift.amounts[0] != shift.amounts[1] for shift in found.time)
    assert found.unchanged + sum(change.after is not None for change in found.accounts) == len(head.content.plans)


@settings(max_examples=40)
@given(states(), st.randoms(use_true_random=False))
def test_the_order_of_entries_in_a_plan_makes_no_difference(state: PortfolioState, random: Random) -> None:
    turned = tuple(replace(source, data=_turned(source.data, random)) for source in state.content.plans)
    assert not compared(state, replace(state, content=replace(state.content, plans=turned)))


def _turned(data: bytes, random: Random) -> bytes:
    """The rows of the lists in another order."""
    found = []
    for _, lines in groupby(data.splitlines(keepends=True), lambda line: line.startswith(b"  - ")):
        rows = list(lines)
        if rows[0].startswith(b"  - "):
            random.shuffle(rows)
        found += rows
    return b"".join(found)
