"""Lens: figures. Of groups: what a parent gives beside its subsidiaries.

subsidiaries ─ their sum, and nothing said of it  FIG013
"""

from __future__ import annotations

from kamgen.facts import plausible
from kamgen.rules.declare import (
    Context,
    Example,
    Outcome,
    Plan,
    Rule,
    Severity,
    gap,
    met,
    not_applicable,
)
from kamgen.rules.figures import rule
from kamgen.text.numbers import ENGLISH, money

_COMPANY = "parent: halden-marine\nfinancials: [{year: 2025, revenue: "
_YARDS = tuple(
    (f"{slug}.md", f"---\nname: {slug} yard\nowner: Per Moe\ncategory: core\n{_COMPANY}900k}}]\n---\n")
    for slug in ("fredrikstad", "horten")
)


@rule(
    "FIG013",
    "group-figures-said",
    severity=Severity.WARNING,
    summary="A parent whose revenue is what its subsidiaries have together says whose figures these are (`figures`)",
    rationale=(
        "Vital accounts draws the line of dependence at 18% of all we sell, and a group counted twice crosses it, or "
        "hides that another does. A group's plan may give its own figures or those of all its companies; nobody but "
        "its writer knows which."
    ),
    good=Example("figures: group\nfinancials: [{year: 2025, revenue: 1.8M}]", others=_YARDS),
    bad=Example("financials: [{year: 2025, revenue: 1.8M}]", others=_YARDS),
)
def group_figures_said(plan: Plan, context: Context) -> Outcome:
    if not context.links.below:
        return not_applicable("it is the parent of no account with figures", "parent")
    if plan.front.figures is not None:
        return met("`figures` says whose they are", "figures")
    site, below = context.site, dict(context.links.below)
    for number, row in enumerate(plan.front.financials):
        theirs, ours = below.get(row.year), row.revenue
        rate = site.rate(plan.front.currency or site.site.currency, row.year)
        if rate and theirs is not None and ours is not None and plausible.is_sum_of(ours * rate, theirs):
            both = f"{money(ours, plan, site)}, is about what its subsidiaries have together"
            message = f"the revenue of {row.year}, {both}, {ENGLISH.plain(theirs)} {site.site.currency}"
            write = "write `figures: group` when theirs is in it, or `figures: own` when it comes on top of theirs"
            return gap(message, f"financials[{number}].revenue", write)
    return met("its revenue is another than that of its subsidiaries together")


RULES: tuple[Rule, ...] = (group_figures_said,)
