"""The past of one account from the versions of its plan.

versions, newest first    c3 ── b2 ── a1
change log                what c3 changed, what b2 changed, that a1 began it; mere writing is left out
since                     the version that was there at the last review, against the plan as it is
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from kamgen.history.freshness import changed_days
from kamgen.history.plan_history import PlanRevision
from kamgen.history.slippage import moves_of, with_times
from kamgen.model.account_history import AccountHistory, Since, Version
from kamgen.model.change import Kind, PlanChange
from kamgen.model.plan import Plan

Compare = Callable[[Plan, Plan, date], PlanChange]
"""What is different in the second plan, as of a day."""


def account_history_of(
    plan: Plan, versions: Sequence[tuple[PlanRevision, Plan]], whole: bool, reviewed: date | None, compare: Compare
) -> AccountHistory:
    """The past of ``plan``, without its points, from its ``versions``, newest first.

    ``whole`` says that there are no older ones; ``reviewed`` is the day of the last review that took place;
    ``compare`` is `compare_plans` by the site's own calendar and measures.
    """
    told = tuple(_versions(versions, whole, compare))
    earlier = (moves_of(told[number:]) for number in range(1, len(told) + 1))
    counted = tuple(
        version._replace(plan=with_times(version.plan, moves)) for version, moves in zip(told, earlier, strict=True)
    )
    cut = bool(versions) and versions[-1][0].cut
    since = _since(plan, versions, reviewed, compare)
    return AccountHistory(counted, (), moves_of(told), since, cut, _sections(plan, versions, whole))


def _sections(plan: Plan, versions: Sequence[tuple[PlanRevision, Plan]], whole: bool) -> tuple[tuple[str, date], ...]:
    """Sections without a date of their own that are older than the newest version, as far as versions tell.

    The plan may be a working copy: what is not committed has no day yet.
    """
    newest, first = versions[0][0], versions[-1][0]
    anchors = [section.anchor for section in plan.body.sections if not section.dated]
    days, same = changed_days([(date.max, plan), *((revision.day, each) for revision, each in versions)], anchors)
    if whole and not first.cut:
        days |= dict.fromkeys(same, first.day)
    return tuple((anchor, days[anchor]) for anchor in anchors if days.get(anchor, newest.day) < newest.day)


def _versions(versions: Sequence[tuple[PlanRevision, Plan]], whole: bool, compare: Compare) -> Iterator[Version]:
    for (revision, plan), (before, older) in pairwise(versions):
        change = compare(older, plan, revision.day)
        former = before.path if before.path != revision.path else ""
        if change or former:
            yield Version(revision.day, revision.written, Kind.CHANGED, change, former)
    if whole and versions and not versions[-1][0].cut:
        first = versions[-1][0]
        yield Version(first.day, first.written, Kind.ADDED, PlanChange(), "")


def _since(
    plan: Plan, versions: Sequence[tuple[PlanRevision, Plan]], reviewed: date | None, compare: Compare
) -> Since | None:
    if reviewed is None:
        return None
    then = next((older for revision, older in versions if revision.day <= reviewed), None)
    return Since(reviewed, compare(then, plan, reviewed)) if then else None
