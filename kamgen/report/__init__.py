"""What `check` tells, one file a format. A format is a function ``render(report, color) -> str``.

text                             what may be shown on a terminal, and how wide it is
verdict, selection, make         the exit code; which findings are told; the report of a run
full, concise, json, statistics  the formats for people, and our own for programs
github, gitlab, sarif, junit, rdjson, markdown  the formats of what CI shows
machine, markup                  what those share: order and fingerprints; text of plans inside Markdown
baseline                         what is known already, and fails no run
explain                          rules, as `kamgen explain` shows them
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from kamgen.model.report import Report

FORMATS: dict[str, str] = {
    "full": "kamgen.report.full",
    "concise": "kamgen.report.concise",
    "json": "kamgen.report.json",
    "github": "kamgen.report.github",
    "gitlab": "kamgen.report.gitlab",
    "sarif": "kamgen.report.sarif",
    "junit": "kamgen.report.junit",
    "rdjson": "kamgen.report.rdjson",
    "markdown": "kamgen.report.markdown",
}
"""Output formats of `check`, in the order they are offered, and the module whose ``render`` writes them."""

FOR_READERS = ("full", "concise")
"""Formats for people; with ``--statistics`` a table of counts takes their place."""


def formatter(name: str, statistics: bool = False) -> Callable[[Report, bool], str]:
    """The function that writes a report as ``name`` (a key of `FORMATS`): report and colour to text."""
    module = "kamgen.report.statistics" if statistics and name in FOR_READERS else FORMATS[name]
    return cast("Callable[[Report, bool], str]", import_module(module).render)
