"""Where is the profit? Accounts by profit after cost to serve beside their rank by revenue."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamgen.analyse.profit import Profits, profits, tables_of
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.curve import cumulative
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.render.views.question import Part, QuestionView, table_view
from kamgen.text.words import counted, listed, named

QUESTION = "Where is the profit?"
NAMED = 4
FIFTH = Decimal("0.2")


def profit_view(data: PortfolioData, context: SiteContext) -> QuestionView:
    """The page of the question."""
    found = profits(data.portfolio, context.year)
    ranked, unknown = tables_of(found)
    names = [each.account.name for each in found.earners]
    whole = Caption("whale", "Profit added up", f"The most profitable of {len(names)} accounts first")
    return QuestionView(
        QUESTION,
        _answer(found, context),
        (
            Part(
                "The whale curve",
                tuple(_curve(found, context)),
                cumulative(whole, found.curve, names, ((Decimal(1), "all profit"),)),
                (f"Profit after cost to serve, {context.currency}, fiscal year {found.year}",) if found.curve else (),
                table_view(ranked, data, context),
            ),
            Part(
                "Not known, and not assumed",
                ("Without `gross_profit` and `cost_to_serve` nobody knows whether the account earns anything.",),
                table=table_view(unknown, data, context),
            ),
        ),
        tuple(_to_do(found, context)),
    )


def _answer(found: Profits, context: SiteContext) -> str:
    if not found.earners:
        return f"Not known: no account gives gross profit and cost to serve of {found.year}."
    style, total = context.style, found.total
    first = found.earners[0]
    whole = f"{counted(len(found.earners), 'account')} earned {style.compact(total)} {context.currency} in {found.year}"
    share = f" ({style.percent(first.profit / total)})" if total > 0 else ""
    losing = f"; {counted(len(found.losers), 'account')} lost {style.compact(-_lost(found))}" if found.losers else ""
    unknown = f"; of {len(found.unknown)} it is not known" if found.unknown else ""
    return f"{whole}, most of it at {first.account.name}{share}{losing}{unknown}."


def _lost(found: Profits) -> Decimal:
    return sum((each.profit for each in found.losers), Decimal(0))


def _curve(found: Profits, context: SiteContext) -> Iterator[str]:
    style = context.style
    count, revenue, profit = found.share_of_top(FIFTH)
    if revenue is not None and profit is not None:
        top = f"The largest fifth by revenue ({counted(count, 'account')}) brings {style.percent(revenue)} of revenue"
        yield f"{top} and {style.percent(profit)} of profit. Graham: 20% of clients bring 80% of revenue; measure it."
    if found.curve and (peak := max(found.curve)) > 1:
        yield f"At its peak the curve stands at {style.percent(peak)} of all profit: the rest is lost again."


def _to_do(found: Profits, context: SiteContext) -> Iterator[str]:
    style = context.style
    if found.losers:
        worst = [f"{each.account.name} ({style.compact(each.profit)})" for each in found.losers[:NAMED]]
        yield f"Bring price or service in line with what they cost: {listed(worst)}."
    large = [each for each in found.earners if each.by_profit - each.by_revenue >= max(3, len(found.earners) // 4)]
    if large:
        names = [f"{each.account.name} ({each.by_revenue} by revenue, {each.by_profit} by profit)" for each in large]
        yield f"Find out what makes them dear to serve: {named(names, NAMED)}."
    if found.unknown:
        names = [account.name for account, _ in found.unknown]
        yield f"Write `cost_to_serve` and `gross_profit`: {named(names, NAMED)}."
