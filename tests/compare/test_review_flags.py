"""Why a reviewer should look at a change: each reason by its rule, alone and in pairs."""

from __future__ import annotations

from itertools import combinations

import pytest

from kamgen.compare.edited import CLOSE, ReviewContext
from kamgen.model.change import ReviewFlag
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import Body, Plan
from tests.compare.compare_support import CALENDAR, SITE, compared, flags, plan
from tests.compare.flattering_edits import EDITS

CONTACTS = "contacts: [{name: Kari Dahl, role: decision maker}, {name: Tor Vik}]"
CURE = "Stock on site from September on"
DEAL = "opportunities: [{name: A, competitor:"
ACTUALS = "financials: [{year: 2026, actuals: [{period: 2026-Q1"

ONE = [
    # before, after, what to look at
    ("", "status: lost", [ReviewFlag.ACCOUNT_LOST]),
    ("status: lost", "status: active", [ReviewFlag.STATUS_CHANGED]),
    (
        "financials: [{year: 2026, target_revenue: 2M}]",
        "financials: [{year: 2026, target_revenue: 1.9M}]",
        [ReviewFlag.TARGET_LOWERED],
    ),
    ("financials: [{year: 2026, target_revenue: 2M}]", "financials: [{year: 2026, target_revenue: 2.1M}]", []),
    (
        "financials: [{year: 2027, target_profit: 2M}]",
        "financials: [{year: 2027, target_profit: 1}]",
        [ReviewFlag.TARGET_LOWERED],
    ),
    (
        "financials: [{year: 2026, target_profit: 2M}]",
        "financials: [{year: 2026, target_profit: }]",
        [ReviewFlag.TARGET_REMOVED],
    ),
    ("financials: [{year: 2026, target_profit: 2M}]", "", [ReviewFlag.TARGET_REMOVED]),
    ("financials: [{year: 2026, revenue: 2M}]", "", [ReviewFlag.FIGURE_REMOVED]),
    ("financials: [{year: 2026, revenue: 2M}]", "financials: [{year: 2026, revenue: 1M}]", []),
    (
        "financials: [{year: 2025, revenue: 2M}]",
        "financials: [{year: 2025, revenue: 3M}]",
        [ReviewFlag.PAST_FIGURE_CHANGED],
    ),
    ("financials: [{year: 2025, gross_profit: 2}]", "financials: [{year: 2025}]", [ReviewFlag.PAST_FIGURE_CHANGED]),
    ("financials: [{year: 2025, cost_to_serve: 2}]", "", [ReviewFlag.PAST_FIGURE_CHANGED]),
    ("financials: [{year: 2025}]", "financials: [{year: 2025, cost_to_serve: 2}]", []),
    (
        "financials: [{year: 2025, target_revenue: 2}]",
        "financials: [{year: 2025, target_revenue: 1}]",
        [ReviewFlag.PAST_FIGURE_CHANGED],
    ),
    ("financials: [{year: 2025, customer_spend: 2}]", "financials: [{year: 2025, customer_spend: 1}]", []),
    ("financials: [{year: 2025, customer_spend: 2}]", "", []),
    ("outcomes: [{metric: A, target: 9}]", "outcomes: [{metric: A, target: 8}]", [ReviewFlag.TARGET_LOWERED]),
    ("outcomes: [{metric: A, target: 9}]", "outcomes: [{metric: A, target: 10}]", []),
    ("outcomes: [{metric: A, target: 9, better: lower}]", "outcomes: [{metric: A, target: 8, better: lower}]", []),
    (
        "outcomes: [{metric: A, target: 9, better: lower}]",
        "outcomes: [{metric: A, target: 10, better: lower}]",
        [ReviewFlag.TARGET_LOWERED],
    ),
    ("outcomes: [{metric: A, target: 9}]", "outcomes: [{metric: A}]", [ReviewFlag.TARGET_REMOVED]),
    ("outcomes: [{metric: A, target: 9}]", "", [ReviewFlag.TARGET_REMOVED]),
    ("outcomes: [{metric: A, target: 9, actual: 8}]", "", [ReviewFlag.EVIDENCE_REMOVED]),
    ("outcomes: [{metric: A}]", "", []),
    (
        "service: [{measure: speed, actual: 9, target: 98%}]",
        "service: [{measure: speed, actual: 9, target: 97%}]",
        [ReviewFlag.TARGET_LOWERED],
    ),
    ("service: [{measure: speed, actual: 9, target: 98%}]", "service: [{measure: speed, actual: 9, target: 99%}]", []),
    (
        "service: [{measure: response_time, actual: 9, target: 4}]",
        "service: [{measure: response_time, actual: 9, target: 5}]",
        [ReviewFlag.TARGET_LOWERED],
    ),
    (
        "service: [{measure: response_time, actual: 9, target: 4}]",
        "service: [{measure: response_time, actual: 9, target: 3}]",
        [],
    ),
    ("promises: [{promise: A}]", "", [ReviewFlag.PROMISE_REMOVED]),
    ("promises: [{promise: A, kept: 2026-01-01}]", "", [ReviewFlag.EVIDENCE_REMOVED]),
    ("promises: [{promise: A, broken: 2026-01-01}]", "", [ReviewFlag.EVIDENCE_REMOVED]),
    (
        "promises: [{promise: Parts within 24 hours}]",
        "promises: [{promise: Parts within 48 hours}]",
        [ReviewFlag.PROMISE_REWORDED],
    ),
    ("promises: [{promise: Parts within 24 hours}]", "promises: [{promise: parts within 24 hours.}]", []),
    ("promises: [{promise: A}]", "promises: [{promise: A, broken: 2026-01-01}]", [ReviewFlag.PROMISE_BROKEN]),
    ("promises: [{promise: A, broken: 2026-01-01}]", "promises: [{promise: A}]", [ReviewFlag.EVIDENCE_REMOVED]),
    ("promises: [{promise: A}]", "promises: [{promise: A, kept: 2026-01-01}]", []),
    ("promises: [{promise: A, kept: 2026-01-01}]", "promises: [{promise: A}]", [ReviewFlag.EVIDENCE_REMOVED]),
    ("promises: [{promise: A, due: 2026-01-01}]", "promises: [{promise: A, due: 2026-01-02}]", [ReviewFlag.DATE_MOVED]),
    ("promises: [{promise: A, due: 2026-01-02}]", "promises: [{promise: A, due: 2026-01-01}]", []),
    ("promises: [{promise: A, due: 2026-01-02}]", "promises: [{promise: A}]", [ReviewFlag.DATE_REMOVED]),
    ("promises: [{promise: A}]", "promises: [{promise: A, due: 2026-01-02}]", []),
    ("actions: [{action: A, due: 2026-01-01}]", "actions: [{action: A, due: 2026-02-01}]", [ReviewFlag.DATE_MOVED]),
    ("actions: [{action: A, due: 2026-01-01}]", "actions: [{action: A}]", [ReviewFlag.DATE_REMOVED]),
    ("actions: [{action: A}]", "", []),
    (
        "opportunities: [{name: A, close: 2026-Q4}]",
        "opportunities: [{name: A, close: 2027-01}]",
        [ReviewFlag.DATE_MOVED],
    ),
    ("opportunities: [{name: A, close: 2026-Q4}]", "opportunities: [{name: A, close: 2026-12-30}]", []),
    ("opportunities: [{name: A, close: 2026-Q4}]", "opportunities: [{name: A}]", [ReviewFlag.DATE_REMOVED]),
    ("opportunities: [{name: A}]", "", [ReviewFlag.OPPORTUNITY_REMOVED]),
    ("opportunities: [{name: A, stage: won}]", "", [ReviewFlag.EVIDENCE_REMOVED]),
    ("contacts: [{name: A, role: decision maker}]", "", [ReviewFlag.DECISION_MAKER_LOST]),
    (
        "contacts: [{name: A, role: decision maker}]",
        "contacts: [{name: A, role: user}]",
        [ReviewFlag.DECISION_MAKER_LOST],
    ),
    ("contacts: [{name: A, role: decision maker}]", "contacts: [{name: A}]", [ReviewFlag.DECISION_MAKER_LOST]),
    ("contacts: [{name: A, role: champion}]", "", [ReviewFlag.CHAMPION_LOST]),
    (
        "contacts: [{name: A, role: champion}]",
        "contacts: [{name: A, role: decision maker}]",
        [ReviewFlag.CHAMPION_LOST],
    ),
    ("contacts: [{name: A, role: user}]", "", []),
    ("contacts: [{name: A, sentiment: neutral}]", "contacts: [{name: A, sentiment: critic}]", [ReviewFlag.CRITIC]),
    (
        "contacts: [{name: A, sentiment: critic}]",
        "contacts: [{name: A, sentiment: neutral}]",
        [ReviewFlag.SENTIMENT_RAISED],
    ),
    ("risks: [{risk: A}]", "", [ReviewFlag.RISK_REMOVED]),
    ("risks: [{risk: A, likelihood: high}]", "risks: [{risk: A, likelihood: medium}]", [ReviewFlag.RISK_LOWERED]),
    ("risks: [{risk: A, impact: medium}]", "risks: [{risk: A, impact: low}]", [ReviewFlag.RISK_LOWERED]),
    ("risks: [{risk: A, impact: low}]", "risks: [{risk: A, impact: high}]", []),
    ("reviews: [{date: 2026-11-20, with: team}]", "", [ReviewFlag.EVIDENCE_REMOVED]),
    ("reviews: [{date: 2026-11-21, with: team}]", "", [ReviewFlag.DATE_REMOVED]),
    ("reviews: [{date: 2026-11-21, with: team, cancelled: true}]", "", []),
    ("reviews: [{date: 2026-11-21, with: team, outcome: a}]", "reviews: [{date: 2026-12-21, with: team}]", []),
    ("feedback: [{date: 2026-06-01}]", "", [ReviewFlag.EVIDENCE_REMOVED]),
    ("references: [{kind: referral}]", "", [ReviewFlag.EVIDENCE_REMOVED]),
    ("vendor_evaluation: {date: 2026-06-01}", "", [ReviewFlag.EVIDENCE_REMOVED]),
    ("", "waive: [{rule: FBK003, reason: A}]", [ReviewFlag.WAIVED]),
    ("waive: [{rule: FBK003, reason: A}]", "", []),
    (
        "waive: [{rule: A1, reason: A, until: 2026-12-01}]",
        "waive: [{rule: A1, reason: A, until: 2027-12-01}]",
        [ReviewFlag.WAIVED],
    ),
    ("waive: [{rule: A1, reason: A, until: 2026-12-01}]", "waive: [{rule: A1, reason: A}]", [ReviewFlag.WAIVED]),
    ("waive: [{rule: A1, reason: A}]", "waive: [{rule: A1, reason: A, until: 2027-12-01}]", []),
    # records of the past, and to whom a promise was made
    *[
        (
            f"{CONTACTS}\nreviews: [{{date: {day}, with: client, attendees: [Per Moe]}}]",
            f"{CONTACTS}\nreviews: [{{date: {day}, with: client, attendees: [Per Moe, {who}]}}]",
            flags,
        )
        for day, who, flags in (
            ("2026-09-10", "Kari Dahl", [ReviewFlag.RECORD_REWRITTEN]),
            ("2026-11-10", "Kari Dahl", []),
            ("2026-09-10", "Tor Vik", []),
            ("2026-12-10", "Kari Dahl", []),
        )
    ],
    (
        "feedback: [{date: 2026-06-01, from: [Ann, Bo]}]",
        "feedback: [{date: 2026-06-01, from: [Ann]}]",
        [ReviewFlag.RECORD_REWRITTEN],
    ),
    ("feedback: [{date: 2026-06-01, from: [Ann]}]", "feedback: [{date: 2026-06-01, from: [ann, Bo]}]", []),
    (
        "feedback: [{date: 2026-06-01, method: survey}]",
        "feedback: [{date: 2026-06-01, method: interview}]",
        [ReviewFlag.RECORD_REWRITTEN],
    ),
    ("feedback: [{date: 2026-06-01}]", "feedback: [{date: 2026-06-01, method: interview}]", []),
    (
        f"{CONTACTS}\npromises: [{{promise: A, to: Kari Dahl}}]",
        f"{CONTACTS}\npromises: [{{promise: A, to: Tor Vik}}]",
        [ReviewFlag.PROMISE_REWORDED],
    ),
    (f"{CONTACTS}\npromises: [{{promise: A, to: Ann}}]", f"{CONTACTS}\npromises: [{{promise: A, to: Tor Vik}}]", []),
    (
        "references: [{kind: testimonial, date: 2026-01-01}]",
        "references: [{kind: case study, date: 2026-01-01}]",
        [ReviewFlag.RECORD_REWRITTEN],
    ),
    (
        "references: [{kind: testimonial, quotable: false}]",
        "references: [{kind: testimonial, quotable: true}]",
        [ReviewFlag.RECORD_REWRITTEN],
    ),
    ("references: [{kind: testimonial}]", "references: [{kind: testimonial, quotable: true}]", []),
    (
        f"risks: [{{risk: A, mitigation: {CURE}}}, {{risk: B}}]",
        f"risks: [{{risk: A, mitigation: {CURE}}}, {{risk: B, mitigation: {CURE}}}]",
        [ReviewFlag.MITIGATION_EMPTY],
    ),
    # terms, competition, and figures of parts of a year
    ("contract: {ends: 2026-12}", "contract: {ends: 2027-12}", [ReviewFlag.DATE_MOVED]),
    ("contract: {ends: 2027-12}", "contract: {ends: 2026-12}", []),
    ("contract: {ends: 2026-12}", "contract: {ends: 2027-12}\nfeedback: [{date: 2026-11-10}]", []),
    ("contract: {ends: 2026-12}", "contract: {value: 1M}", [ReviewFlag.DATE_REMOVED]),
    ("contract: {value: 1M}", "contract: {value: 2M}", [ReviewFlag.FORECAST_RAISED]),
    ("contract: {value: 2M}", "contract: {value: 1M}", []),
    ("contract: {value: 2M}", "", [ReviewFlag.EVIDENCE_REMOVED]),
    ("", "contract: {value: 2M}", []),
    ("agreed: {date: 2026-01-10}", "agreed: {date: 2026-11-10}", [ReviewFlag.CONTACT_CLAIMED]),
    ("agreed: {date: 2026-01-10}", "agreed: {date: 2025-11-10}", [ReviewFlag.RECORD_REWRITTEN]),
    ("", "agreed: {date: 2026-11-10}", []),
    ("competitors: [{name: X, threat: high}]", "competitors: [{name: X, threat: low}]", [ReviewFlag.RISK_LOWERED]),
    ("competitors: [{name: X, threat: low}]", "competitors: [{name: X, threat: high}]", []),
    ("competitors: [{name: X, threat: high}]", "", [ReviewFlag.RISK_REMOVED]),
    ("competitors: [{name: X}]", "", []),
    (f"competitors: [{{name: x}}]\n{DEAL} X}}]", f"{DEAL} X}}]", [ReviewFlag.RISK_REMOVED]),
    (f"{DEAL} X}}]", f"{DEAL} none}}]", [ReviewFlag.RISK_REMOVED]),
    (f"{DEAL} none}}]", f"{DEAL} X}}]", []),
    ("figures: own", "figures: group", [ReviewFlag.FIGURES_OF_OTHERS]),
    ("phasing: [0.4, 0.3, 0.2, 0.1]", "phasing: [0.1, 0.2, 0.3, 0.4]", [ReviewFlag.TARGET_LOWERED]),
    ("phasing: [0.1, 0.2, 0.3, 0.4]", "phasing: [0.4, 0.3, 0.2, 0.1]", []),
    (
        f"{ACTUALS}, revenue: 100k}}]}}]",
        f"{ACTUALS}, revenue: 120k}}]}}]",
        [ReviewFlag.FIGURE_RAISED, ReviewFlag.PAST_FIGURE_CHANGED],
    ),
    (f"{ACTUALS}, revenue: 120k}}]}}]", f"{ACTUALS}, revenue: 100k}}]}}]", []),
    (f"{ACTUALS}, revenue: 120k}}]}}]", "financials: [{year: 2026}]", [ReviewFlag.FIGURE_REMOVED] * 2),
    (
        "financials: [{year: 2024, revenue_by_offering: {A: 1M}}]",
        "financials: [{year: 2024, revenue_by_offering: {A: 2M}}]",
        [ReviewFlag.PAST_FIGURE_CHANGED],
    ),
    (
        "financials: [{year: 2026, revenue_by_offering: {A: 1M}}]",
        "financials: [{year: 2026, revenue_by_offering: {A: 2M}}]",
        [],
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), ONE, ids=str)
def test_one_change_has_its_reason_or_none(before: str, after: str, expected: list[ReviewFlag]) -> None:
    assert flags(before, after) == expected


def test_every_reason_that_plans_can_give_is_here() -> None:
    given = {flag for _, _, expected in ONE for flag in expected}
    elsewhere = {
        ReviewFlag.ACCOUNT_REMOVED,
        ReviewFlag.FORMAT_ERROR,
        ReviewFlag.OWNER_CHANGED,
        ReviewFlag.CATEGORY_CHANGED,
        ReviewFlag.APPROVER_REMOVED,
        ReviewFlag.CONTACT_CLAIMED,
        ReviewFlag.RULES_EASED,
        ReviewFlag.BASELINE_LARGER,
    }
    flattering = {edit.flag for edit in EDITS}
    assert given | elsewhere | flattering == set(ReviewFlag)


def _group(front: str) -> str:
    return front.partition(":")[0]


def _pairs() -> list[tuple[str, str, list[ReviewFlag]]]:
    first = {
        (_group(before), _group(after)): (before, after, expected)
        for before, after, expected in ONE
        if expected and "\n" not in before + after
    }
    chosen = [case for case in first.values() if case[0]]
    return [
        (f"{a[0]}\n{b[0]}", f"{a[1]}\n{b[1]}", sorted([*a[2], *b[2]], key=list(ReviewFlag).index))
        for a, b in combinations(chosen, 2)
        if _group(a[0]) != _group(b[0])
    ]


@pytest.mark.parametrize(("before", "after", "expected"), _pairs(), ids=str)
def test_two_changes_have_both_their_reasons(before: str, after: str, expected: list[ReviewFlag]) -> None:
    assert sorted(flags(before, after), key=list(ReviewFlag).index) == expected


def test_a_contact_who_loses_the_role_and_turns_critic_is_both() -> None:
    before = "contacts: [{name: A, role: champion, sentiment: supporter}]"
    after = "contacts: [{name: A, role: user, sentiment: critic}]"
    assert flags(before, after) == [ReviewFlag.CHAMPION_LOST, ReviewFlag.CRITIC]


def test_an_owner_in_other_letters_is_no_other_owner() -> None:
    before = plan("", head="name: A\nowner: Per Moe\ncategory: growth\n")
    after = plan("", head="name: A\nowner: per moe\ncategory: Growth\n")
    assert [f.field for each in compared(before, after).entries for f in each.fields] == ["owner", "category"]
    assert list(compared(before, after).flags()) == []


def test_an_owner_who_is_named_first_is_no_change_of_owner() -> None:
    nobody = Plan("", "", FrontMatter(name="", owner="", category=""), Body())
    assert list(compared(nobody, plan()).flags()) == []
    assert list(compared(plan(), nobody).flags()) == []


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_books_are_closed_some_time_after_the_last_day_of_their_year(year: int) -> None:
    last = CALENDAR.last_day(year) + CLOSE
    assert not ReviewContext(SITE, CALENDAR, last, plan().front, plan().front).closed(year)
    assert ReviewContext(SITE, CALENDAR, last.replace(year=last.year + 1), plan().front, plan().front).closed(year)
