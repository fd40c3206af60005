"""How every page of a site is made, and what stands around it: title, navigation, the day and the version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kamgen.render.site_context import SiteContext

if TYPE_CHECKING:
    from kamgen.render.theme import Theme


class Entry(NamedTuple):
    """One entry of the navigation."""

    name: str
    url: str
    """Below the site's root."""
    key: str
    """What the addresses of its pages begin with: ``people/``."""


HISTORY = (Entry("Changes", "changes.html", "changes.html"), Entry("Slippage", "slippage.html", "slippage.html"))
"""Entries of a site whose plans have a history."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The same for all pages of a site but for the last change."""

    title: str
    language: str
    navigation: tuple[Entry, ...]
    as_of: str
    """The day the site is about, as ``2026-11-20``."""
    changed: str
    """When what the page shows last changed in version control; empty when that is not known."""
    version: str
    """kamgen's."""
    extra: Mapping[str, Any]
    """``[extra]`` of site.toml, for a site's own theme."""
    author: str = ""
    """Who last changed what the page shows; empty when that is not known."""


@dataclass(frozen=True, slots=True)
class RenderConfig:
    """How every page of a site is made."""

    context: SiteContext
    theme: Theme
    frame: Frame
    """Without a last change: that is the account's own on its pages, and the newest on all others."""
    folder: str
    """The content folder below the site's root."""


def site_frame(context: SiteContext, version: str, history: bool = False) -> Frame:
    """What stands around every page of this site; with pages of its changes where there is ``history``."""
    table = context.site.site
    return Frame(
        title=table.title,
        language=table.language,
        navigation=_navigation(context, history),
        as_of=context.as_of.isoformat(),
        changed="",
        version=version,
        extra=context.site.extra,
    )


def _navigation(context: SiteContext, history: bool) -> tuple[Entry, ...]:
    first = next(iter(context.categories.values()), None)
    return (
        Entry("Portfolio", "index.html", "index.html"),
        Entry("Actions", "actions.html", "actions.html"),
        Entry("Findings", "findings.html", "findings.html"),
        *(HISTORY if history else ()),
        Entry("Elements", "elements/analysis.html", "elements/"),
        Entry("People", "people/index.html", "people/"),
        *((Entry("Categories", first.url, "categories/"),) if first else ()),
        Entry("Rules", "rules/index.html", "rules/"),
    )
