"""Amounts in a currency that site.toml has no rate for."""

from __future__ import annotations

from kamgen.model.config import SiteConfig
from kamgen.model.links import CodedFault
from kamgen.model.nearest import nearest
from kamgen.model.plan import Fault, Plan

_AMOUNTS = (
    ("financials", ("revenue", "gross_profit", "cost_to_serve", "target_revenue", "target_profit", "customer_spend")),
    ("opportunities", ("value", "profit")),
)


def no_rate(plan: Plan, site: SiteConfig) -> tuple[CodedFault, ...]:
    """The fault of a plan whose amounts cannot be brought into the site's currency."""
    currency = plan.front.currency
    if not currency or site.rate(currency) is not None or not _has_amounts(plan):
        return ()
    meant = nearest(currency, (site.site.currency, *site.fx))
    alike = f"`{meant}`, or " if meant else ""
    own = site.site.currency
    message = f"the currency `{currency}` has no rate, so no sum counts {plan.front.name}"
    write = f"{alike}`{currency} = …` under `[fx]` in site.toml: what one {currency} is worth in {own}"
    return (("FMT006", Fault("currency", message, write)),)


def _has_amounts(plan: Plan) -> bool:
    return any(
        getattr(row, field) is not None
        for group, fields in _AMOUNTS
        for row in getattr(plan.front, group)
        for field in fields
    )
