"""A page: where it goes, which template shows it, and everything it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site that a template renders."""

    url: str
    """Below the output folder, with forward slashes: ``accounts/halden-marine.html``."""
    template: str
    """``account.html``."""
    title: str
    view: Any
    """What the template shows, as ``view``: a frozen value of plain text and numbers, nothing to look up."""
    subject: str = ""
    """The plan file a template error is blamed on; empty for pages of the whole portfolio."""

    @property
    def root(self) -> str:
        """The way from this page to the site's root: ``../`` or empty."""
        return "../" * self.url.count("/")
