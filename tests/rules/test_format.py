"""References that nothing defines, and dates that cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamgen.model.config import Category, Measure, PortfolioTable, SiteConfig, SiteTable
from kamgen.model.front_matter import Action
from kamgen.model.places import Fault
from kamgen.model.plan import Body, BodyAction
from kamgen.model.rule import Family, Rule, State
from kamgen.rules.catalogue import RULES as ALL
from tests.records import record_of, replace
from tests.support import context_of, judged, plan_of

RULES = [rule for rule in ALL if rule.element is Family.FORMAT]

SITE = SiteConfig(
    categories={"strategic": Category(), "growth": Category()},
    measures={"on_time_delivery": Measure(), "response_hours": Measure()},
    portfolio=PortfolioTable(offerings=("Flow meters", "Level radar")),
    fx={"NOK": Decimal("0.085")},
)


def faults(code: str, front: str, site: SiteConfig | None = None) -> list[tuple[str, str, str]]:
    return [(fault.key, fault.message, fault.write) for fault in judged(code, front, site=site).faults]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_faults_of_reading_and_linking_are_reported_under_their_code(rule: Rule) -> None:

    plan = replace(plan_of(), faults=((rule.code, Fault("name", "wrong", "right")), ("SPA001", Fault("", "other"))))
    outcome = rule.check(plan, context_of(plan))
    assert (outcome.state, outcome.faults) == (State.GAP, (Fault("name", "wrong", "right"),))


QUESTION = "did you mean `strategic`? site.toml has one of `strategic`, `growth`"


def test_an_unknown_category_suggests_the_nearest_and_lists_all() -> None:
    assert faults("FMT006", "category: stratgic", SITE) == [
        ("category", "site.toml has no category `stratgic`", QUESTION)
    ]
    assert faults("FMT006", "category: 'Growth'", SITE) == []
    assert faults("FMT006", "category: ''", SITE) == []


def test_measures_are_known_once_site_toml_lists_any() -> None:
    front = "service: [{measure: On-time delivery, actual: 96%}, {measure: uptime, actual: 99%}]"
    assert faults("FMT006", front, SITE) == [
        ("service[1].measure", "site.toml has no measure `uptime`", "one of `on_time_delivery`, `response_hours`")
    ]
    assert faults("FMT006", front) == []


def test_offerings_are_known_once_site_toml_lists_any() -> None:
    front = "offerings: {flow-meters: active, Level rader: none}\nopportunities: [{name: A, offering: Training}]"
    choice = "one of `Flow meters`, `Level radar`"
    question = f"did you mean `Level radar`? site.toml has {choice}"
    assert faults("FMT006", front, SITE) == [
        ("offerings.Level rader", "site.toml has no offering `Level rader`", question),
        ("opportunities[0].offering", "site.toml has no offering `Training`", choice),
    ]
    assert judged("FMT006", front, site=SITE).faults[0].on_key
    assert faults("FMT006", front) == []


def test_a_need_is_met_by_an_opportunity_or_an_offering() -> None:
    needs = "needs: [{need: A, met_by: %s}]\n"
    rest = "opportunities: [{name: Platform phase 2, offering: Platform}]\nofferings: {Training: none}"
    for met_by in ("platform phase 2", "Platform", "Training"):
        assert faults("FMT006", needs % met_by + rest) == []
    message = "`Platform phase 3` is neither an opportunity nor an offering"
    assert faults("FMT006", needs % "Platform phase 3" + rest) == [
        ("needs[0].met_by", message, "did you mean `Platform phase 2`?")
    ]
    assert faults("FMT006", needs % "Zzz")[0][2] == "the `name` of an opportunity of this plan, or one of our offerings"


PLANNED = "what is still to come under `actions`, with its `due`"
SLIP = "the day it happened, or take it out until it has"


@pytest.mark.parametrize(
    ("front", "key", "why", "write"),
    [
        ("feedback: [{date: %s}]", "feedback[0].date", "the client cannot have told us yet", PLANNED),
        ("contacts: [{name: A, last_contact: %s}]", "contacts[0].last_contact", "nobody can have talked yet", PLANNED),
        ("needs: [{need: A, confirmed: %s}]", "needs[0].confirmed", "the client cannot have confirmed it yet", SLIP),
        (
            "opportunities: [{name: A, discussed: %s}]",
            "opportunities[0].discussed",
            "it cannot have been discussed yet",
            PLANNED,
        ),
        ("promises: [{promise: A, made: %s}]", "promises[0].made", "it cannot have been promised yet", SLIP),
        (
            "promises: [{promise: A, kept: %s}]",
            "promises[0].kept",
            "it cannot have been kept yet",
            "the day by which it is to be kept as `due`",
        ),
        ("promises: [{promise: A, broken: %s}]", "promises[0].broken", "it cannot have been broken yet", SLIP),
        ("outcomes: [{metric: A, as_of: %s}]", "outcomes[0].as_of", "it cannot have been measured yet", SLIP),
        ("references: [{kind: referral, date: %s}]", "references[0].date", "it cannot have been given yet", PLANNED),
        (
            "actions: [{action: A, done: %s}]",
            "actions[0].done",
            "it cannot have been done yet",
            "the day by which it is to be done as `due`",
        ),
        ("crm: {synced: %s}", "crm.synced", "the CRM cannot have been compared yet", SLIP),
        ("assessment: {date: %s}", "assessment.date", "the account cannot have been assessed yet", PLANNED),
        ("vendor_evaluation: {date: %s}", "vendor_evaluation.date", "the client cannot have evaluated us yet", PLANNED),
        (
            "continuity: {sponsor_contact: %s}",
            "continuity.sponsor_contact",
            "the sponsor cannot have been in touch yet",
            PLANNED,
        ),
        (
            "lost: {date: %s}",
            "lost.date",
            "the account cannot have been lost yet",
            "the day it was lost, and the threat of it under `risks`",
        ),
        ("targets_revised: %s", "targets_revised", "targets cannot have been revised yet", PLANNED),
        (
            "handover: {date: %s, complete: true}",
            "handover.date",
            "it cannot be complete yet",
            "`complete: false` until it is done",
        ),
    ],
)
def test_what_has_happened_cannot_lie_in_the_future(front: str, key: str, why: str, write: str) -> None:
    message = f"`2026-11-21` lies in the future: {why}"
    assert faults("FMT009", front % "2026-11-21") == [(key, message, write)]
    assert faults("FMT009", front % "2026-11-20") == []


def test_what_is_to_come_may_lie_in_the_future() -> None:
    front = (
        "reviews: [{date: 2027-01-10, with: client, cancelled: true}, {date: 2027-01-11, with: team}]\n"
        "handover: {date: 2027-02-01}\n"
        "actions: [{action: A, due: 2027-01-01}]\nopportunities: [{name: A, close: 2027-Q1}]"
    )
    assert faults("FMT009", front) == []


def test_a_task_in_the_prose_cannot_be_done_in_the_future() -> None:
    action = record_of(Action, {"action": "A", "done": "2026-12-01"})
    outcome = judged("FMT009", body=Body(actions=(BodyAction(action, 40, True),)))
    assert [fault.key for fault in outcome.faults] == ["@40:1"]


def test_a_customer_cannot_have_come_in_the_future_nor_be_lost_before() -> None:
    assert faults("FMT009", "customer_since: 2027") == [
        (
            "customer_since",
            "`2027` lies in the future: the client cannot have bought yet",
            "`status: prospect` and no `customer_since` until the client buys",
        )
    ]
    assert faults("FMT009", "customer_since: 2026-11") == []
    assert faults("FMT009", "customer_since: 2020-04\nlost: {date: 2020-03-31}") == [
        (
            "lost.date",
            "lost on `2020-03-31`, before the client first bought (`2020-04`)",
            "the day it was lost, or an earlier `customer_since`",
        )
    ]


def test_figures_go_up_to_a_day_of_their_own_fiscal_year() -> None:
    front = "financials: [{year: 2026, through: %s}]"
    assert faults("FMT009", front % "2025-10") == [
        (
            "financials[0].through",
            "`2025-10` does not end within fiscal year 2026",
            "a month of that year, up to `2026-12`, or the `year` that is meant",
        )
    ]
    assert faults("FMT009", front % "2026-12") == [
        (
            "financials[0].through",
            "`2026-12` lies in the future: there are no figures up to then",
            "the last month that the figures cover",
        )
    ]
    assert faults("FMT009", front % "2026-11") == faults("FMT009", front % "2026-Q4") == []
    april = SiteConfig(site=SiteTable(fiscal_year_start=4))
    assert faults("FMT009", front % "2025-10", april) == []


def test_service_of_a_period_to_come_is_not_reached() -> None:
    assert faults("FMT009", "service: [{measure: a, actual: 1, period: 2027-Q1}]") == [
        ("service[0].period", "`2027-Q1` has not begun: there is no actual of it yet", "the period that was measured")
    ]


def test_a_promise_ends_after_it_was_made_and_only_once() -> None:
    front = "promises: [{promise: A, made: 2026-05-01, due: 2026-04-30, kept: 2026-05-01, broken: 2026-05-02}]"
    assert faults("FMT009", front) == [
        (
            "promises[0].due",
            "due on `2026-04-30`, before it was promised (`2026-05-01`)",
            "the day that is meant, or an earlier `made`",
        ),
        (
            "promises[0].broken",
            "kept on `2026-05-01` and broken on `2026-05-02`: it cannot be both",
            "only the one that is true",
        ),
    ]


def test_a_measured_period_and_none_at_all_are_possible() -> None:
    front = "service: [{measure: uptime, actual: 99%, period: 2026-Q3}, {measure: uptime, actual: 99%}]"
    assert faults("FMT009", front) == []
