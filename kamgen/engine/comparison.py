"""Two states of a portfolio, held against each other by one kamgen.

    base on its own day ─time─▶ base on the day ─rules─▶ base by the head's site.toml ─content─▶ head

Every arrow is judged apart, so that what content did is not mixed with what site.toml did, or with time alone. What
is the same on both sides of an arrow is recalled, and only plans that differ are read in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kamgen.analyse.amounts import NOTHING, amounts_of, mean_health, total_amounts
from kamgen.analyse.figures import shown_year
from kamgen.compare.accounts import Ident, lines_of, pair_accounts
from kamgen.compare.moves import with_times
from kamgen.compare.plans import compare_plans
from kamgen.compare.results import compare_results
from kamgen.compare.settings import compare_settings
from kamgen.engine import keys
from kamgen.engine.pasts import Pasts
from kamgen.memory.ram import QuickMemory
from kamgen.model.body import Body
from kamgen.model.change import EntryChange, Kind, PlanChange
from kamgen.model.comparison import (
    AccountChange,
    Amounts,
    Comparison,
    Results,
    Shift,
    Side,
)
from kamgen.model.config import SiteConfig
from kamgen.model.front import FrontMatter
from kamgen.model.history import UNKNOWN
from kamgen.model.places import FrontText
from kamgen.model.plan import Plan
from kamgen.model.portfolio import Portfolio, mean_score
from kamgen.model.source import Content
from kamgen.model.summary import Summary
from kamgen.parse.plan import parse_plan
from kamgen.rules.catalogue import RULES

if TYPE_CHECKING:
    from kamgen.engine.archive import Archive
    from kamgen.engine.assessed import Assessed, Located
    from kamgen.engine.engine import Engine
    from kamgen.memory import Key

_NAMES = {rule.code: rule.name for rule in RULES}
_NO_PLAN = Plan("", "", FrontMatter(name="", owner="", category=""), FrontText("yaml", "", 1), Body())
_SHIFTING = frozenset({"due", "close", "target_revenue", "target_profit"})
"""Fields of which it matters how often they moved before."""


@dataclass(frozen=True, slots=True)
class State:
    """One of the two states, as it was read."""

    label: str
    commit: str
    """Id of its commit; empty when it is none."""
    day: date
    """The day of its commit or export; of what is not committed, the day judged."""
    content: Content
    site: SiteConfig
    archive: Archive | None
    touched: tuple[tuple[str, date], ...] = ()
    """When plans last changed, by path, where an export says so."""

    def side(self) -> Side:
        """The same in brief."""
        return Side(self.label, self.commit, self.day, len(self.content.plans))


class _Pair(NamedTuple):
    """One account in both states; None where it is not there."""

    before: Located | None
    was: Summary | None
    after: Located | None
    now: Summary | None


def compare_states(engine: Engine, base: State, head: State, as_of: date) -> Comparison:
    """What is different in ``head``, judged as of that day."""
    return _Comparing(engine.with_memory(QuickMemory(engine.memory)), base, head, as_of).comparison()


class _Comparing:
    """The work of one comparison."""

    def __init__(self, engine: Engine, base: State, head: State, as_of: date) -> None:
        self._engine = engine
        self._base = base
        self._head = head
        self._as_of = as_of
        self._after = engine.assess(head.content, head.site, as_of, head.archive)
        same = keys.judge_key(base.site, as_of) == keys.judge_key(head.site, as_of)
        self._today = self._assessed(base.site, as_of)
        self._before = self._today if same else self._assessed(head.site, as_of)
        references = [plan.reference for plan in self._after.plans]
        self._year = shown_year(references, head.site.calendar(), as_of)

    def _assessed(self, site: SiteConfig, day: date) -> Assessed:
        """The base's content by that site.toml on that day."""
        assessed = self._engine.assess(self._base.content, site, day, self._base.archive)
        if not self._base.touched:
            return assessed
        known = dict(self._base.touched)
        fresh = (
            plan._replace(freshness=UNKNOWN._replace(touched=known.get(plan.source.path))) for plan in assessed.plans
        )
        return replace(assessed, plans=tuple(fresh))

    def comparison(self) -> Comparison:
        """All of it."""
        brief, base, head = self._engine.brief, self._base, self._head
        today, after = brief(self._today), brief(self._after)
        before = today if self._before is self._today else brief(self._before)
        accounts = tuple(self._accounts(before, after))
        return Comparison(
            as_of=self._as_of,
            currency=head.site.site.currency,
            year=self._year,
            base=base.side(),
            head=head.side(),
            accounts=accounts,
            unchanged=len(after.accounts) - sum(change.after is not None for change in accounts),
            settings=compare_settings(base.site, head.site),
            rules=tuple(self._shifts(today, before, money=True)),
            time=self._time(today),
            score=(mean_score(before.accounts), mean_score(after.accounts)),
            health=(mean_health(before.accounts), mean_health(after.accounts)),
            totals=(self._total(today), self._total(before), self._total(after)),
        )

    def _time(self, today: Portfolio) -> tuple[Shift, ...]:
        """What time alone did to the base; remembered as a whole, since a branch is compared with it many times."""
        base, memory = self._base, self._engine.memory
        if base.day == self._as_of:
            return ()
        judges = (keys.judge_key(base.site, day) for day in (base.day, self._as_of))
        plans = (part for plan in self._today.plans for part in (plan.key, repr(tuple(plan.freshness))))
        key = keys.time_key(judges, self._year, sorted(base.content.files), plans)
        known: tuple[Shift, ...] | None = memory.recall([key]).get(key)
        if known is None:
            then = self._engine.brief(self._assessed(base.site, base.day))
            known = tuple(self._shifts(then, today, money=False))
            memory.keep({key: known})
        return known

    def _total(self, portfolio: Portfolio) -> Amounts:
        return total_amounts(amounts_of(account, self._year) for account in portfolio.accounts)

    def _shifts(self, before: Portfolio, after: Portfolio, money: bool) -> Iterator[Shift]:
        """Accounts whose results differ, or whose ``money`` does: time alone makes it no other."""
        if before is after:
            return
        for was, now in zip(before.accounts, after.accounts, strict=True):
            if was == now:
                continue
            results = compare_results(was, now, _NAMES)
            amounts = self._amounts(was if money else now, now)
            if _differ(was, now, results) or amounts[0] != amounts[1]:
                yield Shift(was, now, results, amounts)

    def _amounts(self, was: Summary | None, now: Summary | None) -> tuple[Amounts, Amounts]:
        before, after = (amounts_of(one, self._year) if one else NOTHING for one in (was, now))
        return before, after

    def _accounts(self, before: Portfolio, after: Portfolio) -> Iterator[AccountChange]:
        changes = [change for pair in self._pairs(before, after) if (change := self._change(pair))]
        changes.sort(key=lambda change: (change.one.path, change.kind.word))
        yield from self._counted(changes)

    def _pairs(self, before: Portfolio, after: Portfolio) -> Iterator[_Pair]:
        base, head = self._before.plans, self._after.plans
        same = frozenset(plan.key for plan in base) & frozenset(plan.key for plan in head)
        pairs = pair_accounts([_ident(plan, same) for plan in base], [_ident(plan, same) for plan in head])
        for old, new in pairs:
            was = (None, None) if old is None else (base[old], before.accounts[old])
            now = (None, None) if new is None else (head[new], after.accounts[new])
            yield _Pair(*was, *now)

    def _change(self, pair: _Pair) -> AccountChange | None:
        """What became of one account; None when nothing did."""
        was, now = pair.was, pair.now
        if was is None or now is None:
            kind = Kind.ADDED if was is None else Kind.REMOVED
            plan, results = self._plan_change(pair.before, pair.after), compare_results(was, now, _NAMES)
            return AccountChange(kind, was, now, plan, results, self._amounts(was, now))
        if was == now and pair.before and pair.after and pair.before.key == pair.after.key:
            return None
        plan, results = self._plan_change(pair.before, pair.after), compare_results(was, now, _NAMES)
        amounts = self._amounts(was, now)
        if plan or was.path != now.path or amounts[0] != amounts[1] or _differ(was, now, results):
            return AccountChange(Kind.CHANGED, was, now, plan, results, amounts)
        return None

    def _plan_change(self, old: Located | None, new: Located | None) -> PlanChange:
        if old and new and old.source.data == new.source.data:
            return PlanChange()
        site = self._head.site
        before = parse_plan(old.source, self._base.content.folder) if old else _NO_PLAN
        after = parse_plan(new.source, self._head.content.folder) if new else _NO_PLAN
        change = compare_plans(before, after, site.calendar(), self._as_of, site.lower_is_better())
        return change if old and new else _of_whole(change, Kind.ADDED if new else Kind.REMOVED)

    def _counted(self, changes: Sequence[AccountChange]) -> Iterator[AccountChange]:
        """The same, with how often what moved has moved before, as far as history tells."""
        moved = {
            change.before.path
            for change in changes
            if change.before
            and any(field.field in _SHIFTING for entry in change.plan.entries for field in entry.fields)
        }
        archive = self._base.archive
        if not moved or archive is None:
            yield from changes
            return
        asked = replace(self._before, plans=tuple(plan for plan in self._before.plans if plan.source.path in moved))
        pasts = Pasts(self._engine, asked, archive).of(asked.plans, points=False)
        for change in changes:
            past = pasts.get(change.before.path) if change.before else None
            yield replace(change, plan=with_times(change.plan, past.moves)) if past else change


def _of_whole(change: PlanChange, kind: Kind) -> PlanChange:
    """The same for a plan that came or went as a whole: its own fields have not changed, they came or went too.

    Headings that say nothing yet, or no more, are not worth telling.
    """
    entries = tuple(entry if entry.group else _unmarked(entry, kind) for entry in change.entries)
    return PlanChange(entries, tuple(section for section in change.sections if section.added or section.removed))


def _unmarked(entry: EntryChange, kind: Kind) -> EntryChange:
    return entry._replace(kind=kind, fields=tuple(field._replace(look=None) for field in entry.fields))


def _ident(plan: Located, same: frozenset[Key]) -> Ident:
    """What a plan is known by; its lines only when it is not the ``same`` on both sides."""
    reference = plan.reference
    lines = frozenset[str]() if plan.key in same else lines_of(plan.source.data.decode("utf-8", "replace"))
    return Ident(reference.path, plan.links.slug, reference.name, reference.crm, lines)


def _differ(was: Summary, now: Summary, results: Results) -> bool:
    """Whether anything that is reported of an account differs.

    A rule that is met, and not checked on the other side, makes no difference.
    """
    scores = (was.score, was.health, was.elements) != (now.score, now.health, now.elements)
    criteria = any((each.was and each.now) or "gap" in (each.was, each.now) for each in results.criteria)
    return scores or criteria or bool(results.new or results.fixed)
