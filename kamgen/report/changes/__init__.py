"""What a comparison of two states tells, one file a format: ``render(comparison, options) -> str``.

figures, words, summary   scores and money before and after; changes in words; what became of accounts
ranking, verdict          what comes first; whether anything changed, and what got worse
text, markdown, html      for people: the terminal, a comment on a pull request, one page for the browser
json                      for programs; docs/diff.schema.json says what stands where
sections                  a comment that stays under its limit
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, cast

from kamgen.report.changes.options import ChangeOptions

if TYPE_CHECKING:
    from kamgen.model.comparison import Comparison

__all__ = ["CHANGE_FORMATS", "ChangeOptions", "formatter"]

CHANGE_FORMATS: dict[str, str] = {
    "full": "kamgen.report.changes.text",
    "markdown": "kamgen.report.changes.markdown",
    "json": "kamgen.report.changes.json",
    "html": "kamgen.report.changes.html",
}
"""Output formats of `diff`, in the order they are offered, and the module whose ``render`` writes them."""


def formatter(name: str) -> Callable[[Comparison, ChangeOptions], str]:
    """The function that writes a comparison as ``name`` (a key of `CHANGE_FORMATS`)."""
    return cast("Callable[[Comparison, ChangeOptions], str]", import_module(CHANGE_FORMATS[name]).render)
