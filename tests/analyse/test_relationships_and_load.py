"""Who knows whom, who is overloaded, what leaves with somebody: by hand, and by plain counting on drawn accounts."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.analyse import load, relationships
from kamgen.analyse.handover import handover
from kamgen.analyse.relationships import by_person, held
from kamgen.model.enums import Objective
from kamgen.model.fields import folded
from kamgen.model.handover import Handover
from kamgen.model.table import Table
from tests.render.render_support import Site, account_of, portfolio_of, site_of

ALONE = (
    "{owner: Per Moe, objective: win, financials: [{year: 2026, revenue: 900, through: 2026-10}], contacts: ["
    "{name: Kari Dahl, title: COO, role: decision maker, met_by: Per Moe, last_contact: 2026-08-19}, "
    "{name: Nils Berg, met_by: per moe, last_contact: 2026-11-01}, "
    "{name: Tor Vik, met_by: Eva Lund, left: 2026-01-01}, {name: Liv Aas}], "
    "continuity: {backup: Jonas Weber, executive_sponsor: Eva Lund, sponsor_contact: 2025-11-19}, "
    "promises: [{promise: P, to: Kari Dahl, due: 2026-11-19}, {promise: Q, kept: 2026-11-01}], "
    "actions: [{action: A, owner: Eva Lund, due: 2026-11-19}, {action: B, due: 2026-11-20}, "
    "{action: C, done: 2026-11-01}], opportunities: [{name: D, value: 50, close: 2026-Q3}, "
    "{name: E, value: 70, close: 2027-Q1}, {name: F, stage: won}], "
    "reviews: [{date: 2026-12-20, with: team, attendees: [Per Moe, Eva Lund]}], "
    "risks: [{risk: R, owner: Jonas Weber}]}"
)
SHARED = (
    "{owner: Eva Lund, objective: retain, financials: [{year: 2026, revenue: 100, through: 2026-10}], contacts: ["
    "{name: Ann Bo, role: decision maker, met_by: Eva Lund, last_contact: 2026-11-19}, "
    "{name: Bo Ek, met_by: Per Moe}, {name: bo ek, met_by: Eva Lund}], continuity: {executive_sponsor: Per Moe}}"
)
NOBODY = "{owner: Per Moe, financials: [{year: 2026, revenue: 5}], contacts: [{name: Ola By}]}"
GONE = "{status: lost, owner: Per Moe, contacts: [{name: Ola By, met_by: Per Moe}]}"


def a_site(limit: int | None = None) -> Site:
    config = site_of(portfolio={"max_accounts_per_owner": limit} if limit else {})
    fronts = {"alone": ALONE, "shared": SHARED, "nobody": NOBODY, "gone": GONE}
    return portfolio_of(*[account_of(front, slug, config) for slug, front in fronts.items()], site=config)


def cells(table: Table) -> list[tuple[object, ...]]:
    return [row.cells[1:] for row in table.rows]


def test_who_knows_whom() -> None:
    found = relationships.figures(a_site().portfolio, 2026)
    single, deciders, people, calls = relationships.tables(found, 2026)
    assert [(row.slug, *row.cells[1:]) for row in single.rows] == [
        ("alone", "Per Moe", 2, 3, "Jonas Weber", Decimal(900)),
        ("nobody", "nobody", 0, 1, None, Decimal(5)),
    ]
    assert [(row.slug, *row.cells[1:]) for row in deciders.rows] == [
        ("alone", "Kari Dahl, COO", "Per Moe", date(2026, 8, 19)),
        ("nobody", "none known", None, None),
    ]
    assert sorted(row.cells for row in people.rows) == [
        ("Eva Lund", 1, 0, 1, 2, 1, 0),
        ("Jonas Weber", 0, 1, 0, 0, 0, 0),
        ("Per Moe", 2, 0, 1, 3, 1, 1),
    ]
    assert cells(calls) == [("Per Moe", None, True), ("Eva Lund", date(2026, 11, 19), True)]
    assert relationships.revenue_alone(found, 2026) == 900


def test_load_against_the_limit() -> None:
    loads = load.figures(a_site(1).portfolio, 2026)
    table, objectives = load.tables(loads, 2026)
    assert [row.cells for row in table.rows] == [
        ("Per Moe", 2, 2, True, Decimal(905), 1, 0, 4, 2, Decimal(120)),
        ("Eva Lund", 1, 1, False, Decimal(100), 1, 1, 3, 0, None),
    ]
    assert [row.cells for row in objectives.rows] == [
        ("Per Moe", 0, 0, 1, 1, Decimal(1), Decimal(0)),
        ("Eva Lund", 1, 0, 0, 0, Decimal(0), Decimal(1)),
    ]
    assert not any(each.over for each in load.figures(a_site().portfolio, 2026))
    assert not any(each.over for each in load.figures(a_site(2).portfolio, 2026))


def handed_over(name: str) -> Handover:
    portfolio = a_site().portfolio
    return handover(portfolio, name, by_person(held(portfolio)).get(folded(name), []), 2026)


def test_what_leaves_with_an_account_manager() -> None:
    found = handed_over("Per Moe")
    promises, actions, deals, reviews, duties = found.work
    assert (found.revenue, found.value) == (905, 120)
    assert [(row.slug, *row.cells[1:]) for row in found.calls.rows] == [
        ("alone", "Kari Dahl, COO; Nils Berg", "Jonas Weber"),
        ("nobody", "Ola By", None),
        ("shared", "Ann Bo; Bo Ek", "Eva Lund"),
    ]
    assert cells(found.accounts) == [("win", "Jonas Weber", "Eva Lund", 900), (None, None, None, 5)]
    assert cells(found.contacts) == [
        ("Kari Dahl, COO", True, date(2026, 8, 19)),
        ("Nils Berg", False, date(2026, 11, 1)),
    ]
    assert cells(promises) == [("P, to Kari Dahl", date(2026, 11, 19), True)]
    assert cells(actions) == [("B", date(2026, 11, 20), False)]
    assert cells(deals) == [("D", 50, date(2026, 9, 30), True), ("E", 70, date(2027, 3, 31), False)]
    assert [(row.slug, *row.cells[1:]) for row in reviews.rows] == [
        ("alone", "with the team", date(2026, 12, 20), False),
        ("alone", "with the client", None, True),
        ("nobody", "with the team", None, True),
        ("nobody", "with the client", None, True),
    ]
    assert cells(duties) == [("executive sponsor", "call every 12 months", None)]


def test_what_leaves_with_a_sponsor_who_owns_another_account() -> None:
    found = handed_over("Eva Lund")
    assert [(row.slug, row.cells[2]) for row in found.calls.rows] == [("shared", "Per Moe")]
    assert cells(found.contacts) == [("Ann Bo", True, date(2026, 11, 19))]
    assert [len(table.rows) for table in found.work] == [0, 1, 0, 3, 1]
    assert cells(found.work[3])[0] == ("with the team", date(2026, 12, 20), False)


NAMES = ("Per Moe", "Eva Lund", "Jonas Weber", "Liv Aas")
names = st.sampled_from(NAMES)
drawn_accounts = st.lists(
    st.tuples(names, st.sampled_from([*Objective, None]), st.lists(names, max_size=4), st.integers(0, 9)), max_size=6
)


@settings(max_examples=25)
@given(drawn_accounts, st.randoms(use_true_random=False))
def test_parts_add_to_the_whole(
    drawn: list[tuple[str, Objective | None, list[str], int]], order: random.Random
) -> None:
    accounts = []
    for number, (owner, objective, meeting, deals) in enumerate(drawn):
        contacts = ", ".join(
            f"{{name: Kari {letter}ahl, met_by: {who}}}" for letter, who in zip("BDFG", meeting, strict=False)
        )
        offers = ", ".join(f"{{name: D{place}, value: {place}}}" for place in range(deals))
        aim = f"objective: {objective.value}, " if objective else ""
        front = f"{{owner: {owner}, {aim}contacts: [{contacts}], opportunities: [{offers}]}}"
        accounts.append(account_of(front, f"a{number}"))
    order.shuffle(accounts)
    portfolio = portfolio_of(*accounts).portfolio
    loads, ties = load.figures(portfolio, 2026), relationships.figures(portfolio, 2026)
    owners = Counter(owner for owner, *_ in drawn)
    assert {each.name: len(each.accounts) for each in loads} == owners
    assert sum(each.deals for each in loads) == sum(deals for *_, deals in drawn)
    assert sum(each.value or 0 for each in loads) == sum(deals * (deals - 1) // 2 for *_, deals in drawn)
    for each in loads:
        own = [objective for owner, objective, *_ in drawn if owner == each.name and objective]
        assert each.hunting == (Decimal(own.count(Objective.WIN)) / len(own) if own else None)
    assert len(ties.alone) == sum(len(set(meeting)) == 1 for _, _, meeting, _ in drawn)
    met = sum(row.cells[4] for row in relationships.tables(ties, 2026)[2].rows)  # type: ignore[misc]
    assert met == sum(len(meeting) for _, _, meeting, _ in drawn)
