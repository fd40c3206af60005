"""When a plan, and each of its undated client topics, last said something else than before.

    versions, newest first   now ── b2 ── a1
    touched                  the newest one that differs in what it says from the one before it
    sections                 for each that is asked for, the newest one that differs in its words

Commits that only write the same in another way do not count.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from kamgen.compare.lineage import Held
from kamgen.compare.plans import compare_plans
from kamgen.model.body import Section
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.history import UNKNOWN, Freshness
from kamgen.model.plan import Plan


class Known(NamedTuple):
    """One version of a plan."""

    held: Held | None
    """None: the working copy, which is not committed yet."""
    plan: Plan


def freshness_of(
    versions: Sequence[Known], whole: bool, asked: Collection[str], calendar: FiscalCalendar, as_of: date
) -> Freshness | None:
    """The freshness of the first of ``versions`` (newest first); None when older ones must be read to tell.

    ``whole`` says that there are no older ones; ``asked`` are anchors of sections. What is not committed changed on
    ``as_of``.
    """
    texts = {section.anchor: _words(section) for section in versions[0].plan.body.sections if section.anchor in asked}
    touched: Known | None = None
    dates: dict[str, date] = {}
    for newer, older in pairwise(versions):
        if touched is None and compare_plans(older.plan, newer.plan, calendar, _day(newer, as_of)):
            touched = newer
        before = {section.anchor: _words(section) for section in older.plan.body.sections if section.anchor in texts}
        changed = [anchor for anchor, words in texts.items() if before.get(anchor) != words]
        dates |= dict.fromkeys(changed, _day(newer, as_of))
        for anchor in changed:
            del texts[anchor]
        if touched and not texts:
            return _freshness(touched, dates, as_of)
    first = versions[-1]
    if not whole:
        return None
    if first.held and first.held.cut:
        return _freshness(touched, dates, as_of) if touched else UNKNOWN
    return _freshness(touched or first, dates | dict.fromkeys(texts, _day(first, as_of)), as_of)


def _freshness(touched: Known, dates: dict[str, date], as_of: date) -> Freshness:
    day = _day(touched, as_of)
    held = touched.held
    who, commit = (held.written.author, held.written.id) if held else ("", "")
    return Freshness(day, who, commit, tuple(sorted((anchor, when) for anchor, when in dates.items() if when != day)))


def _day(version: Known, as_of: date) -> date:
    return version.held.day if version.held else as_of


def _words(section: Section) -> list[str]:
    return " ".join((section.text, *section.bullets)).split()
