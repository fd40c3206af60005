"""The sums that pages show: revenue against target, profit, scores, for all accounts and for groups of them.

Sums are in the site's currency; who has no rate for a currency is named, not left out in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from kamgen.facts.accounts import mean_score
from kamgen.facts.money import loses_money
from kamgen.model.summary import Figures, Portfolio, Sum, Summary, Totals, YearFigures

Figure = Callable[[Summary], Decimal | None]
"""An amount of one account in its own currency; None when its plan does not give it."""


def sum_over(accounts: Iterable[Summary], figure: Figure) -> Sum:
    """The sum of a figure in the site's currency, how many accounts give it, and who has no rate."""
    known = [(account, amount) for account in accounts if (amount := figure(account)) is not None]
    converted = [total for account, amount in known if (total := account.converted(amount)) is not None]
    without_rate = tuple(account.slug for account, _ in known if account.rate is None)
    return Sum(sum(converted, Decimal(0)) if converted else None, len(converted), without_rate)


def figures(portfolio: Portfolio, year: int) -> Figures:
    """Totals of the portfolio, its categories and its owners in fiscal year ``year`` (see `facts.money.shown_year`)."""
    categories: dict[str, list[Summary]] = {key: [] for key in portfolio.site.ranked_categories()}
    owners: dict[str, list[Summary]] = {}
    for account in portfolio.accounts:
        if account.category is not None:
            categories[account.category].append(account)
        if account.owner:
            owners.setdefault(account.owner, []).append(account)
    return Figures(
        year=year,
        whole=_totals(portfolio.accounts, year),
        by_category={key: _totals(accounts, year) for key, accounts in categories.items()},
        by_owner={owner: _totals(accounts, year) for owner, accounts in owners.items()},
    )


def _totals(accounts: Iterable[Summary], year: int) -> Totals:
    accounts = tuple(accounts)
    rows = {account.slug: row for account in accounts if (row := account.year(year))}

    def over(figure: Callable[[YearFigures], Decimal | None], group: Iterable[Summary]) -> Sum:
        return sum_over(group, lambda account: figure(rows[account.slug]) if account.slug in rows else None)

    aimed = [account for account in accounts if _aimed(rows.get(account.slug))]
    earning = [account for account in accounts if account.slug in rows and rows[account.slug].profit is not None]
    target, profit = over(_target, aimed), over(_profit, earning)
    aimed_revenue = over(_revenue, aimed).amount
    return Totals(
        accounts=len(accounts),
        revenue=over(_revenue, accounts),
        target=target,
        attained=_ratio(aimed_revenue, target.amount),
        pace=_ratio(aimed_revenue, over(_due, aimed).amount),
        profit=profit,
        margin=_ratio(profit.amount, over(_revenue, earning).amount),
        losing=tuple(account.slug for account in earning if loses_money(rows[account.slug].profit)),
        score=mean_score(accounts),
        gaps=sum(account.gaps for account in accounts),
    )


def _aimed(row: YearFigures | None) -> bool:
    """Whether revenue can be held against a target."""
    return bool(row and row.revenue is not None and row.target)


def _revenue(row: YearFigures) -> Decimal | None:
    return row.revenue


def _target(row: YearFigures) -> Decimal | None:
    return row.target


def _due(row: YearFigures) -> Decimal | None:
    return row.due


def _profit(row: YearFigures) -> Decimal | None:
    return row.profit


def _ratio(part: Decimal | None, of: Decimal | None) -> Decimal | None:
    return part / of if part is not None and of else None
