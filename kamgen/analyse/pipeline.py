"""Will we make the year? What revenue to date points to, what is missing to target, and what possible sales add.

    Summary ─ deals ─▶ sums by quarter, owner, category, offering ── open · weighted · honest
            └ years ─▶ run rate: revenue to date ÷ the part of the year that it covers

Open is the value of all open deals; weighted is value times probability of those that were ever talked through and
whose close is not past; honest is the same of those talked through lately, with a close to come and a confirmed need
(Collis: a probability that was never earned makes a fanciful pipeline). Amounts are in the site's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.facts import client, pipeline
from kamgen.facts.promises import is_confirmed, needs_answered
from kamgen.model.account import Account
from kamgen.model.context import Context
from kamgen.model.enums import Stage
from kamgen.model.front_matter import Opportunity
from kamgen.model.summary import Deal, Portfolio, Summary

NOTHING = Decimal(0)


def deals_of(account: Account, context: Context) -> tuple[Deal, ...]:
    """The possible sales of one account, in the order of its plan."""
    rows = account.plan.front.opportunities
    opened = {key for key, _ in pipeline.open_opportunities(account.plan)}
    lines = account.plan.lines(f"opportunities[{number}]" for number in range(len(rows)))
    return tuple(
        [
            _deal(row, account, context, line, key in opened)
            for row, (key, line) in zip(rows, lines.items(), strict=True)
        ]
    )


def _deal(row: Opportunity, account: Account, context: Context, line: int, is_open: bool) -> Deal:
    calendar, as_of, plan = context.calendar, context.as_of, account.plan
    closes = pipeline.closes_on(row, calendar)
    stage = Stage.LOST if row.stage is Stage.OPEN and not is_open else row.stage
    return Deal(
        name=row.name,
        line=line,
        stage=stage,
        offering=row.offering or "",
        value=row.value,
        probability=row.probability,
        weighted=pipeline.weighted(row, calendar, as_of) if is_open else None,
        left_out=pipeline.why_not_counted(row, calendar, as_of) if is_open else "",
        honest=is_open and pipeline.is_honest(row, plan, context),
        closes=closes,
        quarter=str(calendar.quarter_of(closes)) if closes else "",
        need=any(is_confirmed(need, as_of) for need in needs_answered(row, plan.front.needs)),
        decider=bool(client.deciders(plan, as_of)),
        competitor=pipeline.competitor_known(row, plan),
        reason=row.reason.value if row.reason else "",
        rival=row.competitor or "",
        age=pipeline.age(row, calendar, as_of),
    )


class PlacedDeal(NamedTuple):
    """A deal with its account."""

    account: Summary
    deal: Deal

    def converted(self, amount: Decimal | None) -> Decimal:
        """An amount of it in the site's currency; 0 when it, or the rate, is not known."""
        return self.account.converted(amount) or NOTHING

    @property
    def open(self) -> bool:
        """Whether it is still to be decided."""
        return self.deal.stage is Stage.OPEN


class Bucket(NamedTuple):
    """Deals of one quarter, owner, category or offering."""

    name: str
    deals: int
    """Open ones."""
    open: Decimal
    weighted: Decimal
    honest: Decimal
    won: int
    lost: int
    won_value: Decimal
    lost_value: Decimal


class Pace(NamedTuple):
    """What revenue to date points to, of an owner's accounts or of all."""

    name: str
    revenue: Decimal
    target: Decimal
    """Of the accounts."""
    own_target: Decimal | None
    """The one that site.toml gives; None where it gives none."""
    expected: Decimal
    """Revenue to date ÷ the part of the year that it covers, account by account."""

    @property
    def aim(self) -> Decimal:
        """The target that counts: site.toml's, else that of the accounts."""
        return self.target if self.own_target is None else self.own_target

    @property
    def missing(self) -> Decimal:
        """What run rate leaves missing; 0 when it reaches the target."""
        return max(self.aim - self.expected, NOTHING)


class Forecast(Struct, frozen=True):
    """The year, and the deals."""

    year: int
    whole: Pace
    owners: tuple[Pace, ...]
    company: Decimal | None
    """The whole company's target."""
    silent: tuple[str, ...]
    """Names of active accounts that have a target and no revenue of the year."""
    within: Bucket
    """Open deals that close by the end of the year."""
    quarters: tuple[Bucket, ...]
    by_owner: tuple[Bucket, ...]
    by_category: tuple[Bucket, ...]
    by_offering: tuple[Bucket, ...]
    left_out: tuple[PlacedDeal, ...]
    """Open deals that weighted sums do not count, the largest first."""
    open: tuple[PlacedDeal, ...]
    decided: tuple[PlacedDeal, ...]
    without_rate: tuple[str, ...]
    """Names of accounts with deals in a currency without a rate."""


def forecast(portfolio: Portfolio, year: int) -> Forecast:
    """The deals of a portfolio, and where fiscal year ``year`` leads."""
    deals = [PlacedDeal(account, deal) for account in portfolio.accounts for deal in account.deals]
    known = [each for each in deals if each.account.rate is not None]
    opened = [each for each in known if each.open]
    last = portfolio.site.calendar().last_day(year)
    title = portfolio.site.category_title
    dated = [each for each in opened if each.deal.closes]
    owners = sorted({account.owner for account in portfolio.accounts if account.owner})
    return Forecast(
        year=year,
        whole=pace("All accounts", portfolio.accounts, year, None),
        owners=tuple([_owner_pace(owner, portfolio, year) for owner in owners]),
        company=portfolio.site.portfolio.company_targets.get(str(year)),
        silent=tuple(
            [
                each.name
                for each in portfolio.accounts
                if (row := each.year(year)) and row.target and row.revenue is None
            ]
        ),
        within=_bucket("", [each for each in dated if each.deal.closes and each.deal.closes <= last]),
        quarters=_buckets(dated, lambda each: each.deal.quarter, by_name=True),
        by_owner=_buckets(known, lambda each: each.account.owner or "nobody"),
        by_category=_buckets(known, lambda each: title(each.account.category) if each.account.category else "none"),
        by_offering=_buckets(known, lambda each: each.deal.offering or "not said"),
        left_out=tuple(sorted([each for each in opened if each.deal.left_out], key=_size)),
        open=tuple(sorted(opened, key=_size)),
        decided=tuple([each for each in known if not each.open]),
        without_rate=tuple(dict.fromkeys(each.account.name for each in deals if each.account.rate is None)),
    )


def _size(each: PlacedDeal) -> tuple[Decimal, str, int]:
    return -each.converted(each.deal.value), each.account.slug, each.deal.line


def _owner_pace(owner: str, portfolio: Portfolio, year: int) -> Pace:
    targets = portfolio.site.portfolio.owner_targets.get(owner, {})
    own = [account for account in portfolio.accounts if account.owner == owner]
    return pace(owner, own, year, targets.get(str(year)))


def pace(name: str, accounts: Iterable[Summary], year: int, own: Decimal | None) -> Pace:
    """What revenue to date of some accounts points to; ``own`` is a target that site.toml gives."""
    revenue = target = expected = NOTHING
    for account in accounts:
        if row := account.year(year):
            now = account.converted(row.counts("revenue"), year) or NOTHING
            revenue += now
            target += account.converted(row.counts("target"), year) or NOTHING
            expected += now / row.part if row.part else NOTHING
    return Pace(name, revenue, target, own, expected)


def _buckets(
    deals: Iterable[PlacedDeal], key: Callable[[PlacedDeal], str], by_name: bool = False
) -> tuple[Bucket, ...]:
    """Deals by what ``key`` says of them: in the order of the names, else the largest open value first."""
    groups: dict[str, list[PlacedDeal]] = {}
    for each in deals:
        groups.setdefault(key(each), []).append(each)
    found = [_bucket(name, own) for name, own in groups.items()]
    return tuple(sorted(found, key=lambda each: (each.name,) if by_name else (-each.open, each.name)))


def _bucket(name: str, deals: list[PlacedDeal]) -> Bucket:
    opened = [each for each in deals if each.open]
    won, lost = ([each for each in deals if each.deal.stage is stage] for stage in (Stage.WON, Stage.LOST))
    weighted, honest = (
        sum((each.converted(each.deal.weighted) for each in of), NOTHING)
        for of in (opened, [each for each in opened if each.deal.honest])
    )
    return Bucket(
        name, len(opened), value_of(opened), weighted, honest, len(won), len(lost), value_of(won), value_of(lost)
    )


def value_of(deals: Iterable[PlacedDeal]) -> Decimal:
    """What deals are worth together; one without a value adds nothing."""
    return sum((each.converted(each.deal.value) for each in deals), NOTHING)


def ratio(part: Decimal | int, other: Decimal | int) -> Decimal | None:
    """The fraction that the first has of both together; None of nothing."""
    return Decimal(part) / (part + other) if part + other else None


def mean_age(deals: Iterable[PlacedDeal]) -> int | None:
    """The mean age in days of deals that give it, rounded half up; None without any."""
    ages = [each.deal.age for each in deals if each.deal.age is not None]
    return (2 * sum(ages) + len(ages)) // (2 * len(ages)) if ages else None
