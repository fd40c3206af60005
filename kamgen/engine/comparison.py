"""Two states of a portfolio, held against each other by one kamgen.

    base on its own day ─time─▶ base on the day ─rules─▶ base by the head's site.toml ─content─▶ head

Every arrow is judged apart, so that what content did is not mixed with what site.toml did, or with time alone. What
is the same on both sides of an arrow is recalled, and only plans that differ are read in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kamgen.analyse.summary import NOTHING, amounts_of, mean_health, total_amounts
from kamgen.cache import LayeredCache
from kamgen.compare.accounts import AccountIdentity, distinct_lines, match_accounts
from kamgen.compare.plans import compare_plans
from kamgen.compare.results import compare_results
from kamgen.compare.settings import compare_settings
from kamgen.compare.suspects import suspects_of, unconfirmed
from kamgen.engine import keys
from kamgen.engine.account_histories import AccountHistories
from kamgen.engine.engine import Engine, LinkedPlan, LinkedPlans
from kamgen.facts.accounts import mean_score
from kamgen.facts.money import display_year
from kamgen.history.identity import file_slug, is_same, known_of
from kamgen.history.plan_history import DeletedPlan, PlanRevision, deleted_plans, lineages
from kamgen.history.slippage import may_move, with_times
from kamgen.model.account_history import AccountHistory
from kamgen.model.change import ChangeKind, PlanChange, Suspect
from kamgen.model.comparison import (
    AccountChange,
    Amounts,
    Comparison,
    FormerPlan,
    Results,
    Shift,
    Side,
)
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import Body, Plan
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio, Summary
from kamgen.parse.plan import parse_plan
from kamgen.rules.catalogue import RULES

if TYPE_CHECKING:
    from kamgen.history.plan_history import PlanHistory


class PortfolioState(Struct, frozen=True):
    """One of the two states, as it was read."""

    label: str
    commit: str
    """Id of its commit; empty when it is none."""
    day: date
    """The day of its commit or export; of what is not committed, the day judged."""
    content: Content
    site: SiteConfig
    plan_history: PlanHistory | None
    touched: tuple[tuple[str, date], ...] = ()
    """When plans last changed, by path, where an export says so."""
    baseline: Mapping[tuple[str, str], int] = MappingProxyType({})
    """What its baseline file keeps: findings by account and rule."""
    recorded: tuple[tuple[str, int | None], ...] = ()
    """Checklist scores by path, of an export that goes by other definitions than this kamgen."""

    @property
    def side(self) -> Side:
        """The same in brief."""
        return Side(self.label, self.commit, self.day, len(self.content.plans))


def _grown(before: Mapping[tuple[str, str], int], after: Mapping[tuple[str, str], int]) -> tuple[int, int] | None:
    """How many findings two baselines keep, where the later one keeps more of any account and rule."""
    if all(count <= before.get(key, 0) for key, count in after.items()):
        return None
    return sum(before.values()), sum(after.values())


_MOST_GONE = 50
"""Accounts that went, of which it is looked at whether one came back."""

_RULE_NAMES = {rule.code: rule.name for rule in RULES}
_NO_PLAN = Plan("", "", FrontMatter(name="", owner="", category=""), Body())

LastRead = tuple[FormerPlan, Plan, Source]
_Judged = tuple[LinkedPlan, Summary]
"""A plan, and what it came to."""


def compare_states(engine: Engine, base: PortfolioState, head: PortfolioState, as_of: date) -> Comparison:
    """What is different in ``head``, judged as of that day."""
    return _Comparing(Engine(LayeredCache(engine.cache), engine.pool), base, head, as_of).comparison()


class _Comparing:
    """The work of one comparison."""

    def __init__(self, engine: Engine, base: PortfolioState, head: PortfolioState, as_of: date) -> None:
        self._engine = engine
        self._base = base
        self._head = head
        self._as_of = as_of
        self._after = engine.link(head.content, head.site, as_of, head.plan_history)
        same = keys.judge_key(base.site, as_of) == keys.judge_key(head.site, as_of)
        self._today = self._linked(base.site, as_of)
        self._before = self._today if same else self._linked(head.site, as_of)
        calendar = head.site.calendar()
        plans = (plan.reference for state in (self._today, self._after) for plan in state.plans)
        self._year = display_year(plans, calendar, as_of, aims=True)

    def _linked(self, site: SiteConfig, day: date) -> LinkedPlans:
        """The base's content by that site.toml on that day."""
        linked = self._engine.link(self._base.content, site, day, self._base.plan_history)
        if not self._base.touched:
            return linked
        known = dict(self._base.touched)
        fresh = (
            plan._replace(freshness=UNKNOWN._replace(touched=known.get(plan.source.path))) for plan in linked.plans
        )
        return replace(linked, plans=tuple(fresh))

    def comparison(self) -> Comparison:
        """All of it."""
        summarise, base, head = self._engine.summarise, self._base, self._head
        today, after = summarise(self._today), summarise(self._after)
        before = today if self._before is self._today else summarise(self._before)
        changes = [change for pair in self._pairs(before, after) if (change := self._change(*pair))]
        changes.sort(key=lambda change: (change.one.path, change.kind.word))
        totals = [
            total_amounts(amounts_of(account, self._year, own=False) for account in portfolio.accounts)
            for portfolio in (today, before, after)
        ]
        return Comparison(
            as_of=self._as_of,
            currency=head.site.site.currency,
            year=self._year,
            base=base.side,
            head=head.side,
            accounts=tuple(self._counted(changes)),
            unchanged=len(after.accounts) - sum(change.after is not None for change in changes),
            settings=compare_settings(base.site, head.site),
            rules=tuple(self._shifts(today, before, money=True)),
            time=self._time(today),
            score=(mean_score(before.accounts), mean_score(after.accounts)),
            health=(
                mean_health(account.health for account in before.accounts),
                mean_health(account.health for account in after.accounts),
            ),
            totals=(totals[0], totals[1], totals[2]),
            baseline=_grown(base.baseline, head.baseline),
            redefined=tuple(self._redefined()),
        )

    def _redefined(self) -> Iterator[tuple[str, int | None, int | None]]:
        """Accounts that the export scored otherwise than this kamgen does for the same plans on the same day."""
        if recorded := dict(self._base.recorded):
            for account in self._engine.summarise(self._linked(self._base.site, self._base.day)).accounts:
                if recorded.get(account.path, account.score) != account.score:
                    yield account.slug, recorded[account.path], account.score

    def _time(self, today: Portfolio) -> tuple[Shift, ...]:
        """What time alone did to the base; remembered as a whole, since a branch is compared with it many times."""

        def made(days: Sequence[date]) -> Iterator[tuple[Shift, ...]]:
            for day in days:
                then = self._engine.summarise(self._linked(base.site, day))
                yield tuple(self._shifts(then, today, money=False))

        base = self._base
        if base.day == self._as_of:
            return ()
        judges = [keys.judge_key(base.site, day) for day in (base.day, self._as_of)]
        plans = [(plan.key, plan.freshness) for plan in self._today.plans]
        key = keys.time_key(judges, self._year, base.content.files, plans)
        return self._engine.cached({key: base.day}, tuple[Shift, ...], made)[key]

    def _shifts(self, before: Portfolio, after: Portfolio, money: bool) -> Iterator[Shift]:
        """Accounts whose results differ, or whose ``money`` does: time alone makes it no other.

        They come without what their results tell anyway: thousands of these are remembered at once.
        """
        for was, now in zip(before.accounts, after.accounts, strict=True):
            if was == now:
                continue
            results, amounts = compare_results(was, now, _RULE_NAMES), self._amounts(was if money else now, now)
            if _differ(was, now, results) or amounts[0] != amounts[1]:
                one, other = (each._replace(outcomes=(), findings=(), waived=(), attachments=()) for each in (was, now))
                yield Shift(one, other, results, amounts)

    def _amounts(self, was: Summary | None, now: Summary | None) -> tuple[Amounts, Amounts]:
        """The money of an account before and after; none where it is not there."""
        before, after = (amounts_of(one, self._year) if one else NOTHING for one in (was, now))
        return before, after

    def _pairs(self, before: Portfolio, after: Portfolio) -> Iterator[tuple[_Judged | None, _Judged | None]]:
        """Each account in both states; None where it is not there."""
        base = list(zip(self._before.plans, before.accounts, strict=True))
        head = list(zip(self._after.plans, after.accounts, strict=True))
        same = {plan.key for plan, _ in base} & {plan.key for plan, _ in head}
        known = ([_identity(plan, plan.key in same) for plan, _ in state] for state in (base, head))
        for old, new in match_accounts(*known):
            yield None if old is None else base[old], None if new is None else head[new]

    def _change(self, before: _Judged | None, after: _Judged | None) -> AccountChange | None:
        """What became of one account; None when nothing did. Only plans that differ are read in full."""
        (old, was), (new, now) = before or (None, None), after or (None, None)
        if was == now and old and new and old.key == new.key:
            return None
        former: FormerPlan | None = None
        plan, results, amounts = PlanChange(), compare_results(was, now, _RULE_NAMES), self._amounts(was, now)
        touches: tuple[Suspect, ...] = ()
        if not (old and new and old.source.data == new.source.data):
            one = parse_plan(old.source, self._base.content.folder) if old else _NO_PLAN
            other = parse_plan(new.source, self._head.content.folder) if new else _NO_PLAN
            site = self._head.site
            plan = compare_plans(one, other, site, self._as_of)
            if new and other.readable and (last := self._last_read(old, new, other)):
                former, one, source = last
                if old:
                    was = self._as_it_was(old, source)
                    results, amounts = compare_results(was, now, _RULE_NAMES), self._amounts(was, now)
                meanwhile = compare_plans(one, other, site, self._as_of)
                unread = plan.entries if old else ()
                plan = PlanChange((*unread, *meanwhile.entries), meanwhile.sections)
            if former or (old and new):
                found = suspects_of(one, other, plan, self._as_of, site.calendar())
                # the base may be a later commit than the one that last changed the plan there
                since = former.day if former else (old and old.freshness.touched) or self._base.day
                touches = unconfirmed(found, plan, since, self._head.day, self._as_of)
        if was is None or now is None:
            kind = ChangeKind.ADDED if was is None else ChangeKind.REMOVED
            plan = plan if former else _came_or_went(plan, kind)
            return AccountChange(kind, was, now, plan, results, amounts, former, touches)
        if plan or was.path != now.path or amounts[0] != amounts[1] or _differ(was, now, results):
            return AccountChange(ChangeKind.CHANGED, was, now, plan, results, amounts, former, touches)
        return None

    def _as_it_was(self, old: LinkedPlan, source: Source) -> Summary:
        """What an account that the base cannot read came to by that version of its plan, beside the base's others."""
        path = old.source.path
        plans = tuple([replace(source, path=path) if each.path == path else each for each in self._base.content.plans])
        linked = self._engine.link(replace(self._base.content, plans=plans), self._head.site, self._as_of)
        plan = next(each for each in linked.plans if each.source.path == path)
        return self._engine.summarise(replace(linked, plans=(plan._replace(freshness=old.freshness),))).accounts[0]

    def _last_read(self, old: LinkedPlan | None, new: LinkedPlan, now: Plan) -> LastRead | None:
        """The last version from before the base that can be read, of a plan that the base does not have or that cannot
        be read there; None where there is none."""
        history = self._base.plan_history
        if history is None or (old and old.reference.readable):
            return None
        if old:
            return self._last_of(history, old.source.path, None)
        slug = file_slug(new.source.path)
        gone = sorted(self._gone, key=lambda each: file_slug(each.last.path) != slug)[:_MOST_GONE]
        for each, (last, plan, _) in zip(gone, self._read([each.last for each in gone]), strict=True):
            if file_slug(last.path) == slug or (plan.readable and is_same(known_of(plan), known_of(now))):
                return self._last_of(history, last.path, each.day)
        return None

    def _last_of(self, history: PlanHistory, path: str, deleted: date | None) -> LastRead | None:
        """The last version of a plan that can be read."""
        found = lineages(history.log, [path]).get(path, ())
        for each, plan, source in self._read(found):
            if plan.readable:
                return FormerPlan(each.day, each.written, deleted), plan, source
        return None

    def _read(self, revisions: Sequence[PlanRevision]) -> Iterator[tuple[PlanRevision, Plan, Source]]:
        """What plans said in those versions."""
        history = self._base.plan_history
        contents = history.read([each.blob for each in revisions]) if history else ()
        for each, data in zip(revisions, contents, strict=True):
            source = Source(each.path, data)
            yield each, parse_plan(source, self._base.content.folder), source

    @cached_property
    def _gone(self) -> tuple[DeletedPlan, ...]:
        """The plans that were deleted before the base, newest first."""
        history = self._base.plan_history
        return deleted_plans(history.log, date.min) if history else ()

    def _counted(self, changes: Sequence[AccountChange]) -> Iterator[AccountChange]:
        """The same, with how often what moved has moved before, as far as history tells."""
        moved = {change.before.path for change in changes if change.before and may_move(change.plan)}
        histories: dict[str, AccountHistory] = {}
        if moved and self._base.plan_history is not None:
            plans = tuple(plan for plan in self._before.plans if plan.source.path in moved)
            asked = replace(self._before, plans=plans)
            histories = AccountHistories(self._engine, asked, self._base.plan_history).of(plans, points=False)
        deleted = self._deleted_between([each.after.path for each in changes if each.before and each.after])
        for change in changes:
            past = histories.get(change.before.path) if change.before else None
            plan = with_times(change.plan, past.moves) if past else change.plan
            yield replace(change, plan=plan, deleted=deleted.get(change.one.path))

    def _deleted_between(self, paths: Sequence[str]) -> dict[str, date]:
        """When plans that are in both states were deleted between them, by path."""
        before, after = self._base.plan_history, self._head.plan_history
        if before is None or after is None:
            return {}
        known, found = before.log.order, lineages(after.log, paths)
        gone = {path: [each.deleted for each in past if each.deleted] for path, past in found.items()}
        return {path: day for path, all_of_it in gone.items() for day, commit in all_of_it if commit.id not in known}


def _differ(was: Summary, now: Summary, results: Results) -> bool:
    """Whether anything that is reported of an account differs.

    A rule that is met, and not checked on the other side, makes no difference.
    """
    scores = (was.score, was.health, was.elements) != (now.score, now.health, now.elements)
    criteria = any((each.was and each.now) or "gap" in (each.was, each.now) for each in results.criteria)
    return scores or criteria or bool(results.new or results.fixed)


def _came_or_went(change: PlanChange, kind: ChangeKind) -> PlanChange:
    """The same for a plan that came or went as a whole: its own fields have not changed, they came or went too.

    Headings that say nothing yet, or no more, are not worth telling.
    """
    entries = tuple(
        entry
        if entry.group
        else entry._replace(kind=kind, fields=tuple(field._replace(flag=None) for field in entry.fields))
        for entry in change.entries
    )
    return PlanChange(entries, tuple(section for section in change.sections if section.added or section.removed))


def _identity(plan: LinkedPlan, same: bool) -> AccountIdentity:
    """What a plan is known by; its lines only when it is not the ``same`` on both sides."""
    reference = plan.reference
    lines = frozenset[str]() if same else distinct_lines(plan.source.data.decode("utf-8", "replace"))
    name = reference.name if reference.named else ""
    return AccountIdentity(reference.path, plan.links.slug, name, reference.crm, lines)
