"""What commands tell, a function a format: of a report (and how it is written) to text.

build_report                findings of a run, from what was read and judged
verdict                     which rules and plans a run is about; the exit code
baseline                    what is known already, and fails no run
findings                    what formats share: sentences, order, what may be shown on a terminal
console, overview           formats for people
json, ci, junit, markdown   formats for programs and for what CI shows
agenda, history, rules      what `review`, `history` and `explain` write
changes                     what `diff` writes
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from kamgen.model.finding import Report

FORMATS: dict[str, str] = {
    "full": "kamgen.report.console:full",
    "concise": "kamgen.report.console:concise",
    "json": "kamgen.report.json:render",
    "github": "kamgen.report.ci:github",
    "gitlab": "kamgen.report.ci:gitlab",
    "sarif": "kamgen.report.ci:sarif",
    "junit": "kamgen.report.junit:render",
    "rdjson": "kamgen.report.ci:rdjson",
    "markdown": "kamgen.report.markdown:render",
}
"""Output formats of `check`, in the order they are offered, and the function that writes each."""

OF_LINES = ("full", "rdjson")
"""Formats that want the lines of a plan: to quote them, or to count their bytes."""

FOR_READERS = ("full", "concise")
"""Formats for people; with ``--statistics`` a table of counts takes their place."""
SUMMARISED = (*FOR_READERS, "markdown")
"""Formats that end or begin with a summary in words."""


def formatter(name: str, statistics: bool = False, overview: bool = False) -> Callable[[Report, bool], str]:
    """The function that writes a report as ``name`` (a key of `FORMATS`): report and colour to text.

    With ``overview``, ``full`` shows errors and each account's most valuable gaps instead of every finding.
    """
    place = FORMATS[name]
    if statistics and name in FOR_READERS:
        place = "kamgen.report.console:statistics"
    elif overview and name == "full":
        place = "kamgen.report.overview:overview"
    module, _, function = place.partition(":")
    return cast("Callable[[Report, bool], str]", getattr(import_module(module), function))
