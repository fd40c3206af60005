"""What all pages share, made once for a site: where everything is, and how numbers are written.

Nothing in it speaks of a single account, so that one plan's change leaves the context, and with it the other
accounts' pages, as they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple

from msgspec import Struct

from kamgen.model.config import Cadences, SiteConfig
from kamgen.model.context import Links
from kamgen.model.enums import Severity
from kamgen.model.fields import Doc
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.rule import Element, Rule
from kamgen.render.links import source_path
from kamgen.text.addresses import page_slugs
from kamgen.text.numbers import NumberStyle, number_style

LINKED = 200
"""The largest portfolio whose heatmap links every cell to the element on the account's page."""


class NavLink(NamedTuple):
    """Words that may lead somewhere."""

    text: str
    url: Annotated[str, Doc("Below the site's root, or a whole address; empty for plain words.")] = ""
    outside: Annotated[bool, Doc("Whether the address is one of another site.")] = False


class SiteContext(Struct, frozen=True):
    """Where everything is, and how numbers are written."""

    site: SiteConfig
    as_of: date
    calendar: FiscalCalendar
    year: Annotated[int, Doc("The fiscal year whose sums pages show.")]
    linked: Annotated[bool, Doc("Whether cells of the heatmap are links (see `LINKED`).")]
    style: NumberStyle
    currency: str
    categories: Annotated[Mapping[str, NavLink], Doc("Name and page of each category, top one first.")]
    severities: Annotated[Mapping[str, Severity], Doc("What site.toml says of rules, by code.")]
    cadences: Annotated[
        Mapping[str | None, Cadences], Doc("How often what is due, by category; None for accounts without one.")
    ]
    since: Annotated[
        date | None,
        Doc("After which day changes are listed, and with which tables compare scores; None without history."),
    ]

    def category(self, key: str | None) -> NavLink:
        """A category with its page."""
        return self.categories.get(key or "", NavLink(""))

    def severity(self, rule: Rule) -> Severity:
        """How bad a gap of a rule is here."""
        return self.severities.get(rule.code, rule.severity)


def make_site_context(
    site: SiteConfig, as_of: date, year: int, accounts: int, since: date | None = None
) -> SiteContext:
    """The context of a site of so many accounts that shows sums of fiscal year ``year`` and changes after ``since``."""
    keys = site.ranked_categories()
    return SiteContext(
        site=site,
        as_of=as_of,
        calendar=site.calendar(),
        year=year,
        linked=accounts <= LINKED,
        style=number_style(site.site.locale or site.site.language),
        currency=site.site.currency,
        categories={
            key: NavLink(site.category_title(key), f"categories/{slug}.html") for key, slug in page_slugs(keys).items()
        },
        severities={code.strip().upper(): severity for code, severity in site.checklist.severity.items()},
        cadences={key: site.cadences(key) for key in (None, *keys)},
        since=since,
    )


def rule_url(code: str) -> str:
    """The page of a rule."""
    return f"rules/{code}.html"


def element_url(element: Element) -> str:
    """The page of an element."""
    return f"elements/{element.key}.html"


def account_url(slug: str) -> str:
    """The page of an account."""
    return f"accounts/{slug}.html"


def owner_url(links: Links) -> str:
    """The page of an account's owner; empty when it has none."""
    return f"people/{links.owner_slug}.html" if links.owner_slug else ""


def account_addresses(slug: str, site: SiteConfig) -> tuple[str, ...]:
    """The pages of one account: its own, and that of its plan's source unless site.toml says where that is shown."""
    return (account_url(slug),) if site.site.source_url else (account_url(slug), source_path(slug))


class NavEntry(NamedTuple):
    """One entry of the navigation."""

    name: str
    url: Annotated[str, Doc("Below the site's root.")]
    key: Annotated[str, Doc("What the addresses of its pages begin with: `people/`.")]


class Frame(Struct, frozen=True):
    """The same for all pages of a site but for the last change."""

    title: str
    language: str
    navigation: tuple[NavEntry, ...]
    as_of: Annotated[str, Doc("The day the site is about, as `2026-11-20`.")]
    changed: Annotated[
        str, Doc("When what the page shows last changed in version control; empty when that is not known.")
    ]
    version: Annotated[str, Doc("kamgen's.")]
    extra: Annotated[Mapping[str, Any], Doc("`[extra]` of site.toml, for a site's own theme.")]
    author: Annotated[str, Doc("Who last changed what the page shows; empty when that is not known.")] = ""


def site_frame(context: SiteContext, version: str) -> Frame:
    """What stands around every page of this site; without its navigation, see `pages.navigation`."""
    table = context.site.site
    return Frame(
        title=table.title,
        language=table.language,
        navigation=(),
        as_of=context.as_of.isoformat(),
        changed="",
        version=version,
        extra=context.site.extra,
    )
