"""Figures that cannot be, or are odd: each rule at its bound, and plans that say nothing odd stay quiet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.config import SiteConfig
from kamgen.model.enums import Severity
from kamgen.model.rule import State
from kamgen.model.source import Content, Source
from kamgen.pipeline import evaluate
from kamgen.rules import figures, figures_of_entries, figures_of_parts
from tests.records import record_of
from tests.support import judged, site_of_tables

APRIL = record_of(SiteConfig, {"site": {"fiscal_year_start": 4}})
Told = tuple[str, Severity | None, str, str]


def told(code: str, front: str, **given: object) -> list[Told]:
    """Key, softened severity, message and what to write of each fault."""
    return [
        (fault.key, fault.severity, fault.message, fault.write)
        for fault in judged(code, front, **given).faults  # type: ignore[arg-type]
    ]


def year(**amounts: object) -> str:
    row = ", ".join(f"{key}: {value}" for key, value in ({"year": 2025} | amounts).items())
    return f"financials: [{{{row}}}]"


def years(field: str, *amounts: object) -> str:
    first = 2026 - len(amounts)
    rows = [f"{{year: {first + n}, {field}: {amount}}}" for n, amount in enumerate(amounts)]
    return f"financials: [{', '.join(rows)}]"


def test_a_short_plan_is_asked_nothing() -> None:
    rules = (*figures.RULES, *figures_of_entries.RULES, *figures_of_parts.RULES)
    assert {judged(rule.code).state for rule in rules} == {State.NOT_APPLICABLE}


# Below zero.


@pytest.mark.parametrize(
    ("field", "severity"),
    [("cost_to_serve", None), ("customer_spend", None), ("target_revenue", None), ("revenue", Severity.WARNING)],
)
def test_what_cannot_be_below_zero_is_told(field: str, severity: Severity | None) -> None:
    message = f"{field.replace('_', ' ')} of 2025 is -96,000 EUR, below zero"
    assert told("FIG001", year(**{field: "-96k"})) == [(f"financials[0].{field}", severity, message, "`96k`")]
    assert told("FIG001", year(**{field: "0.01"})) == []
    assert told("FIG001", year(**{field: 0})) == []


@pytest.mark.parametrize("field", ["gross_profit", "target_profit"])
def test_a_loss_is_no_mistake(field: str) -> None:
    assert told("FIG001", year(**{field: "-96k"})) == []


def test_nobody_is_served_for_nothing() -> None:
    assert told("FIG001", year(revenue="1.1M", cost_to_serve=0)) == [
        (
            "financials[0].cost_to_serve",
            Severity.WARNING,
            "cost to serve of 2025 is 0, beside revenue of 1,100,000 EUR",
            "what serving the client took, or leave it out until it is known",
        )
    ]
    assert told("FIG001", year(revenue=0, cost_to_serve=0)) == []
    assert told("FIG001", year(revenue="1.1M", cost_to_serve=1)) == []


def test_a_deal_is_worth_something() -> None:
    deal = "opportunities: [{name: Phase 2, value: -240k, profit: -10k}]"
    assert told("FIG001", deal) == [
        ("opportunities[0].value", None, "the opportunity “Phase 2” is worth -240,000 EUR, below zero", "`240k`")
    ]


# Parts and wholes.


@pytest.mark.parametrize(
    ("front", "key"),
    [
        (year(revenue=100, gross_profit="100.01"), "financials[0].gross_profit"),
        (year(revenue=0, gross_profit=1), "financials[0].gross_profit"),
        (year(target_revenue=100, target_profit=101), "financials[0].target_profit"),
        ("opportunities: [{name: A, value: 100, profit: 101}]", "opportunities[0].profit"),
        (year(revenue=100, gross_profit=100), ""),
        (year(target_revenue=100, target_profit=100), ""),
        (year(revenue=-100, gross_profit=-40), ""),
        (year(gross_profit=100), ""),
        ("opportunities: [{name: A, value: 100, profit: 100}, {name: B, profit: 5}]", ""),
    ],
)
def test_profit_is_a_part_of_revenue(front: str, key: str) -> None:
    assert [fault[0] for fault in told("FIG002", front)] == ([key] if key else [])


def test_what_is_said_of_a_profit_above_its_revenue() -> None:
    assert told("FIG002", year(revenue="370k", gross_profit="1.1M")) == [
        (
            "financials[0].gross_profit",
            None,
            "gross profit of 2025, 1,100,000 EUR, is more than its revenue, 370,000 EUR",
            "the part of the revenue that is profit, or the right `revenue`",
        )
    ]


@pytest.mark.parametrize(("revenue", "spend", "count"), [(100, 100, 0), (100, 99, 1), (1, 0, 1), (0, 0, 0), (5, -1, 0)])
def test_the_client_spends_at_least_what_it_spends_with_us(revenue: int, spend: int, count: int) -> None:
    assert len(told("FIG003", year(revenue=revenue, customer_spend=spend))) == count


def test_what_is_said_of_a_share_of_wallet_beyond_the_whole() -> None:
    assert told("FIG003", year(revenue="1.1M", customer_spend=0)) == [
        (
            "financials[0].customer_spend",
            None,
            "the client spent 0 EUR in our field in 2025, and 1,100,000 EUR of it with us",
            "what it spent with anyone, us included: `1.1M` or more",
        )
    ]


# Years.


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ({"year": 2026, "revenue": 5}, 1),
        ({"year": 2026, "gross_profit": 5}, 1),
        ({"year": 2026, "through": "2026-Q4", "revenue": 5}, 1),
        ({"year": 2026, "through": 2026, "revenue": 5}, 1),
        ({"year": 2026, "through": "2026-11", "revenue": 5}, 0),
        ({"year": 2026, "through": "2026-10", "revenue": 5}, 0),
        ({"year": 2026, "target_revenue": 5, "customer_spend": 9}, 0),
        ({"year": 2025, "revenue": 5}, 0),
        ({"year": 2027, "target_revenue": 5}, 0),
        ({"year": 2027, "revenue": 5}, 1),
    ],
)
def test_figures_go_up_to_today_at_most(row: dict[str, object], count: int) -> None:
    assert len(told("FIG004", year(**row))) == count


def test_what_is_said_of_a_running_year_and_of_one_to_come() -> None:
    assert told("FIG004", year(year=2026, revenue="910k")) == [
        (
            "financials[0].year",
            Severity.WARNING,
            "the figures of 2026 have no `through`, and are taken to go up to 2026-12-31",
            "the last month that they cover, such as `through: 2026-10`",
        )
    ]
    assert told("FIG004", year(year=2027, revenue=1), as_of=date(2026, 12, 31)) == [
        (
            "financials[0].year",
            None,
            "fiscal year 2027 begins on 2027-01-01: there are no figures of it yet",
            "the year that is meant, and of a year to come targets only",
        )
    ]


def test_a_year_that_ends_this_month_may_stand_as_a_whole() -> None:
    front = year(year=2026, revenue=5)
    assert [len(told("FIG004", front, as_of=day)) for day in (date(2026, 11, 30), date(2026, 12, 1))] == [1, 0]
    assert told("FIG004", year(year=2027, revenue=5), as_of=date(2027, 1, 10))[0][3].endswith("`through: 2027-01`")
    assert told("FIG004", year(year=2027, revenue=5), site=APRIL)[0][3].endswith("`through: 2026-10`")


def test_figures_of_a_lost_account_are_final() -> None:
    assert told("FIG004", "status: lost\n" + year(year=2026, revenue=5)) == []


@pytest.mark.parametrize(
    ("amounts", "numbers"),
    [
        ((100, 1999), []),
        ((100, 2000), [1]),
        ((2000, 100), [1]),
        ((2000, 101), []),
        ((1_000_000, 1_100, 1_200_000), [1]),
        ((1_000, 1_100_000, 1_200_000), [1]),
        ((0, 1000), []),
        ((-5, 1000), []),
        ((100, 3000, 90_000), [1]),
    ],
)
@pytest.mark.parametrize("field", ["revenue", "cost_to_serve", "customer_spend", "target_revenue"])
def test_a_twentyfold_year_is_told_once(field: str, amounts: tuple[int, ...], numbers: list[int]) -> None:
    found = [fault[0] for fault in told("FIG005", years(field, *amounts))]
    assert found == [f"financials[{number}].{field}" for number in numbers]


def test_what_is_said_of_a_leap() -> None:
    assert told("FIG005", years("revenue", "940k", "1.1")) == [
        (
            "financials[1].revenue",
            None,
            "revenue of 2025, 1.10 EUR, is 1/854,545 of the revenue of 2024, 940,000 EUR",
            "`1.1M`, if that is meant, or the reason under `waive` with `rule: FIG005`",
        )
    ]
    assert told("FIG005", years("revenue", "940k", "1.1bn"))[0][2:] == (
        "revenue of 2025, 1,100,000,000 EUR, is 1,170 times the revenue of 2024, 940,000 EUR",
        "`1.1M`, if that is meant, or the reason under `waive` with `rule: FIG005`",
    )


@pytest.mark.parametrize(
    ("amounts", "count"), [((5, 100), 0), ((5, 1000), 0), ((5, 1005), 1), ((5, 24_999), 1), ((5, 25_000), 0)]
)
def test_a_profit_may_leap_from_next_to_nothing(amounts: tuple[int, int], count: int) -> None:
    assert len(told("FIG005", years("gross_profit", *amounts))) == count


def test_a_part_year_is_compared_as_a_whole_one() -> None:
    def with_months(through: str, revenue: int) -> str:
        return f"financials: [{{year: 2025, revenue: 36500}}, {{year: 2026, through: {through}, revenue: {revenue}}}]"

    # 90 days of a year are less than a quarter of it, 92 are more
    assert told("FIG005", with_months("2026-03", 10)) == []
    assert len(told("FIG005", with_months("2026-04-02", 459))) == 1
    assert told("FIG005", with_months("2026-04-02", 461)) == []


@pytest.mark.parametrize(("since", "count"), [("2024-12", 0), ("2025-01", 0), ("2023-12", 1)])
def test_the_year_in_which_a_client_came_is_left_out(since: str, count: int) -> None:
    assert len(told("FIG005", f"customer_since: {since}\n" + years("revenue", 100, 5000))) == count


def test_a_target_is_compared_with_the_year_and_a_deal_with_the_clients_spend() -> None:
    assert [fault[0] for fault in told("FIG005", year(revenue="1.1M", target_revenue="1.2"))] == [
        "financials[0].target_revenue"
    ]
    front = (
        year(customer_spend="2M")
        + "\nopportunities: [{name: A, value: 40M}, {name: B, value: 39M}, {name: C, value: 9}]"
    )
    assert [fault[0] for fault in told("FIG005", front)] == ["opportunities[0].value"]


def test_how_many_times_is_a_setting() -> None:
    site = site_of_tables(thresholds={"leap": 50})
    assert [len(told("FIG005", years("revenue", 1, n), site=site)) for n in (49, 50)] == [0, 1]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_leap_is_told_exactly_from_its_bound_on(one: int, other: int) -> None:
    leapt = max(one, other) >= 20 * min(one, other)
    assert len(told("FIG005", years("revenue", one, other))) == leapt


@given(st.lists(st.decimals(Decimal(50), Decimal(900), places=2), min_size=1, max_size=5))
def test_years_that_stay_within_their_range_are_quiet(amounts: list[Decimal]) -> None:
    assert told("FIG005", years("revenue", *amounts)) == []


@pytest.mark.parametrize(
    ("head", "of", "count"),
    [
        ("customer_since: 2024-04", 2024, 0),
        ("customer_since: 2024-04", 2023, 1),
        ("status: lost\nlost: {date: 2024-12-31}", 2024, 0),
        ("status: lost\nlost: {date: 2024-12-31}", 2025, 1),
        ("status: lost", 2026, 0),
        ("status: prospect", 2024, 0),
        ("status: prospect", 2025, 1),
        ("status: prospect", 2026, 1),
    ],
)
def test_revenue_is_that_of_a_client(head: str, of: int, count: int) -> None:
    assert len(told("FIG006", f"{head}\n{year(year=of, revenue=5)}")) == count
    assert told("FIG006", f"{head}\n{year(year=of, revenue=0, target_revenue=5)}") == []


def test_what_is_said_of_revenue_before_the_first_purchase() -> None:
    assert told("FIG006", "customer_since: 2026-03\n" + year(revenue=5)) == [
        (
            "financials[0].revenue",
            None,
            "there is revenue of 2025, but the client first bought in 2026-03",
            "the year, the date or the status that is true",
        )
    ]


@pytest.mark.parametrize(("horizon", "count"), [(2025, 1), (2026, 0), (2036, 0), (2037, 1)])
def test_a_horizon_is_within_ten_years(horizon: int, count: int) -> None:
    assert len(told("FIG007", f"horizon: {horizon}")) == count


def test_a_horizon_counts_fiscal_years() -> None:
    assert [len(told("FIG007", f"horizon: {n}", site=APRIL)) for n in (2026, 2027, 2037, 2038)] == [1, 0, 0, 1]
    assert told("FIG007", "horizon: 2062") == [
        (
            "horizon",
            None,
            "the plan looks to 2062, more than 10 years ahead",
            "the year up to which the plan looks, such as `2029`",
        )
    ]
    assert told("FIG007", "horizon: 2025")[0][2] == "the plan looks to 2025, and that year is over"
    assert told("FIG007", "horizon: 2037", site=site_of_tables(thresholds={"horizon_most": 11})) == []


@pytest.mark.parametrize(
    ("probability", "stage", "meant"),
    [
        ("100%", "open", "won"),
        ("0%", "open", "lost"),
        ("99.9%", "open", ""),
        ("1%", "open", ""),
        ("100%", "won", ""),
        ("0%", "lost", ""),
    ],
)
def test_an_open_deal_is_neither_sure_nor_hopeless(probability: str, stage: str, meant: str) -> None:
    found = told("FIG008", f"opportunities: [{{name: Phase 2, probability: {probability}, stage: {stage}}}]")
    write = f"`stage: {meant}` if it is, or the probability that was earned in talks with the client"
    message = f"the opportunity “Phase 2” is open and stands at {probability}"
    assert found == ([("opportunities[0].probability", None, message, write)] if meant else [])


@pytest.mark.parametrize(("close", "count"), [("2026-Q4", 0), ("2026-11-21", 1), ("2026-11-20", 0), ("2027-Q1", 1)])
@pytest.mark.parametrize("stage", ["won", "lost"])
def test_a_decided_deal_does_not_close_in_the_future(close: str, count: int, stage: str) -> None:
    front = f"opportunities: [{{name: Phase 2, close: {close}, stage: {stage}}}]"
    message = f"the opportunity “Phase 2” is {stage}, and its close {close} has not begun"
    assert told("FIG008", front) == [("opportunities[0].close", None, message, f"when it was {stage}")] * count
    assert told("FIG008", front.replace(stage, "open")) == []


# Days, shares, lists, people.

AHEAD, BACK = " lies more than 10 years ahead", " lies more than 50 years back"


@pytest.mark.parametrize(
    ("front", "key", "why"),
    [
        ("promises: [{promise: A, due: 2036-11-20}]", "", ""),
        ("promises: [{promise: A, due: 2036-11-21}]", "promises[0].due", "2036-11-21`" + AHEAD),
        ("actions: [{action: A, due: 2062-12-01}]", "actions[0].due", "2062-12-01`" + AHEAD),
        ("reviews: [{date: 2126-01-01, with: team}]", "reviews[0].date", "2126-01-01`" + AHEAD),
        (
            "opportunities: [{name: A, close: 2037}]",
            "opportunities[0].close",
            "2037-12-31`" + AHEAD,
        ),
        ("feedback: [{date: 1976-11-20}]", "", ""),
        ("feedback: [{date: 1976-11-19}]", "feedback[0].date", "1976-11-19`" + BACK),
        ("reviews: [{date: 1926-01-01, with: team}]", "reviews[0].date", "1926-01-01`" + BACK),
        (
            "contacts: [{name: A, last_contact: 1926-01-01}]",
            "contacts[0].last_contact",
            "1926-01-01`" + BACK,
        ),
        ("feedback: [{date: 2126-01-01}]", "", ""),
        ("customer_since: 1911", "", ""),
    ],
)
def test_days_are_in_reach(front: str, key: str, why: str) -> None:
    found = [(fault[0], fault[2]) for fault in told("FIG009", front)]
    assert found == ([(key, f"`{why}")] if key else [])


@given(st.dates(date(1977, 1, 1), date(2036, 11, 20)))
def test_no_day_of_these_sixty_years_is_odd(day: date) -> None:
    assert told("FIG009", f"reviews: [{{date: {day}, with: client}}]\nactions: [{{action: A, due: {day}}}]") == []


@pytest.mark.parametrize(
    ("weights", "sum_"),
    [(("60%", "40%"), ""), (("33.7%",) * 3, "101.1%"), (("50%", "51%"), ""), (("90%", "40%"), "130%")],
)
def test_weights_add_up_to_the_whole_at_most(weights: tuple[str, ...], sum_: str) -> None:
    rows = ", ".join(f"{{name: C{n}, weight: {weight}}}" for n, weight in enumerate(weights))
    found = told("FIG010", f"vendor_evaluation: {{date: 2026-05-20, criteria: [{rows}]}}")
    message = f"the weights of the client's criteria add up to {sum_}"
    assert found == ([("vendor_evaluation.criteria", None, message, "weights that add up to 100%")] if sum_ else [])


@pytest.mark.parametrize(
    ("measure", "actual", "why"),
    [
        ("share", "100", ""),
        ("share", "100%", ""),
        ("share", "100.1", "above 100%"),
        ("share", "962%", "above 100%"),
        ("share", "-1", "below 0"),
        ("share", "0", ""),
        ("hours", "-4", "below 0"),
        ("hours", "120", ""),
        ("promoters", "-20", ""),
        ("promoters", "-20%", "below 0"),
    ],
)
def test_levels_are_on_their_scale(measure: str, actual: str, why: str) -> None:
    site = site_of_tables(measures={"share": {"unit": "%"}, "hours": {"unit": "h"}, "promoters": {"unit": "points"}})
    found = told("FIG010", f"service: [{{measure: {measure}, actual: {actual}, period: 2026-Q3}}]", site=site)
    severity = Severity.WARNING if why.startswith("above") else None
    message = f"actual of {measure.capitalize()} is {actual}, which is {why}"
    assert found == ([("service[0].actual", severity, message, "what was measured")] if why else [])


@pytest.mark.parametrize(
    ("front", "keys"),
    [
        ("opportunities: [{name: Phase 2, close: 2027}, {name: phase-2, close: 2027}]", ["opportunities[1]"]),
        ("opportunities: [{name: Renewal, close: 2027}, {name: Renewal, close: 2028}]", []),
        (
            "service: [{measure: a, actual: 1, period: 2026-Q3}, {measure: A, actual: 2, period: 2026-Q3}]",
            ["service[1]"],
        ),
        ("service: [{measure: a, actual: 1, period: 2026-Q2}, {measure: a, actual: 2, period: 2026-Q3}]", []),
        ("promises: [{promise: A}, {promise: B}, {promise: a}, {promise: A}]", ["promises[2]", "promises[3]"]),
        (
            "risks: [{risk: Late}, {risk: late}]\ncontacts: [{name: Kari Dahl}, {name: kari dahl}]",
            ["contacts[1]", "risks[1]"],
        ),
        ("outcomes: [{metric: A, as_of: 2026-01-01}, {metric: A, as_of: 2026-06-01}]", []),
    ],
)
def test_an_entry_counts_once(front: str, keys: list[str]) -> None:
    assert [fault[0] for fault in told("FIG011", front)] == keys


def test_what_is_said_of_an_entry_that_stands_twice() -> None:
    front = "promises: [{promise: B}, {promise: Parts}, {promise: parts}]"
    message = "“parts” stands twice, here and as entry 2 of `promises`"
    assert told("FIG011", front) == [
        ("promises[2]", None, message, "what tells the two apart, or take one of them out")
    ]


LEFT = "team: [{name: Per Moe, left: 2026-08-31}, {name: Liv Aas, left: 2026-11-20}]\n"


@pytest.mark.parametrize(
    ("front", "keys"),
    [
        ("actions: [{action: A, owner: per moe}]", ["actions[0].owner"]),
        ("actions: [{action: A, owner: Per Moe, done: 2026-08-01}]", []),
        ("actions: [{action: A, owner: Liv Aas}]", []),
        ("risks: [{risk: A, owner: Per Moe}]", ["risks[0].owner"]),
        ("continuity: {backup: Per Moe, executive_sponsor: Liv Aas}", ["continuity.backup"]),
        ("contacts: [{name: A, met_by: Per Moe}]", ["contacts[0].met_by"]),
        ("contacts: [{name: A, met_by: Per Moe, left: 2026-01-01}]", []),
        ("reviews: [{date: 2026-03-01, with: team, attendees: [Per Moe]}]", []),
        ("handover: {from: Per Moe, to: Liv Aas}", []),
    ],
)
def test_nobody_who_left_owns_open_work(front: str, keys: list[str]) -> None:
    assert [fault[0] for fault in told("FIG012", LEFT + front)] == keys
    assert told("FIG012", f"team: [{{name: Per Moe}}]\n{front}") == []


def test_a_contact_who_left_is_not_talked_to_later_and_decides_nothing() -> None:
    front = "contacts: [{name: Ann, role: decision maker, last_contact: 2026-11-01, met_by: Bo, left: 2026-10-31}]"
    assert told("FIG012", front) == [
        (
            "contacts[0].last_contact",
            None,
            "last contact with Ann on `2026-11-01`, after the last day, `2026-10-31`",
            "the day that is meant, here or as `left`",
        )
    ]
    assert told("FIG012", front.replace("2026-10-31", "2026-11-01")) == []
    assert judged("REL001", front).evidence == "no decision maker is among the contacts"
    assert judged("REL001", front.replace("2026-10-31", "2026-11-20")).state is State.PASS
    assert judged("REL002", front).evidence.startswith("0 contacts met by 0 of us")


@given(
    st.integers(0, 10**6),
    st.fractions(-1, 2, max_denominator=100),
    st.fractions(0, 2, max_denominator=100),
    st.integers(-5, 10**6),
)
def test_what_cannot_be_is_told_and_nothing_else(revenue: int, margin: Fraction, wallet: Fraction, cost: int) -> None:
    profit, spend = int(revenue * margin), int(revenue * wallet)
    front = year(revenue=revenue, gross_profit=profit, customer_spend=spend, cost_to_serve=cost)
    assert len(told("FIG001", front)) == (cost < 0 or (cost == 0 < revenue))
    assert len(told("FIG002", front)) == (profit > revenue)
    assert len(told("FIG003", front)) == (revenue > spend)


def test_what_is_odd_and_true_is_waived() -> None:
    waiver = "{rule: FIG005, reason: They took over their largest rival, by: Eva Lund, until: 2027-03-31}"
    rows = "[{year: 2024, revenue: 40k}, {year: 2025, revenue: 900k}]"
    text = f"---\nname: A\nowner: B C\ncategory: core\nfinancials: {rows}\nwaive: [{waiver}]\n---\n"
    content = Content("a", (Source("a/a.md", text.encode()),), frozenset())
    account = evaluate(content, SiteConfig(), date(2026, 11, 20))[0]
    assert [each.outcome.state for each in account.others if each.rule.code == "FIG005"] == [State.WAIVED]
    assert [each.code for each in account.findings if each.code[:3] in ("FIG", "FMT", "WVR")] == []


# By offering.


@pytest.mark.parametrize(
    ("amounts", "keys"),
    [
        ({"revenue": 10, "revenue_by_offering": "{A: 6, B: 4}"}, []),
        ({"revenue": 10, "revenue_by_offering": "{A: 6, B: 4.01}"}, ["financials[0].revenue_by_offering"]),
        ({"customer_spend": 10, "spend_by_offering": "{A: 6, B: 4.01}"}, ["financials[0].spend_by_offering"]),
        ({"revenue_by_offering": "{A: 6}", "spend_by_offering": "{A: 6, B: 1}"}, []),
        ({"revenue_by_offering": "{A b: 6}", "spend_by_offering": "{A b: 5}"}, ["financials[0].spend_by_offering.A b"]),
        ({"revenue": -10, "revenue_by_offering": "{A: 6}"}, []),
    ],
)  # fmt: skip
def test_amounts_by_offering_stay_within_their_year(amounts: dict[str, object], keys: list[str]) -> None:
    assert [key for key, *_ in told("FIG014", year(**amounts))] == keys


def test_what_is_said_of_offerings_beyond_their_year() -> None:
    front = year(revenue="1M", revenue_by_offering="{A: 800k, B: 300k}", spend_by_offering="{A: 500k}")
    assert told("FIG014", front) == [
        (
            "financials[0].revenue_by_offering",
            None,
            "revenue of 2025 by offering adds up to 1,100,000 EUR, and the year's is 1,000,000 EUR",
            "parts of the year's, or the right `revenue`",
        ),
        (
            "financials[0].spend_by_offering.A",
            None,
            "the client spent 500,000 EUR on the like of A in 2025, and 800,000 EUR of it with us",
            "what it spent on that with anyone, us included",
        ),
    ]
