"""Whether a comparison found a change, and whether it is one for the worse: the exit code of `diff` rests on this."""

from __future__ import annotations

from collections.abc import Iterator

from kamgen.model.change import Kind, Look
from kamgen.model.comparison import AccountChange, Comparison
from kamgen.report.changes.ranking import Watch, errors, watches
from kamgen.report.changes.words import concern
from kamgen.report.text import plural, visible

WORSE = (
    Look.ACCOUNT_REMOVED,
    Look.ACCOUNT_LOST,
    Look.TARGET_LOWERED,
    Look.TARGET_REMOVED,
    Look.PROMISE_REMOVED,
    Look.FORMAT_ERROR,
)
"""What to look at is a regression when it is one of these; all else may have good reasons more often than not."""


def changed(comparison: Comparison) -> bool:
    """Whether anything but time made a difference, for ``--exit-code``."""
    return bool(comparison)


def regressed(comparison: Comparison) -> tuple[str, ...]:
    """Why the head is worse than the base, a sentence each, for ``--fail-on regression``; empty when it is not.

    Only what content did counts: stricter rules and the passing of time are nobody's regression. The mean score is no
    reason either, since a new plan lowers it, and is as poor as a new plan should be.
    """
    return tuple(reason for change in comparison.accounts for reason in _reasons(change))


def _reasons(change: AccountChange) -> Iterator[str]:
    slug = visible(change.one.slug)
    for watch in watches(change):
        if watch.look in WORSE:
            yield f"{slug}: {_said(watch)}"
    before, after = change.before, change.after
    if before and after and before.score is not None and (after.score is None or after.score < before.score):
        yield f"{slug}: checklist score {before.score} → {'n/a' if after.score is None else after.score}"
    if change.kind is not Kind.REMOVED and (new := errors(change.results.new)):
        yield f"{slug}: {plural(len(new), 'new error')}: {', '.join(dict.fromkeys(found.code for found in new))}"


def _said(watch: Watch) -> str:
    about = concern(watch)
    return visible(f"{watch.look.words}: {about}" if about else watch.look.words)
