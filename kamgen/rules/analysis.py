"""Element i: sales and profitability analysis.

    financials ─ last full fiscal year ─┬─ revenue         SPA001 ─ over three years  SPA006
                                        ├─ gross profit    SPA002 ┐
                                        ├─ cost to serve   SPA003 ┴ profit            SPA004
                                        └─ customer spend  SPA005 ─ share of wallet

The year judged is the last fiscal year that is over; for a lost account, the last one that was over on the day it was
lost. An account that became a customer after that year has nothing to show for it. A prospect needs `customer_spend`
alone, in any row: what it could become is all there is to analyse.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps

from kamgen.model.choices import Severity, Status
from kamgen.model.context import Context
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan
from kamgen.model.rule import Check, Element, Example, Outcome, Rule, gap, met, not_applicable
from kamgen.model.values import Period
from kamgen.model.verdict import Trouble
from kamgen.rules.applies import unless_prospect
from kamgen.rules.figures import judge_amount, year_row
from kamgen.rules.words import listed, money

_NO_SALES = "nothing has been sold to a prospect yet"


def _last_full_year(check: Callable[[Plan, Context, int], Outcome]) -> Check:
    """Hands the year judged to a check, or says why this account has none."""

    @wraps(check)
    def judged(plan: Plan, context: Context) -> Outcome:
        lost = plan.front.lost.date if plan.front.lost and plan.front.status is Status.LOST else None
        day, since = min(lost or context.as_of, context.as_of), plan.front.customer_since
        year, is_new = _year_judged(context.calendar, day, since)
        if is_new:
            return not_applicable(f"a customer since {since}, after fiscal year {year} had ended", "customer_since")
        return check(plan, context, year)

    return judged


@lru_cache(maxsize=1024)
def _year_judged(calendar: FiscalCalendar, day: date, since: Period | None) -> tuple[int, bool]:
    """The last fiscal year that is over on ``day``, and whether the account became a customer only after it."""
    year = calendar.last_full_year(day)
    return year, since is not None and calendar.start(since) > calendar.last_day(year)


def _spend_of_prospect(plan: Plan, context: Context) -> Outcome:
    for number, row in reversed(list(enumerate(plan.front.financials))):
        if row.customer_spend is not None:
            spend = money(row.customer_spend, plan, context.site)
            return met(f"the prospect spends {spend} in our field ({row.year})", f"financials[{number}].customer_spend")
    write = "add a row with its `year` and `customer_spend` under `financials`: an estimate is better than nothing"
    return gap("what the prospect spends in our field is not written", "financials", write)


def _sales_analysed(plan: Plan, context: Context) -> Outcome:
    prospect = plan.front.status is Status.PROSPECT
    return _spend_of_prospect(plan, context) if prospect else _sales_of_year(plan, context)


@_last_full_year
def _sales_of_year(plan: Plan, context: Context, year: int) -> Outcome:
    found = year_row(plan, year)
    through = found[1].through if found else None
    if found and through and context.calendar.end(through) < context.calendar.last_day(year):
        write = f"bring the row of {year} up to the end of the year and take its `through` out"
        return gap(f"the figures of {year} stop at {through}", f"financials[{found[0]}].through", write)
    return judge_amount(plan, context, year, "revenue", "revenue")


@unless_prospect(_NO_SALES)
@_last_full_year
def _profit_known(plan: Plan, context: Context, year: int) -> Outcome:
    return judge_amount(plan, context, year, "gross_profit", "gross profit")


@unless_prospect(_NO_SALES)
@_last_full_year
def _cost_to_serve_known(plan: Plan, context: Context, year: int) -> Outcome:
    hint = ": the sales, service, logistics and support this client really took, not an average"
    return judge_amount(plan, context, year, "cost_to_serve", "cost to serve", hint)


@unless_prospect(_NO_SALES)
@_last_full_year
def _account_earns_money(plan: Plan, context: Context, year: int) -> Outcome:
    found = year_row(plan, year)
    profit = found[1].profit if found else None
    if found is None or profit is None:
        return not_applicable(f"profit of {year} is not known: SPA002 and SPA003 ask for it", "financials")
    evidence = f"profit after cost to serve of {year}: {money(profit, plan, context.site)}"
    key = f"financials[{found[0]}].cost_to_serve"
    write = (
        "say under `actions` what will change (price, mix, cost to serve), or waive it with the reason; it is met "
        "again with the first full year that earns money"
    )
    return met(evidence, key) if profit > 0 else gap(evidence, key, write)


def _potential_known(plan: Plan, context: Context) -> Outcome:
    prospect = plan.front.status is Status.PROSPECT
    return _spend_of_prospect(plan, context) if prospect else _spend_of_year(plan, context)


@_last_full_year
def _spend_of_year(plan: Plan, context: Context, year: int) -> Outcome:
    hint = ": what the client buys in our field, from anyone"
    return judge_amount(plan, context, year, "customer_spend", "customer spend", hint)


@unless_prospect(_NO_SALES)
@_last_full_year
def _revenue_not_falling(plan: Plan, context: Context, year: int) -> Outcome:
    found = [year_row(plan, judged) for judged in (year - 2, year - 1, year)]
    revenues = [row[1].revenue for row in found if row and row[1].revenue is not None]
    if found[2] is None or len(revenues) < 3:
        return not_applicable(f"revenue of the three years up to {year} is not known", "financials")
    shown = listed([money(revenue, plan, context.site) for revenue in revenues], "then")
    key = f"financials[{found[2][0]}].revenue"
    if revenues[0] > revenues[1] > revenues[2]:
        write = (
            "say under `actions` what turns it, and why it falls under `risks`, or waive it with the reason; it is met "
            "again after the first full year in which revenue does not fall"
        )
        return gap(f"revenue fell two years in a row up to {year}: {shown}", key, write)
    return met(f"revenue up to {year} did not fall twice in a row: {shown}", key)


RULES: tuple[Rule, ...] = (
    Rule(
        code="SPA001",
        name="sales-analysed",
        element=Element.ANALYSIS,
        severity=Severity.WARNING,
        weight=3,
        summary="The last full fiscal year's revenue is written (for a prospect: its spend in our field)",
        rationale=(
            "Accounts can only be ranked, compared and planned for when what they bought is on paper. Collis puts "
            "the classification of accounts by revenue, profit and potential first among the elements of account "
            "management. Of a prospect there is only the potential to know."
        ),
        good=Example("financials:\n  - {year: 2025, revenue: 1.1M}"),
        bad=Example("financials:\n  - {year: 2026, through: 2026-10, revenue: 910k}"),
        check=_sales_analysed,
    ),
    Rule(
        code="SPA002",
        name="profit-known",
        element=Element.ANALYSIS,
        severity=Severity.WARNING,
        weight=3,
        summary="Gross profit of the last full fiscal year is written",
        rationale=(
            "The accounts with the most revenue are often taken for the best ones. Graham asks for the top fifth "
            "by profit instead, and Principles finds the most profitable clients below those that buy the most."
        ),
        good=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k}"),
        bad=Example("financials:\n  - {year: 2025, revenue: 1.1M}"),
        check=_profit_known,
    ),
    Rule(
        code="SPA003",
        name="cost-to-serve-known",
        element=Element.ANALYSIS,
        severity=Severity.WARNING,
        weight=2,
        summary="Cost to serve of the last full fiscal year is written: activity-based, not an average",
        rationale=(
            "Large clients take the most support, and an average hides who takes it. Collis wants activity-based "
            "accounting for each account; according to Graham four firms in ten cannot track profit by account."
        ),
        good=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k, cost_to_serve: 120k}"),
        bad=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k}"),
        check=_cost_to_serve_known,
    ),
    Rule(
        code="SPA004",
        name="account-earns-money",
        element=Element.ANALYSIS,
        severity=Severity.WARNING,
        weight=2,
        summary="Gross profit less cost to serve of the last full fiscal year is above zero",
        rationale=(
            "Graham warns that the top tenth of clients by revenue regularly runs at a loss because of the "
            "support it takes; Principles sees no point in a relationship that does not pay. A loss may be "
            "deliberate, but then somebody should have said so."
        ),
        good=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k, cost_to_serve: 120k}"),
        bad=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k, cost_to_serve: 410k}"),
        check=_account_earns_money,
    ),
    Rule(
        code="SPA005",
        name="potential-known",
        element=Element.ANALYSIS,
        severity=Severity.WARNING,
        weight=2,
        summary="What the client spends in our field is written, so that share of wallet is known",
        rationale=(
            "The same revenue is a triumph at a client that buys nothing elsewhere and a foothold at one that "
            "buys ten times as much. Graham names the share of the client's wallet as what account management "
            "should enlarge; Collis classifies accounts by potential as well as by performance."
        ),
        good=Example("financials:\n  - {year: 2025, revenue: 1.1M, customer_spend: 4.1M}"),
        bad=Example("financials:\n  - {year: 2025, revenue: 1.1M}"),
        check=_potential_known,
    ),
    Rule(
        code="SPA006",
        name="revenue-not-falling",
        element=Element.ANALYSIS,
        severity=Severity.WARNING,
        weight=1,
        summary="Revenue did not fall twice in a row over the last three full fiscal years",
        rationale=(
            "One weak year has many causes; two falls in a row say that the client is leaving slowly. Graham "
            "reckons that 5% better retention lifts profit by 25% to 85%, so a slow loss deserves an early "
            "answer."
        ),
        good=Example(
            "financials:\n  - {year: 2023, revenue: 1M}\n  - {year: 2024, revenue: 900k}\n"
            "  - {year: 2025, revenue: 950k}"
        ),
        bad=Example(
            "financials:\n  - {year: 2023, revenue: 1M}\n  - {year: 2024, revenue: 900k}\n"
            "  - {year: 2025, revenue: 850k}"
        ),
        check=_revenue_not_falling,
        trouble=Trouble.FALLING,
    ),
)
