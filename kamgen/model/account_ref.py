"""What the rest of a site may know of a plan: the small part of it that links, duplicates and shares look at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.body import Link


class AccountRef(NamedTuple):
    """One plan as others see it."""

    slug: str
    path: str
    name: str
    readable: bool
    named: bool
    """Whether the plan itself gives its name, in a form that can be read."""
    owner: str
    category: str
    """As written; empty when the plan gives none."""
    parent: str
    """As written; empty for none."""
    currency: str
    """As written; empty for the site's own."""
    crm: tuple[str, str]
    """System and id in the CRM; empty where not given."""
    amounts: bool
    """Whether a sum would count an amount of it."""
    revenues: tuple[tuple[int, Decimal], ...]
    """Fiscal year and revenue, in the plan's currency, of the years that give it."""
    margins: tuple[tuple[int, Decimal], ...]
    """Fiscal year and margin, between -1 and 1, of the years that give it; none unless the account is active."""
    reviews: tuple[date, ...]
    """Days of its reviews that were not cancelled, in their order."""
    anchors: tuple[str, ...]
    """Ids of its headings, in their order."""
    links: tuple[Link, ...]
    """The links of its prose."""
    documents: tuple[tuple[str, str], ...]
    """Key and path of the documents that its rows name."""
