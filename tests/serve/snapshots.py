"""Made-up sites for the server: pages in a dictionary, and a maker that hands out one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from kamgen.model.errors import KamgenError
from kamgen.model.finding import Finding, Report
from kamgen.serve.change_queue import ChangeQueue, DebounceTimes
from kamgen.serve.rebuild_log import Mistake, Problem
from kamgen.serve.state import LiveSite, Make, Snapshot

AS_OF = date(2026, 11, 20)
PAGE = (
    b"<!DOCTYPE html>\n<html><head>"
    b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"
    b'<link rel="stylesheet" href="static/kamgen.css"><script src="static/kamgen.js"></script><title>T</title></head>'
    b"<body><main>%s</main></body></html>"
)


def page(text: str) -> bytes:
    """A small page with this in its main part."""
    return PAGE % text.encode()


def report_of(*findings: Finding) -> Report:
    return Report(AS_OF, 1, findings, {}, None, {}, "0")


class Site:
    """A snapshot whose files are given; an error among them is raised."""

    def __init__(self, files: dict[str, bytes | Path | KamgenError]) -> None:
        self.files = files

    def file(self, path: str) -> bytes | Path | None:
        found = self.files.get(path)
        if isinstance(found, KamgenError):
            raise found
        return found

    def report(self) -> Report:
        return report_of()


def makes(*states: Snapshot | KamgenError | OSError) -> Make:
    """Makes these one after the other."""
    left: Iterator[Snapshot | KamgenError | OSError] = iter(states)

    def make() -> Snapshot:
        state = next(left)
        if isinstance(state, Exception):
            raise state
        return state

    return make


def explained(error: KamgenError | OSError) -> Problem:
    """The message alone."""
    return Problem((Mistake(str(error)),))


def live_of(
    *states: Snapshot | KamgenError | OSError, make: Callable[[], Snapshot] | None = None, patience: float = 30
) -> tuple[LiveSite, ChangeQueue]:
    """A live site that is made from these, and its changes; nothing is made yet."""
    changes = ChangeQueue(DebounceTimes(0, 0, 3, 0, 0))
    return LiveSite(make or makes(*states), changes, explained, "run", patience), changes
