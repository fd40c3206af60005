"""An account in brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from kamgen.model.choices import Better, Status
from kamgen.model.config import SiteConfig
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.groups import FinancialYear
from kamgen.model.pace import covered, due
from kamgen.model.portfolio import Account
from kamgen.model.rule import State
from kamgen.model.scorecard import Criterion
from kamgen.model.summary import Summary, YearFigures
from kamgen.rules.pipeline import open_opportunities


def summarise(account: Account, site: SiteConfig, as_of: date) -> Summary:
    """What sums, lists and reports need of ``account`` on the day ``as_of``."""
    front, scorecard = account.plan.front, account.scorecard
    elements = scorecard.elements if scorecard else ()
    scored = [criterion for element in elements for criterion in element.criteria]
    criteria = (*scored, *account.others)
    return Summary(
        slug=account.slug,
        path=account.plan.path,
        name=account.name,
        readable=account.plan.readable,
        status=account.status,
        owner=front.owner,
        backup=(front.continuity.backup or "") if front.continuity else "",
        category=account.category,
        rate=account.rate,
        share=account.links.share,
        share_of=account.links.share_of,
        years=tuple(_years(account, site.calendar(), as_of)),
        pipeline=weighted_pipeline(account),
        service=tuple(_service(account, site)),
        score=account.score,
        health=account.health.score,
        signals=account.health.known,
        elements=tuple([element.score for element in elements]),
        outcomes=tuple([(each.rule.code, each.outcome.state.value) for each in criteria]),
        waived=tuple(_waived(criteria)) if account.plan.front.waive else (),
        gaps=sum(criterion.outcome.state is State.GAP for criterion in scored),
        findings=account.findings,
        attachments=account.links.attachments,
        touched=account.touched,
    )


def _waived(criteria: Iterable[Criterion]) -> Iterator[tuple[str, str]]:
    for rule, outcome, *_ in criteria:
        if outcome.state is State.WAIVED:
            yield rule.code, outcome.evidence


def _years(account: Account, calendar: FiscalCalendar, as_of: date) -> Iterator[YearFigures]:
    for year in calendar.judged_years(as_of):
        if row := account.year(year):
            target = revenue_target(account, row)
            yield YearFigures(year, row.revenue, target, _due(row, target, calendar, as_of), row.profit)


def revenue_target(account: Account, row: FinancialYear) -> Decimal | None:
    """The target of a fiscal year, in the plan's currency; a lost account has none any more."""
    return None if account.status is Status.LOST else row.target_revenue


def weighted_pipeline(account: Account) -> Decimal | None:
    """Value times probability of its open opportunities, in the plan's currency; None without any, and when lost."""
    weighted = [row.weighted for _, row in open_opportunities(account.plan) if row.weighted is not None]
    return sum(weighted, Decimal(0)) if weighted and account.status is not Status.LOST else None


def _due(row: FinancialYear, target: Decimal | None, calendar: FiscalCalendar, as_of: date) -> Decimal | None:
    if target is None:
        return None
    return due(target, calendar.elapsed(row.year, as_of) if row.revenue is None else covered(row, calendar))


def _service(account: Account, site: SiteConfig) -> Iterator[tuple[str, bool]]:
    """The first row of each measure is the one that counts."""
    category = site.categories.get(account.category or "")
    for measure, row in {row.measure: row for row in reversed(account.plan.front.service)}.items():
        target = row.target or (category.targets.get(measure) if category else None)
        if target is not None:
            known = site.measures.get(measure)
            difference = row.actual.value - target.value
            yield measure, difference == 0 or (difference < 0) == bool(known and known.better is Better.LOWER)
