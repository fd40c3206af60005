"""What holds for the health of every plan, whatever is written in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kamgen.health import score_health
from kamgen.model.config import HealthTable, SiteConfig
from kamgen.model.context import CategoryMargin, Links
from kamgen.model.enums import Band
from kamgen.model.front_matter import FrontMatter
from kamgen.model.health import Bands, Health, Signal, SignalValue, mean_points
from kamgen.model.plan import Body, Plan
from tests.records import record_of
from tests.support import HEAD, context_of

AS_OF = date(2028, 2, 29)
DAYS = st.dates(date(2025, 1, 1), date(2029, 12, 31)).map(str)
AMOUNTS = st.decimals(-(10**15), 10**15, places=2)
NUMBERS = st.decimals(-(10**6), 10**6, places=6)
LEVELS = st.sampled_from(["low", "medium", "high"])
TEXT = st.sampled_from(["Kari", "Nils", "Ola", "operations"])


def rows(needed: dict[str, st.SearchStrategy[Any]], **others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.fixed_dictionaries(needed, optional=others), max_size=4)


RISKS = rows({"risk": TEXT}, likelihood=LEVELS, impact=LEVELS, mitigation=TEXT, owner=TEXT)
FRONTS = st.fixed_dictionaries(
    {},
    optional={
        "currency": st.sampled_from(["EUR", "NOK"]),
        "category": st.sampled_from(["core", "other"]),
        "financials": rows(
            {"year": st.integers(2026, 2029)},
            through=DAYS,
            **dict.fromkeys(["revenue", "gross_profit", "cost_to_serve", "target_revenue", "target_profit"], AMOUNTS),
        ),
        "feedback": rows(
            {"date": DAYS, "from": st.just("Kari Dahl")}, score=st.integers(0, 1000), scale=st.integers(2, 1000)
        ),
        "service": rows(
            {"measure": TEXT, "actual": NUMBERS}, target=NUMBERS, period=st.sampled_from(["2028", "2027-Q4", "2028-02"])
        ),
        "contacts": rows(
            {"name": TEXT},
            function=TEXT,
            role=st.sampled_from(["decision maker", "blocker", "user"]),
            influence=LEVELS,
            sentiment=st.sampled_from(["supporter", "neutral", "critic", "unknown"]),
            met_by=TEXT,
            last_contact=DAYS,
        ),
        "risks": RISKS,
        "promises": rows({"promise": TEXT}, due=DAYS, kept=DAYS, broken=DAYS),
        "outcomes": rows(
            {"metric": TEXT},
            baseline=NUMBERS,
            target=NUMBERS,
            actual=NUMBERS,
            better=st.sampled_from(["higher", "lower"]),
            as_of=DAYS,
        ),
    },
)
WEIGHTS = st.dictionaries(st.sampled_from([signal.key for signal in Signal]), st.decimals(0, 9, places=2))
MARGINS = st.none() | st.builds(CategoryMargin, st.integers(2027, 2028), st.decimals(-1, 1, places=3))
BETWEEN = st.none() | st.integers(0, 100)
VALUES = st.lists(st.tuples(BETWEEN, st.decimals(0, 9, places=2)), min_size=9, max_size=9)


def health(
    front: dict[str, Any], weights: dict[str, Decimal] | None = None, margin: CategoryMargin | None = None
) -> Health:
    matter = record_of(FrontMatter, HEAD | front)
    plan = Plan("halden", "halden.md", matter, Body())
    site = SiteConfig(health=HealthTable(weights=weights or {}, least_known=1))
    return score_health(plan, replace(context_of(plan, site, AS_OF), links=Links("", margin=margin)))


def values_of(pairs: list[tuple[int | None, Decimal]]) -> tuple[SignalValue, ...]:
    return tuple(
        SignalValue(signal, score, weight, "", (), "") for signal, (score, weight) in zip(Signal, pairs, strict=True)
    )


@settings(max_examples=200)
@given(FRONTS, WEIGHTS, MARGINS)
def test_scores_lie_within_0_and_100_and_what_is_not_known_has_a_reason_instead(
    front: dict[str, Any], weights: dict[str, Decimal], margin: CategoryMargin | None
) -> None:
    found = health(front, weights, margin)
    assert [value.signal for value in found.signals] == list(Signal)
    for value in found.signals:
        assert (value.score is None) == (value.formula == "") == (value.reason != "")
        assert value.score is None or 0 <= value.score <= 100
    known = [value.score for value in found.signals if value.score is not None and value.weight]
    assert found.known == len(known) <= found.total <= 9
    assert (found.score is None) == (not known) == (found.band is Band.UNSCORED) == (found.reason != "")
    assert found.score is None or min(known) <= found.score <= max(known)


@given(VALUES)
def test_unknown_signals_never_change_the_health_of_the_known_ones(pairs: list[tuple[int | None, Decimal]]) -> None:
    values = values_of(pairs)
    assert mean_points(values) == mean_points(tuple(value for value in values if value.score is not None))


@settings(max_examples=50)
@given(FRONTS, st.sampled_from(["feedback", "risks", "promises", "outcomes", "contacts", "service"]))
def test_a_signal_that_is_no_longer_known_leaves_the_others_as_they_were(front: dict[str, Any], group: str) -> None:
    before, after = (health(each).signals for each in (front, {key: front[key] for key in front if key != group}))
    changed = [old.signal for old, new in zip(before, after, strict=True) if old[:4] != new[:4]]
    assert len(changed) <= 1


RANK = {Band.OK: 2, Band.WATCH: 1}
"""How good a verdict is; none at all is not better than "act"."""

FIGURES = {
    "financials": ("revenue", "gross_profit", "cost_to_serve", "target_revenue", "target_profit"),
    "feedback": ("score",),
    "outcomes": ("actual", "target", "as_of"),
    "contacts": ("last_contact", "sentiment", "influence"),
}
"""What may be written today and be taken out tomorrow; a year keeps another figure, so that it is still judged."""


@st.composite
def fewer(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A front matter, and the same with one figure or one whole group taken out."""
    front = draw(FRONTS)
    front["financials"] = [{"through": "2028-02", **row} for row in front.get("financials", ())]
    group = draw(st.sampled_from([*FIGURES, "risks", "promises", "service"]))
    rows = [dict(row) for row in front.get(group, ())]
    if group in FIGURES and rows and (group == "financials" or draw(st.booleans())):
        row = draw(st.sampled_from(rows))
        row.pop(draw(st.sampled_from(FIGURES[group])), None)
        return front, front | {group: rows}
    return front, {key: value for key, value in front.items() if key != group}


DOES_WELL: dict[str, Any] = {
    "financials": [{"year": 2028, "through": "2028-02", "revenue": 100, "target_revenue": 100, "gross_profit": 50,
                    "cost_to_serve": 10, "target_profit": 40}],
    "service": [{"measure": "Kari", "actual": 9, "target": 8, "period": "2028-02"}],
    "promises": [{"promise": f"P{number}", "kept": "2028-01-01"} for number in range(9)],
    "outcomes": [{"metric": "M", "target": 9, "actual": 9, "as_of": "2028-01-01"}],
    "feedback": [{"date": "2028-01-01", "score": 9}],
    "contacts": [{"name": name, "function": name, "met_by": name, "role": "decision maker", "sentiment": "supporter",
                  "influence": "high", "last_contact": "2028-02-01"} for name in ("Kari", "Nils", "Ola")],
    "risks": [{"risk": "R", "mitigation": "M", "owner": "Ola"}],
}  # fmt: skip
SPOILED: list[tuple[str, dict[str, Any]]] = [
    ("financials", {"cost_to_serve": 60}),
    ("financials", {"revenue": 50}),
    ("service", {"actual": 1}),
    ("promises", {"kept": None, "broken": "2028-01-01"}),
    ("outcomes", {"actual": 1, "baseline": 1}),
    ("outcomes", {"as_of": "2025-01-01"}),
    ("feedback", {"score": 1}),
    ("contacts", {"sentiment": "critic"}),
    ("contacts", {"last_contact": "2026-01-01"}),
    ("risks", {"owner": None}),
]


@st.composite
def fewer_of_a_good_plan(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A plan that does well but for some things, and the same with one figure or one whole group taken out."""
    front = {group: [dict(row) for row in rows] for group, rows in DOES_WELL.items()}
    for group, worse in draw(st.lists(st.sampled_from(SPOILED), max_size=4)):
        row = draw(st.sampled_from(front[group]))
        row.update(worse)
        front[group] = [{key: value for key, value in each.items() if value is not None} for each in front[group]]
    group = draw(st.sampled_from([*FIGURES, "risks", "promises", "service"]))
    after = {key: [dict(row) for row in rows] for key, rows in front.items()}
    if group in FIGURES and draw(st.booleans()):
        draw(st.sampled_from(after[group])).pop(draw(st.sampled_from(FIGURES[group])), None)
        return front, after
    return front, {key: value for key, value in after.items() if key != group}


@settings(max_examples=300)
@given(st.one_of(fewer(), fewer_of_a_good_plan()), MARGINS)
def test_taking_a_figure_or_a_group_out_never_makes_the_verdict_better(
    fronts: tuple[dict[str, Any], dict[str, Any]], margin: CategoryMargin | None
) -> None:
    before, after = (health(front, None, margin) for front in fronts)
    assert RANK.get(after.band, 0) <= RANK.get(before.band, 0)
    assert after.least <= before.least


@settings(max_examples=100)
@given(FRONTS, WEIGHTS, MARGINS)
def test_the_verdict_is_never_better_than_the_score_and_than_what_is_certain(
    front: dict[str, Any], weights: dict[str, Decimal], margin: CategoryMargin | None
) -> None:
    found = health(front, weights, margin)
    assert found.least <= (found.score or 0)
    if found.band in RANK:
        assert RANK[found.band] <= min(RANK.get(Bands(80, 60).band(each), 0) for each in (found.score, found.least))
        assert found.band is Band.OK or found.held or (found.score or 0) < 80


@settings(max_examples=50)
@given(FRONTS, RISKS, LEVELS, LEVELS)
def test_adding_an_answered_risk_never_lowers(
    front: dict[str, Any], risks: list[dict[str, str]], likelihood: str, impact: str
) -> None:
    answered = {
        "risk": "New",
        "likelihood": likelihood,
        "impact": impact,
        "mitigation": "Stock on site",
        "owner": "Per",
    }
    before, after = health(front | {"risks": risks}), health(front | {"risks": [*risks, answered]})
    assert after.score is not None
    assert after.score >= (before.score or 0)
    assert (after.signals[-1].score or 0) >= (before.signals[-1].score or 0)


@given(VALUES, st.decimals("0.01", 1000, places=2))
def test_only_the_proportions_of_weights_matter(pairs: list[tuple[int | None, Decimal]], factor: Decimal) -> None:
    scaled = [(score, weight * factor) for score, weight in pairs]
    assert mean_points(values_of(pairs)) == mean_points(values_of(scaled))


@given(st.sampled_from(list(Signal)), st.decimals(-10, 20, places=4), st.decimals(-10, 20, places=4))
def test_points_follow_the_value_from_the_lower_anchor_to_the_upper(
    signal: Signal, one: Decimal, other: Decimal
) -> None:
    worse, better = sorted((one, other), reverse=signal.full < signal.zero)
    assert 0 <= signal.points(worse) <= signal.points(better) <= 100
