"""Amounts in a currency that site.toml has no rate for."""

from __future__ import annotations

from kamgen.model.account_ref import AccountRef
from kamgen.model.config import SiteConfig
from kamgen.model.links import CodedFault
from kamgen.model.plan import Fault
from kamgen.text.suggestions import nearest


def no_rate(plan: AccountRef, site: SiteConfig) -> tuple[CodedFault, ...]:
    """The fault of a plan whose amounts cannot be brought into the site's currency."""
    currency = plan.currency
    if not currency or not plan.amounts or site.rate(currency) is not None:
        return ()
    meant = nearest(currency, (site.site.currency, *site.fx))
    alike = f"`{meant}`, or " if meant else ""
    own = site.site.currency
    message = f"the currency `{currency}` has no rate, so no sum counts {plan.name}"
    write = f"{alike}`{currency} = …` under `[fx]` in site.toml: what one {currency} is worth in {own}"
    return (("FMT006", Fault("currency", message, write)),)
