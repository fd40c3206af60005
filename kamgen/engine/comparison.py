"""Two states of a portfolio, held against each other by one kamgen.

    base on its own day ─time─▶ base on the day ─rules─▶ base by the head's site.toml ─content─▶ head

Every arrow is judged apart, so that what content did is not mixed with what site.toml did, or with time alone. What
is the same on both sides of an arrow is recalled, and only plans that differ are read in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kamgen.analyse.summary import amounts_of, mean_health, total_amounts
from kamgen.cache import LayeredCache
from kamgen.compare.results import compare_results
from kamgen.compare.settings import compare_settings
from kamgen.engine import keys
from kamgen.engine.account_changes import RULE_NAMES, AccountChanges, Judged, both_amounts, differ
from kamgen.engine.account_histories import AccountHistories
from kamgen.facts.accounts import mean_score
from kamgen.facts.money import shown_year
from kamgen.history.slippage import may_move, with_times
from kamgen.model.comparison import (
    AccountChange,
    Amounts,
    Comparison,
    Shift,
    Side,
)
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN
from kamgen.model.source import Content
from kamgen.model.summary import Portfolio, Summary

if TYPE_CHECKING:
    from kamgen.engine.engine import Engine
    from kamgen.engine.linked_plans import LinkedPlans
    from kamgen.history.plan_history import PlanHistory


@dataclass(frozen=True, slots=True)
class PortfolioState:
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

    def side(self) -> Side:
        """The same in brief."""
        return Side(self.label, self.commit, self.day, len(self.content.plans))


def compare_states(engine: Engine, base: PortfolioState, head: PortfolioState, as_of: date) -> Comparison:
    """What is different in ``head``, judged as of that day."""
    return _Comparing(engine.with_cache(LayeredCache(engine.cache)), base, head, as_of).comparison()


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
        references = [plan.reference for plan in self._after.plans]
        self._year = shown_year(references, head.site.calendar(), as_of)

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
        accounts = self._accounts(before, after)
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
        base, cache = self._base, self._engine.cache
        if base.day == self._as_of:
            return ()
        judges = (keys.judge_key(base.site, day) for day in (base.day, self._as_of))
        plans = (part for plan in self._today.plans for part in (plan.key, repr(tuple(plan.freshness))))
        key = keys.time_key(judges, self._year, sorted(base.content.files), plans)
        known = cache.get([key], tuple[Shift, ...]).get(key)
        if known is None:
            then = self._engine.summarise(self._linked(base.site, base.day))
            known = tuple(self._shifts(then, today, money=False))
            cache.put({key: known})
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
            results = compare_results(was, now, RULE_NAMES)
            amounts = both_amounts(was if money else now, now, self._year)
            if differ(was, now, results) or amounts[0] != amounts[1]:
                yield Shift(_scores(was), _scores(now), results, amounts)

    def _accounts(self, before: Portfolio, after: Portfolio) -> tuple[AccountChange, ...]:
        head = self._head
        old = Judged(self._before.plans, before.accounts, self._base.content.folder)
        new = Judged(self._after.plans, after.accounts, head.content.folder)
        changes = AccountChanges(old, new, head.site, self._as_of, self._year).all()
        return tuple(self._counted(changes))

    def _counted(self, changes: Sequence[AccountChange]) -> Iterator[AccountChange]:
        """The same, with how often what moved has moved before, as far as history tells."""
        moved = {change.before.path for change in changes if change.before and may_move(change.plan)}
        plan_history = self._base.plan_history
        if not moved or plan_history is None:
            yield from changes
            return
        asked = replace(self._before, plans=tuple(plan for plan in self._before.plans if plan.source.path in moved))
        histories = AccountHistories(self._engine, asked, plan_history).of(asked.plans, points=False)
        for change in changes:
            past = histories.get(change.before.path) if change.before else None
            yield replace(change, plan=with_times(change.plan, past.moves)) if past else change


def _scores(account: Summary) -> Summary:
    """The account without what its results tell anyway: thousands of these are remembered at once."""
    return account._replace(outcomes=(), findings=(), waived=(), attachments=())
