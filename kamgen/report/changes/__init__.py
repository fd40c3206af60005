"""What a comparison of two states tells, one file a format: ``render(comparison, options) -> str``.

report                    what comes first, what became of accounts, what got worse: the same for all formats
wording                   changes, scores and money in words
terminal, markdown, html  for people: the terminal, a comment on a pull request, one page for the browser
json                      for programs; docs/diff.schema.json says what stands where
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from kamgen.model.comparison import Comparison

CHANGE_FORMATS: dict[str, str] = {
    "full": "kamgen.report.changes.terminal",
    "markdown": "kamgen.report.changes.markdown",
    "json": "kamgen.report.changes.json",
    "html": "kamgen.report.changes.html",
}
"""Output formats of `diff`, in the order they are offered, and the module whose ``render`` writes them."""

LIMIT = 60_000
"""Characters of a comment at most: GitHub takes 65,536."""
LEAST_LIMIT = 3_000
"""The least limit that can be kept: headline and footer are never left out."""


class ChangeOptions(NamedTuple):
    """What is asked of a report; a format takes what concerns it."""

    color: bool = False
    """Whether the terminal shows colour."""
    marker: str = ""
    """Tells comments of several sites in one repository apart; empty for the only one."""
    limit: int = LIMIT
    """Characters of a comment at most, `LEAST_LIMIT` or more."""
    source_url: str = ""
    """site.toml's address of a plan's file with ``{path}`` and ``{line}``; empty for none."""
    version: str = ""
    """kamgen's."""


def formatter(name: str) -> Callable[[Comparison, ChangeOptions], str]:
    """The function that writes a comparison as ``name`` (a key of `CHANGE_FORMATS`)."""
    return cast("Callable[[Comparison, ChangeOptions], str]", import_module(CHANGE_FORMATS[name]).render)
