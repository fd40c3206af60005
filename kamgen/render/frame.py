"""What stands around every page: the site's title, its navigation, the day and the version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


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
