"""What a plan refers to: categories, measures, offerings, and what answers a need (FMT006).

Currencies without a rate are found by `kamgen.link`, waived codes that no rule has by `kamgen.check`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kamgen.model.config import SiteConfig
from kamgen.model.context import Context
from kamgen.model.fields import folded
from kamgen.model.nearest import did_you_mean, one_of
from kamgen.model.places import join_key
from kamgen.model.plan import Fault, Plan


def unknown_references(plan: Plan, context: Context) -> Iterator[Fault]:
    """Everything the plan names that neither site.toml nor the plan itself defines."""
    yield from _category(plan, context.site)
    yield from _measures(plan, context.site)
    yield from _offerings(plan, context.site)
    yield from _answers(plan, context.site)


def _category(plan: Plan, site: SiteConfig) -> Iterator[Fault]:
    written = plan.front.category
    if written and written not in site.categories and site.category_key(written) is None:
        yield Fault("category", f"site.toml has no category `{written}`", _choice(written, site.categories))


def _measures(plan: Plan, site: SiteConfig) -> Iterator[Fault]:
    """Measures are known once site.toml lists any."""
    for number, row in enumerate(plan.front.service if site.measures else ()):
        if row.measure not in site.measures and not _known(row.measure, site.measures):
            message = f"site.toml has no measure `{row.measure}`"
            yield Fault(f"service[{number}].measure", message, _choice(row.measure, site.measures))


def _offerings(plan: Plan, site: SiteConfig) -> Iterator[Fault]:
    """Offerings are known once site.toml lists any."""
    known = site.portfolio.offerings
    if not known:
        return
    for name in plan.front.offerings:
        if name not in known and not _known(name, known):
            yield _no_offering(join_key(("offerings", name)), name, known, on_key=True)
    for number, row in enumerate(plan.front.opportunities):
        if row.offering and row.offering not in known and not _known(row.offering, known):
            yield _no_offering(f"opportunities[{number}].offering", row.offering, known, on_key=False)


def _no_offering(key: str, name: str, known: Collection[str], on_key: bool) -> Fault:
    return Fault(key, f"site.toml has no offering `{name}`", _choice(name, known), on_key)


def _answers(plan: Plan, site: SiteConfig) -> Iterator[Fault]:
    """A need is met by an opportunity of the plan, or by an offering of the plan or the site."""
    named = [(number, row.met_by) for number, row in enumerate(plan.front.needs) if row.met_by]
    if not named:
        return
    opportunities = plan.front.opportunities
    known = [row.name for row in opportunities] + [row.offering for row in opportunities if row.offering]
    known += [*plan.front.offerings, *site.portfolio.offerings]
    for number, met_by in named:
        if met_by not in known and not _known(met_by, known):
            question = did_you_mean(met_by, known)
            write = question or "the `name` of an opportunity of this plan, or one of our offerings"
            yield Fault(f"needs[{number}].met_by", f"`{met_by}` is neither an opportunity nor an offering", write)


def _known(written: str, known: Iterable[str]) -> bool:
    wanted = folded(written)
    return any(folded(name) == wanted for name in known)


def _choice(written: str, known: Collection[str]) -> str:
    question = did_you_mean(written, known)
    if question:
        return f"{question} site.toml has {one_of(known)}" if len(known) > 1 else question
    return one_of(known)
