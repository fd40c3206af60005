"""Element i: sales and profitability analysis.

    financials ─ last full fiscal year ─┬─ revenue         SPA001 ─ over three years  SPA006
                                        ├─ gross profit    SPA002 ┐
                                        ├─ cost to serve   SPA003 ┴ profit            SPA004
                                        └─ customer spend  SPA005 ─ share of wallet     SPA007

The year judged is the last fiscal year that is over; for a lost account, the last one that was over on the day it was
lost. An account that became a customer after that year has nothing to show for it. A prospect needs `customer_spend`
alone, in any row: what it could become is all there is to analyse.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from kamgen.facts.accounts import is_prospect
from kamgen.facts.money import Fall, analysed_year, earns_money, is_full_year, revenue_fall, wallet_fall, year_row
from kamgen.model.front_matter import FinancialYear
from kamgen.model.rule import Check
from kamgen.rules.declare import (
    Context,
    Element,
    Example,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    Trouble,
    gap,
    judge_amount,
    judge_condition,
    met,
    not_applicable,
)
from kamgen.text.numbers import money as money_words
from kamgen.text.numbers import percent
from kamgen.text.words import listed

rule = RuleFamily(Element.ANALYSIS, lost=True)

_NO_SALES = "nothing has been sold to a prospect yet"


def _analysed_year(check: Callable[[Plan, Context, int], Outcome]) -> Check:
    """Hands the year that analysis looks at to a check, or says why this account has none."""

    @wraps(check)
    def judged(plan: Plan, context: Context) -> Outcome:
        year, is_new = analysed_year(plan, context)
        if is_new:
            since = plan.front.customer_since
            return not_applicable(f"a customer since {since}, after fiscal year {year} had ended", "customer_since")
        return check(plan, context, year)

    return judged


def _spend_of_prospect(plan: Plan, context: Context) -> Outcome:
    for number, row in reversed(list(enumerate(plan.front.financials))):
        if row.customer_spend is not None:
            spend = money_words(row.customer_spend, plan, context.site)
            return met(f"the prospect spends {spend} in our field ({row.year})", f"financials[{number}].customer_spend")
    return gap(
        "what the prospect spends in our field is not written",
        "financials",
        "add a row with its `year` and `customer_spend` under `financials`: an estimate is better than nothing",
    )


@rule(
    "SPA001",
    "sales-analysed",
    weight=3,
    summary="The last full fiscal year's revenue is written (for a prospect: its spend in our field)",
    rationale=(
        "Accounts can only be ranked, compared and planned for when what they bought is on paper. Collis puts "
        "the classification of accounts by revenue, profit and potential first among the elements of account "
        "management. Of a prospect there is only the potential to know."
    ),
    good=Example("financials:\n  - {year: 2025, revenue: 1.1M}"),
    bad=Example("financials:\n  - {year: 2026, through: 2026-10, revenue: 910k}"),
)
def sales_analysed(plan: Plan, context: Context) -> Outcome:
    return _spend_of_prospect(plan, context) if is_prospect(plan.front) else _sales_of_year(plan, context)


@_analysed_year
def _sales_of_year(plan: Plan, context: Context, year: int) -> Outcome:
    found = year_row(plan, year)
    if found and not is_full_year(found[1], context.calendar):
        write = f"bring the row of {year} up to the end of the year and take its `through` out"
        return gap(f"the figures of {year} stop at {found[1].through}", f"financials[{found[0]}].through", write)
    return judge_amount(plan, context, year, "revenue", "revenue")


@rule(
    "SPA002",
    "profit-known",
    weight=3,
    prospects=_NO_SALES,
    summary="Gross profit of the last full fiscal year is written",
    rationale=(
        "The accounts with the most revenue are often taken for the best ones. Graham asks for the top fifth "
        "by profit instead, and Principles finds the most profitable clients below those that buy the most."
    ),
    good=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k}"),
    bad=Example("financials:\n  - {year: 2025, revenue: 1.1M}"),
)
@_analysed_year
def profit_known(plan: Plan, context: Context, year: int) -> Outcome:
    return judge_amount(plan, context, year, "gross_profit", "gross profit")


@rule(
    "SPA003",
    "cost-to-serve-known",
    weight=2,
    prospects=_NO_SALES,
    summary="Cost to serve of the last full fiscal year is written: activity-based, not an average",
    rationale=(
        "Large clients take the most support, and an average hides who takes it. Collis wants activity-based "
        "accounting for each account; according to Graham four firms in ten cannot track profit by account."
    ),
    good=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k, cost_to_serve: 120k}"),
    bad=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k}"),
)
@_analysed_year
def cost_to_serve_known(plan: Plan, context: Context, year: int) -> Outcome:
    hint = ": the sales, service, logistics and support this client really took, not an average"
    return judge_amount(plan, context, year, "cost_to_serve", "cost to serve", hint)


@rule(
    "SPA004",
    "account-earns-money",
    weight=2,
    prospects=_NO_SALES,
    prime=Prime.MINIMISE,
    summary="Gross profit less cost to serve of the last full fiscal year is above zero",
    rationale=(
        "Graham warns that the top tenth of clients by revenue regularly runs at a loss because of the "
        "support it takes; Principles sees no point in a relationship that does not pay. A loss may be "
        "deliberate, but then somebody should have said so."
    ),
    good=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k, cost_to_serve: 120k}"),
    bad=Example("financials:\n  - {year: 2025, revenue: 1.1M, gross_profit: 370k, cost_to_serve: 410k}"),
)
@_analysed_year
def account_earns_money(plan: Plan, context: Context, year: int) -> Outcome:
    found = year_row(plan, year)
    profit = found[1].profit if found else None
    if found is None or profit is None:
        return not_applicable(f"profit of {year} is not known: SPA002 and SPA003 ask for it", "financials")
    number, row = found
    if not is_full_year(row, context.calendar):
        return _part_year(row, f"financials[{number}].through")
    return judge_condition(
        earns_money(profit),
        f"profit after cost to serve of {year}: {money_words(profit, plan, context.site)}",
        f"financials[{number}].cost_to_serve",
        "say under `actions` what will change (price, mix, cost to serve), or waive it with the reason; it is met "
        "again with the first full year that earns money",
    )


@rule(
    "SPA005",
    "potential-known",
    weight=2,
    summary="What the client spends in our field is written, so that share of wallet is known",
    rationale=(
        "The same revenue is a triumph at a client that buys nothing elsewhere and a foothold at one that "
        "buys ten times as much. Graham names the share of the client's wallet as what account management "
        "should enlarge; Collis classifies accounts by potential as well as by performance."
    ),
    good=Example("financials:\n  - {year: 2025, revenue: 1.1M, customer_spend: 4.1M}"),
    bad=Example("financials:\n  - {year: 2025, revenue: 1.1M}"),
)
def potential_known(plan: Plan, context: Context) -> Outcome:
    return _spend_of_prospect(plan, context) if is_prospect(plan.front) else _spend_of_year(plan, context)


@_analysed_year
def _spend_of_year(plan: Plan, context: Context, year: int) -> Outcome:
    hint = ": what the client buys in our field, from anyone"
    return judge_amount(plan, context, year, "customer_spend", "customer spend", hint)


@rule(
    "SPA006",
    "revenue-not-falling",
    weight=1,
    prospects=_NO_SALES,
    prime=Prime.MINIMISE,
    trouble=Trouble.FALLING,
    summary="Revenue did not fall twice in a row over the last three full fiscal years",
    rationale=(
        "One weak year has many causes; two falls in a row say that the client is leaving slowly. Graham "
        "reckons that 5% better retention lifts profit by 25% to 85%, so a slow loss deserves an early "
        "answer."
    ),
    good=Example(
        "financials:\n  - {year: 2023, revenue: 1M}\n  - {year: 2024, revenue: 900k}\n  - {year: 2025, revenue: 950k}"
    ),
    bad=Example(
        "financials:\n  - {year: 2023, revenue: 1M}\n  - {year: 2024, revenue: 900k}\n  - {year: 2025, revenue: 850k}"
    ),
)
@_analysed_year
def revenue_not_falling(plan: Plan, context: Context, year: int) -> Outcome:
    found = revenue_fall(plan, context.calendar, year)
    if found is None:
        return not_applicable(f"revenue of the three years up to {year} is not known", "financials")
    shown = [money_words(revenue, plan, context.site) for revenue in found.values]
    write = "say under `actions` what turns it, and why it falls under `risks`, or waive it with the reason"
    return _judge_fall("revenue", found, year, shown, write)


@rule(
    "SPA007",
    "wallet-not-falling",
    weight=1,
    prospects=_NO_SALES,
    prime=Prime.EMPHASISE,
    summary="Share of wallet did not fall twice in a row over the last three full fiscal years",
    rationale=(
        "Graham sets account management the task of enlarging our share of the client's wallet. Revenue may grow while "
        "it shrinks: then the client buys more, and takes the growth to others, which no sum of ours shows."
    ),
    good=Example(
        "financials:\n  - {year: 2023, revenue: 1M, customer_spend: 4M}\n"
        "  - {year: 2024, revenue: 1M, customer_spend: 4.4M}\n  - {year: 2025, revenue: 1.2M, customer_spend: 5M}"
    ),
    bad=Example(
        "financials:\n  - {year: 2023, revenue: 1M, customer_spend: 4M}\n"
        "  - {year: 2024, revenue: 1.05M, customer_spend: 4.4M}\n  - {year: 2025, revenue: 1.1M, customer_spend: 5M}"
    ),
)
@_analysed_year
def wallet_not_falling(plan: Plan, context: Context, year: int) -> Outcome:
    found = wallet_fall(plan, context.calendar, year)
    if found is None:
        return not_applicable(f"share of wallet of the three years up to {year} is not known", "financials")
    write = (
        "ask the client what it buys from others and why, and write it under `offerings`, `competitors` and "
        "`opportunities`, or waive it with the reason"
    )
    return _judge_fall("share of wallet", found, year, [percent(share) for share in found.values], write)


def _judge_fall(what: str, found: Fall, year: int, shown: list[str], write: str) -> Outcome:
    """Whether a figure fell twice; not of part years, of which SPA001 asks for the rest."""
    if found.partial:
        return _part_year(found.partial, "financials")
    fell = f"fell two years in a row up to {year}" if found.falling else f"up to {year} did not fall twice in a row"
    return judge_condition(
        not found.falling,
        f"{what} {fell}: {listed(shown, 'then')}",
        f"financials[{found.number}].revenue",
        f"{write}; it is met again after the first full year in which {what} does not fall",
    )


def _part_year(row: FinancialYear, key: str) -> Outcome:
    """A part year says nothing of the whole one; SPA001 asks for that."""
    return not_applicable(f"the figures of {row.year} stop at {row.through}: a part of a year is not judged", key)


RULES: tuple[Rule, ...] = (
    sales_analysed,
    profit_known,
    cost_to_serve_known,
    account_earns_money,
    potential_known,
    revenue_not_falling,
    wallet_not_falling,
)
