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

from kamgen.compare.plans import compare_plans
from kamgen.history.plan_history import PlanRevision
from kamgen.model.context import UNKNOWN, Freshness
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan, Section


class ParsedRevision(NamedTuple):
    """One version of a plan."""

    revision: PlanRevision | None
    """None: the working copy, which is not committed yet."""
    plan: Plan


def freshness_of(
    versions: Sequence[ParsedRevision], whole: bool, asked: Collection[str], calendar: FiscalCalendar, as_of: date
) -> Freshness | None:
    """The freshness of the first of ``versions`` (newest first); None when older ones must be read to tell.

    ``whole`` says that there are no older ones; ``asked`` are anchors of sections. What is not committed changed on
    ``as_of``.
    """
    pairs = pairwise(versions)
    touched = next(
        (newer for newer, older in pairs if compare_plans(older.plan, newer.plan, calendar, _day(newer, as_of))), None
    )
    days, same = changed_days([(_day(version, as_of), version.plan) for version in versions], asked)
    if (touched is None or same) and not whole:
        return None
    first = versions[-1]
    if first.revision and first.revision.cut:
        return _freshness(touched, days, as_of) if touched else UNKNOWN
    return _freshness(touched or first, days | dict.fromkeys(same, _day(first, as_of)), as_of)


def _freshness(touched: ParsedRevision, dates: dict[str, date], as_of: date) -> Freshness:
    day = _day(touched, as_of)
    revision = touched.revision
    who, commit = (revision.written.author, revision.written.id) if revision else ("", "")
    return Freshness(day, who, commit, tuple(sorted((anchor, when) for anchor, when in dates.items() if when != day)))


def _day(version: ParsedRevision, as_of: date) -> date:
    return version.revision.day if version.revision else as_of


def changed_days(
    versions: Sequence[tuple[date, Plan]], asked: Collection[str]
) -> tuple[dict[str, date], tuple[str, ...]]:
    """When the words of sections of the first version (newest first) last changed, by anchor; and those that did not.

    ``asked`` are the anchors in question.
    """
    texts = {section.anchor: _words(section) for section in versions[0][1].body.sections if section.anchor in asked}
    days: dict[str, date] = {}
    for (day, _), (_, older) in pairwise(versions):
        before = {section.anchor: _words(section) for section in older.body.sections if section.anchor in texts}
        changed = [anchor for anchor, words in texts.items() if before.get(anchor) != words]
        days |= dict.fromkeys(changed, day)
        texts = {anchor: words for anchor, words in texts.items() if anchor not in days}
    return days, tuple(texts)


def _words(section: Section) -> list[str]:
    return " ".join((section.text, *section.bullets)).split()
