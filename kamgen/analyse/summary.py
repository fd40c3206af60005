"""An account in brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kamgen.facts import money, pipeline, service
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context, context_of
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.rule import State
from kamgen.model.scorecard import Criterion
from kamgen.model.summary import Summary, YearFigures


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
        owner=account.owner,
        backup=(front.continuity.backup or "") if front.continuity else "",
        category=account.category,
        rate=account.rate,
        share=account.links.share,
        share_of=account.links.share_of,
        years=tuple(_years(account, site.calendar(), as_of)),
        pipeline=pipeline.weighted_pipeline(account.plan),
        service=tuple(_service(account, context_of(site, as_of, account.category))),
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
            target = money.revenue_target(account, row)
            days = calendar.elapsed(year, as_of) if row.revenue is None else money.covered(row, calendar)
            yield YearFigures(year, row.revenue, target, money.due(target, days) if target else None, row.profit)


def _service(account: Account, context: Context) -> Iterator[tuple[str, bool]]:
    for level in service.newest_levels(account.plan, context):
        if level.met is not None:
            yield folded(level.key), level.met
