"""When a run fails: what is a regression, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kamgen.model.change import PlanChange, ReviewFlag
from kamgen.model.comparison import Comparison
from kamgen.model.health import Signal
from kamgen.model.rule import Element
from kamgen.model.summary import Summary
from kamgen.report.changes import wording
from kamgen.report.changes.flagged import all_flags, errors, flags_of
from kamgen.report.findings import visible
from kamgen.text.words import counted

WORSE = (
    ReviewFlag.ACCOUNT_REMOVED,
    ReviewFlag.ACCOUNT_LOST,
    ReviewFlag.CURRENCY_CHANGED,
    ReviewFlag.TARGET_LOWERED,
    ReviewFlag.TARGET_REMOVED,
    ReviewFlag.FIGURE_REMOVED,
    ReviewFlag.MISSED_REMOVED,
    ReviewFlag.PROMISE_REMOVED,
    ReviewFlag.CRITIC_GONE,
    ReviewFlag.RISK_REMOVED,
    ReviewFlag.EVIDENCE_REMOVED,
    ReviewFlag.FORMAT_ERROR,
)
"""What to look at is a regression when it is one of these: what was to be reached, and figures and records that spoke
against an account, are gone. All else may have good reasons more often than not."""


def reasons_to_fail(comparison: Comparison, asked: Iterable[str]) -> tuple[str, ...]:
    """Why a run fails, a sentence each: ``regression``, ``flags`` or both, each told once."""
    found = _regressed(comparison) if "regression" in asked else []
    if "flags" in asked:
        found += [f"{visible(flag.slug)}: {visible(flag.words)}" for flag in all_flags(comparison)]
    return tuple(dict.fromkeys(found))


def _regressed(comparison: Comparison) -> list[str]:
    """Why the head is worse than the base; nothing when it is not.

    Only what content did counts: stricter rules and the passing of time are nobody's regression. The mean score is no
    reason either, since a new plan lowers it, and is as poor as a new plan should be.
    """
    reasons = []
    for change in comparison.accounts:
        before, after = change.before, change.after
        told = [visible(flag.words) for flag in flags_of(change) if flag.flag in WORSE]
        if before and after:
            told += _fallen(before, after, _asked_more(change.plan))
        if after and (new := errors(change.results.new)):
            told.append(f"{counted(len(new), 'new error')}: {', '.join(dict.fromkeys(found.code for found in new))}")
        reasons += [f"{visible(change.one.slug)}: {reason}" for reason in told]
    return reasons


_GOALS = {
    ("financials", "target_revenue"): Signal.REVENUE,
    ("financials", "target_profit"): Signal.PROFIT,
    ("service", "target"): Signal.SERVICE,
    ("outcomes", "target"): Signal.OUTCOMES,
}


def _asked_more(plan: PlanChange) -> frozenset[Signal]:
    """Signals whose targets are harder to meet than before: that they fell is no regression."""
    fields = ((entry.group, field) for entry in plan.entries for field in entry.fields if field.flag is None)
    return frozenset(_GOALS[group, each.field] for group, each in fields if (group, each.field) in _GOALS)


def _fallen(before: Summary, after: Summary, asked_more: Collection[Signal]) -> Iterator[str]:
    """Scores of an account that are lower, or not known any more: checklist and elements, health and signals.

    But for signals of which more is asked than before; then health as a whole says nothing either.
    """
    pairs = [("checklist score", before.score, after.score)]
    if after.readable:
        pairs += zip([element.title for element in Element], before.elements, after.elements, strict=False)
        if not asked_more:
            pairs.append(("health", before.health.score, after.health.score))
        signals = zip(Signal, before.signals, after.signals, strict=False)
        pairs += [(signal.title, was, now) for signal, was, now in signals if signal not in asked_more]
    for what, was, now in pairs:
        if was is not None and (now is None or now < was):
            yield f"{what} {was} → {wording.score(now)}"
