"""When a plan last said something else than before, and the past of its account, from the versions of the plan.

    versions, newest first    c3 ── b2 ── a1 (a working copy that is not committed stands before them)
    touched                   the newest one that differs in what it says from the one before it
    sections                  for each that is asked for, the newest one that differs in its words
    change log                what c3 changed, what b2 changed, that a1 began it
    since                     the version that was there at the last review, against the plan as it is

Commits that only write the same in another way do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise

from kamgen.compare.plans import compare_plans
from kamgen.history.plan_history import PlanRevision
from kamgen.history.slippage import ledger
from kamgen.history.suspects import Step, suspects_over
from kamgen.model.account_history import AccountHistory, Since, ToConfirm, Version
from kamgen.model.change import ChangeKind, PlanChange
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN, Freshness
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan, Section

Versions = Sequence[tuple[PlanRevision, Plan]]
"""Newest first."""
Compare = Callable[[Plan, Plan, date], PlanChange]
"""What is different in the second plan, as of a day."""


def freshness_of(versions: Versions, whole: bool, asked: Collection[str], site: SiteConfig) -> Freshness | None:
    """The freshness of the first of ``versions``; None when older ones must be read to tell.

    ``whole`` says that there are no older ones; ``asked`` are anchors of sections.
    """
    touched = next(
        (
            revision
            for (revision, newer), (_, older) in pairwise(versions)
            if compare_plans(older, newer, site, revision.day)
        ),
        None,
    )
    days, same = _changed_days([(revision.day, plan) for revision, plan in versions], asked)
    if (touched is None or same) and not whole:
        return None
    first = versions[-1][0]
    if first.cut and touched is None:
        return UNKNOWN
    if not first.cut:
        days |= dict.fromkeys(same, first.day)
    newest = touched or first
    sections = tuple(sorted((anchor, day) for anchor, day in days.items() if day != newest.day))
    return Freshness(newest.day, newest.written.author, newest.written.id, sections)


def account_history_of(
    plan: Plan, versions: Versions, whole: bool, reviewed: date | None, compare: Compare, calendar: FiscalCalendar
) -> AccountHistory:
    """The past of ``plan``, without its points, from its committed ``versions``.

    ``whole`` says that there are no older ones; ``reviewed`` is the day of the last review that took place;
    ``compare`` is `compare_plans` by the site's own calendar and measures.
    """
    steps: list[Step] = []
    counted, moves = ledger(_versions(versions, whole, compare, steps))
    read = [pair for pair in versions if pair[1].readable] or versions
    then = next((older for revision, older in read if reviewed and revision.day <= reviewed), None)
    since = Since(reviewed, compare(then, plan, reviewed)) if reviewed and then else None
    cut = versions[-1][0].cut
    suspects = () if cut else _suspects(plan, read[0], steps, compare, calendar)
    return AccountHistory(counted, (), moves, since, cut, _sections(plan, versions, whole and not cut), suspects)


def _suspects(
    plan: Plan, newest: tuple[PlanRevision, Plan], steps: Sequence[Step], compare: Compare, calendar: FiscalCalendar
) -> tuple[ToConfirm, ...]:
    """What is to be confirmed; what is not committed may answer it."""
    day, committed = newest[0].day, newest[1]
    here = [] if plan is committed else [Step(committed, plan, compare(committed, plan, day), None)]
    return suspects_over(plan, [*steps, *here], lambda one, other: compare(one, other, day), calendar)


def _versions(versions: Versions, whole: bool, compare: Compare, steps: list[Step]) -> Iterator[Version]:
    """The versions that say something else than the one before, oldest first; ``steps`` are filled with those between
    versions that can be read.

    One that can be read again is compared with the last one that could: what was changed between is told all the same.
    """
    first, plan = versions[-1]
    if whole and not first.cut:
        yield Version(first.day, first.written, ChangeKind.ADDED, PlanChange(), "")
    read = (first, plan) if plan.readable else None
    for (before, older), (revision, newer) in pairwise(reversed(versions)):
        owner = _owner(read[1] if read else older)
        if before.deleted:
            day, commit = before.deleted
            yield Version(day, commit, ChangeKind.REMOVED, PlanChange(), "", owner)
        unread = read and not newer.readable and not older.readable  # what it says is told once it can be read
        change, across = PlanChange() if unread else compare(older, newer, revision.day), None
        if read and newer.readable and not older.readable:
            meanwhile = compare(read[1], newer, revision.day)
            change = PlanChange((*change.entries, *meanwhile.entries), meanwhile.sections)
            across = read[0].day, read[0].written
        former = before.path if before.path != revision.path else ""
        back = before.deleted[0] if before.deleted else None
        if change or former or back:
            yield Version(revision.day, revision.written, ChangeKind.CHANGED, change, former, owner, back, across)
        if newer.readable:
            if read and change.entries:
                steps.append(Step(read[1], newer, change, revision))
            read = revision, newer


def _owner(plan: Plan) -> str:
    return plan.front.owner if plan.readable else ""


def _sections(plan: Plan, versions: Versions, whole: bool) -> tuple[tuple[str, date], ...]:
    """Sections without a date of their own that are older than the newest version, as far as versions tell.

    The plan may be a working copy: what is not committed has no day yet.
    """
    newest, first = versions[0][0], versions[-1][0]
    anchors = [section.anchor for section in plan.body.sections if not section.dated]
    days, same = _changed_days([(date.max, plan), *((revision.day, each) for revision, each in versions)], anchors)
    if whole:
        days |= dict.fromkeys(same, first.day)
    return tuple((anchor, days[anchor]) for anchor in anchors if days.get(anchor, newest.day) < newest.day)


def _changed_days(
    versions: Sequence[tuple[date, Plan]], asked: Collection[str]
) -> tuple[dict[str, date], tuple[str, ...]]:
    """When the words of sections of the first version last changed, by anchor; and those that did not.

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
