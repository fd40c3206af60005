"""Losses by reason, competitors, risks, and retention, against figures reckoned by hand and in plain fractions."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kamgen.analyse import retention, threats
from kamgen.facts.retention import whole_revenue
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.table import Table
from tests.render.render_support import AS_OF, Site, account_of, portfolio_of, site_of
from tests.support import plan_of

LOST = (
    "{status: lost, lost: {date: 2026-07-31, reason: account management, to: Pentarc}, "
    "financials: [{year: 2024, revenue: 300k}, {year: 2025, revenue: 200k, through: 2025-06}]}"
)
THREATENED = (
    "{competitors: [{name: pentarc, offering: Platform, share: 25%, threat: high}], "
    "opportunities: [{name: Big, value: 90k, competitor: Veltra}, {name: Alone, value: 5k, competitor: None}, "
    "{name: Gone, value: 40k, stage: lost, reason: price, competitor: PENTARC, close: 2026-04}, "
    "{name: Why, stage: lost}], "
    "risks: [{risk: A, reason: delivery, likelihood: low, impact: high}, {risk: B, likelihood: high, impact: high}, "
    "{risk: C}]}"
)


def tables_of(site: Site) -> dict[str, Table]:
    return {table.name: table for table in threats.tables(threats.figures(site.portfolio))}


def cells(table: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


def test_losses_competitors_and_risks_by_hand() -> None:
    site = portfolio_of(account_of(LOST, "brekke"), account_of(THREATENED, "halden"))
    made = tables_of(site)
    assert cells(made["loss_reasons"]) == [
        ("account management", True, 1, Decimal(300_000), 0, None, 0),
        ("not written", False, 0, None, 1, None, 2),
        ("price", False, 0, None, 1, Decimal(40_000), 0),
        ("delivery", True, 0, None, 0, None, 1),
    ]
    assert [row[3:] for row in cells(made["lost_accounts"])] == [
        (AS_OF.replace(month=7, day=31), Decimal(300_000), "2024")
    ]
    assert [row[1:4] for row in cells(made["lost_deals"])] == [
        ("Gone", "price", "PENTARC"),
        ("Why", "not written", None),
    ]
    assert cells(made["competitors"]) == [
        ("Pentarc", 1, 0, None, 1, Decimal(40_000), 1, Decimal(300_000)),
        ("Veltra", 1, 1, Decimal(90_000), 0, None, 0, None),
    ]
    assert [row[1:] for row in cells(made["competitors_by_account"])] == [
        ("pentarc", "Platform", "high", Decimal("0.25"), None, None),
        ("Veltra", None, None, None, "Big", Decimal(90_000)),
    ]
    assert [row[1:] for row in cells(made["risks"])] == [
        ("B", "not written", "high", "high", 9),
        ("C", "not written", None, None, 4),
        ("A", "delivery", "low", "high", 3),
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("financials: [{year: 2025, revenue: 10}]", 10),
        ("financials: [{year: 2025, revenue: 10, through: 2025-11}]", None),
        ("financials: [{year: 2025, revenue: 10, through: 2025-12}]", 10),
        ("{status: lost, lost: {date: 2025-06-30}, financials: [{year: 2025, revenue: 10, through: 2025-06}]}", 10),
        ("{status: lost, lost: {date: 2025-12-31}}", 0),
        ("{status: lost, lost: {date: 2026-01-01}}", None),
        ("{status: lost}", None),
        ("status: prospect", 0),
        ("customer_since: 2026-01", 0),
        ("customer_since: 2025-12", None),
        ("", None),
    ],
)
def test_revenue_of_a_whole_year(front: str, expected: int | None) -> None:
    assert whole_revenue(plan_of(front), FiscalCalendar(1), 2025) == expected


def years(before: object, after: object, **more: str) -> str:
    rows = [
        f"{{year: {year}, revenue: {amount}}}" for year, amount in ((2024, before), (2025, after)) if amount is not None
    ]
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f"{{financials: [{', '.join(rows)}]{extra}}}"


def test_retention_by_hand() -> None:
    site = portfolio_of(
        account_of(years(100, 150), "a"),
        account_of(years(100, 60), "b"),
        account_of(years(100, None, status="lost", lost="{date: 2025-03-01}"), "c"),
        account_of(years(None, 500, customer_since="2025-02"), "d"),
        account_of(years(100, None), "e"),
        account_of("status: prospect", "f"),
    )
    found = threats.figures(site.portfolio).retention
    assert [(each.account.slug, each.became) for each in found.clients] == [
        ("a", "kept"), ("b", "kept"), ("c", "gone"), ("d", "new"), ("e", "not known"),
    ]  # fmt: skip
    assert (found.base, found.by_count) == (300, Decimal(2) / 3)
    assert (found.by_revenue, found.net) == (Decimal(160) / 300, Decimal(210) / 300)


def test_a_group_whose_figures_are_in_its_parents_is_one_client() -> None:
    included = ((2025, ("revenue",)),)
    site = portfolio_of(
        account_of(years(None, 180), "top"),
        account_of(years(100, 90), "one", included=included),
        account_of(years(50, 90), "two", included=included),
    )
    accounts = tuple(account._replace(top="top") for account in site.portfolio.accounts)
    found = retention.retention_of(replace(site.portfolio, accounts=accounts), 2025)
    assert [(each.account.slug, each.before, each.after) for each in found.clients] == [("top", 150, 180)]
    assert found.net == Decimal(180) / 150


def test_rates_alone_retain_nothing_and_who_has_none_is_counted_all_the_same() -> None:
    config = site_of(fx={"NOK": "0.1"})
    site = portfolio_of(
        account_of(years(1000, 1000, currency="NOK"), "a", config),
        account_of(years(70, 70, currency="USD"), "b", config),
        site=config,
    )
    krone, dollar = site.portfolio.accounts
    krone = krone._replace(rates=((2024, Decimal("0.2")),))
    found = retention.retention_of(replace(site.portfolio, accounts=(krone, dollar)), 2025)
    assert (found.by_count, found.base, found.net) == (1, 100, 1)


amounts = st.one_of(st.none(), st.integers(0, 5).map(lambda number: number * 100))


@given(st.lists(st.tuples(amounts, amounts), max_size=8), st.randoms(use_true_random=False))
def test_retention_is_that_of_plain_fractions(drawn: list[tuple[int | None, int | None]], order: random.Random) -> None:
    accounts = [account_of(years(*pair), f"a{number}") for number, pair in enumerate(drawn)]
    order.shuffle(accounts)
    found = threats.figures(portfolio_of(*accounts).portfolio).retention
    base = [(before, after) for before, after in drawn if before and after is not None]
    if not base:
        assert (found.by_count, found.by_revenue, found.net) == (None, None, None)
        return
    spent = sum(before for before, _ in base)
    expected = (
        Fraction(sum(after > 0 for _, after in base), len(base)),
        Fraction(sum(min(pair) for pair in base), spent),
        Fraction(sum(after for _, after in base), spent),
    )
    for rate, fraction in zip((found.by_count, found.by_revenue, found.net), expected, strict=True):
        assert rate is not None
        assert abs(Fraction(rate) - fraction) < Fraction(1, 10**20)
    assert len(found.of("kept", "gone")) == len(base)
    assert (found.by_revenue or 0) <= min(1, found.net or 0)
