"""What comes first: accounts that got worst, and what a reviewer should look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kamgen.model.change import EntryChange, FieldChange, Kind, Look
from kamgen.model.choices import Severity
from kamgen.model.comparison import AccountChange, Comparison
from kamgen.model.finding import Finding

LOOKS = tuple(Look)
"""The gravest first."""


class Watch(NamedTuple):
    """One thing to look at."""

    look: Look
    change: AccountChange
    entry: EntryChange | None
    """None when it is about the account itself."""
    field: FieldChange | None
    """None when it is about the entry as a whole."""


def watches(change: AccountChange) -> Iterator[Watch]:
    """What to look at in one account, in the order of plans; what went with a removed account goes without saying."""
    if change.kind is Kind.REMOVED:
        yield Watch(Look.ACCOUNT_REMOVED, change, None, None)
        return
    for look, entry, field in change.plan.looks():
        yield Watch(look, change, entry, field)


def all_watches(comparison: Comparison) -> list[Watch]:
    """What to look at in all accounts, the gravest first, and alike ones in the order of `worst_first`."""
    found = [watch for change in worst_first(comparison.accounts) for watch in watches(change)]
    return sorted(found, key=lambda watch: LOOKS.index(watch.look))


def worst_first(changes: Iterable[AccountChange]) -> list[AccountChange]:
    """Removed accounts, then those with most new errors, then by how far their scores fell; added ones last."""
    return sorted(changes, key=_badness)


def _badness(change: AccountChange) -> tuple[bool, bool, int, int, int, int, str]:
    return (
        change.kind is not Kind.REMOVED,
        change.kind is Kind.ADDED,
        -len(errors(change.results.new)),
        _difference(change, "score"),
        -sum(1 for _ in watches(change)),
        _difference(change, "health"),
        change.one.path,
    )


def _difference(change: AccountChange, score: str) -> int:
    """How far a score rose; one that is not known any more fell to nothing."""
    was, now = getattr(change.before, score, None), getattr(change.after, score, None)
    return 0 if was is None else (now or 0) - was


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are errors."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
