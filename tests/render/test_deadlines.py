"""What is due, and when."""

from __future__ import annotations

from kamgen.model.account import Account
from kamgen.render.deadlines import Span, deadlines_of, deadlines_summary, spans
from tests.render.render_support import AS_OF, account_of, portfolio_of, site_context_of, unreadable_of

FRONT = """
actions:
  - {action: Send the list, owner: Per Moe, due: 2026-11-10}
  - {action: Done already, due: 2026-11-01, done: 2026-11-01}
  - {action: No date}
promises:
  - {promise: Spare parts list, to: Kari Dahl, due: 2026-11-01}
  - {promise: Kept, due: 2026-06-01, kept: 2026-06-01}
opportunities:
  - {name: Phase 2, value: 240k, probability: 50%, close: 2026-Q4}
  - {name: Won, close: 2026-06, stage: won}
reviews:
  - {date: 2026-09-10, with: client, attendees: [Kari], document: a.pdf}
  - {date: 2026-10-28, with: client, cancelled: true}
  - {date: 2026-12-04, with: team}
feedback:
  - {date: 2026-03-02, from: [Kari], document: a.pdf}
assessment: {date: 2026-09-01}
"""


def due_of(account: Account) -> list[tuple[str, str, str, str, str]]:
    context = site_context_of(portfolio_of(account))
    return [(due.date, due.kind, due.what, due.who, due.lateness) for due in deadlines_of(account, context)]


def test_everything_with_a_date_is_listed_soonest_first() -> None:
    owner = "Ingrid Solberg"
    assert due_of(account_of(FRONT)) == [
        ("2026-09-02", "Feedback", "every 6 months, last 2026-03-02", owner, "79 late"),
        ("2026-11-01", "Promise", "Spare parts list, to Kari Dahl", owner, "19 late"),
        ("2026-11-10", "Action", "Send the list", "Per Moe", "10 late"),
        ("2026-12-04", "Team review", "planned", owner, "in 14"),
        ("2026-12-10", "Client review", "every 3 months, last 2026-09-10", owner, "in 20"),
        ("2026-12-31", "Close", "Phase 2, 240k EUR at 50%", owner, "in 41"),
        ("2027-09-01", "Assessment", "every 12 months, last 2026-09-01", owner, "in 285"),
    ]


def test_an_amount_has_its_currency() -> None:
    account = account_of("currency: NOK\nopportunities: [{name: Phase 2, value: 240k, close: 2026-Q4}]")
    assert [what for _, kind, what, _, _ in due_of(account) if kind == "Close"] == ["Phase 2, 240k NOK"]


def test_what_is_marked_as_done_on_a_day_to_come_is_still_due() -> None:
    ahead = """
promises: [{promise: A, due: 2026-06-30, kept: 2027-01-05}]
actions: [{action: B, due: 2026-12-01, done: 2027-01-05}]
"""
    found = [(kind, lateness) for _, kind, _, _, lateness in due_of(account_of(ahead)) if kind in ("Promise", "Action")]
    assert found == [("Promise", "143 late"), ("Action", "in 11")]


def test_lost_and_unreadable_accounts_owe_nothing() -> None:
    assert due_of(account_of(f"{FRONT}\nstatus: lost")) == []
    assert due_of(unreadable_of()) == []


def test_dates_are_grouped_up_to_90_days() -> None:
    account = account_of(FRONT)
    rows = deadlines_of(account, site_context_of(portfolio_of(account)))
    assert spans(rows, (), AS_OF) == (
        Span("Overdue", "", rows[:3]),
        Span("Next 30 days", "to 2026-12-20", rows[3:5]),
        Span("Next 90 days", "to 2027-02-18", rows[5:6]),
    )
    assert deadlines_summary(rows, ()) == "3 overdue, 2 in the next 30 days, 1 more in the next 90, 0 never held"


def test_what_was_never_held_is_not_due_today_and_a_group_of_its_own() -> None:
    account = account_of("promises: [{promise: A, due: 2026-11-20}]\nreviews: [{date: 2026-12-04, with: team}]")
    assert [due[:3] for due in due_of(account)] == [
        ("", "Assessment", "every 12 months, none on record"),
        ("", "Client review", "every 3 months, none on record"),
        ("", "Feedback", "every 6 months, none on record"),
        ("2026-11-20", "Promise", "A"),
        ("2026-12-04", "Team review", "planned"),
    ]
    rows = deadlines_of(account, site_context_of(portfolio_of(account)))
    never, dated = rows[:3], rows[3:]
    assert [due.lateness for due in dated] == ["today", "in 14"]
    assert spans(dated, never, AS_OF)[-1] == Span("Never held", "3", never)
    assert deadlines_summary(dated, never) == "0 overdue, 2 in the next 30 days, 0 more in the next 90, 3 never held"
