"""The health score: every signal against figures worked out by hand, its bounds, and what holds for all plans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamgen.health import SIGNALS, score_health
from kamgen.model.config import SiteConfig
from kamgen.model.context import CategoryMargin, Links
from kamgen.model.enums import Band
from kamgen.model.health import Health, Input, Signal, SignalValue
from kamgen.parse.config import parse_config
from tests.records import replace
from tests.support import context_of, plan_of

AS_OF = date(2026, 11, 20)


def health(
    front: str, *, as_of: date = AS_OF, site: SiteConfig | None = None, margin: CategoryMargin | None = None
) -> Health:
    plan = plan_of(front)
    context = context_of(plan, site, as_of)
    return score_health(plan, replace(context, links=Links("", margin=margin)))


def signal(
    name: Signal,
    front: str,
    *,
    as_of: date = AS_OF,
    site: SiteConfig | None = None,
    margin: CategoryMargin | None = None,
) -> SignalValue:
    return next(value for value in health(front, as_of=as_of, site=site, margin=margin).signals if value.signal is name)


def test_the_signals_stand_in_their_order() -> None:
    assert [name for name, _ in SIGNALS] == list(Signal)


@pytest.mark.parametrize("name", list(Signal))
def test_what_is_not_written_is_not_known_and_never_0(name: Signal) -> None:
    value = signal(name, "")
    assert (value.score, value.formula, value.inputs) == (None, "", ())
    assert ": add " in value.reason or ": write " in value.reason


# Points: linear between two anchors, clamped, rounded half up.


@pytest.mark.parametrize(
    ("name", "value", "points"),
    [
        (Signal.REVENUE, "-3", 0),
        (Signal.REVENUE, "0.5", 0),
        (Signal.REVENUE, "0.84", 68),  # (84 - 50) / 50
        (Signal.REVENUE, "0.9", 80),
        (Signal.REVENUE, "0.5024", 0),  # 0.48
        (Signal.REVENUE, "0.5025", 1),  # 0.5
        (Signal.REVENUE, "1", 100),
        (Signal.REVENUE, "7", 100),
        (Signal.MARGIN, "-0.1", 0),
        (Signal.MARGIN, "-0.033", 67),
        (Signal.MARGIN, "0", 100),
        (Signal.FEEDBACK, "0.4", 0),
        (Signal.FEEDBACK, "0.7", 60),
        (Signal.FEEDBACK, "0.8", 80),
        (Signal.FEEDBACK, "0.9", 100),
        (Signal.RISK, "0", 100),
        (Signal.RISK, "4", 56),  # 5 / 9 = 55.6
        (Signal.RISK, "6", 33),  # 3 / 9
        (Signal.RISK, "9", 0),
        (Signal.RISK, "40", 0),
    ],
)
def test_points_run_between_two_anchors(name: Signal, value: str, points: int) -> None:
    assert name.points(Decimal(value)) == points


@pytest.mark.parametrize("name", [each for each in Signal if each not in (Signal.MARGIN, Signal.RISK)])
def test_the_formula_in_words_names_the_anchors(name: Signal) -> None:
    assert f"0 points at {name.zero:.0%}" in name.formula
    assert f"100 points at {name.full:.0%}" in name.formula


# Revenue and profit.


def test_revenue_is_held_against_what_is_due() -> None:
    # 304 of 365 days: 1,300,000 × 304 ÷ 365 = 1,082,739.7 due; 910,000 ÷ 1,082,739.7 = 84.05%; (84.05 - 50) × 2 = 68.1
    value = signal(
        Signal.REVENUE,
        "currency: NOK\nfinancials:\n- year: 2026\n  through: 2026-10\n  revenue: 910k\n  target_revenue: 1.3M",
    )
    assert value == SignalValue(
        Signal.REVENUE,
        68,
        Decimal(1),
        "910,000 NOK of 1,082,740 NOK due by 2026-10-31 = 84% → 68 points",
        (
            Input("revenue 2026", "910,000 NOK", "financials[0].revenue", 6),
            Input("target revenue 2026", "1,300,000 NOK", "financials[0].target_revenue", 7),
            Input("through 2026", "2026-10", "financials[0].through", 5),
        ),
        "",
        68,
    )


APRIL = parse_config("[site]\nfiscal_year_start = 4")
TWO_YEARS = """financials:
- {year: 2026, revenue: 90, target_revenue: 100}
- {year: 2027, through: 2026-04-01, revenue: 2, target_revenue: 730}"""


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        # The last day of fiscal year 2026 (April 2025 to March 2026): it is both the current and a full year.
        (date(2026, 3, 31), "90 EUR of 100 EUR due by 2026-03-31 = 90% → 80 points"),
        # The first day of fiscal year 2027: one day of 365, so 730 ÷ 365 = 2 are due.
        (date(2026, 4, 1), "2 EUR of 2 EUR due by 2026-04-01 = 100% → 100 points"),
        # Fiscal year 2028 has no row: 2027, the last full one, serves.
        (date(2027, 4, 1), "2 EUR of 2 EUR due by 2026-04-01 = 100% → 100 points"),
    ],
)
def test_the_fiscal_year_need_not_begin_in_january(as_of: date, said: str) -> None:
    assert signal(Signal.REVENUE, TWO_YEARS, as_of=as_of, site=APRIL).formula == said


def test_a_year_that_neither_runs_nor_was_the_last_says_nothing() -> None:
    value = signal(Signal.REVENUE, TWO_YEARS, as_of=date(2028, 4, 1), site=APRIL)
    assert value.reason == (
        "no figures of 2029 or 2028 are written: add a row with `year: 2029`, `revenue` and `target_revenue` under "
        "`financials`"
    )


def test_29_february_is_a_day_of_its_year() -> None:
    # 60 of 366 days: 366 × 60 ÷ 366 = 60 due; 45 ÷ 60 = 75%; (75 - 50) × 2 = 50
    front = "financials: [{year: 2028, through: 2028-02, revenue: 45, target_revenue: 366}]"
    said = signal(Signal.REVENUE, front, as_of=date(2028, 2, 29)).formula
    assert said == "45 EUR of 60 EUR due by 2028-02-29 = 75% → 50 points"


def test_a_foreign_currency_needs_no_rate() -> None:
    front = "{}financials: [{{year: 2026, revenue: 80, target_revenue: 100}}]"
    assert (
        signal(Signal.REVENUE, front.format("currency: USD\n")).score
        == signal(Signal.REVENUE, front.format("")).score
        == 60
    )


def test_the_last_full_year_serves_until_this_one_has_both_figures() -> None:
    front = "financials: [{year: 2025, revenue: 80, target_revenue: 100}, {year: 2026, target_revenue: 100}]"
    assert signal(Signal.REVENUE, front).formula == "80 EUR of 100 EUR due by 2025-12-31 = 80% → 60 points"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("revenue: 5", "2026 has no `target_revenue`: add it to the row of that year in `financials`"),
        (
            "target_profit: 5",
            "2026 has no `revenue` or `target_revenue`: add it to the row of that year in `financials`",
        ),
        (
            "revenue: 5, target_revenue: 0",
            "`target_revenue` of 2026 is 0, and nothing can be held against that: write the target that was agreed",
        ),
        (
            "revenue: 5, target_revenue: -1",
            "`target_revenue` of 2026 is below 0, and nothing can be held against that: "
            "write the target that was agreed",
        ),
        (
            "revenue: 5, target_revenue: 9, through: 2025-12",
            "the figures of 2026 end before the year begins: write `through` as a month of it",
        ),
    ],
)
def test_revenue_that_cannot_be_held_against_a_target_says_why(row: str, reason: str) -> None:
    assert signal(Signal.REVENUE, f"financials: [{{year: 2026, {row}}}]").reason == reason


def profit(gross: int, cost: int, target: int) -> SignalValue:
    row = f"{{year: 2026, gross_profit: {gross}, cost_to_serve: {cost}, target_profit: {target}}}"
    return signal(Signal.PROFIT, f"financials: [{row}]")


@pytest.mark.parametrize(
    ("gross", "cost", "target", "said"),
    [
        # 310 - 96 = 214 of 260 = 82.3%; (82.3 - 50) × 2 = 64.6
        (310, 96, 260, "profit of 214 EUR of 260 EUR due by 2026-12-31 = 82.3% → 65 points"),
        (10, 30, 100, "profit of -20 EUR of 100 EUR due by 2026-12-31 = -20% → 0 points"),
        # 10 worse than a loss of 50 is 20% worse: 80%; (80 - 50) × 2 = 60
        (40, 100, -50, "profit of -60 EUR against a planned loss of 50 EUR due by 2026-12-31 = 80% → 60 points"),
        (60, 100, -50, "profit of -40 EUR against a planned loss of 50 EUR due by 2026-12-31 = 120% → 100 points"),
        (0, 100, -50, "profit of -100 EUR against a planned loss of 50 EUR due by 2026-12-31 = 0% → 0 points"),
    ],
)
def test_profit_is_held_against_its_target_even_where_a_loss_is_planned(
    gross: int, cost: int, target: int, said: str
) -> None:
    assert profit(gross, cost, target).formula == said


def test_a_profit_target_of_0_is_nothing_to_measure_against() -> None:
    assert profit(10, 5, 0).reason == (
        "`target_profit` of 2026 is 0, and nothing can be held against that: write the target that was agreed"
    )


# Margin.

MEAN = CategoryMargin(2026, Decimal("0.215"))


def test_margin_is_held_against_the_categorys() -> None:
    # (310 - 128) ÷ 1000 = 18.2%, 3.3 points below 21.5%; (10 - 3.3) ÷ 10 = 67%
    row = "financials:\n- {year: 2026, revenue: 1000, gross_profit: 310, cost_to_serve: 128}"
    value = signal(Signal.MARGIN, row, margin=MEAN)
    assert (value.score, value.formula) == (
        67,
        "18.2% of revenue in 2026, mean of the category 21.5%: 3.3 percentage points below it → 67 points",
    )
    assert value.inputs[-1] == Input("mean margin of the category 2026", "21.5%", "", None)
    assert [(figure.key, figure.line) for figure in value.inputs[:-1]] == [
        (f"financials[0].{field}", 3) for field in ("revenue", "gross_profit", "cost_to_serve")
    ]


@pytest.mark.parametrize(("gross", "points"), [(100, 0), (115, 0), (165, 50), (215, 100), (900, 100), (-99_999, 0)])
def test_margin_counts_from_10_points_below_the_mean_up_to_it(gross: int, points: int) -> None:
    row = f"financials: [{{year: 2026, revenue: 1000, gross_profit: {gross}, cost_to_serve: 0}}]"
    assert signal(Signal.MARGIN, row, margin=MEAN).score == points


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("revenue: 9, gross_profit: 5", "2026 has no `cost_to_serve`: add it to the row of that year in `financials`"),
        (
            "revenue: -9, gross_profit: 5, cost_to_serve: 1",
            "revenue of 2026 is not above 0, and a margin is a part of revenue: the next year with revenue has one",
        ),
        (
            "revenue: 0, gross_profit: 0, cost_to_serve: 0",
            "revenue of 2026 is not above 0, and a margin is a part of revenue: the next year with revenue has one",
        ),
        (
            "revenue: 9, gross_profit: 5, cost_to_serve: 1",
            "too few accounts of its category give a margin of 2026 or 2025 to compare with: add theirs, or write the "
            "category's `target_margin` in site.toml",
        ),
    ],
)
def test_a_margin_that_cannot_be_compared_says_why(row: str, reason: str) -> None:
    assert signal(Signal.MARGIN, f"financials: [{{year: 2026, {row}}}]").reason == reason


def test_the_categorys_target_comes_before_the_mean_of_its_peers() -> None:
    site = parse_config('[categories.strategic]\ntarget_margin = "20%"')
    row = "financials: [{year: 2026, revenue: 1000, gross_profit: 310, cost_to_serve: 128}]"
    # 18.2% is 1.8 points below 20%; (10 - 1.8) ÷ 10 = 82%
    for margin in (MEAN, None):
        value = signal(Signal.MARGIN, row, site=site, margin=margin)
        assert (value.score, value.formula) == (
            82,
            "18.2% of revenue in 2026, target of the category 20%: 1.8 percentage points below it → 82 points",
        )
        assert value.inputs[-1] == Input("target margin of the category 2026", "20%", "", None)


@pytest.mark.parametrize("name", [Signal.PROFIT, Signal.MARGIN])
def test_an_older_year_does_not_stand_in_for_a_cost_to_serve_that_is_missing(name: Signal) -> None:
    front = """financials:
- {year: 2026, through: 2026-10, revenue: 90, gross_profit: 30, target_profit: 20}
- {year: 2025, revenue: 90, gross_profit: 30, cost_to_serve: 1, target_profit: 20}"""
    value = signal(name, front, margin=CategoryMargin(2025, Decimal("0.2")))
    assert (value.score, value.reason) == (
        None,
        "2026 has no `cost_to_serve`: add it to the row of that year in `financials`",
    )


# Service.

SERVICE = parse_config(
    '[categories.strategic]\ntargets = {on_time_delivery = "97%", response_hours = 4}\n'
    '[measures.on_time_delivery]\nunit = "%"\n[measures.response_hours]\nname = "Response"\nunit = "h"\n'
    'better = "lower"'
)


def test_service_is_the_part_of_targets_that_is_met() -> None:
    front = """service:
- {measure: on_time_delivery, actual: 97%, period: 2026-Q3}
- {measure: response_hours, actual: 6, period: 2026-Q3}
- {measure: first_fix, actual: 9, target: 8, period: 2026-11}
- {measure: other, actual: 9, period: 2026-11}"""
    value = signal(Signal.SERVICE, front, site=SERVICE)
    assert (value.score, value.formula) == (67, "2 of 3 service targets met = 66.7% → 67 points")
    assert value.inputs == (
        Input("On time delivery", "97% in 2026-Q3, target 97%: met", "service[0].actual", 3),
        Input("Response", "6 h in 2026-Q3, target 4 h: missed", "service[1].actual", 4),
        Input("First fix", "9 in 2026-11, target 8: met", "service[2].actual", 5),
    )


@pytest.mark.parametrize(
    ("period", "points"), [("2026-Q1", None), ("2026-03", None), ("2026-Q2", 100), ("2026-12", None)]
)
def test_service_counts_in_this_quarter_and_the_two_before(period: str, points: int | None) -> None:
    front = f"service: [{{measure: on_time_delivery, actual: 98%, period: {period}}}]"
    assert signal(Signal.SERVICE, front, site=SERVICE).score == points


# Promises.


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["kept: 2026-06-21, due: 2026-06-30"], "1 of 1 promise kept = 100% → 100 points"),
        (["kept: 2026-06-30, due: 2026-06-30"], "1 of 1 promise kept = 100% → 100 points"),
        (["kept: 2026-07-01, due: 2026-06-30"], "(0 on time + ½ × 1 late) of 1 promise kept = 50% → 50 points"),
        # (1 + 0.5 + 0 + 0) ÷ 4 = 37.5%
        (
            ["kept: 2026-06-21", "kept: 2026-07-01, due: 2026-06-30", "broken: 2026-05-01", "due: 2026-11-19"],
            "(1 on time + ½ × 1 late) of 4 promises kept = 37.5% → 38 points",
        ),
        # Twelve months ago to the day counts, the day before does not; an overdue one counts however old.
        (["kept: 2025-11-20", "broken: 2025-11-19", "kept: 2025-11-19"], "1 of 1 promise kept = 100% → 100 points"),
        (["kept: 2026-11-20", "due: 2020-01-01"], "1 of 2 promises kept = 50% → 50 points"),
        # Due today is not overdue; what is said to be kept tomorrow is not kept.
        (
            ["kept: 2026-11-20", "due: 2026-11-20", "due: 2026-12-01, kept: 2026-11-21"],
            "1 of 1 promise kept = 100% → 100 points",
        ),
        (["due: 2026-11-19, kept: 2026-11-21"], "0 of 1 promise kept = 0% → 0 points"),
    ],
)
def test_promises_kept_are_counted_over_12_months(rows: list[str], said: str) -> None:
    front = "promises:\n" + "\n".join(f"- {{promise: One, {row}}}" for row in rows)
    assert signal(Signal.PROMISES, front).formula == said


def test_12_months_from_29_february_end_on_the_28th() -> None:
    front = "promises: [{promise: One, kept: 2028-02-29}]"
    assert signal(Signal.PROMISES, front, as_of=date(2029, 2, 28)).score == 100
    assert signal(Signal.PROMISES, front, as_of=date(2029, 3, 1)).score is None


# Outcomes.


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["baseline: 78, target: 90, actual: 93"], "1 of 1 outcome reached, 100% of the way on average → 100 points"),
        # (41 - 26) ÷ (41 - 20) = 71.4%; with one that is reached (100 + 71.4) ÷ 2 = 85.7%
        (
            ["target: 6, actual: 6, better: lower", "baseline: 41, target: 20, actual: 26, better: lower"],
            "1 of 2 outcomes reached, 85.7% of the way on average → 86 points",
        ),
        (["baseline: 78, target: 90, actual: 70"], "0 of 1 outcome reached, 0% of the way on average → 0 points"),
        (["target: 90, actual: 89"], "0 of 1 outcome reached, 0% of the way on average → 0 points"),
        (["baseline: 90, target: 90, actual: 89"], "0 of 1 outcome reached, 0% of the way on average → 0 points"),
        (
            ["baseline: 95, target: 90, actual: 89, better: higher"],
            "0 of 1 outcome reached, 0% of the way on average → 0 points",
        ),
        (["baseline: 95, target: 90, actual: 89"], "1 of 1 outcome reached, 100% of the way on average → 100 points"),
        (
            ["target: 9, actual: 9", "target: 9", "baseline: 1, actual: 9", "target: 9, actual: 1, as_of: 2026-11-21"],
            "1 of 1 outcome reached, 100% of the way on average → 100 points",
        ),
    ],
)
def test_outcomes_count_by_the_way_they_have_come(rows: list[str], said: str) -> None:
    dated = [row if "as_of" in row else f"{row}, as_of: 2026-11-01" for row in rows]
    front = "outcomes:\n" + "\n".join(f"- {{metric: Accuracy, {row}}}" for row in dated)
    assert signal(Signal.OUTCOMES, front).formula == said


@pytest.mark.parametrize(
    ("measured", "points"), [("as_of: 2024-11-20", 100), ("as_of: 2024-11-19", None), ("unit: kg", 100)]
)
def test_an_outcome_counts_for_24_months_after_its_day(measured: str, points: int | None) -> None:
    front = f"outcomes: [{{metric: Accuracy, target: 9, actual: 9, {measured}}}]"
    value = signal(Signal.OUTCOMES, front)
    assert (value.score, value.reason) == (points, "" if points else OLD)


OLD = (
    "no outcome has a target, and an actual of the last 24 months: "
    "add `target`, `actual` and its day `as_of` under `outcomes`"
)


# Feedback.


def test_feedback_is_the_newest_score_on_its_scale() -> None:
    # 3.5 would be the middle of 7; 5 of 7 = 71.4%; (71.4 - 40) ÷ 50 = 62.9%
    front = """feedback:
- {date: 2026-09-01, from: [Kari], score: 5, scale: 7}
- {date: 2026-03-01, from: [Kari], score: 10}
- {date: 2026-10-01, method: interview}
- {date: 2026-12-01, from: [Kari], score: 1}
- {date: 2026-11-01, score: 10}
- {date: 2026-11-02, from: [Ingrid Solberg], score: 10}"""
    value = signal(Signal.FEEDBACK, front)
    assert value.formula == "5 of 7 on 2026-09-01 = 71.4% → 63 points"
    assert value.inputs == (Input("feedback of 2026-09-01", "5 of 7", "feedback[0].score", 3),)


def test_newer_feedback_without_a_score_leaves_the_older_score_behind() -> None:
    front = "feedback: [{date: 2026-09-01, from: [Kari], score: 9}, {date: 2026-10-01, from: [Kari], summary: Angry}]"
    value = signal(Signal.FEEDBACK, front)
    assert (value.score, value.reason) == (
        None,
        "the feedback of 2026-10-01 is not scored, and newer than the score of 2026-09-01: ask the client for a "
        "`score`, and add it with its `scale`",
    )


def test_stale_feedback_says_nothing_of_today() -> None:
    front = "feedback: [{date: 2026-05-20, from: [Kari], score: 8}]"
    assert signal(Signal.FEEDBACK, front).score == 80
    assert signal(Signal.FEEDBACK, front, as_of=date(2026, 11, 21)).reason == (
        "the last score is of 2026-05-20, and counts for 6 months: ask the client again, and write it under `feedback`"
    )


# Relationships.

TEAM = """contacts:
- {name: Kari Dahl, function: operations, role: decision maker, influence: high, sentiment: supporter, met_by: Ingrid,
   last_contact: 2026-10-30}
- {name: Nils Berg, function: Finance, role: influencer, influence: medium, sentiment: critic, met_by: Ingrid}
- {name: Ola Nord, function: finance, role: user, influence: low, sentiment: unknown, met_by: ingrid}"""


def test_relationships_are_the_mean_of_three() -> None:
    # Decision maker 1; threads min(3/3, 2/2, 1/2) = 1/2; goodwill 1 - 2/(3 + 2) = 3/5; mean 2.1 ÷ 3 = 70%
    value = signal(Signal.RELATIONSHIPS, TEAM)
    assert (value.score, value.formula) == (
        70,
        "decision maker 100%, threads 50%, goodwill 60%: 70% on average → 70 points",
    )
    assert value.inputs == (
        Input(
            "decision maker",
            "Kari Dahl, last contact 2026-10-30, 21 days ago; due every 3 months",
            "contacts[0].last_contact",
            4,
        ),
        Input("threads", "3 contacts in 2 functions met by 1 of us", "contacts", 2),
        Input("goodwill", "2 of 5 parts of influence against us: Nils Berg", "contacts[1]", 5),
    )


@pytest.mark.parametrize(
    ("contacts", "said"),
    [
        (["name: A"], "threads 33.3%: 33.3% on average → 33 points"),
        (["name: A", "name: a"], "threads 33.3%: 33.3% on average → 33 points"),
        (["name: A, role: decision maker"], "threads 33.3%: 33.3% on average → 33 points"),
        (["name: A, role: user"], "decision maker 0%, threads 33.3%: 16.7% on average → 17 points"),
        (["name: A, role: blocker"], "decision maker 0%, threads 33.3%, goodwill 0%: 11.1% on average → 11 points"),
        # Met within 3 months: on 20 August it still counts, a day earlier no more.
        (
            ["name: A, role: decision maker, last_contact: 2026-08-20"],
            "decision maker 100%, threads 33.3%: 66.7% on average → 67 points",
        ),
        (
            ["name: A, role: decision maker, last_contact: 2026-08-19"],
            "decision maker 0%, threads 33.3%: 16.7% on average → 17 points",
        ),
        (
            [
                "name: A, role: decision maker, last_contact: 2026-08-19",
                "name: B, role: decision maker, last_contact: 2026-11-20",
            ],
            "decision maker 100%, threads 66.7%: 83.3% on average → 83 points",
        ),
        (["name: A, sentiment: neutral"], "threads 33.3%, goodwill 100%: 66.7% on average → 67 points"),
    ],
)
def test_a_part_that_the_plan_does_not_speak_of_is_left_out(contacts: list[str], said: str) -> None:
    front = "contacts:\n" + "\n".join(f"- {{{contact}}}" for contact in contacts)
    assert signal(Signal.RELATIONSHIPS, front).formula == said


# Risk.


@pytest.mark.parametrize(
    ("risks", "said"),
    [
        (["likelihood: high, impact: high"], "1 of 1 risk left open: 9 → 0 points"),
        (["likelihood: high, impact: medium, owner: Per"], "1 of 1 risk left open: 6 → 33 points"),
        (["mitigation: Stock on site"], "1 of 1 risk left open: 4 → 56 points"),
        (
            ["likelihood: high, impact: high, mitigation: Stock on site, owner: Per"],
            "1 risk, none left open = 0 → 100 points",
        ),
        # 3 × 1 + 2 × 2 = 7; (9 - 7) ÷ 9 = 22.2%
        (
            ["likelihood: high, impact: low", "mitigation: Stock on site, owner: Per", "impact: medium"],
            "2 of 3 risks left open: 3 + 4 = 7 → 22 points",
        ),
    ],
)
def test_risk_is_what_is_left_open(risks: list[str], said: str) -> None:
    front = "risks:\n" + "\n".join(f"- {{risk: Late, {risk}}}" for risk in risks)
    assert signal(Signal.RISK, front).formula == said


def test_an_open_risk_says_what_it_lacks() -> None:
    value = signal(Signal.RISK, "risks:\n- {risk: Late, likelihood: high, mitigation: Stock on site}")
    assert value.inputs == (Input("Late", "high 3 × not written 2 = 6, no owner", "risks[0]", 3),)


# The score.

KNOWN_4 = (
    "financials: [{year: 2026, revenue: 84, target_revenue: 100, gross_profit: 5, cost_to_serve: 1, target_profit: 5}]"
    "\n"
    "promises: [{promise: One, kept: 2026-06-01}]\nrisks: [{risk: Late}]"
)
"""Points 68, 60, 100 and 56."""


def test_health_is_the_mean_of_what_is_known() -> None:
    found = health(KNOWN_4)
    # (68 + 60 + 100 + 56) ÷ 4 = 71
    assert (found.score, found.known, found.total, found.reason) == (71, 4, 9, "")
    assert found.formula == "(68 + 60 + 100 + 56) ÷ 4 = 71"


def test_weights_count_and_0_leaves_a_signal_out_of_score_and_count() -> None:
    found = health(KNOWN_4, site=parse_config("[health.weights]\nrevenue = 2.5\nrisk = 0\npromises = 0.5"))
    # (2.5 × 68 + 60 + 0.5 × 100) ÷ 4 = 70
    assert (found.score, found.known, found.total) == (70, 3, 8)
    assert found.formula == "(2.5 × 68 + 60 + 0.5 × 100) ÷ 4 = 70"
    assert [value.score for value in found.signals if value.signal is Signal.RISK] == [56]


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (138, (79, Band.OK)),  # feedback 69%: (69 - 40) × 2 = 58; (100 + 58) ÷ 2 = 79
        (137, (79, Band.OK)),  # 68.5%: 57; (100 + 57) ÷ 2 = 78.5
        (136, (78, Band.WATCH)),  # 68%: 56; (100 + 56) ÷ 2 = 78
        (94, (57, Band.ACT)),  # 47%: 14; (100 + 14) ÷ 2 = 57
    ],
)
def test_health_is_rounded_half_up_and_banded_as_shown(score: int, expected: tuple[int, Band]) -> None:
    front = (
        f"promises: [{{promise: One, kept: 2026-06-01}}]\n"
        f"feedback: [{{date: 2026-11-01, from: [Kari], score: {score}, scale: 200}}]"
    )
    found = health(
        front,
        site=parse_config(
            "[health]\nleast_known = 2\nbands = {ok = 79}\nknock_outs = {loss = false, unknown = false, opposed = 0}"
        ),
    )
    assert (found.score, found.band) == expected


def test_a_category_has_bands_of_its_own() -> None:
    lax = "[health.knock_outs]\nunknown = false\nopposed = 0"
    site = parse_config(f"[categories.strategic.health.bands]\nok = 70\n[categories.core]\n{lax}")
    assert [health(f"category: {key}\n{KNOWN_4}", site=site).band for key in ("strategic", "core")] == [
        Band.OK,
        Band.WATCH,
    ]


def test_an_account_of_which_too_little_is_known_is_not_scored() -> None:
    found = health("promises: [{promise: One, kept: 2026-06-01}]\nrisks: [{risk: Late}]")
    assert (found.score, found.band, found.known, found.total) == (None, Band.UNSCORED, 2, 9)
    assert (found.reason, found.formula) == ("2 signals known, and a health score needs 3", "")
    assert found.band.word == "not scored"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("prospect", "a prospect has no health yet: nothing was delivered, promised and measured so far"),
        ("lost", "the account is lost: there is no health left to look after"),
    ],
)
def test_prospects_and_lost_accounts_have_no_health(status: str, reason: str) -> None:
    assert health(f"status: {status}\n{KNOWN_4}") == Health((), None, Band.UNSCORED, reason)


def test_a_plan_that_cannot_be_read_has_no_health() -> None:
    plan = replace(plan_of(KNOWN_4), readable=False)
    assert score_health(plan, context_of(plan)) == Health((), None, Band.UNSCORED, "the plan cannot be read")


def test_a_category_that_site_toml_does_not_define_is_judged_as_the_site_is() -> None:
    assert health(f"category: other\n{KNOWN_4}").score == 71


def test_figures_are_told_as_they_are() -> None:
    zero = signal(
        Signal.OUTCOMES,
        "outcomes: [{metric: Defects, baseline: 4, target: 0, actual: 0, unit: parts, as_of: 2026-11-01}]",
    )
    assert [figure.text for figure in zero.inputs] == ["0 parts, from 4 to 0: reached"]
    row = "{metric: Accuracy, unit: '%', baseline: 78, target: 90, actual: 84, as_of: 2026-11-01}"
    way = signal(Signal.OUTCOMES, f"outcomes: [{row}]")
    assert [figure.text for figure in way.inputs] == ["84%, from 78 to 90: 50% of the way"]
    overdue = signal(Signal.PROMISES, "promises: [{promise: A, due: 2026-06-30}]")
    assert [figure.text for figure in overdue.inputs] == ["overdue since 2026-06-30"]
    row = "financials: [{year: 2026, revenue: 1000, gross_profit: 300, cost_to_serve: 50}]"
    above = signal(Signal.MARGIN, row, margin=CategoryMargin(2026, Decimal("0.245")))
    assert above.formula.endswith(": 0.5 percentage points above it → 100 points")


# The verdict: what no score makes up for.

WELL = """financials:
- {year: 2026, revenue: 100, target_revenue: 100, gross_profit: 30, cost_to_serve: %s, target_profit: 9}
service: [{measure: first_fix, actual: 9, target: 8, period: 2026-11}]
promises: [{promise: One, kept: 2026-06-01}]
outcomes: [{metric: Accuracy, target: 9, actual: 9, as_of: 2026-11-01}]
feedback: [{date: 2026-11-01, from: [Kari], score: 9}]
contacts:
- {name: Kari Dahl, function: operations, role: decision maker, influence: %s, sentiment: %s, met_by: Ingrid,
   last_contact: 2026-10-30}
- {name: Nils Berg, function: finance, sentiment: supporter, met_by: Per}
- {name: Ola Nord, function: finance, sentiment: supporter, met_by: Per}
risks: [{risk: Late, mitigation: Stock on site, owner: Per}]
"""
BROKEN = "promises:\n" + "- {promise: One, broken: 2026-06-01}\n" * 2
AGAINST = "Kari Dahl decides with high influence and is against us"
NO_COST = "nobody knows whether it earns money: 2026 has no `cost_to_serve`"
LOST_BEFORE = "it lost 3 EUR in 2025 after cost to serve, and what it earned in 2026 is not known"
UNSETTLED = "nobody knows whether promises are kept: none was settled in 12 months"
PEERS = CategoryMargin(2026, Decimal("0.2"))


def well(cost: int | str = 10, influence: str = "high", sentiment: str = "supporter", more: str = "") -> str:
    written = WELL % (cost, influence, sentiment)
    return written.replace("promises: [{promise: One, kept: 2026-06-01}]\n", more) if more else written


@pytest.mark.parametrize(
    ("front", "band", "held"),
    [
        (well(), Band.OK, ()),
        (well(cost=31), Band.ACT, ("it lost 1 EUR in 2026 after cost to serve",)),
        (well(cost=30), Band.WATCH, ()),
        (
            well(cost="null"),
            Band.UNJUDGED,
            (NO_COST,),
        ),
        (well(sentiment="critic"), Band.WATCH, (AGAINST,)),
        (
            well(influence="null", sentiment="critic"),
            Band.WATCH,
            (AGAINST,),
        ),
        (well(influence="medium", sentiment="critic"), Band.OK, ()),
        (well(sentiment="unknown"), Band.WATCH, ("nobody knows whether Kari Dahl, who decides, is against us",)),
        (well(more="promises: [{promise: One}]\n"), Band.WATCH, (UNSETTLED,)),
        (well(more=BROKEN), Band.WATCH, ("2 promises were broken in the last 12 months",)),
        (well(more=BROKEN.replace("06-01}", "06-01}", 1).replace("2026-06", "2025-06", 1)), Band.OK, ()),
    ],
)
def test_what_no_score_makes_up_for(front: str, band: Band, held: tuple[str, ...]) -> None:
    found = health(front, margin=PEERS)
    assert (found.band, found.held) == (band, held)


@pytest.mark.parametrize(
    ("profit", "band", "held"),
    [
        ("10, cost_to_serve: 13", Band.ACT, (LOST_BEFORE,)),
        ("10, cost_to_serve: 9", Band.UNJUDGED, (NO_COST,)),
    ],
)
def test_a_loss_stands_until_a_newer_profit_is_known(profit: str, band: Band, held: tuple[str, ...]) -> None:
    before = f"financials:\n- {{year: 2025, revenue: 90, gross_profit: {profit}}}"
    found = health(well(cost="null").replace("financials:", before, 1), margin=PEERS)
    assert (found.band, found.held) == (band, held)
    known = health(well().replace("financials:", before, 1), margin=PEERS)
    assert (known.band, known.held) == (Band.OK, ())


@pytest.mark.parametrize(
    ("setting", "front"),
    [
        ("loss = false", well(cost=31)),
        ("opposed = 0", well(sentiment="critic")),
        ("opposed = 2", well(sentiment="critic")),
        ("broken_promises = 0", well(more=BROKEN)),
        ("broken_promises = 3", well(more=BROKEN)),
    ],
)
def test_a_knock_out_can_be_set_or_left_out(setting: str, front: str) -> None:
    found = health(
        front, site=parse_config(f"[health]\nknock_outs = {{{setting}}}\nbands = {{ok = 60, watch = 40}}"), margin=PEERS
    )
    assert (found.band, found.held) == (Band.OK, ())


def test_the_verdict_is_what_holds_whatever_comes_to_light() -> None:
    front = (
        well()
        .replace("risks: [{risk: Late, mitigation: Stock on site, owner: Per}]\n", "")
        .replace("feedback: [{date: 2026-11-01, from: [Kari], score: 9}]\n", "")
    )
    found = health(front, margin=PEERS)
    # 7 of 9 at 100 points: (7 × 100 + 2 × 0) ÷ 9 = 78
    assert (found.score, found.least, found.band) == (100, 78, Band.WATCH)
    assert found.held == ("2 of 9 signals are not known: for certain its health is 78 or more",)
    lax = health(front, site=parse_config("[health]\nknock_outs = {unknown = false}"), margin=PEERS)
    assert (lax.score, lax.band, lax.held) == (100, Band.OK, ())
