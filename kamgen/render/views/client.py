"""The client's side of an account's page: needs, promises, outcomes, how it rates its vendors."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from kamgen.model.account import Account
from kamgen.model.front import FrontMatter
from kamgen.model.groups import ClientOutcome, EvaluationCriterion, Promise
from kamgen.render.charts.bullet import bullet
from kamgen.render.charts.svg import Caption
from kamgen.render.site_context import SiteContext
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import counted, iso


class NeedRow(NamedTuple):
    """A need of the client."""

    need: str
    kind: str
    css: str
    confirmed: str
    met_by: str


def need_rows(front: FrontMatter) -> tuple[NeedRow, ...]:
    """The needs as the plan lists them."""
    return tuple(
        NeedRow(
            need.need,
            need.kind.value if need.kind else UNKNOWN,
            "pass" if need.confirmed else "gap",
            need.confirmed.isoformat() if need.confirmed else "not confirmed",
            need.met_by or UNKNOWN,
        )
        for need in front.needs
    )


class PromiseRow(NamedTuple):
    """A promise, and what became of it."""

    promise: str
    to: str
    due: str
    css: str
    state: str


def promise_rows(front: FrontMatter, context: SiteContext) -> tuple[PromiseRow, ...]:
    """The promise ledger."""
    return tuple(
        PromiseRow(
            promise.promise,
            promise.to or UNKNOWN,
            promise.due.isoformat() if promise.due else UNKNOWN,
            *_kept(promise, context),
        )
        for promise in front.promises
    )


def _kept(promise: Promise, context: SiteContext) -> tuple[str, str]:
    if promise.broken:
        return "gap", f"broken {promise.broken.isoformat()}"
    if promise.kept:
        if promise.due and promise.kept > promise.due:
            return "gap", f"{promise.kept.isoformat()}, {counted((promise.kept - promise.due).days, 'day')} late"
        return "pass", promise.kept.isoformat()
    if promise.due and promise.due < context.as_of:
        return "gap", f"{counted((context.as_of - promise.due).days, 'day')} late"
    return "", "open"


def kept_words(front: FrontMatter, context: SiteContext) -> str:
    """``4 of 5 kept``: of the promises that are kept, broken or overdue."""
    settled = [promise for promise in front.promises if _kept(promise, context)[0]]
    kept = sum(_kept(promise, context)[0] == "pass" for promise in settled)
    return f"{kept} of {len(settled)} kept in time" if settled else ""


class OutcomeRow(NamedTuple):
    """A result in the client's own metric."""

    metric: str
    note: str
    date: str
    baseline: str
    actual: str
    target: str
    picture: Markup


def outcome_rows(account: Account, context: SiteContext) -> tuple[OutcomeRow, ...]:
    """The outcomes as the plan lists them."""
    return tuple(_outcome(outcome, number, context) for number, outcome in enumerate(account.plan.front.outcomes))


def _outcome(outcome: ClientOutcome, number: int, context: SiteContext) -> OutcomeRow:
    baseline, actual, target = (_measure(value, outcome.unit, context) for value in _values(outcome))
    css, words = _progress(outcome)
    picture = _picture(outcome, number, css, f"From {baseline} to {actual}, target {target}: {words}")
    return OutcomeRow(outcome.metric, words, iso(outcome.as_of), baseline, actual, target, picture)


def _values(outcome: ClientOutcome) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return outcome.baseline, outcome.actual, outcome.target


def _measure(value: Decimal | None, unit: str | None, context: SiteContext) -> str:
    if value is None:
        return UNKNOWN
    space = "" if not unit or unit == "%" else "\u00a0"
    return f"{context.style.plain(value)}{space}{unit or ''}"


def _progress(outcome: ClientOutcome) -> tuple[str, str]:
    """How far the way from baseline to target is gone: class and words."""
    baseline, actual, target = _values(outcome)
    if baseline is None or actual is None or target is None:
        return "c-na", "not measured" if actual is None else "no target" if target is None else "no baseline"
    if target == baseline:
        return ("c-ok", "on target") if actual == target else ("c-watch", "off target")
    done = (actual - baseline) / (target - baseline)
    if done == 0 or done == 1:
        return ("c-ok", "on target") if done else ("c-act", "no change")
    return _WAYS[bisect_right(_WAY_ENDS, done)]


_WAY_ENDS = (Decimal(0), Decimal("0.4"), Decimal("0.6"), Decimal(1))
_WAYS = (
    ("c-act", "worse than before"),
    ("c-act", "under way"),
    ("c-watch", "half way"),
    ("c-watch", "nearly there"),
    ("c-ok", "beyond target"),
)
"""Class and words for a part of the way that ends at each of those fractions, and beyond the last."""


def _picture(outcome: ClientOutcome, number: int, css: str, said: str) -> Markup:
    baseline, actual, target = _values(outcome)
    if baseline is None or actual is None or target is None:
        return Markup()
    caption = Caption(f"o{number}", outcome.metric, said)
    return bullet(caption, float(baseline), float(actual), float(target), css)


class MarkRow(NamedTuple):
    """One criterion by which the client rates its vendors."""

    name: str
    weight: str
    mark: str


def mark_rows(criteria: tuple[EvaluationCriterion, ...], context: SiteContext) -> tuple[MarkRow, ...]:
    """The client's criteria with our marks, as the plan lists them."""
    return tuple(
        MarkRow(
            criterion.name,
            UNKNOWN if criterion.weight is None else context.style.percent(criterion.weight),
            UNKNOWN if criterion.score is None else f"{criterion.score} of {criterion.scale}",
        )
        for criterion in criteria
    )
