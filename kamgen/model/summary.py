"""Accounts in brief, all of them together, and their sums: all that lists, reports and pages of the portfolio need.

Summary    one account, a hundredth of the account itself ── YearFigures  its money
Portfolio  all of them on one day
Figures    what they add up to ── Totals  of a group ── Sum  of one figure
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.client_value import ClientValue
from kamgen.model.config import SiteConfig
from kamgen.model.duties import Duty
from kamgen.model.enums import Stage, Status
from kamgen.model.finding import Finding
from kamgen.model.standing import Standing
from kamgen.model.threats import Threats


class YearFigures(NamedTuple):
    """One fiscal year of an account, in the plan's currency."""

    year: int
    revenue: Decimal | None
    target: Decimal | None
    """The revenue target for the whole year; None for a lost account, which has none any more."""
    due: Decimal | None
    """The part of that target which falls to the days that its revenue covers; without revenue, up to the day."""
    profit: Decimal | None
    part: Decimal = Decimal(1)
    """The fraction of the year that its revenue covers, as targets spread over it; without revenue, up to the day."""
    included: tuple[str, ...] = ()
    """Those of ``revenue``, ``target`` and ``profit`` that a parent's figures include."""

    def counts(self, figure: str) -> Decimal | None:
        """``revenue``, ``target``, ``due`` or ``profit`` as sums count it; None where a parent's figures include it."""
        given: Decimal | None = getattr(self, figure)
        return None if ("target" if figure == "due" else figure) in self.included else given


class Deal(NamedTuple):
    """A possible sale, amounts in the plan's currency."""

    name: str
    line: int
    stage: Stage
    offering: str
    value: Decimal | None
    probability: Decimal | None
    weighted: Decimal | None
    """Value times probability; None where weighted sums do not count it."""
    left_out: str
    """Why they do not; empty for one that counts, and for one decided."""
    honest: bool
    """Talked through lately, with a close to come and a confirmed need."""
    closes: date | None
    quarter: str
    """The fiscal quarter in which it closes: ``2027-Q1``."""
    need: bool
    """Whether the need that it answers is written, and confirmed."""
    decider: bool
    """Whether a decision maker is among the contacts."""
    competitor: bool
    """Whether it is said who else is in the running."""
    reason: str
    """Why it was lost; empty when that is not said."""
    rival: str
    """Who else was, or is, in the running."""
    age: int | None
    """Days from when it came up until it was decided, or until today."""


class Summary(NamedTuple):
    """One account, checked and scored."""

    slug: str
    path: str
    name: str
    readable: bool
    status: Status
    owner: str
    backup: str
    """Who stands in for the owner; empty for nobody."""
    category: str | None
    """Key of its category; None when site.toml does not define it."""
    rate: Decimal | None
    """What one unit of the plan's currency is worth in the site's; None when there is no rate."""
    rates: tuple[tuple[int, Decimal], ...]
    """The fiscal years with a rate of their own."""
    share: Decimal | None
    """Its fraction of revenue of the last full fiscal year, to a tenth of a percent; None when it is not known.

    For the top of a group that of the whole group."""
    top: str
    """Slug of the account on top of its group, which may be itself; empty for one that stands alone."""
    parent: str
    """Slug of its parent; empty without one."""
    share_of: str
    """What ``share`` is a fraction of."""
    few: str
    """Why ``share`` cannot be judged, as there are too few accounts; empty where it can."""
    years: tuple[YearFigures, ...]
    """The current fiscal year, the last full one and those of `company_revenue`, as far as the plan has them."""
    pipeline: Decimal | None
    """Value times probability of the open deals that count (`facts.pipeline.weighted`), summed, in the plan's
    currency; None when none has both, or when it is lost."""
    deals: tuple[Deal, ...]
    """Its possible sales, open ones and those decided; of a lost account none is open."""
    service: tuple[tuple[str, bool], ...]
    """Measures of service that have a target, `folded`, and whether it is met by the newest level."""
    score: int | None
    """The checklist score, 0 to 100; None when the plan cannot be read or nothing is applicable."""
    health: Standing
    signals: tuple[int | None, ...]
    """Points of the nine signals of health in their order, None for what is not known; empty when it is not scored."""
    elements: tuple[int | None, ...]
    """Scores of the nine elements in their order; empty when the plan cannot be read."""
    weighed: tuple[tuple[int, int], ...]
    """Of each of the nine, the weights earned and those that could be (see `ElementScore`)."""
    outcomes: tuple[tuple[str, str], ...]
    """Code of each rule that was checked and its state, in the catalogue's order."""
    waived: tuple[tuple[str, str], ...]
    """Code of each rule that is waived, and in words why, until when and by whom."""
    gaps: int
    """Criteria of the nine elements that are not met."""
    findings: tuple[Finding, ...]
    attachments: tuple[str, ...]
    """Files that the plan names, as paths below the site's root."""
    touched: date | None
    """When the plan last changed in version control; None when not known."""
    objective: str = ""
    """``retain``, ``penetrate``, ``win``; empty where the plan gives none."""
    assessment: tuple[date, Decimal, Decimal] | None = None
    """When it was assessed, its attractiveness and our position, each 1 to 5; None unless both are known."""
    exit_barriers: tuple[str, ...] = ()
    if_lost: str = ""
    """What we do when it is lost; empty where that is not planned."""
    own: tuple[tuple[str, str | None], ...] = ()
    """Items of `Plan.own`."""
    value: ClientValue = ClientValue()
    duties: tuple[Duty, ...] = ()
    """What hangs on each of us; none of a lost account, nor of one that cannot be read."""
    threats: Threats = Threats()

    def year(self, year: int) -> YearFigures | None:
        """The figures of that fiscal year."""
        return next((row for row in self.years if row.year == year), None)

    def rate_of(self, year: int | None = None) -> Decimal | None:
        """The rate of a fiscal year; without one, that of today."""
        return dict(self.rates).get(year, self.rate) if year else self.rate

    def converted(self, amount: Decimal | None, year: int | None = None) -> Decimal | None:
        """An amount of the plan, of a fiscal year, in the site's currency; None when it or the rate is not known."""
        rate = self.rate_of(year)
        return None if amount is None or rate is None else amount * rate


class Portfolio(Struct, frozen=True):
    """All accounts on one day."""

    site: SiteConfig
    as_of: date
    accounts: tuple[Summary, ...]
    """In order of their paths."""


class Sum(Struct, frozen=True):
    """A sum over accounts in the site's currency, and whom it leaves out."""

    amount: Decimal | None
    """None when no account gives a figure."""
    counted: int
    """Accounts whose figure is in it."""
    without_rate: tuple[str, ...]
    """Slugs of accounts that have a figure in a currency without a rate."""


class Totals(Struct, frozen=True):
    """What a group of accounts adds up to in one fiscal year."""

    accounts: int
    """Accounts in the group, unreadable ones included."""
    revenue: Sum
    target: Sum
    """Revenue targets for the whole year, of the accounts that give revenue too; lost accounts have none."""
    attained: Decimal | None
    """The revenue of those accounts as a fraction of their targets; None without any."""
    pace: Decimal | None
    """The same against the part of each target that falls to the time its figures cover."""
    profit: Sum
    """Gross profit less cost to serve, of the accounts that give both."""
    margin: Decimal | None
    """That profit as a fraction of the same accounts' revenue."""
    losing: tuple[str, ...]
    """Slugs of the accounts whose profit is negative."""
    score: int | None
    """Mean checklist score of the accounts that have one, rounded half up; lost accounts do not count."""
    gaps: int


class Figures(Struct, frozen=True):
    """Totals of the whole portfolio, of each category and of each owner."""

    year: int
    """The fiscal year: the current one, or the last full one while no plan speaks of the current."""
    whole: Totals
    by_category: Mapping[str, Totals]
    by_owner: Mapping[str, Totals]
