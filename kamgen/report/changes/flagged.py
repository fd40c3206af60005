"""What a reviewer should look at: each flag with its account, entry, lines and what rose, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kamgen.model.change import ChangeKind, EntryChange, FieldChange, ReviewFlag, Suspect
from kamgen.model.comparison import AccountChange, Comparison, Shift
from kamgen.model.enums import Severity
from kamgen.model.finding import Finding
from kamgen.model.standing import Standing
from kamgen.model.summary import Summary
from kamgen.report.changes import wording
from kamgen.report.changes.wording import (
    AMOUNTS,
    clipped_line,
    money_move,
    score_move,
)
from kamgen.report.findings import SITE_FILE

FLAGS = tuple(ReviewFlag)
"""The gravest first."""


_TOUCHED = 3
"""Entries that lean on one which are named at once."""


class Flagged(NamedTuple):
    """One thing that a reviewer should look at."""

    flag: ReviewFlag
    change: AccountChange | None
    """None when it is about the site."""
    entry: EntryChange | None = None
    """None when it is about the account itself."""
    field: FieldChange | None = None
    """None when it is about the entry as a whole."""
    setting: str = ""
    """What of the site it is about, in words."""

    @property
    def name(self) -> str:
        """The account's name, or that of the site's file."""
        return account_name(self.change) if self.change else SITE_FILE

    @property
    def slug(self) -> str:
        """The account's slug, or the site's file."""
        return self.change.one.slug if self.change else SITE_FILE

    @property
    def path(self) -> str:
        """The plan's path."""
        return self.change.one.path if self.change else SITE_FILE

    @property
    def concern(self) -> str:
        """What it is about, without the account: empty when it is the account itself."""
        if self.entry is None:
            return self.setting
        named = wording.entry_name(self.entry)
        if self.field is None:
            return named if self.entry.title else ""
        changed = wording.field_words(self.field)
        return f"{named}, {changed}" if self.entry.group else changed

    @property
    def words(self) -> str:
        """Why to flag, and at what."""
        return f"{self.flag.words}: {self.concern}" if self.concern else self.flag.words

    @property
    def line(self) -> int:
        """Where in the plan it is, 1-based; 0 when that is nowhere in the plan as it is now."""
        return 0 if self.entry is None or self._gone else self._place

    @property
    def old_line(self) -> int:
        """The line in the plan as it was of what is gone, 1-based; 0 of what is there."""
        return self._place if self.entry is not None and self._gone else 0

    @property
    def touched(self) -> list[Suspect]:
        """What leans on the entry, and is to be confirmed."""
        found = self.change.touches if self.change and self.entry else ()
        return [
            each
            for each in found
            if self.entry and each.on.group == self.entry.group and each.on.title == self.entry.title
        ]

    @property
    def _gone(self) -> bool:
        gone = self.field is not None and self.field.now is None
        return self.entry is not None and (gone or self.entry.kind is ChangeKind.REMOVED)

    @property
    def _place(self) -> int:
        return (self.field.line if self.field else 0) or (self.entry.line if self.entry else 0)

    @property
    def raised(self) -> list[str]:
        """What of the account rose that may hang on it: ``health 18 → 28 (+10)``, ``profit 140k → 240k (…)``."""
        if self.change is None or self.change.before is None or self.change.after is None or self.entry is None:
            return []
        feeds = _FEEDS.get(self.entry.group.partition(".")[0], _SCORES)
        return [words for what, words in risen(self.change) if what in feeds]


_SCORES = frozenset(["checklist", "health"])


_FEEDS = {
    "": _SCORES | {*AMOUNTS},
    "financials": _SCORES | {"revenue", "profit"},
    "opportunities": frozenset(["weighted pipeline"]),
    "assessment": frozenset(["checklist"]),
    "waive": frozenset(["checklist"]),
}
"""What entries of a group can move; of all others both scores."""


def risen(change: AccountChange) -> list[tuple[str, str]]:
    """What of an account is better than before: ``checklist``, ``health`` or an amount, and from what to what."""
    before, after = sides_of(change)
    found = []
    if after.score is not None and before.score is not None and after.score > before.score:
        found.append(("checklist", f"checklist {score_move(before.score, after.score)}"))
    if after.health.score is not None and before.health.score is not None and after.health.score > before.health.score:
        found.append(("health", f"health {score_move(before.health.score, after.health.score)}"))
    for name, was, now in zip(AMOUNTS, *change.amounts, strict=True):
        if name != "target" and was is not None and now is not None and now > was:
            found.append((name, f"{name} {money_move(was, now)}"))
    return found


def sides_of(change: AccountChange | Shift) -> tuple[Summary, Summary]:
    """The account before and after; twice the same when it is added or removed."""
    one = change.after or change.before
    assert one is not None
    return change.before or one, change.after or one


def flags_of(change: AccountChange) -> Iterator[Flagged]:
    """What to look at in one account, in the order of plans; what went with a removed account goes without saying."""
    if change.kind is ChangeKind.REMOVED:
        yield Flagged(ReviewFlag.ACCOUNT_REMOVED, change)
    else:
        yield from (Flagged(flag, change, entry, field) for flag, entry, field in change.plan.flags())


def touches(change: AccountChange) -> Iterator[tuple[str, list[Suspect]]]:
    """What else a change touches, by what it did to the entry that others lean on."""
    by_cause: dict[str, list[Suspect]] = {}
    for each in change.touches:
        by_cause.setdefault(wording.cause_words(each.on), []).append(each)
    yield from by_cause.items()


def touched_words(found: Sequence[Suspect]) -> str:
    """Who leans on one entry, in brief: ``touches 7: opportunity “A” (need), …``; empty when nothing does."""
    first = ", ".join(map(wording.suspect_words, found[:_TOUCHED]))
    return f"touches {len(found):,}: {first}{', …' if found[_TOUCHED:] else ''}" if found else ""


def all_flags(comparison: Comparison) -> list[Flagged]:
    """What to look at in all accounts, the gravest first, and alike ones in the order of `worst_first`."""
    found = [flag for change in worst_first(comparison.accounts) for flag in flags_of(change)]
    found += [Flagged(each.flag, None, setting=wording.setting(each)) for each in comparison.settings if each.flag]
    if larger := comparison.baseline:
        found.append(Flagged(ReviewFlag.BASELINE_LARGER, None, setting=f"{larger[0]:,} → {larger[1]:,} kept"))
    return sorted(found, key=lambda flag: FLAGS.index(flag.flag))


def worst_first(changes: Iterable[AccountChange]) -> list[AccountChange]:
    """Removed accounts, then those with most new errors, then by how far their scores fell; added ones last."""
    return sorted(changes, key=_badness)


def _badness(change: AccountChange) -> tuple[bool, bool, int, int, int, int, str]:
    return (
        change.kind is not ChangeKind.REMOVED,
        change.kind is ChangeKind.ADDED,
        -len(errors(change.results.new)),
        rise(change, "score"),
        -sum(1 for _ in flags_of(change)),
        rise(change, "health"),
        change.one.path,
    )


def rise(change: AccountChange | Shift, score: str) -> int:
    """How far a score (``score`` or ``health``) rose; one that is not known any more fell to nothing."""
    was, now = (getattr(each, score, None) for each in (change.before, change.after))
    was, now = (each.score if isinstance(each, Standing) else each for each in (was, now))
    return 0 if was is None else (now or 0) - was


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are errors."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def account_name(change: AccountChange | Shift) -> str:
    """The account's name, the one it had when its plan cannot be read any more; its slug when the plan gives none."""
    before, after = sides_of(change)
    one = after if after.readable else before
    return clipped_line(one.name or one.slug, wording.NAME)
