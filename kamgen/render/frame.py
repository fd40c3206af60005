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
