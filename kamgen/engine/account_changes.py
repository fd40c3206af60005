"""What became of each account between two states that are judged by the same rules on the same day.

Accounts are found again by what they are; only plans that differ are read in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kamgen.analyse.summary import NOTHING, amounts_of
from kamgen.compare.accounts import AccountIdentity, lines_of, match_accounts
from kamgen.compare.plans import compare_plans
from kamgen.compare.results import compare_results
from kamgen.model.change import EntryChange, Kind, PlanChange
from kamgen.model.comparison import AccountChange, Amounts, Results
from kamgen.model.config import SiteConfig
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import Body, Plan
from kamgen.model.summary import Summary
from kamgen.parse.plan import parse_plan
from kamgen.rules.catalogue import RULES

if TYPE_CHECKING:
    from kamgen.cache import Key
    from kamgen.engine.linked_plans import LinkedPlan

RULE_NAMES = {rule.code: rule.name for rule in RULES}
_NO_PLAN = Plan("", "", FrontMatter(name="", owner="", category=""), Body())


class Judged(NamedTuple):
    """One state: its plans, and in the same order what they came to."""

    plans: Sequence[LinkedPlan]
    accounts: Sequence[Summary]
    folder: str
    """The content folder below the site's root."""


class _Pair(NamedTuple):
    """One account in both states; None where it is not there."""

    before: LinkedPlan | None
    was: Summary | None
    after: LinkedPlan | None
    now: Summary | None


class AccountChanges:
    """Holds two states against each other, account by account."""

    def __init__(self, before: Judged, after: Judged, site: SiteConfig, as_of: date, year: int) -> None:
        self._before = before
        self._after = after
        self._site = site
        self._as_of = as_of
        self._year = year

    def all(self) -> list[AccountChange]:
        """Changed, added and removed accounts in order of their paths."""
        changes = [change for pair in self._pairs() if (change := self._change(pair))]
        return sorted(changes, key=lambda change: (change.one.path, change.kind.word))

    def _pairs(self) -> Iterator[_Pair]:
        base, head = self._before.plans, self._after.plans
        same = frozenset(plan.key for plan in base) & frozenset(plan.key for plan in head)
        pairs = match_accounts([_ident(plan, same) for plan in base], [_ident(plan, same) for plan in head])
        for old, new in pairs:
            was = (None, None) if old is None else (base[old], self._before.accounts[old])
            now = (None, None) if new is None else (head[new], self._after.accounts[new])
            yield _Pair(*was, *now)

    def _change(self, pair: _Pair) -> AccountChange | None:
        """What became of one account; None when nothing did."""
        was, now = pair.was, pair.now
        if was == now and pair.before and pair.after and pair.before.key == pair.after.key:
            return None
        plan, results = self._plan_change(pair.before, pair.after), compare_results(was, now, RULE_NAMES)
        amounts = both_amounts(was, now, self._year)
        if was is None or now is None:
            return AccountChange(Kind.ADDED if was is None else Kind.REMOVED, was, now, plan, results, amounts)
        if plan or was.path != now.path or amounts[0] != amounts[1] or differ(was, now, results):
            return AccountChange(Kind.CHANGED, was, now, plan, results, amounts)
        return None

    def _plan_change(self, old: LinkedPlan | None, new: LinkedPlan | None) -> PlanChange:
        if old and new and old.source.data == new.source.data:
            return PlanChange()
        site = self._site
        before = parse_plan(old.source, self._before.folder) if old else _NO_PLAN
        after = parse_plan(new.source, self._after.folder) if new else _NO_PLAN
        change = compare_plans(before, after, site.calendar(), self._as_of, site.lower_is_better())
        return change if old and new else _of_whole(change, Kind.ADDED if new else Kind.REMOVED)


def both_amounts(was: Summary | None, now: Summary | None, year: int) -> tuple[Amounts, Amounts]:
    """The money of an account before and after; none where it is not there."""
    before, after = (amounts_of(one, year) if one else NOTHING for one in (was, now))
    return before, after


def differ(was: Summary, now: Summary, results: Results) -> bool:
    """Whether anything that is reported of an account differs.

    A rule that is met, and not checked on the other side, makes no difference.
    """
    scores = (was.score, was.health, was.elements) != (now.score, now.health, now.elements)
    criteria = any((each.was and each.now) or "gap" in (each.was, each.now) for each in results.criteria)
    return scores or criteria or bool(results.new or results.fixed)


def _of_whole(change: PlanChange, kind: Kind) -> PlanChange:
    """The same for a plan that came or went as a whole: its own fields have not changed, they came or went too.

    Headings that say nothing yet, or no more, are not worth telling.
    """
    entries = tuple(entry if entry.group else _unmarked(entry, kind) for entry in change.entries)
    return PlanChange(entries, tuple(section for section in change.sections if section.added or section.removed))


def _unmarked(entry: EntryChange, kind: Kind) -> EntryChange:
    return entry._replace(kind=kind, fields=tuple(field._replace(flag=None) for field in entry.fields))


def _ident(plan: LinkedPlan, same: frozenset[Key]) -> AccountIdentity:
    """What a plan is known by; its lines only when it is not the ``same`` on both sides."""
    reference = plan.reference
    lines = frozenset[str]() if plan.key in same else lines_of(plan.source.data.decode("utf-8", "replace"))
    return AccountIdentity(reference.path, plan.links.slug, reference.name, reference.crm, lines)
