"""Element vi: policies and service targets, set for each category of accounts.

    [categories.<key>] targets  POL001 ─ actuals of the last two quarters  POL002
    service ─ newest actual of each measure ─ its target                  POL003

An actual counts once its period has begun. It is recent when its period ends in the fiscal quarter of the day judged
or in the two before. Prospects are not served yet, lost accounts no longer; what a prospect's category promises is
known all the same (POL001).
"""

from __future__ import annotations

from kamgen.facts.results import ServiceLevel, newest_levels, recent_from
from kamgen.model.config import Measure, SiteConfig
from kamgen.model.enums import Better
from kamgen.model.fields import folded
from kamgen.model.values import Quantity, plain
from kamgen.rules.declare import (
    BOTH,
    Context,
    Element,
    Example,
    Fault,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    Trouble,
    gap,
    judge_rows,
    met,
    not_applicable,
)
from kamgen.text.words import counted

rule = RuleFamily(Element.SERVICE_TARGETS, prime=Prime.PROVE)

_SITE = """[categories.strategic]
targets = { on_time_delivery = "97%", response_hours = 4 }
[measures.on_time_delivery]
unit = "%"
[measures.response_hours]
unit = "h"
better = "lower"
"""

NAMED = 5
"""Measures that evidence names; of more it says how many there are."""

_NOT_SERVED = "a prospect is not served yet"


@rule(
    "POL001",
    "service-targets-set",
    weight=3,
    earns=False,
    summary="The account's category has service targets in site.toml",
    rationale=(
        "What is promised to nobody in particular is kept for nobody. Collis wants targets for service level, "
        "responsiveness and performance, set for each category of customers, so that the best clients get the "
        "best service on purpose and not by luck."
    ),
    good=Example("", site=_SITE),
    bad=Example("", site='[categories.strategic]\nname = "Strategic"\n'),
)
def service_targets_set(plan: Plan, context: Context) -> Outcome:
    if context.category is None:
        return not_applicable("site.toml does not define this account's category", "category")
    key = context.site.category_key(plan.front.category) or plan.front.category
    title = context.site.category_title(key)
    if context.category.targets:
        return met(f"{title} has {counted(len(context.category.targets), 'service target')}", "category")
    write = f'add `targets` to `[categories.{key}]` in site.toml, such as `targets = {{ on_time_delivery = "97%" }}`'
    return gap(f"{title} has no service targets", "category", write)


@rule(
    "POL002",
    "service-measured",
    weight=3,
    prospects=_NOT_SERVED,
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
)
def service_measured(plan: Plan, context: Context) -> Outcome:
    targets = context.category.targets if context.category else {}
    if not targets:
        return not_applicable("the category has no service targets: POL001 asks for them", "category")
    newest = {folded(level.key): level for level in newest_levels(plan, context)}
    faults = []
    for measure in targets:
        title, add = context.site.measure_title(measure), f"`measure: {measure}`, its `actual` and `period`"
        level = newest.get(folded(measure))
        if level is None or level.row is None:
            faults.append(Fault("service", f"{title} is not measured", f"add an entry with {add} under `service`"))
        elif level.row.period is None:
            faults.append(
                Fault(f"service[{level.number}]", f"{title} is measured without a period", "add its `period`")
            )
        elif not level.recent:
            said, key = f"{title} was last measured in {level.row.period}", f"service[{level.number}].period"
            faults.append(Fault(key, said, f"add a newer entry with {add} under `service`"))
    fine = f"{counted(len(targets), 'target')} measured since {recent_from(context)}"
    return judge_rows(faults, fine, "service", NAMED)


@rule(
    "POL003",
    "service-targets-met",
    weight=2,
    prospects=_NOT_SERVED,
    prime=Prime.MINIMISE,
    asks=BOTH,
    trouble=Trouble.SERVICE,
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
)
def service_targets_met(plan: Plan, context: Context) -> Outcome:
    judged = [level for level in newest_levels(plan, context) if level.met is not None]
    if not judged:
        return not_applicable("no measured service has a target: POL001 and POL002 ask for them", "service")
    write = (
        "say under `actions` what will change, or waive it with the reason; it is met again when a newer `actual` "
        "reaches its target"
    )
    missed = [
        Fault(f"service[{level.number}].actual", _missed(level, context.site), write)
        for level in judged
        if not level.met
    ]
    return judge_rows(missed, f"{counted(len(judged), 'service target')} met", "service", NAMED)


def _missed(level: ServiceLevel, site: SiteConfig) -> str:
    row, target, measure = level.row, level.target, level.measure
    if row is None or target is None:
        return ""
    when = f" in {row.period}" if row.period else ""
    side = "below" if measure.better is Better.HIGHER else "above"
    reached = f"was {quantity_words(row.actual, measure)}{when}, {side} its target of {quantity_words(target, measure)}"
    return f"{site.measure_title(level.key)} {reached}"


def quantity_words(number: Quantity, measure: Measure) -> str:
    if number.percent or not measure.unit:
        return str(number)
    return f"{plain(number.value)}{'' if measure.unit == '%' else ' '}{measure.unit}"


RULES: tuple[Rule, ...] = (
    service_targets_set,
    service_measured,
    service_targets_met,
)
