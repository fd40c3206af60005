"""Groups of accounts along `parent`: what sums, shares and pages make of figures that include others'."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.analyse.summary import figures, summarise
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.rule import State
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio, Summary, Totals
from kamgen.pipeline import evaluate
from tests.records import record_of

AS_OF = date(2026, 11, 20)
SITE = record_of(SiteConfig, {"fx": {"NOK": 0.1}})


class Given(NamedTuple):
    """A plan by its place in a list: what it gives, and whose subsidiary it is."""

    revenue: int | None
    parent: int | None = None
    group: bool | None = False
    profit: int | None = None
    currency: str = "EUR"


def text_of(number: int, plan: Given) -> str:
    year: dict[str, object] = {"year": 2025}
    if plan.revenue is not None:
        year["revenue"] = plan.revenue
    if plan.profit is not None:
        year |= {"gross_profit": plan.profit, "cost_to_serve": 0}
    front: dict[str, object] = {"name": f"Company {number}", "owner": "Per Moe", "category": "core"}
    front |= {"currency": plan.currency, "financials": [year]}
    if plan.parent is not None:
        front["parent"] = f"a{plan.parent:02d}"
    if plan.group is not None:
        front["figures"] = "group" if plan.group else "own"
    return f"---\n{json.dumps(front)}\n---\n"


def accounts_of(plans: Sequence[Given], site: SiteConfig = SITE) -> list[Account]:
    sources = tuple(
        Source(f"content/accounts/a{number:02d}.md", text_of(number, plan).encode())
        for number, plan in enumerate(plans)
    )
    return list(evaluate(Content("content/accounts", sources), site, AS_OF))


def summaries_of(plans: Sequence[Given], site: SiteConfig = SITE) -> tuple[Summary, ...]:
    return tuple(summarise(account, site, AS_OF) for account in accounts_of(plans, site))


def totals_of(plans: Sequence[Given], site: SiteConfig = SITE) -> Totals:
    return figures(Portfolio(site, AS_OF, summaries_of(plans, site)), 2025).whole


HOLDING = [Given(1_800_000, group=True), Given(900_000, 0), Given(900_000, 0), Given(8_000_000)]


def test_a_group_with_its_subsidiaries_in_it_is_counted_once() -> None:
    """1.8M of 9.8M, not of 11.6M: 18.4%, and so above the line of dependence."""
    assert totals_of(HOLDING).revenue.amount == 9_800_000
    assert [each.share for each in summaries_of(HOLDING)] == [
        Decimal("0.184"), Decimal("0.092"), Decimal("0.092"), Decimal("0.816"),
    ]  # fmt: skip


def test_subsidiaries_that_come_on_top_are_in_the_groups_share() -> None:
    plans = [plan._replace(group=False) for plan in HOLDING]
    assert totals_of(plans).revenue.amount == 11_600_000
    shares = [each.share for each in summaries_of(plans)]
    assert shares == [Decimal("0.310"), Decimal("0.078"), Decimal("0.078"), Decimal("0.690")]


def test_a_figure_that_the_parent_does_not_give_is_counted_where_it_stands() -> None:
    plans = [Given(None, group=True, profit=50), Given(900, 0, profit=40), Given(100, 1, profit=5)]
    totals = totals_of(plans)
    assert (totals.revenue.amount, totals.profit.amount) == (1000, 50)


def test_a_parent_without_an_exchange_rate_takes_nobody_out_of_sums() -> None:
    totals = totals_of([Given(9000, group=True, currency="GBP"), Given(900, 0)])
    assert (totals.revenue.amount, totals.revenue.without_rate) == (900, ("a00",))


def test_a_parent_that_looks_like_the_sum_of_its_own_and_says_nothing_is_asked() -> None:
    told = {
        said: next(each for each in accounts_of([HOLDING[0]._replace(group=said), *HOLDING[1:]])[0].others
                   if each.rule.code == "FIG013").outcome
        for said in (None, True, False)
    }  # fmt: skip
    assert {said: outcome.state for said, outcome in told.items()} == {
        None: State.GAP, True: State.PASS, False: State.PASS,
    }  # fmt: skip
    assert told[None].evidence == (
        "the revenue of 2025, 1,800,000 EUR, is about what its subsidiaries have together, 1,800,000 EUR"
    )


def plans_drawn() -> st.SearchStrategy[list[Given]]:
    """Up to nine plans, each below one before it or below none."""

    def one(number: int) -> st.SearchStrategy[Given]:
        amount = st.none() | st.integers(1, 50).map(lambda each: each * 1000)
        parent = st.none() | st.integers(0, number - 1) if number else st.none()
        return st.builds(Given, amount, parent, st.booleans(), amount, st.sampled_from(["EUR", "NOK", "GBP"]))

    return st.integers(1, 9).flatmap(lambda count: st.tuples(*map(one, range(count)))).map(list)


def expected(plans: Sequence[Given], figure: str) -> Decimal:
    """What all come to, reckoned from the top down: whoever gives a group's figure speaks for all below."""
    rates = {"EUR": Decimal(1), "NOK": Decimal("0.1")}

    def come_to(number: int) -> Decimal:
        plan = plans[number]
        amount, rate = getattr(plan, figure), rates.get(plan.currency)
        below = sum((come_to(child) for child, each in enumerate(plans) if each.parent == number), Decimal(0))
        if amount is None or rate is None:
            return below
        return amount * rate + (Decimal(0) if plan.group else below)

    return sum((come_to(number) for number, plan in enumerate(plans) if plan.parent is None), Decimal(0))


@settings(max_examples=60)
@given(plans_drawn())
def test_sums_equal_those_of_the_trees_and_order_says_nothing(plans: list[Given]) -> None:
    totals = totals_of(plans)
    assert (totals.revenue.amount or 0) == expected(plans, "revenue")
    assert (totals.profit.amount or 0) == expected(plans, "profit")
    accounts = accounts_of(plans)
    tops = {account.links.group.top.slug: account.links.group for account in accounts if account.links.group}
    alone = [each.converted(row.revenue) for each in summaries_of(plans) if not each.top and (row := each.year(2025))]
    whole = sum((each or Decimal(0) for each in alone), Decimal(0))
    whole += sum((group.revenue or Decimal(0) for group in tops.values()), Decimal(0))
    assert whole == expected(plans, "revenue")


@settings(max_examples=40)
@given(plans_drawn(), st.sampled_from([Decimal(2), Decimal("0.5"), Decimal(8)]))
def test_the_currency_of_the_site_changes_no_ratio(plans: list[Given], rate: Decimal) -> None:
    """The same in a currency in which one EUR is ``rate``: all amounts are other ones, all shares the same."""
    other = record_of(SiteConfig, {"site": {"currency": "XAU"}, "fx": {"EUR": rate, "NOK": rate / 10}})
    one, two = totals_of(plans), totals_of(plans, other)
    assert (one.revenue.amount is None) == (two.revenue.amount is None)
    assert (one.revenue.amount or 0) * rate == (two.revenue.amount or 0)
    assert one.margin == two.margin
    shares = [[each.share for each in summaries_of(plans, site)] for site in (SITE, other)]
    assert shares[0] == shares[1]
