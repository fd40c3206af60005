# ruff: noqa: E501 — a plan is a line
"""Ways to write what leans on what: what was, what is, and which entries are to be confirmed, exactly."""

from __future__ import annotations

import pytest

from kamgen.compare.suspects import suspects_of
from tests.compare.compare_support import AS_OF, CALENDAR, compared, plan

FORMS: tuple[tuple[str, str, str, list[str]], ...] = (
    (
        "attendees one text",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\nreviews: [{date: 2027-01-01, with: client, attendees: Kari Dahl}]",
        "contacts: [{name: Kari Dahl, role: decision maker, left: 2026-11-01}, {name: Nils Berg, role: user}]\nreviews: [{date: 2027-01-01, with: client, attendees: Kari Dahl}]",
        ["reviews 2027-01-01 with client"],
    ),
    (
        "surname",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Dahl, due: 2026-12-01}]",
        "contacts: [{name: Kari Dahl, role: decision maker, left: 2026-11-01}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Dahl, due: 2026-12-01}]",
        ["promises Spare parts"],
    ),
    (
        "two names",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl and Nils Berg}]",
        "contacts: [{name: Kari Dahl, role: decision maker, left: 2026-11-01}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl and Nils Berg}]",
        ["promises Spare parts"],
    ),
    (
        "name with title",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl (COO)}]",
        "contacts: [{name: Kari Dahl, role: decision maker, left: 2026-11-01}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl (COO)}]",
        ["promises Spare parts"],
    ),
    (
        "cancelled review",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\nreviews: [{date: 2027-01-01, with: client, attendees: [Kari Dahl], cancelled: true}]",
        "contacts: [{name: Kari Dahl, role: decision maker, left: 2026-11-01}, {name: Nils Berg, role: user}]\nreviews: [{date: 2027-01-01, with: client, attendees: [Kari Dahl], cancelled: true}]",
        [],
    ),
    (
        "past review",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\nreviews: [{date: 2026-01-01, with: client, attendees: [Kari Dahl]}]",
        "contacts: [{name: Kari Dahl, role: decision maker, left: 2026-11-01}, {name: Nils Berg, role: user}]\nreviews: [{date: 2026-01-01, with: client, attendees: [Kari Dahl]}]",
        [],
    ),
    (
        "year close",
        "financials: [{year: 2026, target_revenue: 1M}]\nopportunities: [{name: A deal, close: 2026}]",
        "financials: [{year: 2026, target_revenue: 2M}]\nopportunities: [{name: A deal, close: 2026}]",
        ["opportunities A deal"],
    ),
    (
        "no close",
        "financials: [{year: 2026, target_revenue: 1M}]\nopportunities: [{name: A deal}]",
        "financials: [{year: 2026, target_revenue: 2M}]\nopportunities: [{name: A deal}]",
        [],
    ),
    (
        "target first given",
        "financials: [{year: 2026, revenue: 1M}]\nopportunities: [{name: A deal, close: 2026}]",
        "financials: [{year: 2026, revenue: 1M, target_revenue: 2M}]\nopportunities: [{name: A deal, close: 2026}]",
        [],
    ),
    (
        "need removed, deal spelt other",
        "needs: [{need: Fewer line stops}]\nopportunities: [{name: Deal, need: fewer line-stops.}]",
        "opportunities: [{name: Deal, need: fewer line-stops.}]",
        ["opportunities Deal"],
    ),
    (
        "need renamed with deal",
        "needs: [{need: Fewer line stops}]\nopportunities: [{name: Deal, need: Fewer line stops}]",
        "needs: [{need: No line stops}]\nopportunities: [{name: Deal, need: No line stops}]",
        [],
    ),
    (
        "backup not in team",
        "continuity: {backup: Jonas Weber}\nteam: [{name: Per Moe}]",
        "continuity: {backup: Jonas Weber}\nteam: [{name: Eva Lund}]",
        [],
    ),
    (
        "owner also team leaves",
        "team: [{name: Ingrid Solberg, role: owner}, {name: Per Moe}]\ncontacts: [{name: A Bo, met_by: Ingrid Solberg}]",
        "team: [{name: Per Moe}]\ncontacts: [{name: A Bo, met_by: Ingrid Solberg}]",
        [],
    ),
    (
        "handover complete",
        "team: [{name: Per Moe}]\nhandover: {to: Per Moe, complete: true}",
        "team: [{name: Eva Lund}]\nhandover: {to: Per Moe, complete: true}",
        [],
    ),
    (
        "whole list gone",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        "promises: [{promise: Spare parts, to: Kari Dahl}]",
        ["promises Spare parts"],
    ),
    (
        "list unreadable",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        "contacts: 5\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        [],
    ),
    (
        "entry unreadable",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        "contacts: [{nme: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        [],
    ),
    (
        "role unreadable",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        "contacts: [{name: Kari Dahl, role: decisoin maker x}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        [],
    ),
    (
        "reports_to self",
        "contacts: [{name: Kari Dahl, role: decision maker, reports_to: Kari Dahl}, {name: Nils Berg, role: user}]\n",
        "contacts: [{name: Kari Dahl, role: user, reports_to: Kari Dahl}, {name: Nils Berg, role: user}]\n",
        [],
    ),
    (
        "married",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        "contacts: [{name: Kari Dahl Moe, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Kari Dahl}]",
        [],
    ),
    (
        "opp lost; need by offering",
        "needs: [{need: Fewer stops here, met_by: Platform}]\nopportunities: [{name: Deal one, offering: Platform}]",
        "needs: [{need: Fewer stops here, met_by: Platform}]\nopportunities: [{name: Deal one, offering: Platform, stage: lost}]",
        [],
    ),
    (
        "opp renamed typo",
        "needs: [{need: Fewer stops here, met_by: Platform phase}]\nopportunities: [{name: Platform phase}]",
        "needs: [{need: Fewer stops here, met_by: Platform phase}]\nopportunities: [{name: Platfrom phase}]",
        [],
    ),
    (
        "promise kept then taken back",
        "promises: [{promise: Spare parts in a day, kept: 2026-10-01}]\nrisks: [{risk: R one, mitigation: Spare parts in a day}]",
        "promises: [{promise: Spare parts in a day}]\nrisks: [{risk: R one, mitigation: Spare parts in a day}]",
        [],
    ),
    (
        "outcome unit sign",
        'outcomes: [{metric: Stock accuracy, unit: "%", target: 90}]\nneeds: [{need: Stock accuracy}]',
        "outcomes: [{metric: Stock accuracy, unit: percent, target: 90}]\nneeds: [{need: Stock accuracy}]",
        [],
    ),
    (
        "outcome target pct",
        "outcomes: [{metric: Stock accuracy, target: 90}]\nneeds: [{need: Stock accuracy}]",
        "outcomes: [{metric: Stock accuracy, target: 90.0}]\nneeds: [{need: Stock accuracy}]",
        [],
    ),
    (
        "service no target change",
        "service: [{measure: on_time_delivery, actual: 90%, target: 95%}]\npromises: [{promise: On-time delivery of 95%}]",
        "service: [{measure: on_time_delivery, actual: 97%, target: 95%}]\npromises: [{promise: On-time delivery of 95%}]",
        [],
    ),
    (
        "outcome direction flips by target",
        "outcomes: [{metric: Line stops, baseline: 12, target: 4}]\nneeds: [{need: Fewer line stops}]",
        "outcomes: [{metric: Line stops, baseline: 12, target: 4, better: higher}]\nneeds: [{need: Fewer line stops}]",
        ["needs Fewer line stops"],
    ),
    (
        "two contacts swap roles",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Nils Berg}]\nopportunities: [{name: Deal}]",
        "contacts: [{name: Kari Dahl, role: user}, {name: Nils Berg, role: decision maker}]\npromises: [{promise: Spare parts, to: Nils Berg}]\nopportunities: [{name: Deal}]",
        ["opportunities Deal", "promises Spare parts"],
    ),
    (
        "owner to lower case",
        "contacts: [{name: A Bo, met_by: Ingrid Solberg}]",
        "contacts: [{name: A Bo, met_by: ingrid solberg}]",
        [],
    ),
    (
        "promise numbers in words",
        "promises: [{promise: Parts within 24 hours}]\nactions: [{action: 'Prepare: parts within 24 hours'}]",
        "promises: [{promise: Parts within 36 hours}]\nactions: [{action: 'Prepare: parts within 24 hours'}]",
        ["actions Prepare: parts within 24 hours"],
    ),
    (
        "accent",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: Jose Diaz}]\n",
        "contacts: [{name: Kari Dahl, role: decision maker}, {name: Nils Berg, role: user}]\npromises: [{promise: Spare parts, to: José Díaz}]\n",
        [],
    ),
    (
        "accent contact",
        "contacts: [{name: José Díaz, role: user}]\npromises: [{promise: Spare parts, to: José Díaz}]",
        "contacts: [{name: Jose Diaz, role: user}]\npromises: [{promise: Spare parts, to: José Díaz}]",
        [],
    ),
    (
        "chinese",
        "needs: [{need: 减少停线}]\nopportunities: [{name: Deal, need: 减少停线}]",
        "needs: [{need: 增加产量}]\nopportunities: [{name: Deal, need: 减少停线}]",
        ["opportunities Deal"],
    ),
    (
        "german ss",
        "needs: [{need: Weniger Stillstände im Großwerk}]\nopportunities: [{name: Deal, need: Weniger Stillstände im Großwerk}]",
        "needs: [{need: Weniger Stillstände im Grosswerk}]\nopportunities: [{name: Deal, need: Weniger Stillstände im Großwerk}]",
        [],
    ),
    (
        "umlaut ae",
        "needs: [{need: Weniger Stillstände}]\nopportunities: [{name: Deal, need: Weniger Stillstände}]",
        "needs: [{need: Weniger Stillstaende}]\nopportunities: [{name: Deal, need: Weniger Stillstände}]",
        [],
    ),
    (
        "number words",
        "promises: [{promise: 'Parts for 1,000 pumps a year'}]\nrisks: [{risk: R r, mitigation: 'Parts for 1,000 pumps a year'}]",
        "promises: [{promise: 'Parts for 1000 pumps a year'}]\nrisks: [{risk: R r, mitigation: 'Parts for 1,000 pumps a year'}]",
        [],
    ),
    (
        "negation",
        "needs: [{need: Work with subcontractors}]\nopportunities: [{name: Deal, need: Work with subcontractors}]",
        "needs: [{need: Work without subcontractors}]\nopportunities: [{name: Deal, need: Work with subcontractors}]",
        ["opportunities Deal"],
    ),
    (
        "british",
        "needs: [{need: Optimise colour control}]\nopportunities: [{name: Deal, need: Optimise colour control}]",
        "needs: [{need: Optimize color control}]\nopportunities: [{name: Deal, need: Optimise colour control}]",
        [],
    ),
)


@pytest.mark.parametrize(("why", "before", "after", "wanted"), FORMS, ids=[form[0] for form in FORMS])
def test_whatever_form_it_has(why: str, before: str, after: str, wanted: list[str]) -> None:
    was, now = plan(before), plan(after)
    found = suspects_of(was, now, compared(was, now), AS_OF, CALENDAR)
    assert sorted({f"{each.group} {each.title}" for each in found}) == sorted(wanted), why


def test_a_step_that_moves_into_the_prose_still_leans_and_a_ticked_one_does_not() -> None:
    was, now = ("contacts: [{name: Kari Dahl, role: user}]", "contacts: [{name: Kari Dahl, role: blocker}]")
    step, task = "actions: [{action: Call Kari Dahl}]", "- [ ] Call Kari Dahl\n"
    before, after, ticked = plan(f"{was}\n{step}"), plan(now, task), plan(now, task.replace("[ ]", "[x]"))
    assert [each.title for each in suspects_of(before, after, compared(before, after), AS_OF, CALENDAR)] == [
        "Call Kari Dahl"
    ]
    assert suspects_of(before, ticked, compared(before, ticked), AS_OF, CALENDAR) == ()
