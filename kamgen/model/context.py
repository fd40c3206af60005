"""What is known of an account beside its plan.

AccountRef        the small part of a plan that links, duplicates and shares of others look at
Links             what `link` found out about all plans at once, for one of them
Freshness         when version control says the plan last changed
Context           all that a rule may look at beside the plan: the day, site.toml, the rest of the portfolio
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.config import Cadences, Category, SiteConfig
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.places import CodedFault
from kamgen.model.plan import SECTIONS, Link, heading_key


class YearRef(NamedTuple):
    """Money of a fiscal year, in the plan's currency; None where the plan does not give it."""

    year: int
    revenue: Decimal | None
    target: Decimal | None
    """The revenue target; of a lost account, and below 0, there is none."""
    profit: Decimal | None
    spend: Decimal | None
    aims: bool
    """Whether it gives a target of any kind."""
    parts: tuple[str, ...] = ()
    """What it gives by offering: `revenue_by_offering.platform`, the offering `folded`."""


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
    parent: str
    currency: str
    """Category, parent and currency as written; empty where the plan gives none."""
    crm: tuple[str, str]
    """System and id in the CRM; empty where not given."""
    amounts: bool
    """Whether a sum would count an amount of it."""
    years: tuple[YearRef, ...]
    """One a fiscal year, in the order of the plan."""
    of_group: bool
    """Whether the figures of those it is the parent of are in its own."""
    margins: tuple[tuple[int, Decimal], ...]
    """Fiscal year and margin, between -1 and 1, of the years that give it; none unless the account is active."""
    reviews: tuple[date, ...]
    """Days of its reviews that were not cancelled, in their order."""
    anchors: tuple[str, ...]
    """Ids of its headings, in their order."""
    links: tuple[Link, ...]
    documents: tuple[tuple[str, str], ...]
    """Key and path of the documents that its rows name."""
    deals: tuple[tuple[str, str], ...] = ()
    """Names of its opportunities, to which references elsewhere may have led, and where they stand."""
    led_to: tuple[tuple[str, str], ...] = ()
    """Key and words of what its references led to."""
    people: tuple[tuple[str, int, bool], ...] = ()
    """Names of those of us whom it names, how often, and whether it introduces them."""


class Freshness(NamedTuple):
    """When a plan last said something else than before; changes of mere writing do not count."""

    touched: date | None
    """None when that is not known: no version control, or history cut off before it."""
    author: str
    """Who wrote that; empty when not known, or when it is not committed yet."""
    commit: str
    sections: tuple[tuple[str, date], ...]
    """Anchors of undated client topics whose words last changed on another day than the plan, and that day."""


UNKNOWN = Freshness(None, "", "", ())
"""Of plans outside version control."""


class Neighbour(NamedTuple):
    """Another account of the site."""

    slug: str
    name: str


class Member(NamedTuple):
    """An account of a group, with its money of the group's year in the site's currency."""

    account: Neighbour
    depth: int
    """Parents above it within the group."""
    revenue: Decimal | None
    profit: Decimal | None
    included: tuple[str, ...]
    """Which of ``revenue`` and ``profit`` are in a parent's already, so that the sum does not count them again."""


class Group(NamedTuple):
    """An account with all that have it as parent, and theirs; what it comes to in the last full fiscal year."""

    top: Neighbour
    year: int
    accounts: int
    revenue: Decimal | None
    profit: Decimal | None
    wallet: Decimal | None
    """Its fraction of what the same accounts' clients spend in our field."""
    members: tuple[Member, ...]
    """The top first, each before those below it; empty for all but the top, whose page shows them."""


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
    parent: Neighbour | None = None
    """The parent, when it is there and not circular."""
    group: Group | None = None
    """The group that it belongs to; None for an account that stands alone."""
    included: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """By fiscal year, those of ``revenue``, ``target``, ``profit`` and ``spend`` that a parent's figures include."""
    below: tuple[tuple[int, Decimal], ...] = ()
    """By fiscal year, the revenue of all accounts below it together, in the site's currency."""
    share: Decimal | None = None
    """The account's fraction of revenue of the last full fiscal year, to a tenth of a percent; for the top of a group
    that of the whole group."""
    share_of: str = ""
    """What ``share`` is a fraction of."""
    few: str = ""
    """Why the share cannot be judged, as there are too few accounts; empty where it can."""
    led_to: tuple[tuple[str, str, str], ...] = ()
    """Key of what a reference led to, the account, and where its opportunity stands; empty for the account itself."""
    margin: CategoryMargin | None = None
    """What its category earns in the newest year in which both can be compared; None when there is none."""
    names: tuple[tuple[str, str], ...] = ()
    """Key and name of those of us whom most plans write otherwise than this one."""
    strangers: tuple[tuple[str, str], ...] = ()
    """Key of those of us whom no plan introduces, and whom others call most like it; empty when nobody is.

    And of an owner whom no other plan knows, where another person's name is only a slip of the pen away.
    """


class Context(Struct, frozen=True):
    """Everything a check may look at beside its plan. Same plan, same context, same outcome."""

    as_of: date
    site: SiteConfig
    category: Category | None
    cadences: Cadences
    calendar: FiscalCalendar
    links: Links = Links("")
    freshness: Freshness = UNKNOWN

    def names_of(self, key: str) -> frozenset[str]:
        """The headings that a section goes by, as `heading_key` compares them."""
        return _names((*SECTIONS[key], *self.site.sections.get(key, ())))


def context_of(site: SiteConfig, as_of: date, category: str | None) -> Context:
    """What a plan of ``category`` (its key in site.toml, None for none) is judged by; nothing of its portfolio yet."""
    return Context(
        as_of, site, site.categories[category] if category else None, site.cadences(category), site.calendar()
    )


@lru_cache(maxsize=256)
def _names(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(heading_key, headings))
