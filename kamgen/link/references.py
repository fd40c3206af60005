"""What references led to: an account, or an opportunity of any plan, and which lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from kamgen.link.site_index import FuzzyIndex
from kamgen.model.context import AccountRef
from kamgen.model.fields import folded
from kamgen.model.places import CodedFault, Fault
from kamgen.rules.codes import FaultCode
from kamgen.text.suggestions import question

LedTo = dict[str, list[tuple[str, str, str]]]
"""By slug, see `kamgen.model.context.Links.led_to`."""


def led_to(plans: Sequence[AccountRef], known: FuzzyIndex) -> tuple[LedTo, dict[str, list[CodedFault]]]:
    """What the references of each plan led to, and by slug the faults of those that lead nowhere."""
    found: LedTo = {}
    faults: dict[str, list[CodedFault]] = {}
    naming = [plan for plan in plans if plan.led_to]
    deals = {folded(name): (plan.slug, stage) for plan in plans if naming for name, stage in plan.deals}
    names = FuzzyIndex(name for plan in plans if naming for name, _ in plan.deals)
    for plan in naming:
        own = {folded(name): (plan.slug, stage) for name, stage in plan.deals}
        for key, written in plan.led_to:
            account, deal = known.find(written), folded(written)
            to = (account, "") if account else own.get(deal) or deals.get(deal)
            if to:
                found.setdefault(plan.slug, []).append((key, *to))
                continue
            meant = known.nearest(written) or names.nearest(written)
            write = question(meant) if meant else "the slug of a plan that is there, or the `name` of an opportunity"
            message = f"`{written}` is neither an account nor an opportunity"
            faults.setdefault(plan.slug, []).append((FaultCode.BROKEN_ACCOUNT_LINK, Fault(key, message, write)))
    return found, faults
