"""Accounts in brief, the sums over them that pages show, and the points of trends.

    Account ─ summarise ─▶ Summary ─ all together ─┬─ figures ─▶ sums of the portfolio, its categories and its owners
                                                   └─ points ──▶ what one or all came to on a day

Sums are in the site's currency; who has no rate for a currency is named, not left out in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from kamgen.analyse.client_value import client_value
from kamgen.analyse.duties import duties_of
from kamgen.analyse.pipeline import deals_of
from kamgen.analyse.placement import assessed
from kamgen.analyse.threats import threats_of
from kamgen.facts import money, pipeline, results
from kamgen.facts.accounts import is_lost, mean_score
from kamgen.facts.money import loses_money
from kamgen.facts.pipeline import total
from kamgen.model.account import Account, mean
from kamgen.model.account_history import AccountPoint, Point
from kamgen.model.comparison import Amounts
from kamgen.model.config import SiteConfig
from kamgen.model.context import context_of
from kamgen.model.fields import folded
from kamgen.model.fiscal import WIDE
from kamgen.model.rule import State
from kamgen.model.standing import Standing
from kamgen.model.summary import Figures, Portfolio, Sum, Summary, Totals, YearFigures


def summarise(account: Account, site: SiteConfig, as_of: date) -> Summary:
    """What sums, lists and reports need of ``account`` on the day ``as_of``."""
    front, scorecard = account.plan.front, account.scorecard
    elements = scorecard.elements if scorecard else ()
    scored = scorecard.criteria if scorecard else ()
    criteria = (*scored, *account.others)
    context = context_of(site, as_of, account.category)
    levels = results.newest_levels(account.plan, context)
    return Summary(
        slug=account.slug,
        path=account.plan.path,
        name=account.name,
        readable=account.plan.readable,
        status=account.status,
        owner=account.owner,
        backup=(front.continuity.backup or "") if front.continuity else "",
        category=account.category,
        rate=account.rate,
        rates=account.rates,
        top=account.links.group.top.slug if account.links.group else "",
        parent=account.links.parent.slug if account.links.parent else "",
        share=account.links.share,
        share_of=account.links.share_of,
        few=account.links.few,
        years=years_of(account, site, as_of),
        pipeline=pipeline.weighted_pipeline(account.plan, site.calendar(), as_of),
        deals=deals_of(account, context),
        service=tuple([(folded(level.key), level.met) for level in levels if level.met is not None]),
        score=account.score,
        health=account.health.standing,
        signals=tuple([value.score for value in account.health.signals]),
        elements=tuple([element.score for element in elements]),
        weighed=tuple([(element.earned, element.possible) for element in elements]),
        outcomes=tuple([(each.rule.code, each.outcome.state.value) for each in criteria]),
        waived=tuple(
            [(each.rule.code, each.outcome.evidence) for each in criteria if each.outcome.state is State.WAIVED]
        ),
        gaps=sum(criterion.outcome.state is State.GAP for criterion in scored),
        findings=account.findings,
        attachments=account.links.attachments,
        touched=account.touched,
        objective=front.objective.value if front.objective else "",
        assessment=assessed(front.assessment),
        own=tuple(account.plan.own.items()),
        exit_barriers=front.continuity.exit_barriers if front.continuity else (),
        if_lost=(front.continuity.if_lost or "") if front.continuity else "",
        value=client_value(account, replace(context, links=account.links)),
        duties=duties_of(account, context),
        threats=threats_of(account, context),
    )


def years_of(account: Account, site: SiteConfig, as_of: date) -> tuple[YearFigures, ...]:
    """Money of the current fiscal year, the last full one and those of `company_revenue`, where the plan has it."""
    calendar, years, included = site.calendar(), [], dict(account.links.included)
    for year in dict.fromkeys((*calendar.judged_years(as_of), *map(int, site.portfolio.company_revenue))):
        if row := account.year(year):
            target = money.revenue_target(account, row)
            phasing = account.plan.front.phasing
            part = calendar.part(year, as_of, phasing) if row.revenue is None else money.covered(row, calendar, phasing)
            years.append(
                YearFigures(
                    year,
                    row.revenue,
                    target,
                    +WIDE.multiply(target, part) if target else None,
                    row.profit,
                    part,
                    included.get(year, ()),
                )
            )
    return tuple(years)


Figure = Callable[[Summary], Decimal | None]
"""An amount of one account in its own currency; None when its plan does not give it."""


def sum_over(accounts: Iterable[Summary], figure: Figure, year: int | None = None) -> Sum:
    """The sum of a figure (of a fiscal year) in the site's currency, how many accounts give it, and who has no rate."""
    known = [(account, amount) for account in accounts if (amount := figure(account)) is not None]
    converted = [total for account, amount in known if (total := account.converted(amount, year)) is not None]
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

    def over(figure: str, group: Iterable[Summary], own: bool = False) -> Sum:
        """``own`` counts what a parent's figures include too: of accounts whose other figure does not stand there."""
        return sum_over(group, lambda account: _counted(rows.get(account.slug), figure, own), year)

    aimed = [
        account
        for account in accounts
        if (row := rows.get(account.slug)) and row.revenue is not None and row.counts("target")
    ]
    earning = [account for account in accounts if (row := rows.get(account.slug)) and row.counts("profit") is not None]
    losing = [account for account in accounts if (row := rows.get(account.slug)) and loses_money(row.profit)]
    target, profit = over("target", aimed), over("profit", earning)
    aimed_revenue = over("revenue", aimed, own=True).amount
    return Totals(
        accounts=len(accounts),
        revenue=over("revenue", accounts),
        target=target,
        attained=_ratio(aimed_revenue, target.amount),
        pace=_ratio(aimed_revenue, over("due", aimed).amount),
        profit=profit,
        margin=_ratio(profit.amount, over("revenue", earning, own=True).amount),
        losing=tuple(account.slug for account in losing),
        score=mean_score(accounts),
        gaps=sum(account.gaps for account in accounts),
    )


def _counted(row: YearFigures | None, figure: str, own: bool) -> Decimal | None:
    if row is None:
        return None
    amount: Decimal | None = getattr(row, figure) if own else row.counts(figure)
    return amount


def _ratio(part: Decimal | None, of: Decimal | None) -> Decimal | None:
    return part / of if part is not None and of else None


NOTHING = Amounts(None, None, None, None)


def amounts_of(account: Summary, year: int, *, own: bool = True) -> Amounts:
    """The money of one account in fiscal year ``year``, in the site's currency: its ``own``, or what sums count."""
    row = account.year(year)
    money = (_counted(row, figure, own) for figure in ("revenue", "target", "profit"))
    revenue, target, profit = (account.converted(amount, year) for amount in money)
    return Amounts(revenue, target, profit, account.converted(account.pipeline))


def total_amounts(accounts: Iterable[Amounts]) -> Amounts:
    """The money of several accounts together; what none of them gives is None."""
    columns = zip(NOTHING, *accounts, strict=True)
    return Amounts(*map(total, columns))


def mean_health(standings: Iterable[Standing]) -> Standing:
    """Mean health score (0 to 100, rounded half up) of the accounts that have one, and how much it rests on."""
    scored = [each for each in standings if each.score is not None]
    known, total = (sum(getattr(each, name) for each in scored) for name in ("known", "total"))
    return Standing(mean(each.score for each in scored), known, total, "")


def median_age(days: Iterable[int | None]) -> int | None:
    """The (lower) median of what is known of ages in days."""
    known = sorted(age for age in days if age is not None)
    return known[(len(known) - 1) // 2] if known else None


def account_point(account: Summary, day: date, year: int) -> Point:
    """One account on ``day``, with its money of fiscal year ``year``."""
    return Point(day, account.score, account.health, _age(account.touched, day), amounts_of(account, year))


def standings(accounts: Iterable[Summary], day: date, year: int) -> tuple[AccountPoint, ...]:
    """The same of several accounts, as they count among the others."""
    return tuple(
        AccountPoint(account_point(account, day, year), is_lost(account), amounts_of(account, year, own=False))
        for account in accounts
    )


def portfolio_point(accounts: Iterable[AccountPoint], day: date) -> Point:
    """All accounts on ``day``."""
    standings = tuple(accounts)
    points = [standing.point for standing in standings]
    return Point(
        day,
        mean(standing.point.score for standing in standings if not standing.lost),
        mean_health(point.health for point in points),
        median_age(point.freshness for point in points),
        total_amounts(standing.counted for standing in standings),
    )


def _age(touched: date | None, day: date) -> int | None:
    return max(0, (day - touched).days) if touched else None
