"""Element vi: policies and service targets, set for each category of accounts.

    [categories.<key>] targets  POL001 ─ actuals of the last two quarters  POL002
    service ─ newest actual of each measure ─ its target                  POL003

An actual counts once its period has begun. It is recent when its period ends in the fiscal quarter of the day judged
or in the two before. Prospects are not served yet, lost accounts no longer; what a prospect's category promises is
known all the same (POL001).
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from kamgen.model.choices import Better, Severity
from kamgen.model.config import Measure, SiteConfig
from kamgen.model.context import Context
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.groups import ServiceActual
from kamgen.model.plan import Plan
from kamgen.model.rule import Element, Example, Outcome, Rule, gap, met, not_applicable
from kamgen.model.values import Quantity, plain
from kamgen.model.verdict import Trouble
from kamgen.rules.applies import unless_lost, unless_prospect
from kamgen.rules.words import counted, named

RECENT_QUARTERS = 2
"""How many fiscal quarters before the current one an actual may lie (POL002)."""

NAMED = 5
"""Measures that evidence names; of more it says how many there are."""

_NOT_SERVED = "a prospect is not served yet"


@unless_lost
def _targets_set(plan: Plan, context: Context) -> Outcome:
    if context.category is None:
        return not_applicable("site.toml does not define this account's category", "category")
    key = context.site.category_key(plan.front.category) or plan.front.category
    title = context.site.category_title(key)
    if context.category.targets:
        return met(f"{title} has {counted(len(context.category.targets), 'service target')}", "category")
    write = f'add `targets` to `[categories.{key}]` in site.toml, such as `targets = {{ on_time_delivery = "97%" }}`'
    return gap(f"{title} has no service targets", "category", write)


def newest_actuals(plan: Plan, context: Context) -> dict[str, tuple[int, ServiceActual]]:
    """The newest actual of each measure, by its folded name; one without a period is older than all others."""
    ends: dict[str, date] = {}
    newest: dict[str, tuple[int, ServiceActual]] = {}
    for number, row in enumerate(plan.front.service):
        measure = folded(row.measure)
        if row.period and context.calendar.start(row.period) > context.as_of:
            continue
        end = context.calendar.end(row.period) if row.period else date.min
        if end >= ends.get(measure, date.min):
            ends[measure] = end
            newest[measure] = number, row
    return newest


def recent_from(context: Context) -> date:
    """The first day of the quarter that lies two before the current one."""
    return _recent_from(context.calendar, context.as_of)


@lru_cache(maxsize=64)
def _recent_from(calendar: FiscalCalendar, as_of: date) -> date:
    first = calendar.start(calendar.quarter_of(as_of))
    for _ in range(RECENT_QUARTERS):
        first = calendar.start(calendar.quarter_of(first - timedelta(days=1)))
    return first


@unless_lost
@unless_prospect(_NOT_SERVED)
def _service_measured(plan: Plan, context: Context) -> Outcome:
    targets = context.category.targets if context.category else {}
    if not targets:
        return not_applicable("the category has no service targets: POL001 asks for them", "category")
    newest, recent = newest_actuals(plan, context), recent_from(context)
    faults: list[tuple[str, str, str]] = []
    for measure in targets:
        title, add = context.site.measure_title(measure), f"`measure: {measure}`, its `actual` and `period`"
        number, row = newest.get(folded(measure), (-1, None))
        if row is None:
            faults.append((f"{title} is not measured", "service", f"add an entry with {add} under `service`"))
        elif row.period is None:
            faults.append((f"{title} is measured without a period", f"service[{number}]", "add its `period`"))
        elif context.calendar.end(row.period) < recent:
            key = f"service[{number}].period"
            faults.append(
                (f"{title} was last measured in {row.period}", key, f"add a newer entry with {add} under `service`")
            )
    if not faults:
        return met(f"{counted(len(targets), 'target')} measured since {recent}", "service")
    return gap(named([fault[0] for fault in faults], NAMED), faults[0][1], faults[0][2])


def meets(actual: Quantity, target: Quantity, better: Better) -> bool:
    """Whether an actual reaches its target. Beside a percentage, a plain number above 1 is read as percent points."""
    reached, wanted = (actual.value, target.value)
    if actual.percent != target.percent:
        reached, wanted = (number.value if number.percent else _fraction(number) for number in (actual, target))
    return reached >= wanted if better is Better.HIGHER else reached <= wanted


def _fraction(number: Quantity) -> Decimal:
    return number.value / 100 if number.value > 1 else number.value


@unless_lost
@unless_prospect(_NOT_SERVED)
def _targets_met(plan: Plan, context: Context) -> Outcome:
    targets = {folded(key): target for key, target in context.category.targets.items()} if context.category else {}
    judged, missed = 0, []
    for name, (number, row) in newest_actuals(plan, context).items():
        target = row.target or targets.get(name)
        if target is None:
            continue
        judged += 1
        key, measure = measure_named(context.site, row.measure)
        if not meets(row.actual, target, measure.better):
            missed.append((f"{context.site.measure_title(key)} {_reached(row, target, measure)}", number))
    if not judged:
        return not_applicable("no measured service has a target: POL001 and POL002 ask for them", "service")
    if not missed:
        return met(f"{counted(judged, 'service target')} met", "service")
    write = (
        "say under `actions` what will change, or waive it with the reason; it is met again when a newer `actual` "
        "reaches its target"
    )
    return gap(named([words for words, _ in missed], NAMED), f"service[{missed[0][1]}].actual", write)


def measure_named(site: SiteConfig, written: str) -> tuple[str, Measure]:
    """The measure of site.toml that a plan names, with its key; a plain one where there is none."""
    wanted = folded(written)
    return next((pair for pair in site.measures.items() if folded(pair[0]) == wanted), (written, Measure()))


def _reached(row: ServiceActual, target: Quantity, measure: Measure) -> str:
    when = f" in {row.period}" if row.period else ""
    side = "below" if measure.better is Better.HIGHER else "above"
    return f"was {quantity_words(row.actual, measure)}{when}, {side} its target of {quantity_words(target, measure)}"


def quantity_words(number: Quantity, measure: Measure) -> str:
    if number.percent or not measure.unit:
        return str(number)
    return f"{plain(number.value)}{'' if measure.unit == '%' else ' '}{measure.unit}"


_SITE = """[categories.strategic]
targets = { on_time_delivery = "97%", response_hours = 4 }
[measures.on_time_delivery]
unit = "%"
[measures.response_hours]
unit = "h"
better = "lower"
"""

RULES: tuple[Rule, ...] = (
    Rule(
        code="POL001",
        name="service-targets-set",
        element=Element.SERVICE_TARGETS,
        severity=Severity.WARNING,
        weight=3,
        summary="The account's category has service targets in site.toml",
        rationale=(
            "What is promised to nobody in particular is kept for nobody. Collis wants targets for service level, "
            "responsiveness and performance, set for each category of customers, so that the best clients get the "
            "best service on purpose and not by luck."
        ),
        good=Example("", site=_SITE),
        bad=Example("", site='[categories.strategic]\nname = "Strategic"\n'),
        check=_targets_set,
    ),
    Rule(
        code="POL002",
        name="service-measured",
        element=Element.SERVICE_TARGETS,
        severity=Severity.WARNING,
        weight=3,
        summary="Every target of the category has an actual of this fiscal quarter or the two before",
        rationale=(
            "A target that nobody measures is a wish. Collis asks for promise and performance to be the same "
            "thing, and only figures of this account, not of all accounts together, show whether they are."
        ),
        good=Example(
            "service:\n  - {measure: on_time_delivery, actual: 98.1%, period: 2026-Q3}\n"
            "  - {measure: response_hours, actual: 3, period: 2026-Q2}",
            site=_SITE,
        ),
        bad=Example(
            "service:\n  - {measure: on_time_delivery, actual: 98.1%, period: 2026-Q1}\n"
            "  - {measure: response_hours, actual: 3, period: 2026-Q3}",
            site=_SITE,
        ),
        check=_service_measured,
    ),
    Rule(
        code="POL003",
        name="service-targets-met",
        element=Element.SERVICE_TARGETS,
        severity=Severity.WARNING,
        weight=2,
        summary="The newest actual of every measure reaches its target (the entry's own, else the category's)",
        rationale=(
            "Four of the seven reasons for which Collis saw clients leave are plain performance: product, "
            "service, delivery, support. A missed service level is the earliest of all warnings. Where one of the "
            "two is written with a percent sign and the other is a number above 1, the number is read as percent."
        ),
        good=Example(
            "service:\n  - {measure: on_time_delivery, actual: 96.2%, period: 2026-Q2}\n"
            "  - {measure: on_time_delivery, actual: 97%, period: 2026-Q3}",
            site=_SITE,
        ),
        bad=Example("service:\n  - {measure: response_hours, actual: 6, period: 2026-Q3}", site=_SITE),
        check=_targets_met,
        trouble=Trouble.SERVICE,
    ),
)
