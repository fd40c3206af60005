"""When a plan last said something else than before, and the past of its account, from the versions of the plan.

    versions, newest first    c3 ── b2 ── a1 (a working copy that is not committed stands before them)
    touched                   the newest one that differs in what it says from the one before it
    sections                  for each that is asked for, the newest one that differs in its words
    change log                what c3 changed, what b2 changed, that a1 began it
    since                     the version that was there at the last review, against the plan as it is

Commits that only write the same in another way do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from kamgen.compare.plans import compare_plans
from kamgen.history.credits import credited, only_writer
from kamgen.history.plan_history import PlanRevision
from kamgen.history.slippage import ledger
from kamgen.history.suspects import Step, suspects_over
from kamgen.model.account_history import AccountHistory, Since, ToConfirm, Version
from kamgen.model.change import ChangeKind, PlanChange
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN, Freshness
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan, Section
from kamgen.model.source import Commit, Draft

Versions = Sequence[tuple[PlanRevision, Plan]]
"""Newest first."""
Compare = Callable[[Plan, Plan, date], PlanChange]
"""What is different in the second plan, as of a day."""


class Content(NamedTuple):
    """One content that a plan had, on the main line or beside it."""

    plan: Plan
    repaired: Plan
    """With what stopped it from being read put right (`kamgen.history.repair`), where it could not and can so."""


Contents = Mapping[str, Content]
"""By their ids."""
_NONE: Contents = MappingProxyType({})


def freshness_of(
    versions: Versions, whole: bool, asked: Collection[str], site: SiteConfig, contents: Contents
) -> Freshness | None:
    """The freshness of the first of ``versions``; None when older ones must be read to tell.

    ``whole`` says that there are no older ones; ``asked`` are anchors of sections.
    """

    def compare(before: Plan, after: Plan, day: date) -> PlanChange:
        return compare_plans(before, after, site, day)

    written = (
        (revision, part[0])
        for (revision, newer), (before, older) in pairwise(versions)
        for change in [compare(older, newer, revision.day)]
        for part in _parts(before, revision, _drafts(before, revision), change, contents, compare)
    )
    touched, author = next(written, (None, None))
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
    by = author or newest.written
    return Freshness(newest.day, by.author, by.id, sections)


def account_history_of(
    plan: Plan,
    versions: Versions,
    whole: bool,
    reviewed: date | None,
    compare: Compare,
    calendar: FiscalCalendar,
    contents: Contents = _NONE,
) -> AccountHistory:
    """The past of ``plan``, without its points, from its committed ``versions``.

    ``whole`` says that there are no older ones; ``reviewed`` is the day of the last review that took place;
    ``compare`` is `compare_plans` by the site's own calendar and measures; ``contents`` are what the plan was, beside
    the main line too.
    """
    steps: list[Step] = []
    counted, moves = ledger(_versions(versions, whole, compare, contents, steps))
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


def _versions(
    versions: Versions, whole: bool, compare: Compare, contents: Contents, steps: list[Step]
) -> Iterator[Version]:
    """The versions that say something else than the one before, oldest first; ``steps`` are filled with those between
    versions that can be read.

    One that can be read again is compared with the last one that could: what was changed between is told all the same.
    """
    first, plan = versions[-1]
    if whole:
        yield from added(first)
    read = (first, plan) if plan.readable else None
    drafts: list[Draft] = []
    for (before, older), (revision, newer) in pairwise(reversed(versions)):
        owner = _owner(read[1] if read else older)
        former = before.path if before.path != revision.path else ""
        if before.deleted:
            day, commit = before.deleted
            yield Version(day, commit, ChangeKind.REMOVED, PlanChange(), former, owner)
        drafts = [*_drafts(before, revision), *(drafts if read and not older.readable else ())]
        unread = read and not newer.readable and not older.readable  # what it says is told once it can be read
        change, across = PlanChange() if unread else compare(older, newer, revision.day), None
        if read and newer.readable and not older.readable:
            meanwhile = compare(read[1], newer, revision.day)
            change = PlanChange((*change.entries, *meanwhile.entries), meanwhile.sections)
            across = read[0].day, read[0].written
        back = before.deleted[0] if before.deleted else None
        mover = next((draft.commit for draft in drafts if draft.moved), revision.written)
        parts = _parts(before, revision, drafts, change, contents, compare)
        if (former or back) and all(commit.id != mover.id for commit, _ in parts):
            parts = ((mover, PlanChange()), *parts)
        for commit, part in reversed(parts):
            moved = (former, back) if commit.id == mover.id else ("", None)
            mended = revision.written if across and commit.id != revision.written.id else None
            own = moved[0], owner, moved[1], across, revision.merge, mended
            yield Version(revision.dated or revision.day, commit, ChangeKind.CHANGED, part, *own)
        if newer.readable:
            if read and change.entries:
                steps.append(Step(read[1], newer, change, revision))
            read = revision, newer


def added(first: PlanRevision) -> Iterator[Version]:
    """The version that a plan began with; none where history is cut off there."""
    if not first.cut:
        began = next((draft.commit for draft in reversed(first.drafts) if not draft.before), first.written)
        kind, day = ChangeKind.ADDED, first.dated or first.day
        yield Version(day, began, kind, PlanChange(), "", merge=first.merge)


def _drafts(before: PlanRevision, revision: PlanRevision) -> tuple[Draft, ...]:
    """Who made what of a plan since the revision before, newest first; who brings it back goes on with that."""
    drafts = revision.drafts or (Draft(revision.written, before.blob, revision.blob, False, False),)
    return tuple([draft if draft.before else draft._replace(before=before.blob) for draft in drafts])


def _parts(
    before: PlanRevision,
    revision: PlanRevision,
    drafts: Sequence[Draft],
    change: PlanChange,
    contents: Contents,
    compare: Compare,
) -> tuple[tuple[Commit, PlanChange], ...]:
    """What a version changed, by who wrote it, newest first."""
    if not change:
        return ()
    if len(drafts) == 1 and (writer := only_writer(revision, before.blob)):
        return ((writer, change),)
    made = [
        (draft, _drafted(contents[draft.before], contents[draft.after], revision.day, compare))
        for draft in drafts
        if draft.before in contents and draft.after in contents
    ]
    return credited(change, revision.merge or revision.written, made)


def _drafted(before: Content, after: Content, day: date, compare: Compare) -> PlanChange:
    """What a draft changed, whether it could be read or not."""
    if before.plan.readable and after.plan.readable:
        return compare(before.plan, after.plan, day)
    change = compare(before.repaired, after.repaired, day)
    change = change if before.repaired.readable and after.repaired.readable else PlanChange()
    broken = compare(before.plan, after.plan, day) if before.plan.readable != after.plan.readable else PlanChange()
    return PlanChange((*broken.entries, *change.entries), change.sections)


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
