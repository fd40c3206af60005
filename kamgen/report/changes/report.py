"""A report of what changed, before any format: what comes first, what became of accounts, and what got worse.

Plain text as in `wording`; `json` writes the comparison itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kamgen.model.change import EntryChange, FieldChange, Kind, Look
from kamgen.model.choices import Severity
from kamgen.model.comparison import AccountChange, Comparison, Shift
from kamgen.model.finding import Finding, count_severities
from kamgen.model.rule import Element
from kamgen.report.changes.wording import (
    AMOUNTS,
    NAME,
    NOT_SCORED,
    TITLE,
    contents,
    entry_name,
    field_words,
    line,
    money,
    moved,
    quoted,
    score_move,
)
from kamgen.report.findings import by_severity
from kamgen.report.text import visible
from kamgen.text.words import counted

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


def concern(watch: Watch) -> str:
    """What a look is about, without the account: empty when it is the account itself."""
    entry, field = watch.entry, watch.field
    if entry is None:
        return ""
    if field is None:
        return entry_name(entry) if entry.title else ""
    return f"{entry_name(entry)}, {field_words(field)}" if entry.group else field_words(field)


def concern_line(watch: Watch) -> int:
    """Where in the plan it is, 1-based; 0 when that is nowhere in the plan as it is now."""
    return 0 if watch.entry is None or watch.entry.kind is Kind.REMOVED else watch.entry.line


_FATES = ("added", "changed", "removed", "moved", "affected")


def name(change: AccountChange | Shift) -> str:
    """The account's name, the one it had when its plan cannot be read any more; its slug when the plan gives none."""
    one = change.one if isinstance(change, AccountChange) else change.after
    if not one.readable and change.before is not None:
        one = change.before
    return line(one.name or one.slug, NAME)


def notes(change: AccountChange) -> Iterator[str]:
    """What became of the account as a whole."""
    before, after = change.before, change.after
    if before and after and change.renamed:
        yield f"was called {quoted(before.name)}"
    if before and after and change.moved:
        yield f"moved here from {line(before.path, TITLE)}"
    if change.kind is not Kind.CHANGED and (had := contents(change)):
        yield f"{change.kind.word}: {had}"
    if change.kind is Kind.ADDED and change.results.new:
        found = ", ".join(by_severity(change.results.new))
        yield f"a new plan with {found}; kamgen check {line(change.one.path, TITLE)} lists them"
    if is_affected(change):
        yield "its own plan says the same: what other plans say of it changed"


def is_affected(change: AccountChange) -> bool:
    """Whether only other plans changed what is said of the account."""
    return change.kind is Kind.CHANGED and not change.plan and not change.moved


def new_findings(change: AccountChange) -> Sequence[Finding]:
    """Findings that are told one by one: of a new plan the errors, since it lacks nearly everything."""
    return errors(change.results.new) if change.kind is Kind.ADDED else change.results.new


def scores(change: AccountChange | Shift) -> str:
    """``checklist 71 → 64 (−7), health 84``."""
    before, after = change.before, change.after
    if before is None or after is None:
        one = after or before
        assert one is not None
        was = "" if after else "was "
        return f"checklist {was}{score_move(one.score, one.score)}, health {was}{_health(one.health, one.health)}"
    return f"checklist {score_move(before.score, after.score)}, health {_health(before.health, after.health)}"


def _health(was: int | None, now: int | None) -> str:
    return score_move(was, now, NOT_SCORED)


def elements(change: AccountChange | Shift) -> list[tuple[str, str]]:
    """Elements whose score differs: title, and from what to what."""
    before, after = change.before, change.after
    if before is None or after is None or len(before.elements) != len(after.elements):
        return []
    rows = zip(Element, before.elements, after.elements, strict=True) if after.elements else ()
    return [(element.title, score_move(was, now)) for element, was, now in rows if was != now]


def amounts(change: AccountChange | Shift) -> str:
    """``target 1.3M → 1.1M (−200k, −15.4%), profit …``; empty when no money differs."""
    if change.before is None or change.after is None:
        known, was = (change.amounts[1], "") if change.after else (change.amounts[0], "was ")
        return ", ".join(f"{what} {was}{money(amount)}" for what, amount in zip(AMOUNTS, known, strict=True) if amount)
    return ", ".join(f"{what} {words}" for what, words in moved(change.amounts))


def finding_counts(change: AccountChange) -> str:
    """``+1 error, −2 warnings``: new and fixed ones; empty for none, and for an account that is removed."""
    if change.kind is Kind.REMOVED:
        return ""
    new, fixed = by_severity(change.results.new), by_severity(change.results.fixed)
    return ", ".join([*(f"+{each}" for each in new), *(f"−{each}" for each in fixed)])


def effect(shift: Shift) -> str:
    """What became of an account whose plan did not change, in one line."""
    parts = (
        [] if (shift.before.score, shift.before.health) == (shift.after.score, shift.after.health) else [scores(shift)]
    )
    if sums := amounts(shift):
        parts.append(sums)
    if shift.results.new:
        parts.append(f"new: {_codes(shift.results.new)}")
    if shift.results.fixed:
        parts.append(f"{counted(len(shift.results.fixed), 'finding')} fixed")
    return "; ".join(parts) or "criteria differ"


def _codes(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.code for finding in findings)
    return ", ".join(code if number == 1 else f"{code} ({number:,} times)" for code, number in sorted(counts.items()))


def count_fates(comparison: Comparison) -> dict[str, int]:
    """How many accounts what became of, in words; each account counts once, and the first three are always there."""
    counts = Counter(fate(change) for change in comparison.accounts)
    return {word: counts[word] for word in _FATES if counts[word] or word in _FATES[:3]}


def fate(change: AccountChange) -> str:
    """``added``, ``changed``, ``removed``, ``moved`` when it only lies elsewhere, or ``affected``."""
    if is_affected(change):
        return "affected"
    return "moved" if change.kind is Kind.CHANGED and not change.plan else change.kind.word


def headline(comparison: Comparison) -> list[str]:
    """The net effect in a few parts: how many accounts, the mean score, what to look at, new errors."""
    parts = [", ".join(_counts(comparison)) or "no account changed"]
    if comparison.score[0] != comparison.score[1]:
        parts.append(f"checklist {score_move(*comparison.score)}")
    if comparison.settings:
        parts.append(f"{counted(len(comparison.settings), 'setting')} of site.toml changed")
    if watches := all_watches(comparison):
        parts.append(f"⚠ {len(watches):,} to look at")
    new = [finding for change in comparison.accounts for finding in change.results.new]
    if number := count_severities(new)[Severity.ERROR]:
        parts.append(counted(number, "new error"))
    return parts


def _counts(comparison: Comparison) -> Iterator[str]:
    noun, counts = "account", count_fates(comparison)
    for word in sorted(counts, key=lambda word: word != Kind.CHANGED.word):
        if number := counts[word]:
            yield f"{counted(number, noun) if noun else f'{number:,}'} {word}"
            noun = ""


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
            yield f"{slug}: {_reason_words(watch)}"
    before, after = change.before, change.after
    if before and after and before.score is not None and (after.score is None or after.score < before.score):
        yield f"{slug}: checklist score {before.score} → {'n/a' if after.score is None else after.score}"
    if change.kind is not Kind.REMOVED and (new := errors(change.results.new)):
        yield f"{slug}: {counted(len(new), 'new error')}: {', '.join(dict.fromkeys(found.code for found in new))}"


def _reason_words(watch: Watch) -> str:
    about = concern(watch)
    return visible(f"{watch.look.words}: {about}" if about else watch.look.words)
