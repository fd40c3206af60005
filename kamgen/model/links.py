"""How an account hangs together with the others: what `link` found out about all of them at once."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.plan import Fault

CodedFault = tuple[str, Fault]
"""The code of the rule a fault is reported under, and the fault."""


class Neighbour(NamedTuple):
    """Another account of the site."""

    slug: str
    name: str


class CategoryMargin(NamedTuple):
    """What the accounts of a category earn on average in a fiscal year."""

    year: int
    mean: Decimal
    """Mean of their margins (profit after cost to serve ÷ revenue), to a tenth of a percent."""


class Links(Struct, frozen=True):
    """Everything that the rest of the site has to say of one account. Same plan, same links, same page."""

    slug: str
    """Unique in the site."""
    owner_slug: str = ""
    """The name of the owner's page, unique in the site; empty when the plan names no owner."""
    faults: tuple[CodedFault, ...] = ()
    """Broken links, attachments, anchors and hierarchy; duplicates of slug, name or CRM id; no exchange rate."""
    targets: tuple[str | None, ...] = ()
    """Where each of the plan's ``body.links`` leads: ``accounts/halden.html#growth`` or ``files/halden/q3.pdf``,
    below the site's output; the address itself for an external link; None when it is broken."""
    attachments: tuple[str, ...] = ()
    """Files of the content that the plan names and that are there, as paths below the site's root."""
    backlinks: tuple[Neighbour, ...] = ()
    """The accounts whose prose links here, in order of their paths, each once."""
    children: tuple[Neighbour, ...] = ()
    """The accounts that name this one as their parent."""
    parent: Neighbour | None = None
    """The parent, when it is there and not circular."""
    share: Decimal | None = None
    """The account's fraction of revenue of the last full fiscal year, to a tenth of a percent."""
    share_of: str = ""
    """What ``share`` is a fraction of."""
    margin: CategoryMargin | None = None
    """What its category earns in the newest year in which both can be compared; None when there is none."""
    owner: str = ""
    """The owner's name as most plans write it; empty when the plan names none."""
